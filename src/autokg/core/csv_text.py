r"""CSV that spreadsheets open as it is meant: no cell of the data starts a formula.

A spreadsheet computes a cell that starts with `=`, `+`, `-`, `@` or a tab. Such a text gets an apostrophe before it,
as a person would type it; numbers stay numbers. A carriage return becomes a line feed, since the `csv` module leaves
one unquoted and readers end the row there.

>>> write_csv(("name", "cars"), [("=1+1", 5), ("-12.5", None)])
"name,cars\n'=1+1,5\n-12.5,\n"
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t")
BOM = "\ufeff"


def guard_cell(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write rows as CSV, with empty cells for None."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(guard_cell, columns))
    writer.writerows(map(guard_cell, row) for row in rows)
    return text.getvalue()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
