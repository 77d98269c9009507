"""Importers for single published sources: NHTSA label filings, vPIC, Wikidata."""
