"""Identifiers, terms, dates, countries, files: what every other package uses."""
