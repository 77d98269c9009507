"""A network as a picture for print: SVG, and PNG or PDF converted from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from autokg.exports.drawing.label_lines import FONT_SIZE, LINE_HEIGHT
from autokg.exports.drawing.legend import DASHES, TIE, entries_for, mark
from autokg.exports.drawing.lines import width_of
from autokg.exports.drawing.palette import PAPER
from autokg.exports.drawing.plate import Placed, Plate, compose
from autokg.exports.drawing.sketch import Tie, sketch
from autokg.exports.drawing.svg import (
    PAPERS,
    Body,
    Sheet,
    element,
    letters_beyond_font,
    measure,
    text,
    write_sheet,
)
from autokg.exports.picture_texts import load_wording

if TYPE_CHECKING:
    import networkx as nx

NO_GRAPHVIZ = "Graphviz is not installed, so that nodes were placed by Python alone; with it pictures read better"

_ARROW = element(
    "marker",
    element("path", d="M0,0L8,4L0,8z", fill=TIE),
    id="arrow", viewBox="0 0 8 8", refX=7, refY=4, markerWidth=7, markerHeight=7, markerUnits="userSpaceOnUse",
    orient="auto",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A file's content, and remarks on how it was made."""

    content: bytes
    remarks: tuple[str, ...] = ()


def draw(
    network: nx.MultiDiGraph,
    title: str,
    format_: str,
    notes: Sequence[str] = (),
    *,
    view: str = "",
    source: str = "",
    language: str = "en",
) -> Picture:
    """Draw a network under a title.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` or `gather` gives it, of some 150 nodes at most if it is to be read.
    title : str
        What it shows, as a sentence.
    format_ : str
        One of `PAPERS`: svg, png or pdf.
    notes : sequence of str
        Lines below the picture.
    view : str
        What it is a picture of.
    source : str
        What it is drawn from, as the last line.
    language : str
        The language of the legend and the counts: en, fr or de.

    Raises
    ------
    UsageError
        If a PNG or PDF is asked for and the extra that converts pictures is not installed.

    """
    drawn, words = sketch(network), load_wording(language)
    sizes = {"nodes": len(drawn.nodes), "lines": len(drawn.ties), "ties": network.number_of_edges()}
    counts = words("network_counts", None, **{key: words(key, size) for key, size in sizes.items()})
    plate = compose(drawn)
    body = Body(plate.width, plate.height, list(draw_plate(plate)))
    about = counts if drawn.nodes else words("nothing_to_draw")
    about = words("titled", title=view, name=about) if view else about
    content = write_sheet(Sheet(title, about, body, entries_for(drawn, words), notes, source))
    remarks = [] if plate.by_graphviz else [NO_GRAPHVIZ]
    if letters := letters_beyond_font("".join([title, *notes, *(node.label for node in drawn.nodes)])):
        remarks.append(f"the letters {letters} are seen only if a font on the machine has them; the Noto fonts do")
    return Picture(PAPERS[format_](content), tuple(remarks))


def draw_plate(plate: Plate) -> Iterator[str]:
    """Yield the elements of a picture: ties below nodes, labels above."""
    yield element("defs", _ARROW)
    for place, tie in enumerate(plate.drawn.ties):
        yield _line(tie, plate.nodes[tie.source], plate.nodes[tie.target], f"tie-{place}")
    for place, placed in enumerate(plate.nodes):
        yield mark(placed.node.type, placed.x, placed.y, placed.radius, f"node-{place}")
    for place, placed in enumerate(plate.nodes):
        yield from _label(placed, place)


def _line(tie: Tie, source: Placed, target: Placed, name: str) -> str:
    """Return the line of a tie from the edge of one node to that of the other."""
    across, down = target.x - source.x, target.y - source.y
    length = hypot(across, down) or 1.0
    x, y = across / length, down / length
    end = target.radius + 0.5
    return element(
        "line",
        x1=source.x + x * source.radius, y1=source.y + y * source.radius,
        x2=target.x - x * end, y2=target.y - y * end,
        stroke=TIE, stroke_width=width_of(tie.sources), stroke_dasharray=DASHES[tie.line],
        marker_end="url(#arrow)" if tie.arrow else None, id=name,
    )  # fmt: skip


def _label(placed: Placed, place: int) -> Iterator[str]:
    """Yield the lines of a label under its node, on a little white that lets the ties behind shine through."""
    for row, line in enumerate(placed.lines):
        top, width = placed.y + placed.radius + LINE_HEIGHT * row, measure(line, FONT_SIZE)
        paper = element(
            "rect", x=placed.x - width / 2, y=top + 0.8, width=width, height=LINE_HEIGHT - 1, fill=PAPER, opacity=0.75
        )
        words = text(line, placed.x, top + LINE_HEIGHT * 0.85, font_size=FONT_SIZE, text_anchor="middle")
        yield element("g", paper, words, id=f"label-{place}-{row}")
