"""A network of any size, by arithmetic alone: groups of fifty that deal among themselves, and with a few large ones.

Four ties of five stay in a node's group; the fifth leads anywhere, the more often the lower the number of its end, so
that some nodes have thousands. A tie has 1 to 5 sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice

import networkx as nx

_GROUP, _INSIDE = 50, 4
_PRIME, _RANGE = 2_654_435_761, 2**32


def generate_network(nodes: int, edges: int) -> nx.MultiDiGraph:
    """Return a network in the form of `autokg.network.project`."""
    network = nx.MultiDiGraph(name=f"{nodes} nodes")
    network.add_nodes_from((_iri(number), {"label": f"Firm {number}", "type": "Company"}) for number in range(nodes))
    for number, (one, other) in enumerate(islice(_pairs(nodes), edges)):
        data = {"type": "partnerOf", "status": "actual", "sources": 1 + _scatter(number, 3) % 5}
        network.add_edge(_iri(one), _iri(other), "partnerOf", **data)
    return network


def _pairs(nodes: int) -> Iterator[tuple[int, int]]:
    """Yield pairs without end, each once, as long as there are new ones."""
    seen = set()
    for number in count():
        one = number % nodes
        if number // nodes % (_INSIDE + 1) < _INSIDE:
            other = min(one - one % _GROUP + _scatter(number, 1) % _GROUP, nodes - 1)
        else:
            other = int(nodes * (_scatter(number, 2) / _RANGE) ** 4)
        pair = min(one, other), max(one, other)
        if one != other and pair not in seen:
            seen.add(pair)
            yield pair


def _scatter(number: int, salt: int) -> int:
    """Return a number below 2^32 that looks like any other."""
    mixed = (number + 1) * _PRIME * salt % _RANGE
    mixed ^= mixed >> 15
    return mixed * _PRIME % _RANGE


def _iri(number: int) -> str:
    return f"https://example.org/firm/{number:07}"
