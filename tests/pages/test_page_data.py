"""The data of pages as CSV."""

from __future__ import annotations

import csv
import io

from autokg.answers.naming import Side, ToldConflict
from autokg.pages.fact_tables import Cell, PageSection, PageTable, Part, Row
from autokg.pages.frame import Frame
from autokg.pages.links import Links
from autokg.pages.list_pages import ListPage
from autokg.pages.page_data import to_csv

FRAME = Frame(Links("https://e.org/"), "de", "2026-01-01")
CONFLICT = ToldConflict("Acme, Beginn", (Side("gilt", "2024", "A"), Side("gilt nicht", "2025", "B")), ("Regel", "spät"))


def rows(page: ListPage) -> list[list[str]]:
    return list(csv.reader(io.StringIO(to_csv(page, FRAME))))


def test_conflicts_are_rows_if_there_is_no_table() -> None:
    _, *sides = rows(ListPage("conflicts", "", "", (), (CONFLICT,)))
    assert [side[1:6] for side in sides] == [
        ["Acme, Beginn", "gilt", "2024", "A", "spät"],
        ["Acme, Beginn", "gilt nicht", "2025", "B", "spät"],
    ]


def test_a_row_has_the_iri_of_the_first_thing_that_it_names() -> None:
    table = PageTable(("Was",), (Row((Cell.of("2024"), Cell((Part("Acme", "https://e.org/acme"),)))),))
    table = PageTable(("Tag", "Was"), table.rows)
    page = ListPage("changes", "", "", (PageSection("start", "Beginn", table),), (CONFLICT,))
    assert rows(page)[1:] == [["Beginn", "2024", "Acme", "https://e.org/acme"]]
