"""A Sankey diagram: how many models, or cars, of which brand come from which plant, for which market."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from autokg.errors import UnknownNameError
from autokg.exports.charts.chart import SIZE, Chart, Scope
from autokg.exports.charts.flows import LAYERS, Flow, add_up, gather_small, sizes_of
from autokg.exports.charts.ribbons import GAP, Box, Ribbon, place
from autokg.exports.drawing.palette import PAPER, style_of
from autokg.exports.drawing.svg import Body, element, measure, text, tooltip
from autokg.network.concentration import WEIGHTS
from autokg.network.productions import Production, load_productions
from autokg.stores.base import Store

MOST = 30  # names of a column
COLUMNS = ("from", "to", "source", "target", "width", "planned")

_WORDS = {"models": "models", "volume": "cars a year"}
_TITLES = {"models": "Models by brand, plant and market", "volume": "Cars a year by brand, plant and market"}
_TYPES = ("Brand", "Plant", "Country")
_WIDTH, _HEIGHT, _BOX, _THICKEST = 620, 900, 10, 120


def draw(store: Store, scope: Scope) -> Chart:
    """Return the flows of a store as a Sankey diagram."""
    if scope.weight not in WEIGHTS:
        raise UnknownNameError("weight", scope.weight, WEIGHTS)
    productions = [production for production in load_productions(store) if scope.takes(*production.things)]
    names = gather_small(add_up(productions, scope.weight), MOST)
    flows = add_up(productions, scope.weight, names)
    notes = tuple(_notes(productions, scope.weight)) if productions else ()
    title = scope.titled(_TITLES[scope.weight])
    return Chart(title, COLUMNS, [_row(flow) for flow in flows], partial(_body, flows, scope.weight), notes)


def _notes(productions: Sequence[Production], weight: str) -> Iterator[str]:
    """Say what a width is, and which productions have none."""
    drawn = [production for production in productions if production.brand and production.get("plant")]
    if weight == "volume":
        told = [production for production in drawn if production.volume]
        yield f"Widths are the cars a year that sources state, of {len(told)} of {len(drawn)} productions at a plant."
        drawn = told
    else:
        yield "Widths count models, built or planned; one for several markets counts for each."
    if left := len(productions) - len(drawn):
        missing = "plant, brand or volume" if weight == "volume" else "plant or brand"
        yield f"{left} productions are left out: no source states their {missing}."
    with_market = sum(bool(production.markets) for production in drawn)
    if with_market < len(drawn):
        yield f"Sources name a market for {with_market} of {len(drawn)}; the others end at their plant."
    if any(production.status == "planned" for production in drawn):
        yield "Paler: planned."


def _row(flow: Flow) -> dict[str, Any]:
    return {
        "from": LAYERS[flow.source[0]],
        "to": LAYERS[flow.target[0]],
        "source": flow.source[1],
        "target": flow.target[1],
        "width": flow.width,
        "planned": flow.planned,
    }


def _body(flows: Sequence[Flow], weight: str) -> Body:
    boxes, ribbons = place(flows, _scale(flows))
    layers = max((box.end[0] for box in boxes), default=1)
    left, right = (_widest(boxes, layer) + 8 for layer in (0, layers))
    step = (_WIDTH - _BOX) / layers
    marks = [part for ribbon in ribbons for part in _parts(ribbon, left, step, weight)]
    names = [part for box in boxes for part in _box(box, left, step, weight)]
    return Body(left + _WIDTH + right, max((box.bottom for box in boxes), default=0) + SIZE / 2, [*marks, *names])


def _widest(boxes: Sequence[Box], layer: int) -> float:
    return max((measure(box.end[1], SIZE) for box in boxes if box.end[0] == layer), default=0.0)


def _scale(flows: Sequence[Flow]) -> float:
    """Return how thick a flow of 1 is, so that the fullest column is no higher than a page, and no name a wall."""
    sizes = sizes_of(flows)
    columns = [[size for end, size in sizes.items() if end[0] == layer] for layer in range(len(LAYERS))]
    room = [(_HEIGHT - GAP * (len(column) - 1)) / sum(column) for column in columns if column]
    return min((_THICKEST / max(sizes.values(), default=1), *room))


def _parts(ribbon: Ribbon, margin: float, step: float, weight: str) -> Iterator[str]:
    """Yield what is drawn of a flow: what is built, and below it what is planned."""
    flow = ribbon.flow
    left, right = margin + flow.source[0] * step + _BOX, margin + flow.target[0] * step
    built = ribbon.thickness * (flow.width - flow.planned) / flow.width
    told = f"{flow.source[1]} → {flow.target[1]}: {_in_words(flow.width, weight)}"
    told += f", {flow.planned:,} of them planned" if flow.planned else ""
    colour = style_of(_TYPES[flow.source[0]]).colour
    for offset, thickness, opacity in ((0.0, built, 0.42), (built, ribbon.thickness - built, 0.18)):
        if thickness > 0:
            path = _path((left, ribbon.leaves + offset), (right, ribbon.reaches + offset), thickness)
            yield element("path", tooltip(told), d=path, fill=colour, fill_opacity=opacity, class_="mark")


def _path(start: tuple[float, float], end: tuple[float, float], thickness: float) -> str:
    """Return the outline of a ribbon.

    >>> _path((0, 0), (10, 4), 2)
    'M0,0C5,0 5,4 10,4L10,6C5,6 5,2 0,2Z'
    """
    (left, top), (right, reached) = start, end
    middle = (left + right) / 2
    there = f"C{middle:.4g},{top:.6g} {middle:.4g},{reached:.6g} {right:.6g},{reached:.6g}"
    below, back = reached + thickness, top + thickness
    return (
        f"M{left:.6g},{top:.6g}{there}L{right:.6g},{below:.6g}"
        f"C{middle:.4g},{below:.6g} {middle:.4g},{back:.6g} {left:.6g},{back:.6g}Z"
    )


def _box(box: Box, margin: float, step: float, weight: str) -> Iterator[str]:
    """Yield the box of a name, and the name beside it with a halo that keeps it apart from the ribbons."""
    layer, name = box.end
    left, first = margin + layer * step, layer == 0
    colour = style_of(_TYPES[layer]).colour
    told = tooltip(f"{name}: {_in_words(box.size, weight)}")
    yield element("rect", told, x=left, y=box.top, width=_BOX, height=box.bottom - box.top, fill=colour, class_="mark")
    yield text(
        name, left - 4 if first else left + _BOX + 4, (box.top + box.bottom) / 2 + SIZE * 0.35, font_size=SIZE,
        text_anchor="end" if first else None, stroke=PAPER, stroke_width=3, paint_order="stroke",
    )  # fmt: skip


def _in_words(width: int, weight: str) -> str:
    word = "model" if weight == "models" and width == 1 else _WORDS[weight]
    return f"{width:,} {word}"
