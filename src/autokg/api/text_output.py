"""Tables for people and CSV for programs, from the rows of results."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from autokg.query.results import Table, choose_format, in_words, tabulate_rows

__all__ = ["Table", "choose_format", "in_words", "tabulate_rows", "to_csv"]


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write rows as CSV, with empty cells for None."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
