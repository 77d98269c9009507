"""The data of a page as JSON and CSV: what it shows, without its layout."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from typing import Any

from autokg.core.csv_text import write_csv
from autokg.errors import UsageError
from autokg.pages.fact_tables import PageTable
from autokg.pages.frame import Frame


def to_json(page: object, frame: Frame) -> str:
    """Return what a page shows as JSON, with the day that it is true of."""
    assert is_dataclass(page)  # noqa: S101 (every page is one)
    assert not isinstance(page, type)  # noqa: S101
    about = {"today": frame.today, "as_of": frame.as_of or None, "language": frame.language}
    return json.dumps({**asdict(page), **about}, ensure_ascii=False, separators=(",", ":"))


def to_csv(page: object, frame: Frame) -> str:
    """Return the tables of a page as one CSV: their rows one after the other, each with its section."""
    tables = list(_tables(page))
    if not tables:
        raise UsageError("the page has no table; ask for .json")
    columns = list(dict.fromkeys(head for _, table in tables for head in table.heads))
    rows = [
        (title, *(cells.get(column, "") for column in columns), row.node)
        for title, table in tables
        for row in table.all_rows
        for cells in [dict(zip(table.heads, (cell.text for cell in row.cells), strict=True))]
    ]
    return write_csv((frame.texts("section"), *columns, "iri"), rows)


def _tables(page: Any) -> Iterator[tuple[str, PageTable]]:
    for section in getattr(page, "sections", ()):
        yield section.title, section.table
