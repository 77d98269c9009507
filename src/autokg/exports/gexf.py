"""GEXF, for Gephi: dynamic, so that its time line shows what held when, and with colours, sizes and widths.

A time line knows days, press dates are often not so exact: an edge stands from the first day on which it may have begun
to the last on which it may have ended, so that nothing is hidden that may hold; one without a date stands always. The
dates as the sources give them, EDTF, are attributes beside it (`starts`, `ends`). A node stands while one of its edges
does. What is planned is dashed, what is over dotted.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from autokg.exports.drawing import line_of
from autokg.exports.drawing.palette import FAINT, Shape, style_of
from autokg.exports.network_view import NetworkView, printable
from autokg.network.projection import days_of

if TYPE_CHECKING:
    import networkx as nx

Days = tuple[dt.date | None, dt.date | None]

_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
# GEXF 1.2 has four outlines; the colour tells the others apart.
_OUTLINES = {Shape.SQUARE: "square", Shape.DIAMOND: "diamond", Shape.TRIANGLE: "triangle"}
_SMALLEST = 5.0


def write(view: NetworkView) -> bytes:
    """Write a network in GEXF."""
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    network = nx.MultiDiGraph()
    for node, data in view.network.nodes(data=True):
        attributes = {name: printable(value) for name, value in data.items()}
        network.add_node(node, **attributes, **_span(_days_of_node(view.network, node)), viz=_look(view, node))
    for source, target, key, data in view.network.edges(keys=True, data=True):
        network.add_edge(source, target, key=key, **_attributes(data))
    text = "".join(f"{line}\n" for line in nx.generate_gexf(network))
    return _TODAY.sub("", text, count=1).encode()  # the writer dates the file, and a date is no content


def _look(view: NetworkView, node: str) -> dict[str, Any]:
    """Return how a node is drawn; its area grows with the number of its neighbours."""
    style = style_of(view.network.nodes[node].get("type", ""))
    neighbours = {*view.network.predecessors(node), *view.network.successors(node)}
    return {
        "color": colour(style.colour),
        "size": round(_SMALLEST * math.sqrt(1 + len(neighbours)), 2),
        "shape": _OUTLINES.get(style.shape, "disc"),
    }


def _attributes(edge: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of an edge under names that GEXF leaves free.

    `type` is GEXF's word for directedness, `start` and `end` are days for it; EDTF stands in `starts` and `ends`.
    """
    attributes = {name: printable(value) for name, value in edge.items() if name not in ("type", "start", "end")}
    attributes |= {f"{name}s": edge[name] for name in ("start", "end") if name in edge}
    look = {
        "color": colour(FAINT),
        "thickness": round(math.sqrt(max(1, edge.get("sources", 1))), 2),
        "shape": line_of(edge).value,
    }
    return attributes | {"label": edge["type"], "relation": edge["type"], "viz": look} | _span(days_of(edge))


def _span(days: Days) -> dict[str, str]:
    """Return days as GEXF has them: an end before its beginning, where sources contradict each other, is left out."""
    first, last = days
    if first and last and last < first:
        last = None
    return {name: day.isoformat() for name, day in (("start", first), ("end", last)) if day}


def _days_of_node(network: nx.MultiDiGraph, node: str) -> Days:
    spans = [days_of(data) for *_, data in (*network.in_edges(node, data=True), *network.out_edges(node, data=True))]
    return _outermost((first for first, _ in spans), min), _outermost((last for _, last in spans), max)


def _outermost(days: Iterable[dt.date | None], choose: Any) -> dt.date | None:
    """Return the first or last of some days; None where one is open, or there are none."""
    known = list(days)
    return choose(known) if known and all(known) else None


def colour(code: str) -> dict[str, int | float]:
    """Return a colour as GEXF has it.

    >>> colour("#E69F00")
    {'r': 230, 'g': 159, 'b': 0, 'a': 1.0}
    """
    red, green, blue = bytes.fromhex(code.removeprefix("#"))
    return {"r": red, "g": green, "b": blue, "a": 1.0}
