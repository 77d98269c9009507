"""The result of a query as a page shows it: a table with labels and links, and pictures if its columns allow them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions

from autokg.core.terms import EDTF
from autokg.errors import InputError
from autokg.exports.result_pictures import Term, TermTable, find_pictures, number_of
from autokg.names.labels import Labels
from autokg.pages.frame import Frame
from autokg.pages.links import web_address
from autokg.query.limits import limit_rows
from autokg.query.results import in_words
from autokg.stores import Store
from autokg.stores.base import Result
from autokg.stores.sparql_tokens import form_of

MOST_ROWS = 5_000  # read for a page; a download has all
_SHOWN = 300
_LABEL = "Label"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in words, with the address of its page, and whether it is a number."""

    text: str
    address: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class QueryResult:
    """A result to be shown.

    Attributes:
        form: `rows`, `graph` or `boolean`.
        columns: in words.
        rows: the first rows.
        total: number of rows read; more than `MOST_ROWS` if there are more.
        answer: of a query that asks for yes or no.
        views: what it can be shown as: `table`, and `graph`, `map`, `chart` if its columns allow that.
        picture: SVG of the view asked for; empty for a table.

    """

    form: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    total: int = 0
    answer: bool = False
    views: tuple[str, ...] = ("table",)
    view: str = "table"
    picture: str = ""

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than were read."""
        return self.total > MOST_ROWS


def show_result(store: Store, text: str, view: str, frame: Frame) -> QueryResult:
    """Run a query and return its result; raise `QueryError` for a mistake in it."""
    result = run_limited(store, text)
    if isinstance(result, QueryBoolean):
        return QueryResult("boolean", answer=bool(result))
    form = "rows" if isinstance(result, QuerySolutions) else "graph"
    table = tabulate(result)
    pictures = find_pictures(table, store)
    shown = _Cells(Labels(store), frame)
    columns, rows = shown.table(table)
    return QueryResult(
        form,
        columns,
        rows,
        len(table.rows),
        views=("table", *pictures),
        view=view if view in pictures else "table",
        picture=pictures[view]() if view in pictures else "",
    )


def run_limited(store: Store, text: str) -> Result:
    """Run a query with a limit on its rows; a mistake is told by its place in the text as it stands."""
    if form_of(text) != "SELECT":
        return store.query(text)
    try:
        return store.query(limit_rows(text, MOST_ROWS + 1))
    except InputError:
        return store.query(text)


def tabulate(result: Result) -> TermTable:
    """Return rows, or triples in their order, as a table of terms."""
    if isinstance(result, QuerySolutions):
        names = tuple(variable.value for variable in result.variables)
        return TermTable(names, tuple(tuple(row[name] for name in names) for row in result))
    assert not isinstance(result, QueryBoolean)  # noqa: S101 (it has no rows)
    triples = sorted(islice(result, MOST_ROWS + 1), key=str)
    names = ("subject", "predicate", "object")
    return TermTable(names, tuple((triple.subject, triple.predicate, triple.object) for triple in triples))


@dataclass(frozen=True, slots=True)
class _Cells:
    """Makes cells of terms."""

    labels: Labels
    frame: Frame

    def table(self, table: TermTable) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
        """Return the columns in words and the first rows; the label of a thing stands in the place of the thing."""
        names = [name for name in table.columns if name.removesuffix(_LABEL) == name or not _has(table, name)]
        rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows[:_SHOWN])
        return tuple(map(in_words, names)), tuple(tuple(self._cells(names, row)) for row in rows)

    def _cells(self, names: list[str], row: dict[str, Term | None]) -> Iterator[Cell]:
        for name in names:
            yield self._cell(row[name], row.get(f"{name}{_LABEL}"))

    def _cell(self, term: Term | None, label: Term | None) -> Cell:
        words = label.value if isinstance(label, Literal) else ""
        if isinstance(term, NamedNode):
            address = self.frame.links.thing(term.value) or web_address(term.value)
            return Cell(words or self.labels.term(term), address)
        if isinstance(term, Literal):
            text = self.frame.texts.date(term.value) if term.datatype == EDTF.EDTF else term.value
            return Cell(text or term.value, web_address(term.value), number_of(term) is not None)
        return Cell(words if term is None else str(term))


def _has(table: TermTable, label: str) -> bool:
    """Return whether the things that a column labels have a column of their own."""
    return label.removesuffix(_LABEL) in table.columns
