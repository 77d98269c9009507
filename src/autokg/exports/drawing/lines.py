"""How an edge is drawn, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from math import log2
from typing import Any

from autokg.query.results import in_words


class Line(StrEnum):
    """How the line of an edge is drawn."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


# What a line says, in a legend; the strongest first.
MEANINGS = {Line.SOLID: "holds", Line.DASHED: "planned or reported", Line.DOTTED: "ended or cancelled"}

_WIDEST = 4.0
_LINES = {"planned": Line.DASHED, "reported": Line.DASHED, "ended": Line.DOTTED, "cancelled": Line.DOTTED}


def line_of(edge: Mapping[str, Any]) -> Line:
    """Return how an edge is drawn: dashed for what is yet to come or a rumour, dotted for what is over."""
    return _LINES.get(edge.get("status", ""), Line.SOLID)


def words_of(edge: Mapping[str, Any]) -> str:
    """Return what an edge says of itself.

    >>> words_of({"type": "plannedProductionAt", "start": "2025-41"})
    'planned production at, from 2025-41'
    """
    dates = " ".join(f"{word} {edge[name]}" for word, name in (("from", "start"), ("until", "end")) if name in edge)
    return ", ".join(filter(None, (in_words(edge["type"]), dates)))


def is_mutual(relation: str) -> bool:
    """Whether a relation holds both ways, so that an arrow would say what is not so.

    >>> is_mutual("formerPartnerOf"), is_mutual("shareholder")
    (True, False)
    """
    return relation.lower().endswith("partnerof")


def width_of(sources: int) -> float:
    """Return how wide the line of an edge with so many sources is, in points."""
    return min(0.5 + 0.6 * log2(1 + sources), _WIDEST)
