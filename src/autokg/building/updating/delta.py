"""What goes out of a store and what comes in.

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
    """Quads that a store has and is to lose, and quads that it lacks and is to have."""

    dropped: set[Quad] = field(default_factory=set)
    gained: set[Quad] = field(default_factory=set)

    def replace(self, old: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Let some quads that are there give way to others; what is in both stays."""
        before, after = set(old), set(new)
        self.dropped |= before - after
        self.gained |= after - before

    def __bool__(self) -> bool:
        return bool(self.dropped or self.gained)


def touched_nodes(delta: Delta) -> set[NamedNode]:
    """Return the things of which something holds that did not, or the other way round."""
    quads = (quad for quad in delta.dropped | delta.gained if quad.graph_name in _HOLDING)
    return {node for quad in quads for node in (quad.subject, quad.object) if isinstance(node, NamedNode)}
