"""What every reasoner gives: a closure."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Quad, Triple

from autokg.core.terms import GRAPH
from autokg.reasoning.rule import write_triple


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Triples that cannot all hold.

    Attributes:
        axiom: what they break, in words.
        triples: those that break it together; owlrl does not tell them apart from its words.

    """

    axiom: str
    triples: tuple[Triple, ...] = ()

    def __str__(self) -> str:
        return f"{self.axiom}: {'; '.join(map(write_triple, self.triples))}" if self.triples else self.axiom


@dataclass(frozen=True, slots=True)
class Closure:
    """What follows, and what contradicts an axiom."""

    inferred: frozenset[Triple]
    inconsistencies: tuple[Inconsistency, ...]

    def quads(self) -> list[Quad]:
        """Return the `inferred` layer."""
        return [Quad(triple.subject, triple.predicate, triple.object, GRAPH.inferred) for triple in self.inferred]
