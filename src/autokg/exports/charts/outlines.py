"""The outlines of countries on a map: Natural Earth, in the public domain (https://www.naturalearthdata.com)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from autokg.exports.charts.equal_earth import Projection
from autokg.exports.drawing.palette import PAPER
from autokg.exports.drawing.shell import load_built
from autokg.exports.drawing.svg import element

SEA = "#F4F7F9"
_LAND = "#DCDCDC"


def draw_countries(projection: Projection, width: float, height: float) -> Iterator[str]:
    """Yield the outlines that reach into a frame."""
    for rings in json.loads(load_built("countries.json")):
        places = [[projection.place(*point) for point in ring] for ring in rings]
        seen = [ring for ring in places if _is_seen(ring, width, height)]
        path = "".join(f"M{'L'.join(f'{x:.1f},{y:.1f}' for x, y in ring)}Z" for ring in seen)
        if path:
            yield element("path", d=path, fill=_LAND, stroke=PAPER, stroke_width=0.6)


def _is_seen(ring: Sequence[tuple[float, float]], width: float, height: float) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(xs) >= 0 and min(xs) <= width and max(ys) >= 0 and min(ys) <= height
