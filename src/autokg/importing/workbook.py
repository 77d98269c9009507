"""Tables in Excel workbooks, by openpyxl (the extra `autokg[xlsx]`)."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Iterator

from autokg.core.extras import require_extra
from autokg.errors import InputError, UnknownNameError
from autokg.importing.text_tables import Line, to_text


def read_workbook(content: bytes, name: str, sheet: str | None) -> Iterator[Line]:
    """Yield (row, cells) of one sheet, by default the first; formulas count by their last computed value."""
    for number, row in enumerate(_load_rows(content, name, sheet), 1):
        cells = [_cell(value) for value in row]
        if any(cells):
            yield number, cells


def _load_rows(content: bytes, name: str, sheet: str | None) -> list[tuple[object, ...]]:
    openpyxl = require_extra("openpyxl", extra="xlsx", purpose=f"{name}: reading a workbook")
    # openpyxl warns of styles and extensions that it leaves out; no cell is lost by them.
    with warnings.catch_warnings(action="ignore"):
        try:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            if sheet is None or sheet in book.sheetnames:
                return list(book[sheet or book.sheetnames[0]].iter_rows(values_only=True))
        except Exception as error:  # a damaged workbook makes unpacking or parsing fail in any way that Python knows
            raise InputError(
                "not an Excel workbook", source=name, expected="an .xlsx file as Excel saves it"
            ) from error
    raise UnknownNameError(f"sheet in {name}", sheet, book.sheetnames)


def _cell(value: object) -> str:
    """Return a cell as text: a date as ISO 8601, without the midnight that Excel gives to every day."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return to_text(value)
