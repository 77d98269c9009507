"""What judging makes of claims: accepted triples, the outcome of each claim, conflicts, and what superseded what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Triple

from autokg.claims.claim import Claim, Value
from autokg.core.ids import digest
from autokg.core.terms import AKG, GRAPH, RDF


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that cannot both hold, and the rule that settled it."""

    accepted: Claim
    rejected: Claim
    rule: NamedNode

    def __str__(self) -> str:
        rule = self.rule.value.removeprefix(AKG.namespace)
        return f"{self.accepted.slot}: {_local(self.accepted)}, not {_local(self.rejected)} ({rule})"

    def quads(self) -> Iterator[Quad]:
        """Yield what the `judgements` layer says of the conflict."""
        claims = (self.accepted, self.rejected)
        base = self.accepted.saying.base
        iri = NamedNode(f"{base}conflict/{digest(*(claim.iri.value for claim in claims))}")
        for predicate, value in (
            (RDF.type, AKG.Conflict),
            (AKG.slot, Literal(self.accepted.slot)),
            (AKG.about, self.accepted.subject),
            (AKG.onProperty, self.accepted.predicate),
            (AKG.acceptedClaim, self.accepted.iri),
            (AKG.rejectedClaim, self.rejected.iri),
            (AKG.settledBy, self.rule),
        ):
            yield Quad(iri, predicate, value, GRAPH.judgements)


def _local(claim: Claim) -> str:
    return claim.object.value.removeprefix(claim.saying.base).removeprefix(AKG.namespace)


@dataclass(slots=True)
class Judgement:
    """What became of each claim.

    Attributes:
        outcomes: claim → term for its outcome.
        accepted: the triples that hold.
        conflicts: sorted by slot.
        superseded: claim → the later one that took its place.
        merged: production told without its plant → the production at the plant.
        overruled: claim that a decision prefers → rival that a later decision prefers, by IRI.

    """

    outcomes: dict[NamedNode, NamedNode] = field(default_factory=dict)
    accepted: set[Triple] = field(default_factory=set)
    conflicts: list[Conflict] = field(default_factory=list)
    superseded: dict[NamedNode, NamedNode] = field(default_factory=dict)
    merged: dict[NamedNode, tuple[NamedNode, ...]] = field(default_factory=dict)
    overruled: dict[str, str] = field(default_factory=dict)

    def quads(self) -> Iterator[Quad]:
        """Yield the `accepted` and `judgements` layers."""
        for triple in self.accepted:
            yield Quad(triple.subject, triple.predicate, triple.object, GRAPH.accepted)
        for claim, outcome in self.outcomes.items():
            yield Quad(claim, AKG.outcome, outcome, GRAPH.judgements)
        for claim, later in self.superseded.items():
            yield Quad(claim, AKG.supersededBy, later, GRAPH.judgements)
        for told, productions in self.merged.items():
            for production in productions:
                yield Quad(told, AKG.mergedInto, production, GRAPH.judgements)
        for conflict in self.conflicts:
            yield from conflict.quads()

    def assert_triple(self, subject: NamedNode, predicate: NamedNode, value: Value) -> None:
        """Take a triple as holding."""
        self.accepted.add(Triple(subject, predicate, value))

    def supersede(self, claim: Claim, by: Claim | None, outcome: NamedNode = AKG.superseded) -> None:
        """Note that time went on past a claim."""
        self.outcomes[claim.iri] = outcome
        if by is not None:
            self.superseded[claim.iri] = by.iri

    def sort(self) -> None:
        """Put conflicts in the order of their slots."""
        self.conflicts.sort(key=lambda conflict: (conflict.accepted.slot, conflict.rejected.iri.value))
