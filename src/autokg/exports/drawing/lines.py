"""How an edge is drawn, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from math import log2
from typing import Any

from autokg.core.dates import ImpreciseDate
from autokg.query.results import in_words


class Line(StrEnum):
    """How the line of an edge is drawn."""

    SOLID = "solid"
    DASHED = "dashed"
    DASH_DOTTED = "dash-dotted"
    DOTTED = "dotted"

    @property
    def plain(self) -> str:
        """The line that is nearest to it in formats which have no dashes and dots in turn."""
        return Line.DASHED if self is Line.DASH_DOTTED else self


# What a line says, in a legend, as keys of texts; the strongest first.
MEANINGS = {
    Line.SOLID: "holds", Line.DASHED: "planned", Line.DASH_DOTTED: "reported", Line.DOTTED: "ended_or_cancelled"
}  # fmt: skip

_WIDEST = 4.0
_LINES = {"planned": Line.DASHED, "reported": Line.DASH_DOTTED, "ended": Line.DOTTED, "cancelled": Line.DOTTED}


def line_of(edge: Mapping[str, Any]) -> Line:
    """Return how an edge is drawn: dashed for what is yet to come, with dots for a rumour, dotted for what is over."""
    return _LINES.get(edge.get("status", ""), Line.SOLID)


def words_of(edge: Mapping[str, Any]) -> str:
    """Return what an edge says of itself.

    >>> words_of({"type": "plannedProductionAt", "start": "2025-41"})
    'planned production at, from the second half of 2025'
    """
    bounds = (("from", "began", "start"), ("until", "ended", "end"))
    dates = [
        bound_in_words(preposition, verb, ImpreciseDate.parse(str(edge[name])))
        for preposition, verb, name in bounds
        if name in edge
    ]
    return ", ".join([in_words(edge["type"]), *dates])


def bound_in_words(preposition: str, verb: str, date: ImpreciseDate | None) -> str:
    """Return one end in words: "from 2025", or of an interval "started by 2025", "started 2025 or later"."""
    if date is None:
        return ""
    if not date.is_interval:
        return f"{preposition} {date.in_words()}"
    first, last = date.edtf.split("/")
    if first == "..":
        return f"{verb} by {ImpreciseDate.parse(last).in_words()}"
    return f"{verb} {ImpreciseDate.parse(first).in_words()} or later" if last == ".." else f"{verb} {date.in_words()}"


def is_mutual(relation: str) -> bool:
    """Whether a relation holds both ways, so that an arrow would say what is not so.

    >>> is_mutual("formerPartnerOf"), is_mutual("shareholder")
    (True, False)
    """
    return relation.lower().endswith("partnerof")


def width_of(sources: int) -> float:
    """Return how wide the line of an edge with so many sources is, in points."""
    return min(0.5 + 0.6 * log2(1 + sources), _WIDEST)
