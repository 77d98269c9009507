"""A network as a page for a browser: places, looks, days and evidence as data for its script."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from autokg.exports.drawing.label_lines import FONT_SIZE, room_for, wrap
from autokg.exports.drawing.layout import lay_out
from autokg.exports.drawing.lines import is_mutual, line_of, width_of, words_of
from autokg.exports.drawing.palette import legend_order, outline_of, style_of
from autokg.exports.drawing.picture import NO_GRAPHVIZ, Picture
from autokg.exports.drawing.plate import radii_of
from autokg.exports.drawing.shell import embed, fill_page
from autokg.exports.drawing.sketch import sketch
from autokg.exports.drawing.svg import measure
from autokg.network.edge_evidence import EdgeEvidence, Ends
from autokg.network.projection import days_of
from autokg.query.results import in_words

if TYPE_CHECKING:
    import networkx as nx

Evidence = Mapping[Ends, Sequence[EdgeEvidence]]

_SCALE = 4 / 3  # points to pixels
_CITED = 12


def browse(network: nx.MultiDiGraph, title: str, evidence: Evidence, notes: Sequence[str] = ()) -> Picture:
    """Return the page of a network.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` or `gather` gives it.
    title : str
        The heading.
    evidence : mapping
        What the edges rest on, as `load_all_evidence` gives it.
    notes : sequence of str
        Further words on how the picture came about.

    """
    pieces: dict[EdgeEvidence, int] = {}
    nodes, by_graphviz = _nodes(network)
    ties = _ties(network, evidence, pieces)
    data = {
        "nodes": nodes,
        "ties": ties,
        "evidence": [_piece(piece) for piece in pieces],
        "types": _types(network),
        "statuses": _statuses(ties),
        "notes": list(notes),
        **_months(ties),
    }
    return Picture(fill_page("network", title, data=embed(data)), () if by_graphviz else (NO_GRAPHVIZ,))


def _nodes(network: nx.MultiDiGraph) -> tuple[list[dict[str, Any]], bool]:
    drawn = sketch(network)
    radii = radii_of(drawn)
    lines = [wrap(node.label) for node in drawn.nodes]
    in_points = partial(measure, size=FONT_SIZE)
    rooms = [room_for(text, radius, in_points) for text, radius in zip(lines, radii, strict=True)]
    layout = lay_out(drawn, rooms)
    nodes = [
        {
            "label": node.label, "type": node.type, "members": node.members, "lines": text,
            "x": round(x * _SCALE, 1), "y": round(-y * _SCALE, 1), "r": round(radius * _SCALE, 2),
        }
        for node, (x, y), radius, text in zip(drawn.nodes, layout.places.tolist(), radii, lines, strict=True)
    ]  # fmt: skip
    return nodes, layout.by_graphviz


def _ties(network: nx.MultiDiGraph, evidence: Evidence, pieces: dict[EdgeEvidence, int]) -> list[dict[str, Any]]:
    number = {node: number for number, node in enumerate(network)}
    ties = []
    for source, target, edge in network.edges(data=True):
        if source != target:
            found = evidence.get((source, target, str(edge.get("slot", ""))), ())
            cited = [pieces.setdefault(piece, len(pieces)) for piece in found[:_CITED]]
            ends = {"source": number[source], "target": number[target]}
            ties.append(ends | _tie(edge) | {"evidence": cited, "more": max(0, len(found) - _CITED)})
    return ties


def _tie(edge: Mapping[str, Any]) -> dict[str, Any]:
    first, last = days_of(edge)
    sources = int(edge.get("sources", 1))
    width = round(width_of(sources) * _SCALE, 2)
    return {
        "words": words_of(edge), "status": edge.get("status", ""), "through": edge.get("throughLabel", ""),
        "line": line_of(edge).value, "arrow": not is_mutual(edge["type"]), "width": width,
        "sources": sources, "stands": int(edge.get("ties", 1)), "from": _iso(first), "to": _iso(last),
        "never": edge.get("status") == "cancelled",
    }  # fmt: skip


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _piece(piece: EdgeEvidence) -> dict[str, Any]:
    return {
        "words": piece.words, "quoted": piece.is_quote, "title": piece.title, "publisher": piece.publisher,
        "published": piece.published, "url": piece.url, "speaker": piece.speaker,
    }  # fmt: skip


def _types(network: nx.MultiDiGraph) -> list[dict[str, Any]]:
    counts = Counter(str(data.get("type", "")) for _, data in network.nodes(data=True))
    return [
        {"name": type_, "words": in_words(type_).lower(), "count": counts[type_], **_look(type_)}
        for type_ in sorted(counts, key=legend_order)
    ]


def _look(type_: str) -> dict[str, str]:
    """Return the colour of a type, and its outline as an SVG path within the unit circle."""
    style = style_of(type_)
    corners = outline_of(style.shape)
    path = f"M{'L'.join(f'{x:g},{-y:g}' for x, y in corners)}Z" if corners else "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z"
    return {"colour": style.colour, "path": path}


def _statuses(ties: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    counts = Counter((tie["status"], tie["line"]) for tie in ties)
    return [{"name": status, "line": line, "count": counts[status, line]} for status, line in sorted(counts)]


def _months(ties: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return the first month of the slider, counted from year 0, and how many follow it."""
    days = sorted(day for tie in ties for day in (tie["from"], tie["to"]) if day)
    if not days:
        return {"firstMonth": 0, "months": 0}
    first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (days[0], days[-1]))
    return {"firstMonth": first - 1, "months": last - first + 2}
