"""The outlines of countries on a map: Natural Earth, in the public domain (https://www.naturalearthdata.com)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import ceil, log2

from autokg.exports.charts.equal_earth import Projection, project
from autokg.exports.drawing.palette import PAPER
from autokg.exports.drawing.shell import load_built
from autokg.exports.drawing.svg import element

SEA = "#F4F7F9"
_LAND = "#DCDCDC"
_FINENESS = 2  # steps to a point of a map, at least
_Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, eq=False, slots=True)
class _Ring:
    """A ring of a country, projected, and the box around it."""

    points: _Points
    west: float
    south: float
    east: float
    north: float

    @classmethod
    def of(cls, degrees: _Points) -> _Ring:
        points = [project(*point) for point in degrees]
        xs, ys = zip(*points, strict=True)
        return cls(points, min(xs), min(ys), max(xs), max(ys))

    def is_seen(self, projection: Projection, width: float, height: float) -> bool:
        left, bottom = projection.fit(self.west, self.south)
        right, top = projection.fit(self.east, self.north)
        return right >= 0 and left <= width and bottom >= 0 and top <= height


def draw_countries(projection: Projection, width: float, height: float) -> Iterator[str]:
    """Yield the outlines that reach into a frame.

    The paths of a country are the same on all maps of about one scale, each of which moves and scales them.
    """
    fineness = 2 ** ceil(log2(_FINENESS * projection.scale))
    scale = projection.scale / fineness
    left, top = projection.fit(0, 0)
    moved = f"translate({left:.1f} {top:.1f}) scale({scale:.8g})"
    for rings in _load_countries():
        path = "".join(_draw(ring, fineness) for ring in rings if ring.is_seen(projection, width, height))
        if path:
            yield element("path", d=path, fill=_LAND, stroke=PAPER, stroke_width=0.6 / scale, transform=moved)


@cache
def _draw(ring: _Ring, fineness: int) -> str:
    """Return a ring as steps from one point to the next, which are shorter than places."""
    places = [(round(fineness * x), round(-fineness * y)) for x, y in ring.points]
    steps = [f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(places) if (a, b) != (x, y)]
    x, y = places[0]
    return f"M{x} {y}l{' '.join(steps)}z".replace(" -", "-") if steps else ""


@cache
def _load_countries() -> list[list[_Ring]]:
    """Return the rings of each country."""
    countries: list[list[_Points]] = json.loads(load_built("countries.json"))
    return [[_Ring.of(ring) for ring in rings] for rings in countries]
