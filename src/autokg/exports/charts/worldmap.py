"""A map of plants: a square at each town, as large as the number of models built there or planned."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from math import sqrt
from typing import Any

from autokg.exports.charts.chart import Chart, Scope
from autokg.exports.charts.equal_earth import Degrees, Projection
from autokg.exports.charts.map_labels import SIZE as LETTERS
from autokg.exports.charts.map_labels import Square, place_names
from autokg.exports.charts.sites import Site, Town, load_sites
from autokg.exports.drawing.palette import PAPER, style_of
from autokg.exports.drawing.shell import load_built
from autokg.exports.drawing.svg import Body, element, text, tooltip
from autokg.stores.base import Store

COLUMNS = ("plant", "town", "country", "latitude", "longitude", "built", "planned", "iri", "coordinates")

_WIDTH, _HEIGHT = 900, 440
_WORLD: Degrees = (-130.0, -42.0, 160.0, 66.0)  # west, south, east, north
_SMALLEST, _LARGEST = 26.0, 380.0  # areas of squares
_COLOUR, _LAND, _SEA = style_of("Plant").colour, "#DCDCDC", "#F4F7F9"
_ANCHORS = {"left": None, "right": "end", "center": "middle"}
_MARGIN = 6.0  # degrees around the outermost towns of a map that is cut down


def draw(store: Store, scope: Scope) -> Chart:
    """Return the map of the plants of a store."""
    sites = [site for site in load_sites(store) if scope.takes(*site.on)]
    placed = [site for site in sites if site.town]
    notes = tuple(_notes(len(sites), len(placed))) if sites else ()
    title = scope.titled("Plants")
    return Chart(title, COLUMNS, [_row(site) for site in sites], partial(_body, placed, scope), notes)


def _notes(sites: int, placed: int) -> Iterator[str]:
    yield f"{placed} of {sites} plants, each at the middle of its town (GeoNames, CC BY 4.0)."
    if placed < sites:
        yield f"{sites - placed} are not drawn: no town is named, or it is not certain which of that name it is."
    yield "Area: models. Filled: some are built; hollow: planned only, or none is known. Outlines: Natural Earth."


def _row(site: Site) -> dict[str, Any]:
    row: dict[str, Any] = {"plant": site.label, "built": site.built, "planned": site.planned, "iri": site.plant}
    if site.country:
        row["country"] = site.country
    if site.town:
        where = {"town": site.town.label, "latitude": site.town.latitude, "longitude": site.town.longitude}
        row |= where | ({"coordinates": site.town.feature} if site.town.feature else {})
    return row


def _body(sites: Sequence[Site], scope: Scope) -> Body:
    by_town: dict[Town, list[Site]] = defaultdict(list)
    for site in sites:
        if site.town:
            by_town[site.town].append(site)
    towns = sorted(by_town, key=lambda town: (-_models(by_town[town]), town.label))
    projection = Projection(_frame(towns) if scope.around else _WORLD, _WIDTH, _HEIGHT)
    most = max((_models(sites) for sites in by_town.values()), default=0) or 1
    squares = [_square(town, _models(by_town[town]) / most, projection) for town in towns]
    marks = [_mark(square, by_town[town]) for town, square in zip(towns, squares, strict=True)]
    names = [
        text(name.text, name.x, name.y + LETTERS * 0.35, font_size=LETTERS, text_anchor=_ANCHORS[name.align])
        for name in place_names(squares, _WIDTH, _HEIGHT)
    ]
    sea = element("rect", width=_WIDTH, height=_HEIGHT, fill=_SEA)
    content = [sea, *_countries(projection), *marks, *names]
    # An inner picture clips what reaches beyond the frame.
    return Body(_WIDTH, _HEIGHT, [element("svg", *content, width=_WIDTH, height=_HEIGHT, overflow="hidden")])


def _models(sites: Sequence[Site]) -> int:
    return sum(site.built + site.planned for site in sites)


def _frame(towns: Sequence[Town]) -> Degrees:
    """Return the box around some towns; the world if there is none."""
    if not towns:
        return _WORLD
    west, east = min(town.longitude for town in towns), max(town.longitude for town in towns)
    south, north = min(town.latitude for town in towns), max(town.latitude for town in towns)
    return west - 2 * _MARGIN, max(south - _MARGIN, -90), east + 2 * _MARGIN, min(north + _MARGIN, 90)


def _countries(projection: Projection) -> Iterator[str]:
    """Yield the outlines of the countries: Natural Earth, in the public domain (https://www.naturalearthdata.com)."""
    for rings in json.loads(load_built("countries.json")):
        path = "".join(f"M{'L'.join(_point(*projection.place(*point)) for point in ring)}Z" for ring in rings)
        yield element("path", d=path, fill=_LAND, stroke=PAPER, stroke_width=0.6)


def _point(x: float, y: float) -> str:
    return f"{x:.1f},{y:.1f}"


def _square(town: Town, share: float, projection: Projection) -> Square:
    """Return the square of a town, whose area tells its share of the models of the largest."""
    x, y = projection.place(town.longitude, town.latitude)
    return Square(town.label, x, y, sqrt(_SMALLEST + (_LARGEST - _SMALLEST) * share))


def _mark(square: Square, sites: Sequence[Site]) -> str:
    hollow = not any(site.built for site in sites)
    left, top, *_ = square.box
    return element(
        "rect",
        tooltip("\n".join(f"{site.label}: {_in_words(site)}" for site in sites)),
        x=left, y=top, width=square.side, height=square.side, fill=PAPER if hollow else _COLOUR, fill_opacity=0.8,
        stroke=_COLOUR if hollow else PAPER, stroke_width=1.2, class_="mark",
    )  # fmt: skip


def _in_words(site: Site) -> str:
    """Return how many models a plant builds, in words."""
    counts = [f"{count} {word}" for count, word in ((site.built, "built"), (site.planned, "planned")) if count]
    return f"models: {', '.join(counts)}" if counts else "no model known"
