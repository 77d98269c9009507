"""OWL 2 RL by owlrl, without its noise.

owlrl adds axiomatic triples, reflexive `owl:sameAs`, `owl:Thing` types and literals as subjects; it tells an
inconsistency by a stray error node. Kept is what it says of things: a triple with one of our properties, or a type
that is one of our classes.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from autokg.graphs import from_rdflib, to_rdflib
from autokg.vocab import AKG, OWL, RDF

_ERROR = "http://www.daml.org/2002/03/agents/agent-ont#error"
_DECLARED = frozenset(
    {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual, OWL.Ontology}
)


def close(axioms: Iterable[Triple], triples: Iterable[Triple]) -> tuple[set[Triple], set[str]]:
    """Return the closure of triples under axioms, and the words owlrl finds for what contradicts them."""
    import owlrl  # noqa: PLC0415 (only a build reasons)

    graph = to_rdflib([*(axiom for axiom in axioms if not _is_declaration(axiom)), *triples])
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    faults = {str(value) for _, predicate, value in graph if str(predicate) == _ERROR}
    return {triple for triple in from_rdflib(graph) if _is_about_things(triple)}, faults


def _is_declaration(axiom: Triple) -> bool:
    """Tell a declaration: half of owlrl's work, for `C subClassOf C`, `p subPropertyOf p` and the like."""
    return axiom.predicate == RDF.type and axiom.object in _DECLARED


def _is_about_things(triple: Triple) -> bool:
    if not isinstance(triple.subject, NamedNode) or triple.subject in AKG:
        return False
    if triple.predicate == RDF.type:
        return isinstance(triple.object, NamedNode) and triple.object in AKG
    return triple.predicate in AKG
