"""A map of plants: a square at each town, as large as the number of models built there or planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from autokg.exports.charts.chart import CONFIG, FONT, Chart, Scope, Spec, heading
from autokg.exports.charts.map_labels import SIZE, Square, place_names
from autokg.exports.charts.outlines import COUNTRIES, load_outlines
from autokg.exports.charts.rendering import import_library
from autokg.exports.charts.sites import Site, Town, load_sites
from autokg.exports.drawing.palette import INK, PAPER, style_of
from autokg.stores.base import Store

COLUMNS = ("plant", "town", "country", "latitude", "longitude", "built", "planned", "iri", "coordinates")

_WIDTH, _HEIGHT = 900, 440
_WORLD = (-130.0, -42.0, 160.0, 66.0)  # west, south, east, north
_MARGIN = 6.0  # degrees around the outermost towns of a map that is cut down


def draw(store: Store, scope: Scope) -> Chart:
    """Return the map of the plants of a store."""
    sites = [site for site in load_sites(store) if scope.takes(*site.on)]
    placed = [site for site in sites if site.town]
    notes = tuple(_notes(len(sites), len(placed))) if sites else ()
    title = scope.titled("Plants")
    return Chart(title, COLUMNS, [_row(site) for site in sites], partial(_spec, title, placed, scope, notes), notes)


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


def _spec(title: str, sites: Sequence[Site], scope: Scope, notes: Sequence[str]) -> Spec:
    by_town: dict[Town, list[Site]] = defaultdict(list)
    for site in sites:
        if site.town:
            by_town[site.town].append(site)
    towns = sorted(by_town, key=lambda town: (-_models(by_town[town]), town.label))
    spec = _without_names(title, [_mark(town, by_town[town]) for town in towns], scope, notes)
    names = place_names(_squares_of(spec), _WIDTH, _HEIGHT)
    spec["data"].append({"name": "names", "values": [asdict(name) for name in names]})
    spec["marks"][0]["marks"].append(_LABELS)
    return spec


def _squares_of(spec: Spec) -> list[Square]:
    """Return where the library puts the squares, which it projects."""
    scene = import_library().vega_to_scenegraph(spec)
    items = [item for mark in _walk(scene["scenegraph"]) if mark.get("name") == "squares" for item in mark["items"]]
    names = [mark["town"] for mark in spec["data"][-1]["values"]]
    return [Square(name, item["x"], item["y"], item["size"] ** 0.5) for name, item in zip(names, items, strict=True)]


def _walk(mark: Spec) -> Iterator[Spec]:
    yield mark
    for item in mark.get("items", ()):
        yield from _walk(item)


def _without_names(title: str, towns: Sequence[Spec], scope: Scope, notes: Sequence[str]) -> Spec:
    frame = _frame(towns) if scope.around else _WORLD
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "title": heading(title, notes),
        "config": CONFIG,
        "width": _WIDTH,
        "height": _HEIGHT,
        "padding": 12,
        "data": [
            {"name": "frame", "values": [_corners(frame)]},
            {"name": "land", "values": load_outlines(), "format": {"type": "topojson", "feature": COUNTRIES}},
            {"name": "towns", "values": list(towns), "transform": [_PROJECT]},
        ],
        "projections": [_PROJECTION],
        "scales": [
            {
                "name": "size",
                "type": "linear",
                "domain": {"data": "towns", "field": "models"},
                "zero": True,
                "range": [26, 380],
            }
        ],
        "marks": [{"type": "group", "clip": True, "encode": _FRAME, "marks": [_LAND, _SQUARES]}],
    }


def _models(sites: Sequence[Site]) -> int:
    return sum(site.built + site.planned for site in sites)


def _frame(towns: Sequence[Spec]) -> tuple[float, float, float, float]:
    """Return the box around some towns; the world where there is none."""
    if not towns:
        return _WORLD
    west, east = min(town["longitude"] for town in towns), max(town["longitude"] for town in towns)
    south, north = min(town["latitude"] for town in towns), max(town["latitude"] for town in towns)
    return west - 2 * _MARGIN, south - _MARGIN, east + 2 * _MARGIN, north + _MARGIN


def _corners(frame: tuple[float, float, float, float]) -> dict[str, Any]:
    west, south, east, north = frame
    corners = [[west, south], [east, south], [east, north], [west, north]]
    return {"type": "Feature", "geometry": {"type": "MultiPoint", "coordinates": corners}}


def _mark(town: Town, sites: Sequence[Site]) -> dict[str, Any]:
    """Return what is drawn of a town."""
    lines = [f"{site.label}: {_said(site)}" for site in sites]
    return {
        "town": town.label,
        "latitude": town.latitude,
        "longitude": town.longitude,
        "models": _models(sites),
        "hollow": not any(site.built for site in sites),
        "told": "\n".join(lines),
    }


def _said(site: Site) -> str:
    """Return how many models a plant builds, in words."""
    counts = [f"{count} {word}" for count, word in ((site.built, "built"), (site.planned, "planned")) if count]
    return f"models: {', '.join(counts)}" if counts else "no model known"


_COLOUR = style_of("Plant").colour
_PROJECTION: Spec = {
    "name": "projection",
    "type": "equalEarth",
    "fit": {"signal": "data('frame')"},
    "size": {"signal": "[width, height]"},
}
_PROJECT: Spec = {"type": "geopoint", "projection": "projection", "fields": ["longitude", "latitude"]}
_FRAME: Spec = {"enter": {"width": {"signal": "width"}, "height": {"signal": "height"}, "fill": {"value": "#f4f7f9"}}}
_LAND: Spec = {
    "type": "shape",
    "from": {"data": "land"},
    "interactive": False,
    "encode": {"enter": {"fill": {"value": "#dcdcdc"}, "stroke": {"value": PAPER}, "strokeWidth": {"value": 0.6}}},
    "transform": [{"type": "geoshape", "projection": "projection"}],
}
_SQUARES: Spec = {
    "type": "symbol",
    "name": "squares",
    "from": {"data": "towns"},
    "encode": {
        "enter": {
            "x": {"field": "x"},
            "y": {"field": "y"},
            "shape": {"value": "square"},
            "size": {"scale": "size", "field": "models"},
            "fill": [{"test": "datum.hollow", "value": PAPER}, {"value": _COLOUR}],
            "fillOpacity": {"value": 0.8},
            "stroke": [{"test": "datum.hollow", "value": _COLOUR}, {"value": PAPER}],
            "strokeWidth": {"value": 1.2},
            "tooltip": {"field": "told"},
        },
        "hover": {"stroke": {"value": INK}},
    },
}
_LABELS: Spec = {
    "type": "text",
    "from": {"data": "names"},
    "interactive": False,
    "encode": {
        "enter": {
            "x": {"field": "x"},
            "y": {"field": "y"},
            "align": {"field": "align"},
            "baseline": {"value": "middle"},
            "text": {"field": "text"},
            "font": {"value": FONT},
            "fontSize": {"value": SIZE},
            "fill": {"value": INK},
        }
    },
}
