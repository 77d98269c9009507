"""Revisions are shown in parts that together have all of them."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from autokg.core.terms import AKG
from autokg.errors import UsageError
from autokg.explaining.diff import Change, Kind
from autokg.names.labels import Labels
from autokg.pages import revisions_page as module
from autokg.pages.frame import Frame
from autokg.pages.links import Links
from autokg.pages.list_pages import ListPage
from autokg.pages.revisions_page import revisions_page
from autokg.stores import OxigraphStore


@pytest.fixture(autouse=True)
def _revised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let 250 statements appear and 30 disappear."""

    def change(kind: Kind, number: int) -> Change:
        value = Literal(str(number))
        before, after = (None, value) if kind is Kind.APPEARED else (value, None)
        return Change(kind, NamedNode(f"https://e.org/{number}"), AKG.productionStart, before, after, "")

    changes = [change(Kind.APPEARED, number) for number in range(250)]
    changes += [change(Kind.DISAPPEARED, number) for number in range(30)]
    monkeypatch.setattr(module, "_compare", lambda _, store: (changes, Labels(store)))


def shown(page: str | None) -> ListPage:
    frame = Frame(Links("https://e.org/"), "en", "2026-01-01")
    return revisions_page(OxigraphStore(), frame, "2025-01-01", OxigraphStore, page)


def rows(page: ListPage) -> list[int]:
    return [len(section.table.all_rows) for section in page.sections]


@pytest.mark.parametrize(("page", "expected"), [("1", [50, 30]), ("2", [50]), ("5", [50]), (None, [250, 30])])
def test_each_part_has_some_rows_and_data_have_all(page: str | None, expected: list[int]) -> None:
    assert rows(shown(page)) == expected
    assert shown(page).pages == (5 if page else 1)


def test_the_parts_follow_each_other() -> None:
    texts = [row.cells[2].text for page in "12345" for row in shown(page).sections[0].table.rows]
    assert texts == [row.cells[2].text for row in shown(None).sections[0].table.rows]


@pytest.mark.parametrize("page", ["0", "6", "-1", "²", "x", "1.0"])
def test_a_part_that_is_not_there_is_refused(page: str) -> None:
    with pytest.raises(UsageError, match="expected a number from 1 to 5"):
        shown(page)
