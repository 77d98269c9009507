"""A chart as a page for a browser: its picture, its table, and the evidence of all that can be pointed at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyoxigraph import NamedNode, QuerySolution

from autokg.core.dates import ImpreciseDate
from autokg.exports.charts.chart import Chart, Mark
from autokg.exports.charts.chart_values import Values, load_chart_query, select
from autokg.exports.drawing.browsing import to_piece
from autokg.exports.drawing.shell import fill_page
from autokg.exports.drawing.svg import Sheet, write_sheet
from autokg.exports.network_view import printable
from autokg.network.edge_evidence import EdgeEvidence, load_sayings, once
from autokg.query.results import in_words
from autokg.stores.base import Store

MOST_NODES = 5  # productions, stakes … of a mark whose evidence a page has
MOST_PIECES = 4  # of each of these

# Columns of the CSV that a reader of the page does not need.
_HIDDEN = frozenset({"thing", "production", "node", "iri", "coordinates", "latitude", "longitude"})
_DATES = frozenset({"start", "end", "since", "until"})


def write_page(chart: Chart) -> bytes:
    """Write the page of a chart."""
    picture = chart.picture()
    sheet = Sheet(chart.title, chart.subtitle, picture.body, picture.legend, chart.notes, chart.values.source)
    nodes = list(dict.fromkeys(node for mark in picture.marks for node in mark.nodes[:MOST_NODES]))
    number = {node: place for place, node in enumerate(nodes)}
    pieces: dict[EdgeEvidence, int] = {}
    evidence = _load_evidence(nodes, chart.values.store)
    names = load_names({thing for mark in picture.marks for thing in mark.about}, chart.values.store)
    data = {
        "marks": [_mark(mark, number, names) for mark in picture.marks],
        "nodes": [_node(node, evidence.get(node, ()), pieces, chart.values) for node in nodes],
        "pieces": [to_piece(piece) for piece in pieces],
        "columns": [{"name": name, "words": in_words(name), "shown": name not in _HIDDEN} for name in chart.columns],
        "rows": [[_cell(row.get(name)) for name in chart.columns] for row in chart.rows],
        "shown": [[_in_words(name, row.get(name)) for name in chart.columns] for row in chart.rows],
    }
    return fill_page("chart", chart.title, data, svg=write_sheet(sheet).decode())


def _cell(value: object) -> object:
    return "" if value is None else printable(value)


def _in_words(name: str, value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ImpreciseDate.parse(str(value)).in_words() if name in _DATES else printable(value)


def _mark(mark: Mark, number: Mapping[str, int], names: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    shown = mark.nodes[:MOST_NODES]
    return {
        "key": mark.key,
        "label": printable(mark.label),
        "words": [printable(line) for line in mark.words],
        "names": sorted({name for thing in mark.about for name in names.get(thing, ())}),
        "isOne": len(mark.about) == 1,  # then these are its own names
        "nodes": [number[node] for node in shown],
        "more": len(mark.nodes) - len(shown),
    }


def _node(node: str, rows: Sequence[EdgeEvidence], pieces: dict[EdgeEvidence, int], values: Values) -> dict[str, Any]:
    numbers = [pieces.setdefault(row, len(pieces)) for row in rows[:MOST_PIECES]]
    more = max(len(rows) - MOST_PIECES, 0)
    return {"iri": node, "label": values.label(node), "status": values.status(node), "pieces": numbers, "more": more}


def _load_evidence(nodes: Iterable[str], store: Store) -> dict[str, list[EdgeEvidence]]:
    """Return what each production, stake … rests on, the oldest first, each quote once."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _select("evidence", nodes, store):
        found[row["thing"].value].append(row["saying"].value)
    said = load_sayings(store, {saying for sayings in found.values() for saying in sayings})
    return {node: once(said[saying] for saying in sayings if saying in said) for node, sayings in found.items()}


def load_names(things: Iterable[str], store: Store) -> dict[str, list[str]]:
    """Return the other names of things."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in _select("aliases", things, store):
        names[row["thing"].value].append(str(printable(row["name"].value)))
    return names


def _select(query: str, things: Iterable[str], store: Store) -> Iterable[QuerySolution]:
    nodes = [NamedNode(thing) for thing in sorted(things)]
    return select(store, load_chart_query(query).bind({"thing": nodes})) if nodes else ()
