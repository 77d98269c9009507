"""Read a table of any format into rows by column name.

The header is the first line that is not empty, or the one that the mapping names. A row with more or fewer
cells than the header is a reject: its cells cannot be assigned to columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autokg.errors import InputError
from autokg.importing.base import Reject, Row
from autokg.importing.input_file import read_content
from autokg.importing.text_tables import Line, decode_table, find_control, read_delimited, read_objects, sniff_separator
from autokg.importing.workbook import read_workbook

FORMATS = {
    ".csv": "csv", ".txt": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".xlsx": "xlsx", ".xlsm": "xlsx",
}  # fmt: skip
# What spreadsheets and data frames write in empty cells. Not "NA", which is Namibia.
EMPTY = ("nan", "none", "null", "n/a", "#n/a", "-", "–", "—")


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read a table; None if it is detected from the file."""

    format: str | None = None
    separator: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    header: int | None = None
    empty: tuple[str, ...] = EMPTY


@dataclass(frozen=True, slots=True)
class Table:
    """Columns in their order, and rows; a row that fits no header stands among them as a reject."""

    columns: tuple[str, ...]
    rows: tuple[Row | Reject, ...]


def read_table(path: Path, reading: Reading) -> Table:
    """Read a table; raise `InputError` if there is none, or none but a header."""
    table = _read(path, reading)
    if not table.rows:
        raise InputError("the table has a header and no rows", source=str(path))
    return table


def _read(path: Path, reading: Reading) -> Table:
    name, content = str(path), read_content(path)
    format_ = reading.format or FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise InputError(
            f"the extension {path.suffix!r} is unknown", source=name, expected=f"one of {', '.join(FORMATS)}"
        )
    if format_ == "xlsx":
        return _by_header(read_workbook(content, name, reading.sheet), name, reading)
    text = decode_table(content, name, reading.encoding)
    if format_ == "jsonl":
        return _by_keys(text, name, reading)
    separator = reading.separator or ("\t" if format_ == "tsv" else sniff_separator(text))
    return _by_header(read_delimited(text, name, separator), name, reading)


def _by_header(lines: Iterable[Line], name: str, reading: Reading) -> Table:
    lines = iter(lines)
    number, names = next((line for line in lines if line[0] >= (reading.header or 0)), (None, []))
    if number is None:
        raise InputError("no header", source=name, line=reading.header, expected="a line with the column names")
    columns = _columns(names, name, number)
    return Table(columns, tuple(_rows(lines, columns, name, reading)))


def _columns(names: list[str], source: str, line: int) -> tuple[str, ...]:
    """Return the names of a header, without empty ones at its end."""
    names = names[: max((place for place, name in enumerate(names, 1) if name), default=0)]
    for name, times in Counter(names).items():
        if name and times == 1:
            continue
        positions = [str(place) for place, other in enumerate(names, 1) if other == name]
        if not name:
            raise InputError(
                f"column {positions[0]} has no name", source=source, line=line, expected="a name for each column"
            )
        raise InputError(
            f"columns {' and '.join(positions)} are both named {name!r}", source=source, line=line,
            expected="a different name for each column",
        )  # fmt: skip
    return tuple(names)


def _rows(lines: Iterable[Line], columns: tuple[str, ...], name: str, reading: Reading) -> Iterator[Row | Reject]:
    for number, cells in lines:
        where = f"{name}:{number}"
        if len(cells) < len(columns) or any(cells[len(columns) :]):
            reason = f"the row has {len(cells)} cells, the header {len(columns)}"
            yield Reject(where, reason, {str(place): cell for place, cell in enumerate(cells, 1)})
        elif control := find_control("".join(cells)):
            yield Reject(
                where, f"the row contains the control character {control}", dict(zip(columns, cells, strict=False))
            )
        else:
            # Cells beyond the header's width are empty here, so that the shorter of the two is the header.
            yield Row(where, {key: _value(cell, reading) for key, cell in zip(columns, cells, strict=False)})


def _by_keys(text: str, name: str, reading: Reading) -> Table:
    rows: list[Row | Reject] = []
    for number, data in read_objects(text):
        where = f"{name}:{number}"
        if isinstance(data, str):
            rows.append(Reject(where, data, {}))
        else:
            known = {key: _value(cell, reading) if isinstance(cell, str) else cell for key, cell in data.items()}
            rows.append(Row(where, known))
    columns = tuple(dict.fromkeys(key for row in rows for key in row.cells))
    if not columns:
        raise InputError("no line is a JSON object", source=name, expected="one JSON object per line")
    return Table(columns, tuple(rows))


def _value(cell: str, reading: Reading) -> str:
    return "" if cell.casefold() in {word.casefold() for word in reading.empty} else cell
