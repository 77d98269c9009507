"""Pictures: SVG, PNG and PDF for print, a page for a browser; a view too large to be read is gathered first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from autokg.exports.drawing import browse, draw
from autokg.exports.network_view import NetworkView
from autokg.network.edge_evidence import load_all_evidence
from autokg.network.gathering import gather, keep_best_tied, load_wholes

if TYPE_CHECKING:
    import networkx as nx

MOST_ON_PAPER = 150
MOST_ON_A_PAGE = 1000


def _write(view: NetworkView, format_: str) -> bytes:
    network, notes = fit(view, MOST_ON_PAPER)
    picture = draw(network, view.title, format_, notes)
    view.remarks.extend([*notes, *picture.remarks])
    return picture.content


write_svg = partial(_write, format_="svg")
write_png = partial(_write, format_="png")
write_pdf = partial(_write, format_="pdf")


def write_page(view: NetworkView) -> bytes:
    """Write a network as one HTML file that works offline, with the evidence of every tie."""
    network, notes = fit(view, MOST_ON_A_PAGE)
    page = browse(network, view.title, load_all_evidence(view.store, network), notes)
    view.remarks.extend([*notes, *page.remarks])
    return page.content


def fit(view: NetworkView, most: int) -> tuple[nx.MultiDiGraph, list[str]]:
    """Return the network of a view with so many nodes at most, and what was done to that end."""
    size = len(view.network)
    if size <= most:
        return view.network, []
    gathered = gather(view.network, load_wholes(view.store))
    notes = [f"too large to draw: {size:,} nodes are gathered by group, brand or country into {len(gathered):,}"]
    if len(gathered) <= most:
        return gathered, notes
    return keep_best_tied(gathered, most), [*notes, f"of these the {most:,} with the most ties are drawn"]
