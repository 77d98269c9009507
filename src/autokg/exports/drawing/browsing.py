"""A network as a page for a browser: nodes, ties, days and evidence as data for its script, which places the nodes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from autokg.exports.drawing.lines import is_mutual, line_of, width_of, words_of
from autokg.exports.drawing.palette import legend_order, outline_of, style_of
from autokg.exports.drawing.shell import fill_page
from autokg.exports.network_view import printable
from autokg.network.edge_evidence import EdgeEvidence, Ends
from autokg.network.projection import days_of
from autokg.query.results import date_in_words, in_words

if TYPE_CHECKING:
    import networkx as nx

Evidence = Mapping[Ends, Sequence[EdgeEvidence]]
Names = Mapping[str, Sequence[str]]

MOST_AT_ONCE = 160  # nodes of a page that are drawn at opening; of more, those of a group are drawn as one

_SCALE = 4 / 3  # points to pixels
_CITED = 12


def browse(
    network: nx.MultiDiGraph, title: str, evidence: Evidence, notes: Sequence[str] = (), names: Names | None = None
) -> bytes:
    """Return the page of a network.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` or `gather` gives it; its nodes may have `country`, `group` and `community`.
    title : str
        The heading.
    evidence : mapping
        What the edges rest on, as `load_all_evidence` gives it.
    notes : sequence of str
        Further words on how the picture came about.
    names : mapping, optional
        Other names of the nodes, by which they are found too.

    """
    pieces: dict[EdgeEvidence, int] = {}
    ties = _ties(network, evidence, pieces)
    data = {
        "nodes": [_node(node, about, (names or {}).get(node, ())) for node, about in network.nodes(data=True)],
        "ties": ties,
        "evidence": [to_piece(piece) for piece in pieces],
        "types": _types(network),
        "statuses": _statuses(ties),
        "notes": list(notes),
        "grouped": "group" if len(network) > MOST_AT_ONCE else "",
        **_months(ties),
    }
    return fill_page("network", title, data)


def _node(node: str, about: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    community = about.get("community")
    return {
        "id": node,
        "label": printable(str(about.get("label", node))),
        "type": str(about.get("type", "")),
        "count": int(about.get("members", 1)),
        "country": printable(about.get("country", "")),
        "group": printable(about.get("group", "")),
        "community": f"community {community}" if community else "",
        "names": [printable(name) for name in names],
    }


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
        "words": words_of(edge), "status": edge.get("status", ""), "through": printable(edge.get("throughLabel", "")),
        "line": line_of(edge).value, "arrow": not is_mutual(edge["type"]), "width": width,
        "sources": sources, "stands": int(edge.get("ties", 1)), "begins": _iso(first), "ends": _iso(last),
        "never": edge.get("status") == "cancelled",
    }  # fmt: skip


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def to_piece(piece: EdgeEvidence) -> dict[str, Any]:
    """Return a piece of evidence as the scripts of pages have it."""
    return {
        "words": printable(piece.words), "quoted": piece.is_quote, "title": printable(piece.title),
        "publisher": printable(piece.publisher), "published": date_in_words(piece.published, is_date=True),
        "url": piece.url, "speaker": printable(piece.speaker),
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
    days = sorted(day for tie in ties for day in (tie["begins"], tie["ends"]) if day)
    if not days:
        return {"firstMonth": 0, "months": 0}
    first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (days[0], days[-1]))
    return {"firstMonth": first - 1, "months": last - first + 2}
