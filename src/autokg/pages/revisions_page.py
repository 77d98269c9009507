"""What sources have revised between two days: statements that changed, appeared or disappeared, page by page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode

from autokg.answers.naming import name_node, tell_value
from autokg.core.terms import AKG
from autokg.errors import UsageError
from autokg.explaining.diff import Change, Kind, compare
from autokg.names.labels import Labels
from autokg.pages.fact_tables import Cell, PageSection, PageTable, Part, Row, head_of
from autokg.pages.frame import Frame
from autokg.pages.list_pages import ListPage
from autokg.stores import OxigraphStore
from autokg.stores.kept import kept

_ON_A_PAGE = 50  # rows of each table
_KINDS = (Kind.CHANGED, Kind.APPEARED, Kind.DISAPPEARED)


def revisions_page(
    store: OxigraphStore,
    frame: Frame,
    since: str = "",
    before: Callable[[], OxigraphStore] | None = None,
    page: str | None = "1",
) -> ListPage:
    """Return how a base differs from what it was by the sources of an earlier day; of no day, nothing.

    Args:
        before: opens the base as of the earlier day.
        page: the number of the part that is shown; None for all.

    """
    texts = frame.texts
    if before is None:
        return ListPage("revisions", texts("revisions_title"), texts("revisions_lead"), (), since=since)
    changes, labels = kept(store, "revisions", since, lambda: _compare(before(), store), most=1)
    counts = Counter(change.kind for change in changes)
    pages = max(1, -(-max(counts.values(), default=0) // _ON_A_PAGE))
    number = _parse_page(page, pages) if page else 0
    tables = _Tables(frame, labels, number)
    every = (tables.section(kind, [change for change in changes if change.kind is kind]) for kind in _KINDS)
    sections = tuple(section for section in every if section.table.rows)
    lead = texts("revisions_count", n=len(changes), day=texts.date(since))
    return ListPage(
        "revisions", texts("revisions_title"), lead, sections, since=since, number=number, pages=pages if page else 1
    )


def _compare(before: OxigraphStore, store: OxigraphStore) -> tuple[list[Change], Labels]:
    """Return the changes, those of one thing together, and the labels of both bases."""
    by_thing: dict[NamedNode, list[Change]] = defaultdict(list)
    for change in compare(before, store, sources=False):
        by_thing[change.subject].append(change)
    return [change for listed in by_thing.values() for change in listed], Labels(store, before)


def _parse_page(text: str, pages: int) -> int:
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= pages:
        return int(text)
    raise UsageError(f"page is {text!r}; expected a number from 1 to {pages}")


class _Tables:
    """Tables of changes: a row for each thing that changed."""

    def __init__(self, frame: Frame, labels: Labels, number: int) -> None:
        self._texts, self._words, self._labels, self._number = frame.texts, frame.texts.words, labels, number

    def section(self, kind: Kind, changes: Sequence[Change]) -> PageSection:
        heads = [head_of(name, self._texts) for name in ("what", "property", *self._sides(kind))]
        end = self._number * _ON_A_PAGE
        shown = changes[end - _ON_A_PAGE : end] if self._number else changes
        key = f"revisions_{kind.value}"
        title = f"{self._texts(key)} ({self._texts.number(len(changes))})"
        return PageSection(key, title, PageTable(tuple(heads), tuple(self._rows(kind, shown))))

    def _sides(self, kind: Kind) -> tuple[str, ...]:
        return ("before", "after") if kind is Kind.CHANGED else ("value",)

    def _rows(self, kind: Kind, changes: Sequence[Change]) -> Iterator[Row]:
        for change in changes:
            values = (change.before, change.after) if kind is Kind.CHANGED else (change.before or change.after,)
            cells = (self._cell("", change.subject), self._property(change.predicate))
            yield Row((*cells, *(self._cell(_local(change.predicate), value) for value in values)))

    def _property(self, predicate: NamedNode) -> Cell:
        return Cell.of(self._texts.of_property(_local(predicate), self._labels.term(predicate)))

    def _cell(self, property_: str, term: object) -> Cell:
        """Return a value in words, with a link if it is a thing."""
        if isinstance(term, Literal):
            return Cell.of(tell_value(property_, term.value, self._words))
        assert isinstance(term, NamedNode)  # noqa: S101 (statements have no other values)
        if property_ == "status":
            return Cell.of(tell_value(property_, _local(term), self._words))
        name = self._words.region(term.value, name_node(self._labels.term(term), term.value, self._words))
        return Cell((Part(name, "" if term.value.startswith(AKG.namespace) else term.value),))


def _local(term: NamedNode) -> str:
    return term.value.removeprefix(AKG.namespace)
