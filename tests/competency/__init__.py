"""Tests of what the base that ships can answer."""
