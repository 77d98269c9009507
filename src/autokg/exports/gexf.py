"""GEXF 1.3, for Gephi: dynamic, so that its time line shows what held when, and with colours, sizes and widths.

A time line knows days, press dates are often not so exact: an edge stands from the first day on which it may have begun
to the last on which it may have ended, so that nothing is hidden that may hold; one without a date stands always. The
dates as the sources give them, EDTF, are attributes beside it (`starts`, `ends`). A node stands while one of its edges
does. What is planned or reported is dashed, what is over dotted. Nodes are placed as in a picture, if not
too many.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from autokg.exports.drawing import line_of
from autokg.exports.drawing.palette import FAINT, Shape, style_of
from autokg.exports.drawing.plate import compose
from autokg.exports.drawing.sketch import sketch
from autokg.exports.graph_records import graph_of
from autokg.exports.network_view import NetworkView
from autokg.network.projection import days_of

if TYPE_CHECKING:
    import networkx as nx

Days = tuple[dt.date | None, dt.date | None]

MOST_PLACED = 800  # nodes: placing more takes longer than all else, and Gephi places them itself

# What the writer of networkx adds: the day, which is no content, and a name, which the schema does not have.
_ADDED = re.compile(r' lastmodifieddate="[^"]*"|(?<=<graph)( [^>]*?) name="[^"]*"')
# The writer of networkx knows neither kinds of edges, by which Gephi keeps parallel ones apart, nor this namespace.
_RELATION = re.compile(r'(<edge [^>]*label=("[^"]*"))')
_BAD_NAMESPACE, _NAMESPACE = (f'"http://{host}/2001/XMLSchema-instance"' for host in ("w3.org", "www.w3.org"))
# GEXF has four outlines; the colour tells the others apart.
_OUTLINES = {Shape.SQUARE: "square", Shape.DIAMOND: "diamond", Shape.TRIANGLE: "triangle"}
_SMALLEST = 5.0


def write(view: NetworkView) -> bytes:
    """Write a network in GEXF."""
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    network, places = graph_of(view), _places(view)
    for node, attributes in network.nodes(data=True):
        attributes |= {**_span(_days_of_node(view.network, node)), "viz": _look(view, node) | places.get(node, {})}
    for *_, edge in network.edges(data=True):
        _use_names_of_gexf(edge)
    text = "".join(f"{line}\n" for line in nx.generate_gexf(network, version="1.3"))
    text = _ADDED.sub(lambda match: match[1] or "", text, count=2)
    return _RELATION.sub(r"\1 kind=\2", text.replace(_BAD_NAMESPACE, _NAMESPACE)).encode()


def _places(view: NetworkView) -> dict[str, dict[str, Any]]:
    """Return where nodes go, y upwards; nothing if they are too many."""
    if len(view.network) > MOST_PLACED:
        view.remarks.append(f"without positions, as there are more than {MOST_PLACED:,} nodes: run a layout of Gephi")
        return {}
    placed = zip(view.network, compose(sketch(view.network)).nodes, strict=True)
    return {node: {"position": {"x": round(at.x, 2), "y": round(-at.y, 2), "z": 0.0}} for node, at in placed}


def _look(view: NetworkView, node: str) -> dict[str, Any]:
    """Return how a node is drawn; its area grows with the number of its neighbours."""
    style = style_of(view.network.nodes[node].get("type", ""))
    neighbours = {*view.network.predecessors(node), *view.network.successors(node)}
    return {
        "color": colour(style.colour),
        "size": round(_SMALLEST * math.sqrt(1 + len(neighbours)), 2),
        "shape": _OUTLINES.get(style.shape, "disc"),
    }


def _use_names_of_gexf(edge: dict[str, Any]) -> None:
    """Rename the attributes of an edge for which GEXF has names of its own: `start` and `end` are days for it."""
    for name in ("start", "end"):
        if name in edge:
            edge[f"{name}s"] = edge.pop(name)
    first, last = edge.pop("firstDay", None), edge.pop("lastDay", None)
    edge |= _span((first and dt.date.fromisoformat(first), last and dt.date.fromisoformat(last)))
    look = {
        "color": colour(FAINT),
        "thickness": round(math.sqrt(max(1, edge.get("sources", 1))), 2),
        "shape": line_of(edge).plain,
    }
    edge |= {"label": edge["relation"], "weight": float(edge.get("ties", 1)), "viz": look}


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
