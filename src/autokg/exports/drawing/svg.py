"""SVG, written element by element, and its conversion to PNG and PDF.

>>> element("g", element("circle", r=1.250), text("A & B", 0, 2), id="node-0")
'<g id="node-0"><circle r="1.25"/><text x="0" y="2">A &amp; B</text></g>'
"""

from __future__ import annotations

import html
import io
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from autokg.core.extras import require_extra
from autokg.exports.drawing.palette import FAINT, INK, PAPER
from autokg.exports.network_view import printable

# The converter brings the first of these, so that a PNG or PDF is the same on every machine.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

_BORDER, _TITLE, _NOTE = 14.0, 20.0, 14.0
_TITLE_SIZE, _NOTE_SIZE = 14.0, 8.5

# The widths of the letters from space to tilde in Helvetica, Arial and Liberation Sans, in thousandths of the size.
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
_BOLD = 1.08


@dataclass(frozen=True, slots=True)
class Body:
    """What stands under a heading: its size, and its elements from the upper left corner on."""

    width: float
    height: float
    elements: Sequence[str]


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """Return an element; an attribute that is None is left out, and `_` in a name stands for `-`."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{pairs}>{''.join(children)}</{name}>" if children else f"<{name}{pairs}/>"


def number(value: float) -> str:
    """Return a number with two decimals at most: a hundredth of a point is less than any eye or printer sees."""
    return f"{round(value, 2) + 0.0:.10g}"


def text(content: str, x: float, y: float, **attributes: str | float | None) -> str:
    """Return a line of text from its baseline; control characters, which XML cannot hold, are replaced."""
    return element("text", html.escape(printable(content), quote=False), x=x, y=y, **attributes)


def tooltip(content: str) -> str:
    """Return what a browser shows while the pointer rests on the element that this stands in."""
    return element("title", html.escape(printable(content), quote=False))


def measure(line: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line in the font; letters that it lacks are taken to be wide.

    >>> measure("ii", 10), measure("Škoda", 10), measure("도하", 10)
    (4.44, 28.35, 20.0)
    """
    width = sum(map(_width, unicodedata.normalize("NFC", line))) / 1000
    return round(width * size * (_BOLD if bold else 1), 4)


def _width(letter: str) -> int:
    base = unicodedata.normalize("NFD", letter)[0]
    if " " <= base <= "~":
        return _WIDTHS[ord(base) - ord(" ")]
    return 1000 if unicodedata.east_asian_width(letter) in "WF" else 0 if unicodedata.combining(letter) else 700


def write_sheet(title: str, notes: Sequence[str], body: Body) -> bytes:
    """Return a picture: a title, notes under it, and the body."""
    heading = max(measure(title, _TITLE_SIZE, bold=True), *(measure(note, _NOTE_SIZE) for note in notes), 0.0)
    top = _BORDER + _TITLE + _NOTE * len(notes) + _BORDER / 2
    width, height = max(body.width, heading) + 2 * _BORDER, top + body.height + _BORDER
    lines = [
        text(note, _BORDER, _BORDER + _TITLE + _NOTE * (place + 0.7), fill=FAINT, id=f"note-{place + 1}")
        for place, note in enumerate(notes)
    ]
    picture = element(
        "svg",
        element("rect", width=width, height=height, fill=PAPER),
        text(title, _BORDER, _BORDER + _TITLE_SIZE * 0.8, font_size=_TITLE_SIZE, font_weight="bold", id="title"),
        *lines,
        element(
            "svg",
            element("rect", width=width, height=body.height, fill=PAPER),  # what the pointer meets between marks
            element("g", *body.elements, id="content"),
            x=_BORDER, y=top, width=width - 2 * _BORDER, height=body.height, overflow="hidden",
        ),
        xmlns="http://www.w3.org/2000/svg",
        width=width, height=height, viewBox=f"0 0 {number(width)} {number(height)}",
        font_family=FONT, font_size=_NOTE_SIZE, fill=INK, role="img", aria_label=printable(title),
    )  # fmt: skip
    return f"{picture}\n".encode()


def letters_beyond_font(content: str) -> str:
    """Return the letters that the converter's own font lacks: all but Latin, Greek and Cyrillic ones."""
    return "".join(sorted({letter for letter in content if letter.isalpha() and not _is_in_font(letter)}))


def _is_in_font(letter: str) -> bool:
    return letter < "\u0530" or "\u1e00" <= letter <= "\u1fff"


def require_converter() -> ModuleType:
    """Import what converts SVG; raise `UsageError` if it is not installed."""
    require_extra("pypdf", extra="pictures", purpose="a PNG or PDF")
    return require_extra("vl_convert", extra="pictures", purpose="a PNG or PDF")


def to_png(svg: bytes) -> bytes:
    """Return a picture as PNG, at twice the size so that it is sharp on any screen."""
    png: bytes = require_converter().svg_to_png(svg.decode(), scale=2)
    return png


def to_pdf(svg: bytes) -> bytes:
    """Return a picture as PDF, the same bytes every time: the converter has its objects in a random order."""
    converted = require_converter().svg_to_pdf(svg.decode())
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 (an extra)

    page = PdfReader(io.BytesIO(converted)).pages[0]
    _sort(page, set())
    writer, written = PdfWriter(), io.BytesIO()
    writer.add_page(page)
    writer.write(written)
    return written.getvalue()


def _sort(part: Any, seen: set[int]) -> None:
    """Sort the keys of a PDF dictionary, and of all below it, in place: they are written in the order of the keys."""
    if isinstance(part, dict) and id(part) not in seen:
        seen.add(id(part))
        items = sorted(part.items())
        part.clear()
        part.update(items)
    if isinstance(part, (dict, list)):
        for below in part.values() if isinstance(part, dict) else part:
            if (known := below.get_object()) is not None and id(known) not in seen:
                _sort(known, seen)


# What a picture is written as on paper, from SVG.
PAPERS: dict[str, Callable[[bytes], bytes]] = {"svg": bytes, "png": to_png, "pdf": to_pdf}
