"""Which colour and shape a node has: the shape tells what kind of thing it is, the colour its type among them.

The colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which eyes of every kind tell apart; two
types of equal colour differ in shape.

>>> style_of("Plant")
Style(colour='#009E73', shape=<Shape.SQUARE: 'square'>)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import cos, pi, sin

BLACK = "#000000"
ORANGE = "#E69F00"
SKY_BLUE = "#56B4E9"
BLUISH_GREEN = "#009E73"
YELLOW = "#F0E442"
BLUE = "#0072B2"
VERMILLION = "#D55E00"
REDDISH_PURPLE = "#CC79A7"
GREY = "#999999"

# In the order in which they are best handed out where colours stand for nothing but themselves.
OKABE_ITO = (BLUE, ORANGE, BLUISH_GREEN, VERMILLION, SKY_BLUE, REDDISH_PURPLE, YELLOW, BLACK)

INK = "#1A1A1A"
FAINT = "#6B6B6B"
PAPER = "#FFFFFF"


def tint(colour: str, share: float = 0.16) -> str:
    """Return a colour mixed with white, so that black letters on it are easily read.

    >>> tint("#000000", 0.5)
    '#808080'
    """
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


class Shape(StrEnum):
    """The outline of a node."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    HEXAGON = "hexagon"
    PENTAGON = "pentagon"
    TRIANGLE = "triangle"
    STAR = "star"


@dataclass(frozen=True, slots=True)
class Style:
    """How the nodes of a type are drawn."""

    colour: str
    shape: Shape


STYLES: dict[str, Style] = {
    # organisations
    "Company": Style(BLUE, Shape.CIRCLE),
    "Group": Style(ORANGE, Shape.CIRCLE),
    "JointVenture": Style(REDDISH_PURPLE, Shape.CIRCLE),
    "Organization": Style(GREY, Shape.CIRCLE),
    # what they build, under which badge
    "Brand": Style(VERMILLION, Shape.PENTAGON),
    "VehicleModel": Style(SKY_BLUE, Shape.DIAMOND),
    "Product": Style(YELLOW, Shape.DIAMOND),
    "Platform": Style(BLACK, Shape.DIAMOND),
    # where
    "Plant": Style(BLUISH_GREEN, Shape.SQUARE),
    "Country": Style(YELLOW, Shape.HEXAGON),
    "Region": Style(ORANGE, Shape.HEXAGON),
    "Place": Style(GREY, Shape.HEXAGON),
    "Market": Style(REDDISH_PURPLE, Shape.HEXAGON),
    # what happens between them
    "Agreement": Style(VERMILLION, Shape.TRIANGLE),
    "Stake": Style(REDDISH_PURPLE, Shape.TRIANGLE),
    "Production": Style(BLUISH_GREEN, Shape.TRIANGLE),
    "Investment": Style(BLUE, Shape.TRIANGLE),
    "Supply": Style(ORANGE, Shape.TRIANGLE),
    "Appointment": Style(GREY, Shape.TRIANGLE),
    "Person": Style(SKY_BLUE, Shape.STAR),
}
_OTHER = Style(GREY, Shape.CIRCLE)
_ORDER = {type_: number for number, type_ in enumerate(STYLES)}


def style_of(type_: str) -> Style:
    """Return how nodes of a type are drawn; a grey circle for a type that the palette does not know."""
    return STYLES.get(type_, _OTHER)


def legend_order(type_: str) -> tuple[int, str]:
    """Return where a type stands in a legend: by kind, and types that the palette does not know last."""
    return _ORDER.get(type_, len(_ORDER)), type_


def outline_of(shape: Shape) -> tuple[tuple[float, float], ...]:
    """Return the corners of a shape within the unit circle, y upwards, rounded so that they are the same everywhere.

    A circle has none: it is drawn as one.

    >>> outline_of(Shape.DIAMOND)
    ((0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0))
    """
    if shape is Shape.CIRCLE:
        return ()
    corners, turn, inner = _CORNERS[shape]
    radii = (1.0, inner)
    angles = (pi / 2 + turn + 2 * pi * corner / corners for corner in range(corners))
    return tuple(
        (_rounded(radii[number % 2] * cos(angle)), _rounded(radii[number % 2] * sin(angle)))
        for number, angle in enumerate(angles)
    )


# How many corners, by what part of a circle the first is turned from the top, and how far out every other one is.
_CORNERS: dict[Shape, tuple[int, float, float]] = {
    Shape.SQUARE: (4, pi / 4, 1.0),
    Shape.DIAMOND: (4, 0.0, 1.0),
    Shape.HEXAGON: (6, pi / 6, 1.0),
    Shape.PENTAGON: (5, 0.0, 1.0),
    Shape.TRIANGLE: (3, 0.0, 1.0),
    Shape.STAR: (10, 0.0, 0.45),
}


def _rounded(value: float) -> float:
    return round(value, 6) + 0.0  # no -0.0
