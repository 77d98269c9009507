"""Boxes pushed apart until none overlaps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from autokg.exports.drawing.label_lines import Room

Places = NDArray[np.float64]

_ROUNDS = 60
_FEWEST = 12
_WORK = 4_000_000  # pairs of boxes looked at before all is blown up
_GROWTH = 1.08
_AIR = 0.01  # points: what rounding in a file may take


def part(places: Places, rooms: Sequence[Room]) -> Places:
    """Return places near the given ones at which no two boxes overlap.

    Parameters
    ----------
    places : array of float, shape (n, 2)
        The centres of nodes, in points, y upwards.
    rooms : sequence of Room
        The box of each.

    Returns
    -------
    array of float, shape (n, 2)
        Boxes that overlap are pushed apart along the axis on which they do so less; where that does not end within
        some rounds, all is blown up a little and tried again.

    Examples
    --------
    >>> part(np.array([[0.0, 0.0], [4.0, 0.0]]), [Room(10, 5, 5), Room(10, 5, 5)]).round(1).tolist()
    [[-3.0, 0.0], [7.0, 0.0]]

    """
    if len(places) < 2:  # noqa: PLR2004 (nothing to part)
        return places
    sizes = np.array([(room.width, room.height) for room in rooms])
    shift = np.array([(0.0, (room.above - room.below) / 2) for room in rooms])  # from node to middle of its box
    middles = places + shift
    while not _settle(middles, sizes):
        middles *= _GROWTH
    parted: Places = middles - shift
    return parted


def _settle(middles: Places, sizes: Places) -> bool:
    """Push boxes apart, in place, for some rounds; whether none overlaps in the end."""
    reach = (sizes[:, None] + sizes[None]) / 2 + _AIR
    numbers = np.arange(len(middles))
    others = numbers[:, None] != numbers
    order = np.sign(numbers[:, None] - numbers)  # the way that boxes at the same place go
    for _ in range(max(_FEWEST, min(_ROUNDS, _WORK // len(middles) ** 2))):
        apart = middles[:, None] - middles[None]
        lack = reach - np.abs(apart)
        meets = (lack > 0).all(axis=2) & others
        if not meets.any():
            return True
        along = np.argmin(lack, axis=2)
        for axis in (0, 1):
            push = np.where(meets & (along == axis), lack[..., axis] / 2 + _AIR, 0.0)
            away = np.where(apart[..., axis] == 0, order, np.sign(apart[..., axis]))
            middles[:, axis] += (away * push).sum(axis=1)
    return False
