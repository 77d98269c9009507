"""Places on a map: the Equal Earth projection, fitted to a box of degrees.

>>> projection = Projection((-180, -90, 180, 90), 900, 440)
>>> projection.place(0, 0)
(450.0, 220.0)
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

# Šavrič, Patterson and Jenny, "The Equal Earth map projection" (2018).
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_HALF_ROOT = sqrt(3) / 2

Degrees = tuple[float, float, float, float]  # west, south, east, north


class Projection:
    """The projection at the scale at which a box of degrees fills a frame in one direction, in its middle.

    Attributes:
        scale: points of the frame for a unit of the whole projection.

    """

    def __init__(self, box: Degrees, width: float, height: float) -> None:
        """Fit the corners of the box into the frame."""
        west, south, east, north = box
        corners = [project(x, y) for x in (west, east) for y in (south, north)]
        xs, ys = zip(*corners, strict=True)
        self.scale = min(width / (max(xs) - min(xs)), height / (max(ys) - min(ys)))
        self._left = width / 2 - self.scale * (max(xs) + min(xs)) / 2
        self._top = height / 2 + self.scale * (max(ys) + min(ys)) / 2

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where in the frame a place is, from its left and upper edge."""
        return self.fit(*project(longitude, latitude))

    def fit(self, x: float, y: float) -> tuple[float, float]:
        """Return where in the frame a point of the whole projection is."""
        return self._left + self.scale * x, self._top - self.scale * y


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a place is in the whole projection, whose middle is the origin."""
    angle = asin(_HALF_ROOT * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    across = _HALF_ROOT * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square))
    return radians(longitude) * cos(angle) / across, angle * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
