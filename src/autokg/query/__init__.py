"""Saved SPARQL queries, their parameters and result formats."""
