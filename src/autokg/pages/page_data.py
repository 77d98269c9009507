"""The data of a page as JSON and CSV: what it shows, without its layout."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from typing import Any

from autokg.core.csv_text import write_csv
from autokg.errors import UsageError
from autokg.pages.fact_tables import Cell, PageTable, Row, head_of
from autokg.pages.frame import Frame


def to_json(page: object, frame: Frame) -> str:
    """Return what a page shows as JSON, with the day that it is true of."""
    assert is_dataclass(page)  # noqa: S101 (every page is one)
    assert not isinstance(page, type)  # noqa: S101
    about = {"today": frame.today, "as_of": frame.as_of or None, "language": frame.language}
    return json.dumps({**asdict(page), **about}, ensure_ascii=False, separators=(",", ":"))


def to_csv(page: object, frame: Frame) -> str:
    """Return the tables of a page as one CSV: their rows one after the other, each with its section.

    Of a page without tables, its conflicts and properties are the rows.
    """
    tables = list(_tables(page)) or [*_conflicts(page, frame), *_properties(page, frame)]
    if not tables:
        raise UsageError("the page has no table; ask for .json")
    columns = list(dict.fromkeys(head for _, table in tables for head in table.heads))
    rows = [
        (title, *(cells.get(column, "") for column in columns), row.node or _first_thing(row))
        for title, table in tables
        for row in table.all_rows
        for cells in [dict(zip(table.heads, (cell.text for cell in row.cells), strict=True))]
    ]
    return write_csv((frame.texts("section"), *columns, "iri"), rows)


def _first_thing(row: Row) -> str:
    """Return the IRI of the first thing that a row names, which it tells of."""
    return next((part.iri for cell in row.cells for part in cell.parts if part.iri), "")


def _conflicts(page: Any, frame: Frame) -> Iterator[tuple[str, PageTable]]:
    """Yield the conflicts of a page as a table: a row for each side."""
    texts = frame.texts
    rows = tuple(
        Row(tuple(map(Cell.of, (conflict.title, side.verdict, side.text, side.source, conflict.rule[-1]))))
        for conflict in getattr(page, "conflicts", ())
        for side in conflict.sides
    )
    if rows:
        heads = tuple(head_of(name, texts) for name in ("what", "outcome", "value", "source", "rule"))
        yield texts("kind_Conflict"), PageTable(heads, rows)


def _properties(page: Any, frame: Frame) -> Iterator[tuple[str, PageTable]]:
    """Yield the properties of a thing as a table: a row for each value."""
    rows = tuple(
        Row((Cell.of(fact.label), Cell((part,)))) for fact in getattr(page, "facts", ()) for part in fact.value.parts
    )
    if rows:
        yield frame.texts("facts"), PageTable((head_of("property", frame.texts), head_of("value", frame.texts)), rows)


def _tables(page: Any) -> Iterator[tuple[str, PageTable]]:
    for section in getattr(page, "sections", ()):
        yield section.title, section.table
