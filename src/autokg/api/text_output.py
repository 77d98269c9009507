"""Tables for people and CSV for programs, from the rows of results."""

from __future__ import annotations

from autokg.core.csv_text import write_csv as to_csv
from autokg.query.results import Table, choose_format, in_words, tabulate_rows

__all__ = ["Table", "choose_format", "in_words", "tabulate_rows", "to_csv"]
