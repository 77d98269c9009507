"""Pictures: SVG, PNG and PDF for print, a page for a browser; a view too large to be read is gathered first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from autokg.exports.charts import find_leader
from autokg.exports.charts.chart import CUT
from autokg.exports.charts.chart_page import load_names
from autokg.exports.charts.chart_values import load_labels, load_source
from autokg.exports.drawing import browse, draw
from autokg.exports.drawing.sketch import ends_of
from autokg.exports.network_view import NetworkView
from autokg.exports.picture_texts import Wording, load_wording
from autokg.network.details import add_measures, describe_nodes
from autokg.network.edge_evidence import load_all_evidence
from autokg.network.gathering import gather, keep_best_tied, load_wholes

if TYPE_CHECKING:
    import networkx as nx

MOST_ON_PAPER = 100
MOST_LINES = 300  # on paper: with more, no line can be followed
MOST_ON_A_PAGE = 600


def _write(view: NetworkView, format_: str) -> bytes:
    text = load_wording(view.language)
    network, notes = fit(view, MOST_ON_PAPER)
    network, cut = keep_strongest(network, text)
    if view.language != "en":
        network = _relabelled(network, load_labels(view.store, view.language), text)
    title, source = tell_most_tied(view), load_source(view.store, view.language)
    notes = [*notes, *cut]
    picture = draw(network, title, format_, notes, view=view.title, source=source, language=view.language)
    view.remarks.extend([*notes, *([CUT] if notes else ()), *picture.remarks])
    return picture.content


def _relabelled(network: nx.MultiDiGraph, labels: Mapping[str, str], text: Wording) -> nx.MultiDiGraph:
    """Return a network with the labels of a language where there are such."""
    copy = network.copy()
    for node, about in copy.nodes(data=True):
        known = text.agreement(node.rpartition("#")[2]) or labels.get(node)
        about["label"] = known or about.get("label", node)
    return copy


def keep_strongest(network: nx.MultiDiGraph, text: Wording) -> tuple[nx.MultiDiGraph, list[str]]:
    """Return a network with only the pairs that the most sources tie, as many as can be drawn, and what was done."""
    sources: Counter[tuple[str, str]] = Counter()
    for source, target, edge in network.edges(data=True):
        if source != target:
            sources[ends_of(source, target, edge)] += int(edge.get("sources", 1))
    if len(sources) <= MOST_LINES:
        return network, []
    kept = set(sorted(sources, key=lambda pair: (-sources[pair], pair))[:MOST_LINES])
    edges = (
        (source, target, key)
        for source, target, key, edge in network.edges(keys=True, data=True)
        if ends_of(source, target, edge) in kept
    )
    return network.edge_subgraph(edges).copy(), [text("strongest", lines=len(sources), drawn=MOST_LINES)]


write_svg = partial(_write, format_="svg")
write_png = partial(_write, format_="png")
write_pdf = partial(_write, format_="pdf")


def tell_most_tied(view: NetworkView) -> str:
    """Return as a sentence which thing of a view has the most neighbours."""
    from networkx import all_neighbors  # noqa: PLC0415 (0.2 s)

    text = load_wording(view.language)
    near = {node: len(set(all_neighbors(view.network, node)) - {node}) for node in view.network}
    top = find_leader(near)
    things = text("things", len(near))
    if not near:
        return text("network_empty", view=view.title)
    if top is None:
        return text("network_even", view=view.title, things=things, ties=text("ties", view.network.number_of_edges()))
    key = "most_partners" if view.view == "partners" else "most_ties"
    labels = {} if view.language == "en" else load_labels(view.store, view.language)
    return text(key, len(near), name=labels.get(top) or view.network.nodes[top].get("label", top), near=near[top])


def write_page(view: NetworkView) -> bytes:
    """Write a network as one HTML file that works offline, with the evidence of every tie."""
    network, notes = fit(view, MOST_ON_A_PAGE)
    describe_nodes(network, view.store)
    if network.number_of_edges():
        add_measures(network, ["community"])
    evidence = load_all_evidence(view.store, network)
    notes = [*notes, load_source(view.store)]
    page = browse(network, tell_most_tied(view), evidence, notes, load_names(network, view.store))
    view.remarks.extend(notes[:-1])
    return page


def fit(view: NetworkView, most: int) -> tuple[nx.MultiDiGraph, list[str]]:
    """Return the network of a view with so many nodes at most, and what was done to that end."""
    size = len(view.network)
    if size <= most:
        return view.network, []
    text, gathered = load_wording(view.language), gather(view.network, load_wholes(view.store))
    notes = [text("gathered_network", before=size, after=len(gathered))]
    if len(gathered) <= most:
        return gathered, notes
    notes.append(text("best_tied", drawn=most, left=len(gathered) - most))
    return keep_best_tied(gathered, most), notes
