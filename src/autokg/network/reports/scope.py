"""Select the measured part of a store, and resolve names and dates in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autokg.errors import UnknownNameError, UsageError
from autokg.facts import Status
from autokg.names.lookup import Names
from autokg.network import get_view, project, project_layers
from autokg.network.productions import LIVE
from autokg.query.saved import find_terms
from autokg.stores.base import Store

if TYPE_CHECKING:
    import networkx as nx

_NUMERIC = (int, float)


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of a store.

    Attributes:
        views: the layers of the network.
        status: the statuses of ties that count, None for all.
        on: the day on which a tie may hold.

    """

    store: Store
    views: tuple[str, ...] = ("partners",)
    status: frozenset[str] | None = LIVE
    on: dt.date | None = None

    def project(self) -> nx.MultiDiGraph:
        """Return the network; of several views each edge has its layer."""
        if len(self.views) == 1:
            return project(self.store, self.views[0], status=self.status, on=self.on)
        return project_layers(self.store, self.views, status=self.status, on=self.on)

    @property
    def queries(self) -> Mapping[str, str]:
        """The queries of the views."""
        return {view: get_view(view).text for view in self.views}

    @property
    def name(self) -> str:
        """The views in words."""
        return " and ".join(self.views)

    def find(self, name: str, type_: str = "thing") -> list[str]:
        """Return the IRIs of a name; raise `UnknownNameError` with similar names if there are none."""
        return [term.value for term in find_terms(name, type_, Names(self.store))]


def parse_views(text: str) -> tuple[str, ...]:
    """Read the names of views separated by commas."""
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not names:
        raise UsageError("name at least one view")
    return tuple(get_view(name).name for name in names)


def parse_status(text: str) -> frozenset[str] | None:
    """Read statuses separated by commas; `all` means each of them.

    >>> sorted(parse_status("planned,actual")), parse_status("all")
    (['actual', 'planned'], None)
    """
    known = [*(status.value for status in Status), "all"]
    names = {name.strip() for name in text.split(",") if name.strip()}
    for name in sorted(names):
        if name not in known:
            raise UnknownNameError("status", name, known)
    if not names:
        raise UsageError("name at least one status")
    return None if "all" in names else frozenset(names)


def require_weight(network: nx.MultiDiGraph, weight: str | None) -> None:
    """Raise `UnknownNameError` where no tie of a network has a weight of this name."""
    numeric = {
        name for *_, data in network.edges(data=True) for name, value in data.items() if isinstance(value, _NUMERIC)
    }
    if weight is not None and len(network) and weight not in (known := {"ties", *numeric}):
        raise UnknownNameError("weight", weight, known)


def require_type(network: nx.MultiDiGraph, type_: str | None) -> None:
    """Raise `UnknownNameError` where no node of a network is of this type."""
    known = set(dict(network.nodes(data="type")).values())
    if type_ is not None and known and type_ not in known:
        raise UnknownNameError("type", type_, known)


def count(number: int, one: str, several: str | None = None) -> str:
    """Return a number of things in words.

    >>> count(1, "country"), count(1200, "country", "countries")
    ('1 country', '1,200 countries')
    """
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def listed(names: Collection[str]) -> str:
    """Return names as a sentence has them.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
