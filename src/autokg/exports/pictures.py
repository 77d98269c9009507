"""Pictures: SVG, PNG and PDF for print, a page for a browser; a view too large to be read is gathered first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from autokg.core.counting import count_of
from autokg.exports.charts import find_leader
from autokg.exports.charts.chart_page import load_names
from autokg.exports.charts.chart_values import load_source
from autokg.exports.drawing import browse, draw
from autokg.exports.network_view import NetworkView
from autokg.network.details import add_measures, describe_nodes
from autokg.network.edge_evidence import load_all_evidence
from autokg.network.gathering import gather, keep_best_tied, load_wholes

if TYPE_CHECKING:
    import networkx as nx

MOST_ON_PAPER = 100
MOST_ON_A_PAGE = 600


def _write(view: NetworkView, format_: str) -> bytes:
    network, notes = fit(view, MOST_ON_PAPER)
    title, source = tell_most_tied(view), load_source(view.store)
    picture = draw(network, title, format_, notes, subtitle=view.title, source=source)
    view.remarks.extend([*notes, *picture.remarks])
    return picture.content


write_svg = partial(_write, format_="svg")
write_png = partial(_write, format_="png")
write_pdf = partial(_write, format_="pdf")


def tell_most_tied(view: NetworkView) -> str:
    """Return as a sentence which thing of a view has the most neighbours."""
    from networkx import all_neighbors  # noqa: PLC0415 (0.2 s)

    near = {node: len(set(all_neighbors(view.network, node)) - {node}) for node in view.network}
    top = find_leader(near)
    size = count_of(len(near), "thing")
    if not near:
        return f"{view.title}: nothing there"
    if top is None:
        return f"{view.title}: {size} with {count_of(view.network.number_of_edges(), 'tie')}"
    label = view.network.nodes[top].get("label", top)
    noun = "partners" if view.name.startswith("partners") else "ties"
    return f"{label} has the most {noun}: it is tied to {near[top]:,} of {size}"


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
    gathered = gather(view.network, load_wholes(view.store))
    notes = [f"Too large to draw: {size:,} nodes are gathered by group, brand or country into {len(gathered):,}."]
    if len(gathered) <= most:
        return gathered, notes
    left = len(gathered) - most
    notes.append(f"Of these the {most:,} with the most ties are drawn, and {left:,} more are not; use --around.")
    return keep_best_tied(gathered, most), notes
