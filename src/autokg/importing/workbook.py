"""Read tables in Excel workbooks, with openpyxl (the extra `autokg[xlsx]`)."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from autokg.core.extras import require_extra
from autokg.errors import InputError, UnknownNameError
from autokg.importing.text_tables import Line, to_text

_MOST_ROWS = 1_048_576  # of a sheet in Excel
_MOST_UNPACKED = 200_000_000  # bytes


def read_workbook(content: bytes, name: str, sheet: str | None) -> Iterator[Line]:
    """Yield (row, cells) of one sheet, by default the first; formulas count by their last computed value."""
    for number, row in enumerate(_load_rows(content, name, sheet), 1):
        cells = [_cell(cell.value, cell.number_format) for cell in row]
        if any(cells):
            yield number, cells


def _load_rows(content: bytes, name: str, sheet: str | None) -> list[tuple[Any, ...]]:
    openpyxl = require_extra("openpyxl", extra="xlsx", purpose=f"{name}: reading a workbook")
    # openpyxl warns of styles and extensions that it leaves out; no cell is lost by them.
    with warnings.catch_warnings(action="ignore"):
        try:
            _check_size(content, name)
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            if sheet is None or sheet in book.sheetnames:
                rows = list(islice(book[sheet or book.sheetnames[0]].iter_rows(), _MOST_ROWS + 1))
                if len(rows) > _MOST_ROWS:
                    raise InputError("the sheet has too many rows", source=name, expected=f"at most {_MOST_ROWS:,}")
                return rows
        except InputError:
            raise
        except Exception as error:  # a damaged workbook makes unpacking or parsing fail in any way that Python knows
            raise InputError(
                "not an Excel workbook", source=name, expected="an .xlsx file as Excel saves it"
            ) from error
    raise UnknownNameError(f"sheet in {name}", sheet, book.sheetnames)


def _check_size(content: bytes, name: str) -> None:
    """Raise `InputError` for a small file that unpacks to more than any workbook that people keep."""
    size = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
    if size > _MOST_UNPACKED:
        expected = f"at most {_MOST_UNPACKED // 10**6} MB"
        raise InputError(f"the workbook unpacks to {size // 10**6:,} MB", source=name, expected=expected)


# Literal text in a number format, and its parts on colour, language and condition.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


def _cell(value: object, number_format: str | None) -> str:
    """Return a cell as text, as its number format shows it: a date as exact as there, a share as per cent."""
    format_code = _LITERAL.sub("", number_format or "").lower()
    if isinstance(value, dt.datetime | dt.date):
        return _date(value, format_code)
    if isinstance(value, dt.time):
        return value.isoformat()
    if isinstance(value, int | float) and "%" in format_code:
        return f"{round(value * 100, 10):.10g}%"
    return to_text(value)


def _date(value: dt.datetime | dt.date, format_code: str) -> str:
    """Return a date as ISO 8601, without a day, month or midnight that the format leaves out."""
    if "y" in format_code and "d" not in format_code:
        return value.strftime("%Y-%m" if "m" in format_code else "%Y")
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat()
