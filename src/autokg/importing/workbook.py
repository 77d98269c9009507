"""Tables in Excel workbooks, by openpyxl (the extra `autokg[xlsx]`)."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from autokg.errors import InputError, UnknownNameError, UsageError
from autokg.importing.text_tables import Line, to_text


def read_workbook(content: bytes, name: str, sheet: str | None) -> Iterator[Line]:
    """Yield (row, cells) of one sheet, by default the first; formulas count by their last computed value."""
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 (optional, and 0.2 s to import)
    except ImportError as error:
        raise UsageError(f"{name}: reading a workbook needs openpyxl; install autokg[xlsx]") from error

    # openpyxl warns of styles and extensions that it leaves out; no cell is lost by them.
    with warnings.catch_warnings(action="ignore"):
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            if sheet is not None and sheet not in book.sheetnames:
                raise UnknownNameError(f"sheet in {name}", sheet, book.sheetnames)
            rows = [list(row) for row in book[sheet or book.sheetnames[0]].iter_rows(values_only=True)]
        except (zipfile.BadZipFile, KeyError, ValueError, OSError, ParseError, AttributeError, TypeError) as error:
            raise InputError(
                "not an Excel workbook", source=name, expected="an .xlsx file as Excel saves it"
            ) from error
    yield from ((number, cells) for number, row in enumerate(rows, 1) if any(cells := [_cell(value) for value in row]))


def _cell(value: object) -> str:
    """Return a cell as text: a date as ISO 8601, without the midnight that Excel gives to every day."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return to_text(value)
