"""Read the Turtle files of `ontology/`: labels, single-valued properties, axioms.

>>> ontology = load_ontology()
>>> ontology.label(AKG.productionStart), ontology.label(AKG.planned, "fr")
('start of production', 'prévu')
>>> ontology.is_single_valued(AKG.productionStart), ontology.is_single_valued(AKG.forMarket)
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from autokg.core.resources import find_resource
from autokg.core.terms import AKG, GRAPH, OWL, RDFS
from autokg.errors import InputError

_OF_OWL = (RDFS.label, RDFS.isDefinedBy, OWL.priorVersion, OWL.versionInfo, OWL.versionIRI, OWL.deprecated)


@dataclass(frozen=True)
class Ontology:
    """Index the triples of the ontology.

    Attributes:
        timelines: properties that have one value at a time.
        variants: property → the ones for a planned and for a former value, each None where there is none.

    """

    triples: tuple[Triple, ...]
    labels: dict[tuple[str, str], str]
    single_valued: frozenset[NamedNode]
    timelines: frozenset[NamedNode]
    variants: dict[NamedNode, tuple[NamedNode | None, NamedNode | None]]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Ontology:
        """Index the triples of an ontology."""
        all_triples = tuple(triples)
        labels = {
            (triple.subject.value, triple.object.language or ""): triple.object.value
            for triple in all_triples
            if triple.predicate == RDFS.label
            and isinstance(triple.object, Literal)
            and isinstance(triple.subject, NamedNode)
        }
        single, timelines = (
            frozenset(t.subject for t in all_triples if t.predicate == term and isinstance(t.subject, NamedNode))
            for term in (AKG.singleValued, AKG.timeline)
        )
        planned, former = (
            {t.subject: t.object for t in all_triples if t.predicate == term and isinstance(t.object, NamedNode)}
            for term in (AKG.plannedVariant, AKG.formerVariant)
        )
        variants = {
            term: (planned.get(term), former.get(term))
            for term in planned.keys() | former.keys()
            if isinstance(term, NamedNode)
        }
        return cls(all_triples, labels, single, timelines, variants)

    def label(self, term: NamedNode, language: str = "en") -> str:
        """Return the label of a term, or its IRI where the ontology does not have it."""
        return self.labels.get((term.value, language), term.value)

    def is_single_valued(self, term: NamedNode) -> bool:
        """Return whether two different values of a property for one subject contradict each other."""
        return term in self.single_valued

    def axioms(self) -> list[Triple]:
        """Return the triples that a reasoner needs: all but annotations."""
        annotations = {triple.subject for triple in self.triples if triple.object == OWL.AnnotationProperty}
        skipped = {*_OF_OWL, *annotations}
        declared = annotations.difference(NamedNode(AKG.namespace + name) for name in AKG)  # terms of others
        kept = (triple for triple in self.triples if triple.subject not in declared)
        return [triple for triple in kept if triple.predicate not in skipped and triple.object != RDFS.Datatype]

    def quads(self) -> list[Quad]:
        """Return the triples as the `ontology` layer of a store."""
        return [Quad(triple.subject, triple.predicate, triple.object, GRAPH.ontology) for triple in self.triples]


def load_ontology(path: Path | None = None) -> Ontology:
    """Read an ontology in Turtle, by default the bundled one."""
    return _load(path or find_resource("ontology", "autokg.ttl"))


@cache
def description_quads() -> tuple[Quad, ...]:
    """Return the description of the data set and its layers, as the `description` layer of a store."""
    path = find_resource("ontology", "dataset.ttl")
    return tuple(
        Quad(triple.subject, triple.predicate, triple.object, GRAPH.description)
        for triple in parse(path=str(path), format=RdfFormat.TURTLE)
    )


@cache
def _load(path: Path) -> Ontology:
    try:
        quads = list(parse(path=str(path), format=RdfFormat.TURTLE))
    except SyntaxError as error:
        problem = f"not valid Turtle ({describe_syntax(error)})"
        raise InputError(problem, source=str(path), line=error.lineno, column=error.offset) from error
    return Ontology.of(name_blank_nodes(quads))


def describe_syntax(error: SyntaxError) -> str:
    """Return the message of an RDF parser without its position and its name for itself.

    >>> describe_syntax(SyntaxError("Parser error at line 2 column 7: Unexpected end"))
    'Unexpected end'
    """
    return re.sub(r"^Parser error at [^:]*: ", "", error.msg)


def name_blank_nodes(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Rename blank nodes by their content; a parser's random names would make every build differ."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return (quad.triple for quad in sorted(dataset, key=str))
