"""The neighbourhood of a thing as a picture: the thing in the middle, others in columns beside it, by their parts.

A line is solid for what holds, dashed for what is planned, dotted for what was or is in doubt. Each name leads to the
page of its thing. Colours are attributes, which the style sheet of a page may overrule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from autokg.answers.facts import Fact, ordered
from autokg.exports.drawing.palette import FAINT, INK, PAPER
from autokg.exports.drawing.svg import element, measure, text
from autokg.pages.fact_tables import Part, head_of
from autokg.pages.frame import Frame
from autokg.pages.interface_texts import Texts

# Slots of facts whose things stand on the left and on the right.
_LEFT = ("owner", "builder", "operator", "brand", "supplier", "investor", "organization")
_RIGHT = ("owned", "plant", "model", "party", "customer", "target", "person", "sibling", "platform", "country")
_MOST = 9  # things of one slot
_WIDTH, _COLUMN, _ROW, _HEAD, _GAP = 760.0, 250.0, 24.0, 26.0, 10.0
_SIZE, _PAD = 13.0, 8.0
_CURRENT, _PLANNED = ("current",), ("planned", "overdue")
_LETTERS = 34


@dataclass(frozen=True)
class Tie:
    """A thing beside another, with the phase of what ties them."""

    thing: Part
    phase: str


@dataclass(frozen=True)
class TieGroup:
    """Things that take the same part, at most some of them; `others` is the number of the rest."""

    slot: str
    ties: tuple[Tie, ...]
    others: int


@dataclass(frozen=True)
class Ties:
    """A thing with its neighbours on both sides."""

    thing: Part
    left: tuple[TieGroup, ...]
    right: tuple[TieGroup, ...]

    @property
    def things(self) -> list[Part]:
        """The neighbours, each once."""
        return list(dict.fromkeys(tie.thing for group in (*self.left, *self.right) for tie in group.ties))


def gather_ties(thing: Part, facts: Iterable[Fact], texts: Texts) -> Ties:
    """Return the neighbours that facts name beside a thing, what holds first; each thing once."""
    told = ordered(facts)
    seen = {thing.iri}
    sides = [list(_groups(told, slots, seen, texts)) for slots in (_LEFT, _RIGHT)]
    return Ties(thing, tuple(sides[0]), tuple(sides[1]))


def _groups(facts: Sequence[Fact], slots: Sequence[str], seen: set[str], texts: Texts) -> Iterator[TieGroup]:
    for slot in slots:
        ties: dict[str, Tie] = {}
        for fact in facts:
            for label, iri in zip(fact.labels.get(slot, ()), fact.iris.get(slot, ()), strict=False):
                if iri not in seen:
                    ties.setdefault(iri, Tie(Part(texts.words.region(iri, label), iri), fact.phase))
        seen |= set(ties)
        listed = list(ties.values())
        if listed:
            yield TieGroup(slot, tuple(listed[:_MOST]), len(listed[_MOST:]))


def draw_ties(ties: Ties, frame: Frame) -> str:
    """Return the picture of a neighbourhood as SVG."""
    height = max(_height(ties.left), _height(ties.right), 80.0)
    middle = height / 2
    parts = [
        *_draw_side(ties.left, 0.0, (height - _height(ties.left)) / 2, middle, frame),
        *_draw_side(ties.right, _WIDTH - _COLUMN, (height - _height(ties.right)) / 2, middle, frame),
        *_draw_middle(ties.thing, middle),
    ]
    title = element("title", escape(frame.texts("ties_alt", name=ties.thing.text)))
    first = 0.0 if ties.left else _COLUMN
    width = _WIDTH - first if ties.right else _WIDTH - _COLUMN
    return element(
        "svg", title, *parts, xmlns="http://www.w3.org/2000/svg", viewBox=f"{first:g} 0 {width:g} {height:g}",
        width=width, height=height, role="group", font_family="system-ui, sans-serif", font_size=_SIZE, class_="ties",
    )  # fmt: skip


def _height(groups: Sequence[TieGroup]) -> float:
    return sum(_HEAD + _ROW * (len(group.ties) + bool(group.others)) + _GAP for group in groups)


def _draw_middle(thing: Part, middle: float) -> Iterator[str]:
    lines = _wrap(thing.text)
    wide = min(max(measure(line, _SIZE, bold=True) for line in lines) + 4 * _PAD, _WIDTH - 2 * _COLUMN + 40)
    high = 18.0 * len(lines) + 2 * _PAD
    yield element(
        "rect", x=(_WIDTH - wide) / 2, y=middle - high / 2, width=wide, height=high, rx=6.0, fill=INK, class_="middle"
    )
    for number, line in enumerate(lines):
        y = middle - high / 2 + _PAD + 13 + 18.0 * number
        yield text(line, _WIDTH / 2, y, fill=PAPER, text_anchor="middle", font_weight="bold", class_="on-middle")


def _wrap(label: str) -> list[str]:
    """Return a label in lines that fit the middle."""
    lines = [""]
    for word in label.split():
        if lines[-1] and measure(f"{lines[-1]} {word}", _SIZE, bold=True) > _WIDTH - 2 * _COLUMN - 2 * _PAD:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _draw_side(groups: Sequence[TieGroup], left: float, top: float, middle: float, frame: Frame) -> Iterator[str]:
    y = top
    for group in groups:
        y += _HEAD
        yield text(_title(group, frame.texts), left + _PAD, y - 8, fill=FAINT, font_size=11.0, class_="slot")
        for tie in group.ties:
            yield _line(left, y + _ROW / 2 - 2, middle, tie.phase)
            yield _node(tie, left, y, frame)
            y += _ROW
        if group.others:
            yield text(frame.texts("ties_more", n=group.others), left + _PAD, y + 15, fill=FAINT, class_="slot")
            y += _ROW
        y += _GAP


def _title(group: TieGroup, texts: Texts) -> str:
    if not texts.words.has("noun", group.slot):
        return head_of(group.slot, texts)
    name = texts.words.noun(group.slot, len(group.ties) + group.others)
    return f"{name[:1].upper()}{name[1:]}"


def _line(left: float, y: float, middle: float, phase: str) -> str:
    """Return the line from the middle to a thing."""
    end = _COLUMN if left == 0 else _WIDTH - _COLUMN
    bend = (_WIDTH / 2 + end) / 2
    dash = None if phase in _CURRENT else "6 4" if phase in _PLANNED else "1.5 4"
    return element(
        "path", d=f"M{_WIDTH / 2:g} {middle:g}C{bend:g} {middle:g} {bend:g} {y:g} {end:g} {y:g}", fill="none",
        stroke=FAINT, stroke_width=1.3, stroke_dasharray=dash, stroke_linecap="round", class_="tie",
    )  # fmt: skip


def _node(tie: Tie, left: float, y: float, frame: Frame) -> str:
    label = tie.thing.text if len(tie.thing.text) <= _LETTERS else f"{tie.thing.text[: _LETTERS - 1].rstrip()}…"
    box = element(
        "rect", x=left + 0.5, y=y, width=_COLUMN - 1, height=_ROW - 4, rx=4.0, fill=PAPER, stroke=FAINT, class_="node"
    )
    phase = frame.texts.words.phrase("status", tie.phase)
    title = element("title", escape(f"{tie.thing.text}: {phase}"))
    name = text(label, left + _PAD, y + 14.5, fill=INK, class_="name")
    address = frame.links.thing(tie.thing.iri)
    return element("a", title, box, name, href=address) if address else element("g", title, box, name)
