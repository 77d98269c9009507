"""Views, saved queries that return one row per edge (`queries/views/`), and what measures ask (`queries/measures/`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions

from autokg.core.resources import find_resource
from autokg.errors import UnknownNameError
from autokg.query.saved import SavedQuery, load_folder
from autokg.stores import OxigraphStore
from autokg.stores.base import Store

_MOST_LISTED = 500  # nodes in a query to a server: Virtuoso refuses some thousands
VIEWS = ("production", "partners", "ownership", "agreements", "all")


@cache
def load_views() -> dict[str, SavedQuery]:
    """Return the views by name."""
    return load_folder(find_resource("queries", "views"))


def get_view(name: str) -> SavedQuery:
    """Return a view; raise `UnknownNameError` with near names where there is none."""
    views = load_views()
    if name not in views:
        raise UnknownNameError("view", name, views)
    return views[name]


@cache
def load_measure_query(name: str) -> SavedQuery:
    """Return one of the queries that measures are computed from."""
    return load_folder(find_resource("queries", "measures"))[name]


def run_measure_query(store: Store, name: str, **slots: Iterable[NamedNode | Literal]) -> list[QuerySolution]:
    """Return the rows of one of the queries that measures are computed from, with terms in its slots."""
    result = store.query(load_measure_query(name).bind(slots))
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return list(result)


def run_for_each(store: Store, name: str, slot: str, nodes: Iterable[str]) -> Iterator[QuerySolution]:
    """Yield the rows of such a query that tells of nodes one by one; a server is not sent too many at a time."""
    terms = [NamedNode(node) for node in nodes]
    most = len(terms) if isinstance(store, OxigraphStore) else _MOST_LISTED
    for start in range(0, len(terms), most or 1):
        yield from run_measure_query(store, name, **{slot: terms[start : start + most]})


def load_values(store: Store, name: str, nodes: Collection[str]) -> list[tuple[str, str, str]]:
    """Return node, name and value of each row of a measure's query on nodes, sorted: ORDER BY would take most time."""
    rows = run_for_each(store, name, "node", nodes)
    return sorted((row["node"].value, row["name"].value, row["value"].value) for row in rows)
