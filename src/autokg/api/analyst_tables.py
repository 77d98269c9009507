"""Analyst-ready tables of what a base holds: labels first, dates and numbers as such, IRIs last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache

from pyoxigraph import Literal, QuerySolutions

from autokg.api.rows import Rows
from autokg.claims.state import phase_on
from autokg.core.resources import find_resource
from autokg.core.terms import AKG
from autokg.errors import UnknownNameError
from autokg.names.lookup import Found, Names
from autokg.network.phases import find_day
from autokg.query.saved import THING_TYPES, SavedQuery, load_folder
from autokg.stores import Store

_SEVERAL = "; "


@cache
def load_tables() -> dict[str, SavedQuery]:
    """Return the queries of the tables by name."""
    return load_folder(find_resource("queries", "tables"))


def read_table(store: Store, name: str) -> Rows:
    """Return a table; raise `UnknownNameError` if there is none of this name."""
    tables = load_tables()
    if name not in tables:
        raise UnknownNameError("table", name, tables)
    result = store.query(tables[name].text)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    columns = [variable.value for variable in result.variables]
    rows = ([_in_order(column, row[column]) for column in columns] for row in result)
    return Rows(columns, rows) if "status" not in columns else _with_phase(columns, rows, find_day(store))


# The columns that tell the start, end and last report of a state.
_TIMES = {
    "status": ("status",),
    "start": ("start", "since", "opened", "signed"),
    "end": ("end", "until", "closed"),
    "reported": ("lastReported",),
}


def _with_phase(columns: Sequence[str], rows: Iterable[Sequence[object]], day: dt.date) -> Rows:
    """Return rows with the phase of each state on a day beside its status."""
    after = columns.index("status") + 1
    names = {column: name for name, known in _TIMES.items() for column in known if column in columns}
    places = [(name, columns.index(column)) for column, name in names.items()]

    def add(row: Sequence[object]) -> list[object]:
        values = {name: term.value for name, place in places if isinstance(term := row[place], Literal)}
        phase = Literal(phase_on(day, values).value) if "status" in values else None
        return [*row[:after], phase, *row[after:]]

    return Rows([*columns[:after], "phase", *columns[after:]], map(add, rows))


def _in_order(column: str, term: object) -> object:
    """Return a term; of several labels in one cell, which an engine gives in any order, sorted."""
    if column.endswith("Labels") and isinstance(term, Literal):
        return Literal(_SEVERAL.join(sorted(term.value.split(_SEVERAL))))
    return term


def find_things(store: Store, name: str, type_: str) -> Rows:
    """Return the things of a name; if there are none, those of similar names, the nearest first."""
    if type_ not in THING_TYPES:
        raise UnknownNameError("type", type_, THING_TYPES)
    names = Names(store)
    found = names.find(name, THING_TYPES[type_]) or names.near(name, THING_TYPES[type_])
    return Rows(("label", "type", "name", "score", "thing"), map(_row, found))


def _row(thing: Found) -> tuple[object, ...]:
    kind = Literal(thing.kind.value.removeprefix(AKG.namespace))
    return Literal(thing.label), kind, Literal(thing.name), Literal(round(thing.score)), thing.iri
