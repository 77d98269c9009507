"""The saved queries that charts are drawn from (`queries/charts/`)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import NamedNode, QuerySolutions

from autokg.core.resources import find_resource
from autokg.query.saved import SavedQuery, load_folder
from autokg.stores.base import Store


@cache
def load_chart_query(name: str) -> SavedQuery:
    """Return one of the queries that charts are drawn from."""
    return load_folder(find_resource("queries", "charts"))[name]


def with_plants_in(things: Iterable[NamedNode], store: Store) -> frozenset[str]:
    """Return the IRIs of some things, and of the plants in those of them that are places."""
    named = list(things)
    found = store.query(load_chart_query("within").bind({"place": named}))
    assert isinstance(found, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return frozenset({*(thing.value for thing in named), *(row["plant"].value for row in found)})
