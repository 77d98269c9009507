"""Tests of the checks of curated data."""
