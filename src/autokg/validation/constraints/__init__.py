"""The constraint components of SHACL Core, and `sh:sparql`: a file for each family, a class for each component."""
