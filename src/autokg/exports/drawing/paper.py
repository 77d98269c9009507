"""A plate on paper, by Matplotlib: SVG, PNG or PDF, the same bytes every time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from autokg.exports.drawing.fonts import Fonts
from autokg.exports.drawing.label_lines import FONT_SIZE, LINE_HEIGHT
from autokg.exports.drawing.legend import SAMPLE, Spot
from autokg.exports.drawing.lines import Line, width_of
from autokg.exports.drawing.palette import FAINT, INK, PAPER, outline_of, style_of
from autokg.exports.drawing.plate import BORDER, NOTE, TITLE, Placed, Plate
from autokg.exports.drawing.sketch import Tie

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

PAPERS = ("svg", "png", "pdf")

_DOTS = 144  # an inch of a PNG
_INCH = 72.0
_TIE = "#8C8C8C"
_DASHES: dict[Line, Any] = {Line.SOLID: "solid", Line.DASHED: (0, (4, 2.5)), Line.DOTTED: (0, (1, 2))}
_METADATA: dict[str, dict[str, str | None]] = {
    "svg": {"Date": None, "Creator": "autokg"},
    "png": {"Software": "autokg"},
    "pdf": {"CreationDate": None, "Creator": "autokg", "Producer": "Matplotlib"},
}


def print_plate(plate: Plate, format_: str, fonts: Fonts) -> bytes:
    """Return a plate as a file of one of the `PAPERS`."""
    from matplotlib import rc_context  # noqa: PLC0415 (0.3 s, an extra)
    from matplotlib.figure import Figure  # noqa: PLC0415

    written = io.BytesIO()
    with rc_context():
        _settings(fonts)
        figure = Figure(figsize=(plate.width / _INCH, plate.height / _INCH), facecolor=PAPER)
        sheet = figure.add_axes((0, 0, 1, 1), xlim=(0, plate.width), ylim=(0, plate.height))
        sheet.set_axis_off()
        _draw(plate, sheet)
        title = {} if format_ == "png" else {"Title": plate.title}
        figure.savefig(written, format=format_, dpi=_DOTS, metadata=_METADATA[format_] | title)
    return written.getvalue()


def _settings(fonts: Fonts) -> None:
    """Leave to no user's own settings what a picture looks like, and to no chance what its elements are called."""
    from matplotlib import rcdefaults, rcParams  # noqa: PLC0415

    rcdefaults()
    rcParams["font.family"] = list(fonts.families)
    rcParams["svg.hashsalt"] = "autokg"
    rcParams["svg.fonttype"] = "none"  # text stays text, to be found and edited
    rcParams["pdf.fonttype"] = 42


def _draw(plate: Plate, sheet: Axes) -> None:
    for number, tie in enumerate(plate.drawn.ties):
        sheet.add_patch(_line(tie, plate.nodes[tie.source], plate.nodes[tie.target], f"tie-{number}"))
    for number, placed in enumerate(plate.nodes):
        mark = _mark(placed.node.type, placed.x, placed.y, placed.radius)
        mark.set_gid(f"node-{number}")
        sheet.add_patch(mark)
        _write_label(sheet, placed, number)
    _write_heading(sheet, plate)
    for spot in plate.legend:
        _draw_entry(sheet, spot, plate)


def _line(tie: Tie, source: Placed, target: Placed, name: str) -> Patch:
    from matplotlib.patches import FancyArrowPatch  # noqa: PLC0415

    return FancyArrowPatch(
        (source.x, source.y),
        (target.x, target.y),
        arrowstyle="-|>" if tie.arrow else "-",
        mutation_scale=6 + 1.5 * width_of(tie.sources),
        shrinkA=source.radius,
        shrinkB=target.radius + 0.5,
        linewidth=width_of(tie.sources),
        linestyle=_DASHES[tie.line],
        color=_TIE,
        gid=name,
        zorder=1,
    )


def _mark(type_: str, x: float, y: float, radius: float) -> Patch:
    from matplotlib.patches import Circle, Polygon  # noqa: PLC0415

    style = style_of(type_)
    look: dict[str, Any] = {"facecolor": style.colour, "edgecolor": INK, "linewidth": 0.6, "zorder": 2}
    if corners := outline_of(style.shape):
        return Polygon([(x + radius * across, y + radius * up) for across, up in corners], **look)
    return Circle((x, y), radius, **look)


def _write_label(sheet: Axes, placed: Placed, number: int) -> None:
    """Write a label under its node, on a little white that lets lines behind it shine through."""
    paper = {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.75, "pad": 0.2}
    for line, text in enumerate(placed.lines):
        baseline = placed.y - placed.radius - LINE_HEIGHT * (line + 0.85)
        _write(sheet, text, placed.x, baseline, ha="center", bbox=paper, gid=f"label-{number}-{line}", zorder=3)


def _write_heading(sheet: Axes, plate: Plate) -> None:
    top = plate.height - BORDER
    large = {"fontsize": FONT_SIZE * 1.5, "fontweight": "bold"}
    _write(sheet, plate.title, BORDER, top - TITLE / 2, gid="title", **large)
    for number, note in enumerate(plate.notes, 1):
        _write(sheet, note, BORDER, top - TITLE / 2 - NOTE * number, color=FAINT, gid=f"note-{number}")


def _draw_entry(sheet: Axes, spot: Spot, plate: Plate) -> None:
    from matplotlib.lines import Line2D  # noqa: PLC0415

    left, middle = BORDER + spot.x, plate.legend_top - spot.y - 6
    if spot.entry.type is not None:
        sheet.add_patch(_mark(spot.entry.type, left + SAMPLE / 2, middle, 5))
    else:
        dashes, width = _DASHES[spot.entry.line], width_of(spot.entry.sources)
        sheet.add_line(Line2D((left, left + SAMPLE - 5), (middle,) * 2, color=_TIE, linestyle=dashes, linewidth=width))
    _write(sheet, spot.entry.words, left + SAMPLE, middle - 2.6)


def _write(sheet: Axes, text: str, x: float, y: float, **look: Any) -> None:
    """Write a line of text from its baseline, as it stands: a dollar sign opens no formula."""
    usual: dict[str, Any] = {"fontsize": FONT_SIZE, "color": INK, "va": "baseline", "parse_math": False}
    sheet.text(x, y, text, **usual | look)
