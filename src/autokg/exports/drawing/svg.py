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
from functools import lru_cache, partial
from types import ModuleType
from typing import Any

from autokg.core.extras import require_extra
from autokg.exports.drawing.palette import FAINT, INK, PAPER
from autokg.exports.network_view import printable

# The converter brings the first of these, so that a PNG or PDF is the same on every machine.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

_BORDER, _GAP, _NARROWEST = 16.0, 8.0, 420.0
_TITLE_SIZE, _NOTE_SIZE = 15.0, 9.0

_A4, _MARGIN = (595.28, 841.89), 20.0  # points

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


def text(content: str, x: float, y: float, *, is_fitted: bool = False, **attributes: str | float | None) -> str:
    """Return a line of text from its baseline; control characters, which XML cannot hold, are replaced.

    What has only some room, as a label has, is given the width that it was measured to have: a viewer may have other
    fonts.
    """
    words = printable(content)
    if words and (is_fitted or attributes.get("class_") == "label"):
        size, bold = attributes["font_size"], attributes.get("font_weight") == "bold"
        fixed: dict[str, str | float | None] = {"textLength": measure(words, float(size or 0), bold=bold)}
        attributes = attributes | fixed | {"lengthAdjust": "spacingAndGlyphs"}
    return element("text", html.escape(words, quote=False), x=x, y=y, **attributes)


def tooltip(content: str) -> str:
    """Return what a browser shows while the pointer rests on the element that this stands in."""
    return element("title", html.escape(printable(content), quote=False))


@lru_cache(maxsize=50_000)
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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture with all that stands around it.

    Attributes:
        title: what the picture shows, as a sentence.
        subtitle: what it is a picture of.
        legend: entries that explain colours, shapes and lines.
        notes: what is left out, and how to read it.
        source: what it is drawn from, and of when.

    """

    title: str
    subtitle: str
    body: Body
    legend: Sequence[Entry] = ()
    notes: Sequence[str] = ()
    source: str = ""


def write_sheet(sheet: Sheet) -> bytes:
    """Return a picture as SVG: title and legend above it, notes and source below."""
    width = max(sheet.body.width, _NARROWEST)
    y = _BORDER
    parts: list[str] = []
    for name, content, size, colour in (
        ("title", sheet.title, _TITLE_SIZE, INK), ("subtitle", sheet.subtitle, _NOTE_SIZE + 1, FAINT)
    ):  # fmt: skip
        lines, y = _paragraph(content, width, y, size, fill=colour, bold=name == "title")
        parts.append(element("g", *lines, id=name))
    marks, height = flow(sheet.legend, width)
    parts.append(element("g", *marks, id="legend", transform=f"translate({number(_BORDER)},{number(y + _GAP)})"))
    top = y + height + 2 * _GAP
    y = top + sheet.body.height + _GAP
    for name, content in (
        *((f"note-{place}", note) for place, note in enumerate(sheet.notes, 1)),
        ("source", sheet.source),
    ):
        lines, y = _paragraph(content, width, y, _NOTE_SIZE, fill=FAINT)
        parts.append(element("g", *lines, id=name))
    content = element(
        "svg",
        element("rect", width=width, height=sheet.body.height, fill=PAPER),  # what the pointer meets between marks
        element("g", *sheet.body.elements, id="content"),
        x=_BORDER, y=top, width=width, height=sheet.body.height, overflow="hidden", id="body",
    )  # fmt: skip
    whole, height = width + 2 * _BORDER, y + _BORDER
    picture = element(
        "svg",
        element("rect", width=whole, height=height, fill=PAPER),
        *parts,
        content,
        xmlns="http://www.w3.org/2000/svg",
        width=whole, height=height, viewBox=f"0 0 {number(whole)} {number(height)}",
        font_family=FONT, font_size=_NOTE_SIZE, fill=INK, role="img", aria_label=printable(sheet.title),
    )  # fmt: skip
    return f"{picture}\n".encode()


def _paragraph(
    content: str, width: float, top: float, size: float, *, fill: str, bold: bool = False
) -> tuple[list[str], float]:
    """Return the lines of a text within a width, and where it ends."""
    lines = wrap(printable(content), width, partial(measure, size=size, bold=bold)) if content else []
    look: dict[str, str | float | None] = {"font_size": size, "fill": fill, "font_weight": "bold" if bold else None}
    step = size * 1.3
    fitted = [text(line, _BORDER, top + step * (n + 0.8), is_fitted=True, **look) for n, line in enumerate(lines)]
    return fitted, top + step * len(lines)


def wrap(content: str, width: float, width_of: Callable[[str], float]) -> list[str]:
    """Return a text as lines that are no wider than a width, broken at spaces, and within a word only if it must be.

    >>> wrap("Acme builds abcdefgh", 8, len)
    ['Acme', 'builds', 'abcdefgh']
    >>> wrap("abcdefgh", 5, len)
    ['abcde', 'fgh']
    """
    lines = [""]
    for word in content.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer) <= width:
            lines[-1] = longer
            continue
        rest = word
        while width_of(rest) > width and len(rest) > 1:
            fits = next(end for end in range(len(rest) - 1, 0, -1) if end == 1 or width_of(rest[:end]) <= width)
            lines.append(rest[:fits])
            rest = rest[fits:]
        lines.append(rest)
    return [line for line in lines if line] or [""]


def shorten(content: str, width: float, size: float) -> str:
    """Return a text cut to a width, with an ellipsis where something is left out.

    >>> shorten("Example Motors", 40, 10)
    'Examp…'
    """
    content = " ".join(printable(content).split())
    if measure(content, size) <= width:
        return content
    fits = next(
        end for end in range(len(content) - 1, -1, -1) if measure(content[:end] + "…", size) <= width or not end
    )
    return f"{content[:fits].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a legend: a sample, drawn in a box of `SAMPLE` by `ROW` from its upper left corner, and words."""

    words: str
    sample: str


SAMPLE, ROW = 22.0, 14.0


def flow(entries: Sequence[Entry], width: float) -> tuple[list[str], float]:
    """Return the entries of a legend in rows of some width, and the height of all rows."""
    marks: list[str] = []
    x = y = 0.0
    for entry in entries:
        needed = SAMPLE + 5 + measure(entry.words, _NOTE_SIZE)
        if x and x + needed > width:
            x, y = 0.0, y + ROW
        words = text(entry.words, SAMPLE + 5, ROW * 0.72, is_fitted=True, font_size=_NOTE_SIZE)
        marks.append(element("g", entry.sample, words, transform=f"translate({number(x)},{number(y)})", class_="key"))
        x += needed + 16
    return marks, y + ROW if entries else 0.0


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
    """Return a picture as a PDF of one A4 page, the same bytes every time: the converter has no order of objects."""
    converted = require_converter().svg_to_pdf(svg.decode())
    from pypdf import PageObject, PdfReader, PdfWriter  # noqa: PLC0415 (an extra)

    picture = PdfReader(io.BytesIO(converted)).pages[0]
    width, height = float(picture.mediabox.width), float(picture.mediabox.height)
    paper_width, paper_height = _A4 if height > width else _A4[::-1]
    scale = min((paper_width - 2 * _MARGIN) / width, (paper_height - 2 * _MARGIN) / height, 1.0)
    left, bottom = (paper_width - width * scale) / 2, paper_height - _MARGIN - height * scale
    page = PageObject.create_blank_page(width=paper_width, height=paper_height)
    _place(picture, page, f"{scale:.5f} 0 0 {scale:.5f} {left:.2f} {bottom:.2f}")
    _sort(page, set())
    writer, written = PdfWriter(), io.BytesIO()
    writer.add_page(page)
    writer.write(written)
    return written.getvalue()


def _place(picture: Any, page: Any, matrix: str) -> None:
    """Place a page on another, as one object: pypdf would read and write all its commands, which takes seconds."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject  # noqa: PLC0415 (an extra)

    form, command, name = DecodedStreamObject(), DecodedStreamObject(), NameObject("/Picture")
    form.set_data(picture.get_contents().get_data())
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")], form[NameObject("/Resources")] = picture.mediabox, picture["/Resources"]
    command.set_data(f"q {matrix} cm {name} Do Q".encode())
    drawn = DictionaryObject({name: form.flate_encode()})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): drawn})
    page[NameObject("/Contents")] = command


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
