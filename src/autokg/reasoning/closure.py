"""The result of reasoning: inferred triples, and triples that contradict an axiom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, Quad, Triple

from autokg.core.terms import GRAPH
from autokg.reasoning.rule import Binding, Rule, write_triple


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Triples that cannot all hold.

    Attributes:
        axiom: the axiom that they contradict, in words.
        triples: the triples, sorted; empty for owlrl, which names them only inside its own message.

    """

    axiom: str
    triples: tuple[Triple, ...] = ()

    @classmethod
    def of(cls, check: Rule, binding: Binding) -> Inconsistency | None:
        """Return the match of a check; None if a literal is a subject in it, which RDF does not allow."""
        atoms = {atom.bind(binding) for atom in check.body}
        if any(isinstance(atom.subject, Literal) for atom in atoms):
            return None
        return cls(check.words, tuple(sorted((atom.triple() for atom in atoms), key=str)))

    def __str__(self) -> str:
        return f"{self.axiom}: {'; '.join(map(write_triple, self.triples))}" if self.triples else self.axiom


@dataclass(frozen=True, slots=True)
class Closure:
    """Triples that follow and are not asserted, and contradictions."""

    inferred: frozenset[Triple]
    inconsistencies: tuple[Inconsistency, ...]

    def quads(self) -> Iterator[Quad]:
        """Yield the `inferred` layer."""
        return (Quad(triple.subject, triple.predicate, triple.object, GRAPH.inferred) for triple in self.inferred)
