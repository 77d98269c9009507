"""Describe a thing: its names, what holds of it, the relations that involve it, as values for JSON and as RDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, islice
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from autokg.claims.derived import DERIVED
from autokg.core.terms import AKG, GRAPH, RDF, RDFS, SKOS, shorten
from autokg.names.labels import Labels
from autokg.stores import Store

MOST_RELATIONS = 300  # of a thing: a country has thousands
_RELATION_KINDS = (AKG.Production, AKG.Agreement, AKG.Stake, AKG.Appointment, AKG.Supply, AKG.Investment)
_HOLDS = (GRAPH.accepted, GRAPH.inferred)  # layers of what holds, beside names and documents
_NAMES = (RDFS.label, SKOS.prefLabel, SKOS.altLabel)
_NOT_SHOWN = frozenset({RDF.type, *_NAMES, SKOS.hiddenLabel, *DERIVED})
Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Value:
    """A value in words; a thing has an IRI, and a text of a language its code."""

    text: str
    iri: str | None = None
    language: str | None = None
    value: str | None = None  # of a literal whose words differ, such as a date


@dataclass(frozen=True, slots=True)
class Statement:
    """A property of a thing, with its label and all values."""

    property: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A thing that this one is a value of, such as a production of a model, with what holds of it."""

    property: str
    iri: str
    label: str
    kind: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """What holds of a thing.

    Attributes:
        kinds: local names of its classes, sorted.
        names: all of its names, sorted by language.
        relations: at most `MOST_RELATIONS`; `others` counts the rest.

    """

    iri: str
    label: str
    kinds: tuple[str, ...]
    names: tuple[Value, ...]
    statements: tuple[Statement, ...]
    relations: tuple[Relation, ...]
    others: int

    def to_json(self) -> dict[str, Any]:
        """Return the description as JSON values, without what is empty."""
        values: dict[str, Any] = _without_none(asdict(self))
        return values


def describe(store: Store, thing: NamedNode) -> Description | None:
    """Return what holds of a thing, None if the store does not know it."""
    own = [quad.triple for quad in store.match(thing, None, None, None)]
    incoming = list(_incoming(store, thing))
    if not own and not incoming:
        return None
    labels = Labels(store)
    relations = [_relation(triple, store, labels) for triple in incoming[:MOST_RELATIONS]]
    relations.sort(key=lambda relation: (relation.kind, relation.label, relation.iri, relation.property))
    return _description(thing, own, relations, max(0, len(incoming) - MOST_RELATIONS), labels)


def _description(
    thing: NamedNode, own: Sequence[Triple], relations: Sequence[Relation], others: int, labels: Labels
) -> Description:
    return Description(
        iri=thing.value,
        label=labels.term(thing),
        kinds=tuple(sorted(_local(triple.object) for triple in own if triple.predicate == RDF.type)),
        names=tuple(_names(own)),
        statements=tuple(_statements(own, labels)),
        relations=tuple(relations),
        others=others,
    )


def describe_itself(store: Store, thing: NamedNode) -> Description | None:
    """Return what holds of a thing without the relations that involve it, None if the store says nothing of it."""
    own = [quad.triple for quad in store.match(thing, None, None, None)]
    return _description(thing, own, (), 0, Labels(store)) if own else None


def triples_about(store: Store, thing: NamedNode) -> list[Triple]:
    """Return what is said of a thing and by its relations, with labels, sorted; empty if the store does not know it."""
    own = [quad.triple for quad in store.match(thing, None, None, None)]
    incoming = list(islice(_incoming(store, thing), MOST_RELATIONS))
    nodes = dict.fromkeys(triple.subject for triple in incoming)
    about = {triple for node in nodes for triple in _own(store, node)} if incoming else set()
    triples = {*own, *incoming, *about}
    mentioned = {term for triple in triples for term in (triple.subject, triple.object) if isinstance(term, NamedNode)}
    labels = (store.match(node, RDFS.label, None, None) for node in mentioned - {thing})
    return sorted(triples | {quad.triple for quad in chain.from_iterable(labels)}, key=str)


def _incoming(store: Store, thing: NamedNode) -> Iterator[Triple]:
    """Yield the triples that hold and have a thing as their value, those of relations first."""
    found = [quad.triple for layer in _HOLDS for quad in store.match(None, None, thing, layer)]
    yield from sorted(found, key=lambda triple: (not _relation_kind(store, triple.subject), str(triple)))


def _relation_kind(store: Store, node: Term) -> NamedNode | None:
    kinds = {quad.object for quad in store.match(node, RDF.type, None, None)} if isinstance(node, NamedNode) else set()
    return next((kind for kind in _RELATION_KINDS if kind in kinds), None)


def _own(store: Store, node: Term) -> Iterator[Triple]:
    """Yield what holds of a relation; of any other thing nothing, because that is described by itself."""
    if isinstance(node, NamedNode) and _relation_kind(store, node):
        yield from (quad.triple for layer in _HOLDS for quad in store.match(node, None, None, layer))


def _relation(triple: Triple, store: Store, labels: Labels) -> Relation:
    kind = _relation_kind(store, triple.subject)
    return Relation(
        property=_local(triple.predicate),
        iri=_text(triple.subject),
        label=labels.term(triple.subject),
        kind=_local(kind) if kind else "",
        statements=tuple(_statements(_own(store, triple.subject), labels)),
    )


def _statements(triples: Iterable[Triple], labels: Labels) -> Iterator[Statement]:
    by_property: dict[NamedNode, set[Term]] = defaultdict(set)
    for triple in triples:
        if triple.predicate not in _NOT_SHOWN:
            by_property[triple.predicate].add(triple.object)
    for predicate in sorted(by_property, key=lambda node: node.value):
        values = sorted((_value(term, labels) for term in by_property[predicate]), key=str)
        yield Statement(_local(predicate), labels.term(predicate), tuple(values))


def _value(term: Term, labels: Labels) -> Value:
    words = labels.term(term)
    if isinstance(term, NamedNode):
        return Value(words, iri=term.value)
    if isinstance(term, Literal):
        return Value(words, language=term.language, value=term.value if term.value != words else None)
    return Value(words)


def _names(triples: Iterable[Triple]) -> list[Value]:
    names = {
        Value(triple.object.value, language=triple.object.language)
        for triple in triples
        if triple.predicate in _NAMES and isinstance(triple.object, Literal)
    }
    return sorted(names, key=lambda name: (name.language or "", name.text))


def _local(term: Term) -> str:
    """Return the local name of a term of the ontology, the prefixed name of any other."""
    name = _text(term)
    local = name.removeprefix(AKG.namespace)
    return local if local != name or not isinstance(term, NamedNode) else shorten(term)


def _text(term: Term) -> str:
    return str(getattr(term, "value", term))


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    return [_without_none(item) for item in value] if isinstance(value, list | tuple) else value
