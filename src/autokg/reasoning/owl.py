"""OWL 2 RL by owlrl, without its noise: an independent implementation, and the referee of the compiled rules.

owlrl takes hundreds of times as long. Its other effects (tests/reasoning/test_referee.py shows each) are left out here:

- an empty graph gains more than a hundred triples;
- each thing is `owl:sameAs` itself, and a member of unnamed classes;
- literals are subjects;
- an inconsistency is a node with a message, which does not list the triples that cause it;
- two values of a functional property are declared the same, without a message.

Kept are triples about things: with one of our properties, or with a type that is one of our classes. owlrl and the
SPARQL rules run in turn, stratum by stratum, until neither adds a triple.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad, Triple

from autokg.core.ontology import Ontology
from autokg.core.terms import AKG, OWL, RDF, RDFS, SKOS, WGS84
from autokg.query.saved import SavedQuery
from autokg.reasoning.closure import Closure, Inconsistency
from autokg.reasoning.sparql_rules import load_rules
from autokg.stores import OxigraphStore, Triples
from autokg.stores.rdflib_bridge import from_rdflib, to_rdflib

_ERROR = "http://www.daml.org/2002/03/agents/agent-ont#error"
_NOT_REASONED_OVER = frozenset({RDFS.label, SKOS.hiddenLabel, SKOS.altLabel, SKOS.exactMatch, WGS84.lat, WGS84.long})
_DECLARED = frozenset(
    {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual, OWL.Ontology}
)


def infer_by_owlrl(ontology: Ontology, triples: Iterable[Triple]) -> Closure:
    """Return what follows from triples: owlrl and the SPARQL rules in turn, until neither adds any."""
    given = {triple for triple in triples if _matters(triple)}
    axioms = ontology.axioms()
    known = set(given)
    faults: set[str] = set()
    size = -1
    for _, stratum in groupby(load_rules(), key=lambda rule: rule.stratum):
        rules = list(stratum)
        while True:
            known |= _apply(rules, known)
            if len(known) == size:  # already closed, and the rules added nothing
                break
            closed, found = close(axioms, known)
            known |= closed
            faults |= found
            size = len(known)
    return Closure(frozenset(known.difference(given, axioms)), tuple(Inconsistency(words) for words in sorted(faults)))


def _apply(rules: Iterable[SavedQuery], triples: Iterable[Triple]) -> set[Triple]:
    """Return what some rules construct from triples in one round."""
    store = OxigraphStore()
    store.load(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return {triple for rule in rules for triple in cast("Triples", store.query(rule.text))}


def close(axioms: Iterable[Triple], triples: Iterable[Triple]) -> tuple[set[Triple], set[str]]:
    """Return the closure of triples under axioms, and the messages of owlrl about contradictions."""
    import owlrl  # noqa: PLC0415 (only a build reasons)

    graph = to_rdflib([*(axiom for axiom in axioms if not is_declaration(axiom)), *triples])
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    faults = {str(value) for _, predicate, value in graph if str(predicate) == _ERROR}
    return {triple for triple in from_rdflib(graph) if is_about_things(triple)}, faults


def is_declaration(axiom: Triple) -> bool:
    """Whether an axiom only declares a term: half of owlrl's work, for `C subClassOf C` and the like."""
    return axiom.predicate == RDF.type and axiom.object in _DECLARED


def _matters(triple: Triple) -> bool:
    """Names and dates take no part in any axiom; share percentages do in a rule, so numbers stay."""
    if triple.predicate in _NOT_REASONED_OVER or not isinstance(triple.subject, NamedNode):
        return False
    return not isinstance(triple.object, Literal) or triple.object.datatype.value.endswith(("integer", "decimal"))


def is_about_things(triple: Triple) -> bool:
    """Whether a triple is about things, and not noise of owlrl."""
    if not isinstance(triple.subject, NamedNode) or triple.subject in AKG:
        return False
    if triple.predicate == RDF.type:
        return isinstance(triple.object, NamedNode) and triple.object in AKG
    return triple.predicate in AKG
