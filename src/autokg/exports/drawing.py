"""What every writer is given: a view, its network, and the store behind it; and how an edge is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from autokg.stores.base import Store

if TYPE_CHECKING:
    import networkx as nx

WHOLE_STORE = "all"

# Control characters, which XML has no way to write and no label needs.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A view about to be written."""

    view: str
    network: nx.MultiDiGraph
    store: Store


Writer = Callable[[Drawing], bytes]


class Line(StrEnum):
    """How the line of an edge is drawn."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


_LINES = {"planned": Line.DASHED, "reported": Line.DASHED, "ended": Line.DOTTED, "cancelled": Line.DOTTED}


def line_of(edge: Mapping[str, Any]) -> Line:
    """Return how an edge is drawn: dashed for what is yet to come or a rumour, dotted for what is over."""
    return _LINES.get(edge.get("status", ""), Line.SOLID)


def words_of(edge: Mapping[str, Any]) -> str:
    """Return what an edge says of itself.

    >>> words_of({"type": "plannedProductionAt", "start": "2025-41"})
    'planned production at, from 2025-41'
    """
    relation = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", edge["type"]).lower()
    dates = " ".join(f"{word} {edge[name]}" for word, name in (("from", "start"), ("until", "end")) if name in edge)
    return ", ".join(filter(None, (relation, dates)))


def printable(value: Any) -> Any:
    """Return a value without what XML cannot hold."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value
