"""The quads that an update drops from a store and adds to it.

>>> from autokg.core.terms import AKG
>>> delta = Delta()
>>> delta.replace([Quad(AKG.about, AKG.status, AKG.planned)], [Quad(AKG.about, AKG.status, AKG.actual)])
>>> [quad.object == AKG.actual for quad in delta.gained], len(delta.dropped)
([True], 1)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad

from autokg.core.terms import GRAPH

_HOLDING = (GRAPH.reference, GRAPH.accepted, GRAPH.inferred)


@dataclass(slots=True)
class Delta:
    """Quads to drop, which the store has, and quads to add, which it lacks."""

    dropped: set[Quad] = field(default_factory=set)
    gained: set[Quad] = field(default_factory=set)

    def replace(self, old: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Replace quads of the store by others; those in both stay."""
        before, after = set(old), set(new)
        self.dropped |= before - after
        self.gained |= after - before

    def __bool__(self) -> bool:
        return bool(self.dropped or self.gained)


def touched_nodes(delta: Delta) -> set[NamedNode]:
    """Return the subjects and objects of quads that stop or start to hold."""
    quads = (quad for quad in delta.dropped | delta.gained if quad.graph_name in _HOLDING)
    return {node for quad in quads for node in (quad.subject, quad.object) if isinstance(node, NamedNode)}
