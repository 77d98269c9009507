"""Colours and shapes tell the types of nodes apart, whatever the eyes."""

from __future__ import annotations

from itertools import combinations

import pytest

from autokg.exports.drawing.palette import OKABE_ITO, STYLES, Shape, legend_order, outline_of, style_of


def test_no_two_types_look_alike() -> None:
    assert len(set(STYLES.values())) == len(STYLES)


def seen_without_red_and_green(colour: str) -> tuple[float, float, float]:
    """Return a colour as an eye without green cones sees it (Viénot, Brettel and Mollon 1999), in linear RGB."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    mixed = 0.29275 * red + 0.70725 * green
    return mixed, mixed, -0.02234 * red + 0.02234 * green + blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("pair", list(combinations(OKABE_ITO, 2)))
def test_colours_differ_for_an_eye_without_green_cones(pair: tuple[str, str]) -> None:
    one, other = map(seen_without_red_and_green, pair)
    assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) > 0.06


def test_an_unknown_type_has_a_style_and_comes_last() -> None:
    assert style_of("Starship").shape is Shape.CIRCLE
    assert sorted(["Starship", "Plant", "Company"], key=legend_order) == ["Company", "Plant", "Starship"]


@pytest.mark.parametrize("shape", [shape for shape in Shape if shape is not Shape.CIRCLE])
def test_an_outline_lies_within_the_unit_circle_and_reaches_it(shape: Shape) -> None:
    radii = [x * x + y * y for x, y in outline_of(shape)]
    assert max(radii) == pytest.approx(1, abs=1e-5)
    assert min(radii) > 0.2
