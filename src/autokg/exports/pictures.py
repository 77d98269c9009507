"""Pictures: SVG, PNG and PDF for print, a page for a browser; a view too large to be read is gathered first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from autokg.exports.drawing import browse, draw
from autokg.exports.network_view import Drawing
from autokg.network.edge_evidence import load_all_evidence
from autokg.network.gathering import gather, keep_best_tied, load_wholes

if TYPE_CHECKING:
    import networkx as nx

MOST_ON_PAPER = 150
MOST_ON_A_PAGE = 1000


def _write(drawing: Drawing, format_: str) -> bytes:
    network, notes = fit(drawing, MOST_ON_PAPER)
    picture = draw(network, drawing.title, format_, notes)
    drawing.remarks.extend([*notes, *picture.remarks])
    return picture.content


write_svg = partial(_write, format_="svg")
write_png = partial(_write, format_="png")
write_pdf = partial(_write, format_="pdf")


def write_page(drawing: Drawing) -> bytes:
    """Write a network as one HTML file that works offline, with the evidence of every tie."""
    network, notes = fit(drawing, MOST_ON_A_PAGE)
    page = browse(network, drawing.title, load_all_evidence(drawing.store, network), notes)
    drawing.remarks.extend([*notes, *page.remarks])
    return page.content


def fit(drawing: Drawing, most: int) -> tuple[nx.MultiDiGraph, list[str]]:
    """Return the network of a drawing with so many nodes at most, and what was done to that end."""
    size = len(drawing.network)
    if size <= most:
        return drawing.network, []
    gathered = gather(drawing.network, load_wholes(drawing.store))
    notes = [f"too large to draw: {size:,} nodes are gathered by group, brand or country into {len(gathered):,}"]
    if len(gathered) <= most:
        return gathered, notes
    return keep_best_tied(gathered, most), [*notes, f"of these the {most:,} with the most ties are drawn"]
