"""What sources have revised between two days: statements that changed, appeared or disappeared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from pyoxigraph import Literal, NamedNode

from autokg.answers.naming import name_node, tell_value
from autokg.core.terms import AKG
from autokg.explaining.diff import Change, Kind, compare
from autokg.names.labels import Labels
from autokg.pages.fact_tables import Cell, PageSection, Part, Row, head_of, split_table
from autokg.pages.frame import Frame
from autokg.pages.list_pages import ListPage
from autokg.stores import OxigraphStore

_MOST_ROWS, _MOST_THINGS = 60, 1_000
_KINDS = (Kind.CHANGED, Kind.APPEARED, Kind.DISAPPEARED)


def revisions_page(
    store: OxigraphStore, frame: Frame, since: str = "", before: OxigraphStore | None = None
) -> ListPage:
    """Return how a base differs from what it was by the sources of an earlier day; of no day, nothing."""
    texts = frame.texts
    changes = compare(before, store, sources=False) if before else []
    tables = _Tables(frame, Labels(store, *([before] if before else ())))
    sections = tuple(
        tables.section(kind, listed)
        for kind in _KINDS
        if (listed := [change for change in changes if change.kind is kind])
    )
    lead = (
        texts("revisions_lead") if before is None else texts("revisions_count", n=len(changes), day=texts.date(since))
    )
    return ListPage("revisions", texts("revisions_title"), lead, sections, since=since)


class _Tables:
    """Tables of changes: a row for each thing that changed."""

    def __init__(self, frame: Frame, labels: Labels) -> None:
        self._texts, self._words, self._labels = frame.texts, frame.texts.words, labels

    def section(self, kind: Kind, changes: Sequence[Change]) -> PageSection:
        by_thing: dict[NamedNode, list[Change]] = defaultdict(list)
        for change in changes:
            by_thing[change.subject].append(change)
        heads = [head_of(name, self._texts) for name in ("what", "property", *self._sides(kind))]
        rows = [row for listed in islice(by_thing.values(), _MOST_THINGS) for row in self._rows(kind, listed)]
        key = f"revisions_{kind.value}"
        title = f"{self._texts(key)} ({self._texts.number(len(changes))})"
        left_out = len(changes) - len(rows)
        sentences = (self._texts("revisions_more", n=left_out),) if left_out else ()
        return PageSection(key, title, split_table(heads, rows, _MOST_ROWS), sentences)

    def _sides(self, kind: Kind) -> tuple[str, ...]:
        return ("before", "after") if kind is Kind.CHANGED else ("value",)

    def _rows(self, kind: Kind, changes: Sequence[Change]) -> Iterator[Row]:
        for change in changes:
            values = (change.before, change.after) if kind is Kind.CHANGED else (change.before or change.after,)
            cells = (self._cell("", change.subject), self._property(change.predicate))
            yield Row((*cells, *(self._cell(_local(change.predicate), value) for value in values)))

    def _property(self, predicate: NamedNode) -> Cell:
        return Cell.of(self._words.phrase("property", _local(predicate), default=self._labels.term(predicate)))

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
