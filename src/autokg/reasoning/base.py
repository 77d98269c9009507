"""The fixpoint of OWL closure and SPARQL rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Quad, Triple

from autokg.ontology import Ontology
from autokg.reasoning.owl import close
from autokg.reasoning.rules import apply_rules, load_rules
from autokg.vocab import GRAPH, RDFS, SKOS

_NOT_REASONED_OVER = frozenset({RDFS.label, SKOS.hiddenLabel, SKOS.altLabel, SKOS.exactMatch})


@dataclass(frozen=True, slots=True)
class Closure:
    """What follows, and what contradicts an axiom (in words)."""

    inferred: frozenset[Triple]
    inconsistencies: tuple[str, ...]

    def quads(self) -> list[Quad]:
        """Return the `inferred` layer."""
        return [Quad(triple.subject, triple.predicate, triple.object, GRAPH.inferred) for triple in self.inferred]


def infer(ontology: Ontology, triples: Iterable[Triple]) -> Closure:
    """Return what follows from triples under the ontology and its rules, without the triples themselves."""
    given = {triple for triple in triples if triple.predicate not in _NOT_REASONED_OVER and _is_about_things(triple)}
    axioms = ontology.axioms()
    known = set(given)
    inconsistencies: set[str] = set()
    size = -1
    for _, stratum in groupby(load_rules(), key=lambda rule: rule.stratum):
        rules = list(stratum)
        while True:
            known |= apply_rules(rules, known)
            if len(known) == size:  # already closed, and the rules added nothing
                break
            closed, faults = close(axioms, known)
            known |= closed
            inconsistencies |= faults
            size = len(known)
    return Closure(frozenset(known - given), tuple(sorted(inconsistencies)))


def _is_about_things(triple: Triple) -> bool:
    """Literal values take no part in any axiom; share percentages do in a rule, so numbers stay."""
    return isinstance(triple.subject, NamedNode) and (
        not isinstance(triple.object, Literal) or triple.object.datatype.value.endswith(("integer", "decimal"))
    )
