"""The ontology's triples → typed axioms.

A construct that is not read here is an error that names it, never skipped: a reasoner that quietly knows less than its
ontology misleads whoever trusts the ontology.

>>> from autokg.core.ontology import load_ontology
>>> from autokg.core.terms import AKG
>>> theory = read_theory(load_ontology())
>>> Transitive(AKG.locatedIn) in theory.axioms, Domain(AKG.party, AKG.Agreement) in theory.axioms
(True, True)
>>> Triple(AKG.planned, RDF.type, AKG.Status) in theory.assertions
True
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from autokg.core.ontology import Ontology
from autokg.core.terms import OWL, RDF, RDFS, XSD
from autokg.errors import InputError
from autokg.reasoning.axioms import (
    And,
    Asymmetric,
    Axiom,
    Chain,
    Disjoint,
    Domain,
    Expression,
    HasValue,
    Inverse,
    Irreflexive,
    Or,
    Range,
    Some,
    SubClass,
    SubProperty,
    Symmetric,
    Transitive,
)

_LANGUAGE = (OWL.namespace, RDFS.namespace, RDF.namespace)


def _terms(namespace: str, names: str) -> frozenset[NamedNode]:
    return frozenset(NamedNode(namespace + name) for name in names.split())


_DECLARED = _terms(
    OWL.namespace,
    "Class Restriction ObjectProperty DatatypeProperty AnnotationProperty NamedIndividual Ontology Thing",
) | {RDF.Property}
_ANNOTATIONS = _terms(RDFS.namespace, "label comment seeAlso isDefinedBy") | _terms(
    OWL.namespace, "versionInfo versionIRI priorVersion deprecated"
)
# The parts of a class expression or list; they are read where an axiom names the node that has them.
_ONE_OF_ITS_PARTS = {
    OWL.someValuesFrom,
    NamedNode(OWL.namespace + "hasValue"),
    NamedNode(OWL.namespace + "intersectionOf"),
    NamedNode(OWL.namespace + "unionOf"),
}
_PARTS = _ONE_OF_ITS_PARTS | {OWL.onProperty, NamedNode(OWL.namespace + "members"), RDF.first, RDF.rest}
_ALL_DISJOINT = NamedNode(OWL.namespace + "AllDisjointClasses")
_CHARACTERISTICS: dict[NamedNode, Callable[[NamedNode], Axiom]] = {
    OWL.SymmetricProperty: Symmetric,
    OWL.TransitiveProperty: Transitive,
    OWL.AsymmetricProperty: Asymmetric,
    OWL.IrreflexiveProperty: Irreflexive,
}


@dataclass(frozen=True, slots=True)
class Theory:
    """What an ontology says: axioms, and what it asserts of individuals."""

    axioms: tuple[Axiom, ...]
    assertions: tuple[Triple, ...]


def read_theory(ontology: Ontology) -> Theory:
    """Return the axioms and assertions of an ontology; raise `InputError` at the first that is not understood."""
    reader = _Reader(ontology)
    axioms: dict[Axiom, None] = {}
    assertions = []
    for triple in ontology.axioms():
        if triple.predicate == RDF.type:
            found = list(reader.read_type(triple))
        elif triple.predicate.value.startswith(_LANGUAGE):
            found = list(reader.read_axiom(triple))
        else:
            found = []
        axioms.update(dict.fromkeys(found))
        if _is_assertion(triple):
            assertions.append(triple)
    return Theory(tuple(axioms), tuple(assertions))


def _is_assertion(triple: Triple) -> bool:
    term = triple.object if triple.predicate == RDF.type else triple.predicate
    return not isinstance(term, NamedNode) or not term.value.startswith(_LANGUAGE)


class _Reader:
    """The triples of an ontology by subject, and how each construct is read from them."""

    def __init__(self, ontology: Ontology) -> None:
        self._about: dict[object, list[Triple]] = defaultdict(list)
        for triple in ontology.triples:
            self._about[triple.subject].append(triple)

    def read_type(self, triple: Triple) -> Iterator[Axiom]:
        """Read a declaration (no axiom), a characteristic of a property, or a list of disjoint classes."""
        term = triple.object
        if term == _ALL_DISJOINT:
            classes = self._list(self._value(triple, NamedNode(OWL.namespace + "members")), triple)
            yield from (Disjoint(one, other) for one, other in combinations(classes, 2))
        elif isinstance(term, NamedNode) and term in _CHARACTERISTICS:
            yield _CHARACTERISTICS[term](_property(triple.subject, triple))
        elif term not in _DECLARED and not _is_assertion(triple):
            raise _not_understood(triple)

    def read_axiom(self, triple: Triple) -> Iterator[Axiom]:
        """Read an axiom from the triple that carries it."""
        subject, value = triple.subject, triple.object
        match triple.predicate:
            case RDFS.subClassOf:
                yield SubClass(self._class(subject, triple), self._class(value, triple))
            case OWL.equivalentClass:
                yield SubClass(self._class(subject, triple), self._class(value, triple))
                yield SubClass(self._class(value, triple), self._class(subject, triple))
            case OWL.disjointWith:
                yield Disjoint(self._class(subject, triple), self._class(value, triple))
            case RDFS.domain:
                yield Domain(_property(subject, triple), self._class(value, triple))
            case RDFS.range:
                yield Range(_property(subject, triple), self._class(value, triple))
            case RDFS.subPropertyOf:
                yield SubProperty(_property(subject, triple), _property(value, triple))
            case OWL.equivalentProperty:
                yield SubProperty(_property(subject, triple), _property(value, triple))
                yield SubProperty(_property(value, triple), _property(subject, triple))
            case OWL.inverseOf:
                yield Inverse(_property(subject, triple), _property(value, triple))
            case OWL.propertyChainAxiom:
                links = tuple(_property(link, triple) for link in self._items(value, triple))
                yield Chain(links, _property(subject, triple))
            case other if other not in _ANNOTATIONS and not (other in _PARTS and isinstance(subject, BlankNode)):
                raise _not_understood(triple)

    def _class(self, node: object, axiom: Triple) -> Expression:
        """Read a named class, a restriction, an intersection or a union."""
        if isinstance(node, NamedNode):
            if not node.value.startswith((*_LANGUAGE, XSD.namespace)) or node == OWL.Thing:
                return node
            raise _not_understood(axiom)
        parts = [triple for triple in self._about[node] if triple.predicate in _ONE_OF_ITS_PARTS]
        if len(parts) != 1:
            raise _not_understood(axiom)
        return self._expression(parts[0])

    def _expression(self, part: Triple) -> Expression:
        match part.predicate.value.removeprefix(OWL.namespace):
            case "intersectionOf":
                return And(self._list(part.object, part))
            case "unionOf":
                return Or(self._list(part.object, part))
            case "someValuesFrom":
                on = _property(self._value(part, OWL.onProperty), part)
                return Some(on, self._class(part.object, part))
            case _:
                if not isinstance(part.object, NamedNode | Literal):
                    raise _not_understood(part)
                return HasValue(_property(self._value(part, OWL.onProperty), part), part.object)

    def _list(self, head: object, axiom: Triple) -> tuple[Expression, ...]:
        return tuple(self._class(item, axiom) for item in self._items(head, axiom))

    def _items(self, head: object, axiom: Triple) -> Iterator[object]:
        while head != RDF.nil:
            pair = {triple.predicate: triple.object for triple in self._about[head]}
            if RDF.first not in pair or RDF.rest not in pair:
                raise _not_understood(axiom)
            yield pair[RDF.first]
            head = pair[RDF.rest]

    def _value(self, triple: Triple, predicate: NamedNode) -> object:
        values = [other.object for other in self._about[triple.subject] if other.predicate == predicate]
        if len(values) != 1:
            raise _not_understood(triple)
        return values[0]


def _property(node: object, axiom: Triple) -> NamedNode:
    if not isinstance(node, NamedNode):
        raise _not_understood(axiom)
    return node


def _not_understood(triple: Triple) -> InputError:
    return InputError(
        f"the ontology has an axiom that is not reasoned with: {triple}",
        expected="subclasses, subproperties, inverse, symmetric and transitive properties, chains, domains and ranges, "
        "someValuesFrom, hasValue, intersections, unions, equivalents, disjointness, asymmetry, irreflexivity",
    )
