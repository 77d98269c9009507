"""The tables of a label filing in PDF, by pdfplumber (the extra `autokg[pdf]`).

The columns are known by words in the header, which is on the first page and mostly on the others too. A cell that
spans several rows is read once and counts for all of them (manufacturer and make); a second column of assembly is a
second country.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autokg.core.extras import require_extra
from autokg.core.ids import fold
from autokg.errors import InputError
from autokg.importing.base import Reject, Row
from autokg.importing.input_file import read_content

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

Cells = Sequence[str | None]
# Words that identify a column in a header; the first match counts.
_COLUMN_WORDS = (
    ("final_assembly", re.compile("assembl")),
    ("engine", re.compile("engine")),
    ("transmission", re.compile("trans")),
    ("manufacturer", re.compile("manufacturer|mfr")),
    ("make", re.compile(r"\bmakes?\b")),
    ("carline", re.compile("car ?line")),
)
_NEEDED = {"manufacturer", "make", "carline", "final_assembly"}
_SPANNING = ("manufacturer", "make")
_YEAR = re.compile(r"(?:model\s+year|MY)\s*-?\s*((?:19|20)\d\d)|((?:19|20)\d\d)\s+(?:model\s+year|AALA)", re.IGNORECASE)


def read_label_pdf(path: Path) -> tuple[list[Row | Reject], int | None]:
    """Return the rows of all tables, and the model year that the first page names."""
    pdfplumber = require_extra("pdfplumber", extra="pdf", purpose=f"{path}: reading a PDF")
    content = read_content(path)
    # The parser's warnings (on a missing font box or page size) do not concern tables.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            rows = list(_read_pages(pdf, str(path)))
            year = _find_year(pdf.pages[0].extract_text()) if pdf.pages else None
    except Exception as error:  # a damaged PDF makes the parser fail in any way that Python knows
        raise InputError("not a PDF that can be read", source=str(path), hint=str(error) or None) from error
    if not rows:
        raise InputError(
            "no table of label filings found", source=str(path),
            expected="a ruled table with columns for manufacturer, make, carline and final assembly",
            hint="a scan has no text; read it by OCR first",
        )  # fmt: skip
    return rows, year


def _find_year(text: str) -> int | None:
    match = _YEAR.search(text)
    return int(match[1] or match[2]) if match else None


def _read_pages(pdf: PDF, name: str) -> Iterator[Row | Reject]:
    """Yield the rows of all pages; the header of a page holds until the next."""
    columns: list[str | None] = []
    above: dict[str, str] = {}
    for number, page in enumerate(pdf.pages, 1):
        lines: list[Cells] = [line for table in page.extract_tables() for line in table]
        for place, line in enumerate(lines, 1):
            if header := _find_columns(line):
                columns = header
            elif columns and any(_clean(cell) for cell in line):
                where = f"{name}: page {number}, row {place}"
                yield _read_row(line, columns, above, where)


def _find_columns(line: Cells) -> list[str | None] | None:
    """Return the columns that a header names, None if the line is no header."""
    columns = [next((name for name, word in _COLUMN_WORDS if word.search(fold(cell or ""))), None) for cell in line]
    return columns if set(columns) >= _NEEDED else None


def _read_row(line: Cells, columns: list[str | None], above: dict[str, str], where: str) -> Row | Reject:
    if len(line) != len(columns):
        texts = {str(place): _clean(cell) for place, cell in enumerate(line, 1)}
        return Reject(where, f"the row has {len(line)} cells, the header {len(columns)}", texts)
    cells: dict[str, str] = {}
    for column, cell in zip(columns, line, strict=True):
        if column and (text := _clean(cell)):
            cells[column] = f"{cells[column]} ; {text}" if column in cells else text
    for column in _SPANNING:
        above[column] = cells.setdefault(column, above.get(column, ""))
    cells["final_assembly_raw"] = cells.get("final_assembly", "")
    return Row(where, cells)


def _clean(cell: str | None) -> str:
    """Return a cell as one line."""
    return " ".join((cell or "").split())
