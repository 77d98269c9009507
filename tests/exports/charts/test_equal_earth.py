"""The projection keeps areas, has north above south, and fits its box into the frame."""

from __future__ import annotations

from math import radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.exports.charts.equal_earth import Projection

WORLD = Projection((-180, -90, 180, 90), 900, 440)


@given(st.floats(-180, 170), st.floats(-90, 80), st.floats(1, 10), st.floats(1, 10))
def test_a_box_lies_in_its_frame_and_touches_two_sides(west: float, south: float, wide: float, high: float) -> None:
    projection = Projection((west, south, west + wide, south + high), 300, 200)
    corners = [projection.place(x, y) for x in (west, west + wide) for y in (south, south + high)]
    xs, ys = zip(*corners, strict=True)
    margins = min(xs), 300 - max(xs), min(ys), 200 - max(ys)
    assert all(margin >= -1e-6 for margin in margins)
    assert max(margins[:2]) == pytest.approx(0, abs=1e-6) or max(margins[2:]) == pytest.approx(0, abs=1e-6)


@given(st.floats(-150, 150), st.floats(-80, 79))
def test_areas_are_as_large_as_on_the_globe(longitude: float, latitude: float) -> None:
    def area(west: float, south: float) -> float:
        step = 0.01
        corners = [(west, south), (west + step, south), (west + step, south + step), (west, south + step)]
        points = [WORLD.place(*corner) for corner in corners]
        pairs = zip(points, [*points[1:], points[0]], strict=True)
        return abs(sum(x * down - across * y for (x, y), (across, down) in pairs)) / 2

    def on_globe(south: float) -> float:
        return sin(radians(south + 0.01)) - sin(radians(south))

    assert area(longitude, latitude) / area(0, 0) == pytest.approx(on_globe(latitude) / on_globe(0), rel=1e-3)


def test_north_is_above_and_east_to_the_right() -> None:
    (x, y), (east, _), (_, north) = WORLD.place(0, 0), WORLD.place(10, 0), WORLD.place(0, 10)
    assert east > x
    assert north < y


def test_a_pole_is_a_line_as_long_as_its_authors_say() -> None:
    middle, equator, pole = (WORLD.place(*place)[0] for place in ((0, 0), (180, 0), (180, 90)))
    assert (pole - middle) / (equator - middle) == pytest.approx(0.59247, abs=1e-4)
