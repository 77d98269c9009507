"""The outlines of countries on a map: Natural Earth, in the public domain (https://www.naturalearthdata.com)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache

from autokg.exports.charts.equal_earth import Projection, project
from autokg.exports.drawing.palette import PAPER
from autokg.exports.drawing.shell import load_built
from autokg.exports.drawing.svg import element

SEA = "#F4F7F9"
_LAND = "#DCDCDC"
_Ring = Sequence[tuple[float, float]]


def draw_countries(projection: Projection, width: float, height: float) -> Iterator[str]:
    """Yield the outlines that reach into a frame."""
    for rings in _load_countries():
        near = (ring for ring, around in rings if _is_seen(_place(around, projection), width, height))
        seen = [places for ring in near if _is_seen(places := _place(ring, projection), width, height)]
        path = "".join(f"M{'L'.join(f'{x:.1f},{y:.1f}' for x, y in places)}Z" for places in seen)
        if path:
            yield element("path", d=path, fill=_LAND, stroke=PAPER, stroke_width=0.6)


@cache
def _load_countries() -> list[list[tuple[_Ring, _Ring]]]:
    """Return the rings of each country, projected, each with points around it: a map without these is without it."""
    countries: list[list[_Ring]] = json.loads(load_built("countries.json"))
    return [[(_project(ring), _project(_around(ring))) for ring in rings] for rings in countries]


def _project(ring: _Ring) -> _Ring:
    return [project(*point) for point in ring]


def _around(ring: _Ring) -> _Ring:
    """Return the corners of the box around a ring, and where it is widest on a map: nearest to the equator."""
    longitudes, latitudes = [x for x, _ in ring], [y for _, y in ring]
    south, north = min(latitudes), max(latitudes)
    widest = min(max(south, 0.0), north)
    return [(x, y) for x in (min(longitudes), max(longitudes)) for y in (south, widest, north)]


def _place(ring: _Ring, projection: Projection) -> _Ring:
    return [projection.fit(*point) for point in ring]


def _is_seen(ring: _Ring, width: float, height: float) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(xs) >= 0 and min(xs) <= width and max(ys) >= 0 and min(ys) <= height
