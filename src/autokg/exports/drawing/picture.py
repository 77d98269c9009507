"""A network as a picture for print: SVG, PNG or PDF."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autokg.errors import UsageError
from autokg.exports.drawing.fonts import fonts_for, measure_in
from autokg.exports.drawing.label_lines import FONT_SIZE
from autokg.exports.drawing.paper import print_plate
from autokg.exports.drawing.plate import compose
from autokg.exports.drawing.sketch import sketch

if TYPE_CHECKING:
    import networkx as nx

NO_GRAPHVIZ = "Graphviz is not installed, so that nodes were placed by Python alone; with it pictures read better"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file's content, and what is to be told of how it was made."""

    content: bytes
    remarks: tuple[str, ...] = ()


def draw(network: nx.MultiDiGraph, title: str, format_: str, notes: Sequence[str] = ()) -> Picture:
    """Draw a network under a title.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` or `gather` gives it, of some 150 nodes at most if it is to be read.
    title : str
        The heading.
    format_ : str
        One of `PAPERS`: svg, png or pdf.
    notes : sequence of str
        Further lines of the heading.

    Raises
    ------
    UsageError
        Where Matplotlib, an extra, is not installed.

    """
    require_matplotlib()
    drawn = sketch(network)
    counts = f"{len(drawn.nodes):,} nodes, {len(drawn.ties):,} lines for {network.number_of_edges():,} ties"
    heading = (counts if drawn.nodes else "nothing to draw", *notes)
    fonts = fonts_for("".join([title, *heading, *(node.label for node in drawn.nodes)]))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")  # told below, once
        plate = compose(drawn, title, heading, measure_in(fonts, FONT_SIZE))
        content = print_plate(plate, format_, fonts)
    remarks = [] if plate.by_graphviz else [NO_GRAPHVIZ]
    if fonts.missing:
        remarks.append(f"no font here has the letters {fonts.missing}; the Noto fonts have those of all scripts")
    return Picture(content, tuple(remarks))


def require_matplotlib() -> None:
    """Raise `UsageError` where the extra is not installed."""
    try:
        import matplotlib as mpl  # noqa: F401, PLC0415 (0.3 s, an extra)
    except ImportError as error:
        raise UsageError("pictures need Matplotlib; install it with: pip install 'autokg[pictures]'") from error
