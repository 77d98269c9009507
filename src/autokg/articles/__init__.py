"""Bytes of a file → an article: its text, its hash and what is known of its source."""
