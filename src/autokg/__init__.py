"""Press facts on who builds whose cars, as an RDF knowledge graph with evidence."""
