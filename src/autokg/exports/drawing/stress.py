"""Places of nodes in Python alone, where there is no Graphviz.

Stress majorization, the method of Graphviz' neato (Gansner, Koren and North, "Graph drawing by stress majorization",
2004). networkx' own layouts either need SciPy or draw chains through each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from autokg.exports.drawing.label_lines import Room
from autokg.exports.drawing.spacing import Places

_ROUNDS = 300
_WORK = 30_000_000  # pairs of nodes looked at in all rounds: some seconds
_TINY = 1e-9

Matrix = NDArray[np.float64]


def place(edges: Iterable[tuple[int, int]], rooms: Sequence[Room]) -> Places:
    """Return the places of nodes, in points, y upwards, the same each time.

    Parameters
    ----------
    edges : iterable of (int, int)
        Pairs of numbers of nodes; all nodes are connected by them.
    rooms : sequence of Room
        The box of each node.

    """
    distances = _distances(list(edges), len(rooms))
    rounds = max(20, min(_ROUNDS, _WORK // len(rooms) ** 2))
    length = sum(room.width + room.height for room in rooms) / len(rooms) / 2
    return _lay_along(_majorize(_scale(distances), distances, rounds)) * length


def _distances(edges: list[tuple[int, int]], count: int) -> Matrix:
    """Return how many steps each node is from each."""
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    graph = nx.Graph(edges)
    distances = np.zeros((count, count))
    for one, reached in nx.all_pairs_shortest_path_length(graph):
        for other, steps in reached.items():
            distances[one, other] = steps
    return distances


def _scale(distances: Matrix) -> Places:
    """Return first places by classical scaling: the two directions in which the distances differ most."""
    count = len(distances)
    centring = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-centring @ distances**2 @ centring / 2)
    places: Places = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], _TINY))
    return places


def _majorize(places: Places, distances: Matrix, rounds: int) -> Places:
    """Move places towards distances on paper that are those along the edges; near nodes count for more."""
    weights = np.divide(1, distances**2, where=distances > 0, out=np.zeros_like(distances))
    solver = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    for _ in range(rounds):
        apart = places[:, None] - places[None]
        pull = -weights * distances / (np.sqrt((apart**2).sum(axis=2)) + _TINY)
        np.fill_diagonal(pull, 0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = solver @ (pull @ places)
    return places


def _lay_along(places: Places) -> Places:
    """Turn places so that they are wider than high, the first node left of the middle and above it."""
    centred = places - places.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned: Places = centred @ axes.T
    return turned * np.where(turned[0] > 0, -1, 1) * (1, -1)
