"""A Sankey diagram: how many models, or cars, of which brand come from which plant, for which market."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from autokg.errors import UnknownNameError
from autokg.exports.charts.chart import CONFIG, FONT, Chart, Scope, Spec, heading
from autokg.exports.charts.flows import LAYERS, Flow, add_up, gather_small, sizes_of
from autokg.exports.charts.ribbons import GAP, Box, Ribbon, place
from autokg.exports.drawing.palette import INK, PAPER, style_of
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
    return Chart(
        title, COLUMNS, [_row(flow) for flow in flows], partial(_spec, title, flows, scope.weight, notes), notes
    )


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
        yield f"{left} productions are left out: nobody says their {missing}."
    with_market = sum(bool(production.markets) for production in drawn)
    if with_market < len(drawn):
        yield f"Sources say a market of {with_market} of {len(drawn)}; the others end at their plant."
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


def _spec(title: str, flows: Sequence[Flow], weight: str, notes: Sequence[str]) -> Spec:
    boxes, ribbons = place(flows, _scale(flows))
    layers = max((box.end[0] for box in boxes), default=1)
    step = (_WIDTH - _BOX) / layers
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "title": heading(title, notes),
        "config": CONFIG,
        "width": _WIDTH,
        "height": max((box.bottom for box in boxes), default=20),
        "padding": 12,
        "data": [
            {"name": "ribbons", "values": [part for ribbon in ribbons for part in _parts(ribbon, step, weight)]},
            {"name": "boxes", "values": [_box(box, step, weight) for box in boxes]},
        ],
        "marks": [_RIBBONS, _BOXES, _labels(halo=True), _labels(halo=False)],
    }


def _scale(flows: Sequence[Flow]) -> float:
    """Return how thick a flow of 1 is, so that the fullest column is no higher than a page, and no name a wall."""
    sizes = sizes_of(flows)
    columns = [[size for end, size in sizes.items() if end[0] == layer] for layer in range(len(LAYERS))]
    room = [(_HEIGHT - GAP * (len(column) - 1)) / sum(column) for column in columns if column]
    return min((_THICKEST / max(sizes.values(), default=1), *room))


def _parts(ribbon: Ribbon, step: float, weight: str) -> Iterator[dict[str, Any]]:
    """Yield what is drawn of a flow: what is built, and below it what is planned."""
    flow = ribbon.flow
    told = f"{flow.source[1]} → {flow.target[1]}: {_said(flow.width, weight)}"
    left, right = flow.source[0] * step + _BOX, flow.target[0] * step
    built = ribbon.thickness * (flow.width - flow.planned) / flow.width
    for offset, thickness, is_planned in ((0.0, built, False), (built, ribbon.thickness - built, True)):
        if thickness > 0:
            path = _path((left, ribbon.leaves + offset), (right, ribbon.reaches + offset), thickness)
            tooltip = f"{told}, {flow.planned:,} of them planned" if flow.planned else told
            colour = style_of(_TYPES[flow.source[0]]).colour
            yield {"path": path, "colour": colour, "opacity": 0.18 if is_planned else 0.42, "told": tooltip}


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


def _box(box: Box, step: float, weight: str) -> dict[str, Any]:
    layer, name = box.end
    return {
        "name": name,
        "x": layer * step,
        "y": box.top,
        "y2": box.bottom,
        "label": layer * step + (-4 if layer == 0 else _BOX + 4),
        "align": "right" if layer == 0 else "left",
        "colour": style_of(_TYPES[layer]).colour,
        "told": f"{name}: {_said(box.size, weight)}",
    }


def _said(width: int, weight: str) -> str:
    word = "model" if weight == "models" and width == 1 else _WORDS[weight]
    return f"{width:,} {word}"


_RIBBONS: Spec = {
    "type": "path",
    "from": {"data": "ribbons"},
    "encode": {
        "enter": {"path": {"field": "path"}, "fill": {"field": "colour"}, "tooltip": {"field": "told"}},
        "update": {"fillOpacity": {"field": "opacity"}},
        "hover": {"fillOpacity": {"value": 0.75}},
    },
}
_BOXES: Spec = {
    "type": "rect",
    "from": {"data": "boxes"},
    "encode": {
        "enter": {
            "x": {"field": "x"},
            "width": {"value": _BOX},
            "y": {"field": "y"},
            "y2": {"field": "y2"},
            "fill": {"field": "colour"},
            "tooltip": {"field": "told"},
        }
    },
}


def _labels(*, halo: bool) -> Spec:
    """Return the names beside their boxes, or what keeps them apart from the ribbons below."""
    look = {"stroke": {"value": PAPER}, "strokeWidth": {"value": 3}} if halo else {"fill": {"value": INK}}
    place_ = {
        "x": {"field": "label"},
        "y": {"signal": "(datum.y + datum.y2) / 2"},
        "align": {"field": "align"},
        "baseline": {"value": "middle"},
        "text": {"field": "name"},
        "font": {"value": FONT},
        "fontSize": {"value": 11},
    }
    return {"type": "text", "from": {"data": "boxes"}, "interactive": False, "encode": {"enter": {**place_, **look}}}
