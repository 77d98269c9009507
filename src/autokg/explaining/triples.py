"""Resolution of the names of a subject, a property and a value to candidate triples.

Each is an IRI, a prefixed name, or a name: things by what they are called, properties and terms by their label in any
language of the ontology, by their local name or by the slot of a press fact, other values as they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple

from autokg.claims.claim import Value, number_literal
from autokg.core.dates import ImpreciseDate
from autokg.core.ids import DEFAULT_BASE, fold
from autokg.core.ontology import Ontology, load_ontology
from autokg.core.terms import AKG, EDTF, OWL, PREFIXES, RDF, RDFS, SKOS
from autokg.errors import DateError, UnknownNameError, UsageError
from autokg.facts import KINDS
from autokg.facts.slots import slots_of
from autokg.names.lookup import Names
from autokg.query.saved import find_terms
from autokg.stores.base import Store

_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
_OTHER_PROPERTIES = {"a": RDF.type, "is a": RDF.type, "type": RDF.type, "label": RDFS.label, "alias": SKOS.altLabel}
_DATES = (AKG.productionStart, AKG.productionEnd, AKG.since, AKG.until, AKG.opened, AKG.closed, AKG.signedOn)


@dataclass(frozen=True, slots=True)
class Meant:
    """Candidate triples for three names.

    Attributes:
        direct: on the subject itself.
        around: claims on the relations in which the subject takes part: "Sample 4, start of production, 2025"
            speaks of a production of the Sample 4.

    """

    direct: tuple[Triple, ...]
    around: tuple[Triple, ...]


def find_triples(store: Store, subject: str, predicate: str, value: str, base: str = DEFAULT_BASE) -> Meant:
    """Return the triples that may be meant, at least one; raise `UnknownNameError` for a name that none has."""
    names = Names(store)
    subjects = find_terms(subject, "thing", names, base)
    predicates = find_properties(predicate)
    things = _find_things(value, names, base)
    values: list[Value] = [*things, *_said(store, subjects, predicates, value)]
    around = tuple(_around(store, subjects, predicates, value, things))
    if not values and not around:
        values = [_literal(value, predicates, names)]
    return Meant(tuple(Triple(s, p, o) for s, p, o in product(subjects, predicates, values)), around)


def find_properties(text: str) -> list[NamedNode]:
    """Return the properties of a label or local name; raise `UsageError` for one that none has."""
    if iri := _as_iri(text):
        return [iri]
    known = _terms(load_ontology(), properties=True)
    known |= {name: [term] for name, term in _OTHER_PROPERTIES.items()}
    if terms := known.get(fold(text)) or _slot_properties().get(fold(text)):
        return terms
    similar = UnknownNameError("property", fold(text), known).near
    if similar:
        raise UnknownNameError("property", text, known, [_written(name, known[name][0]) for name in similar])
    raise UsageError(f"no property named {text!r}; autokg query ontology-terms lists them")


@cache
def _slot_properties() -> dict[str, list[NamedNode]]:
    """Return the properties that slots of press facts are stated by, by the name of the slot."""
    properties: dict[str, list[NamedNode]] = {"place": [AKG.locatedIn], "country": [AKG.inCountry]}
    for slot in (slot for kind in KINDS for slot in slots_of(kind).values()):
        if slot.property:
            terms = properties.setdefault(fold(slot.name), [])
            terms.extend({slot.property} - set(terms))
    return properties


def _written(name: str, term: NamedNode) -> str:
    """Return the name of a property as people write it; lookup folds `formerBuilder` to small letters."""
    return name if name in _OTHER_PROPERTIES else term.value.rpartition("#")[2]


def _as_iri(text: str) -> NamedNode | None:
    prefix, colon, local = text.strip("<>").partition(":")
    if colon and local.startswith("//"):
        return NamedNode(text.strip("<>"))
    return NamedNode(PREFIXES[prefix] + local) if colon and prefix in PREFIXES else None


def _terms(ontology: Ontology, *, properties: bool) -> dict[str, list[NamedNode]]:
    """Return the properties, or the other terms, of the ontology by their names."""
    of_properties = {t.subject for t in ontology.triples if t.predicate == RDF.type and t.object in _PROPERTIES}
    terms_by_name: dict[str, list[NamedNode]] = {}
    for (iri, _), label in sorted(ontology.labels.items()):
        term = NamedNode(iri)
        if (term in of_properties) is properties:
            for name in (label, iri.rpartition("#")[2]):
                terms = terms_by_name.setdefault(fold(name), [])
                terms.extend({term} - set(terms))
    return terms_by_name


def _find_things(text: str, names: Names, base: str) -> list[NamedNode]:
    """Return the things and terms with a name; none if it is unknown."""
    terms = _terms(load_ontology(), properties=False).get(fold(text), [])
    if iri := _as_iri(text):
        return [iri]
    try:
        return [*find_terms(text, "thing", names, base), *terms]
    except UnknownNameError:
        return terms


def _said(store: Store, subjects: list[NamedNode], predicates: list[NamedNode], text: str) -> Iterator[Literal]:
    """Yield the values of the text that are claimed or hold for a subject and property."""
    rows = _select(
        store,
        f"SELECT DISTINCT ?o WHERE {{ {_values('s', subjects)} {_values('p', predicates)} "
        "{ ?s ?p ?o } UNION { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } "
        f"FILTER(isLiteral(?o) && LCASE(STR(?o)) = {Literal(text.lower())}) }} ORDER BY ?o",
    )
    yield from (row["o"] for row in rows)


def _around(
    store: Store, subjects: list[NamedNode], predicates: list[NamedNode], text: str, things: list[NamedNode]
) -> Iterator[Triple]:
    """Yield the triples that are claimed of the relations in which a subject has a part."""
    one_of = f"?o IN ({', '.join(map(str, things))})" if things else "false"
    rows = _select(
        store,
        f"SELECT DISTINCT ?node ?p ?o WHERE {{ {_values('s', subjects)} {_values('p', predicates)} "
        "?link rdf:object ?s ; rdf:subject ?node . ?claim rdf:subject ?node ; rdf:predicate ?p ; rdf:object ?o . "
        f"FILTER({one_of} || (isLiteral(?o) && LCASE(STR(?o)) = {Literal(text.lower())})) }} ORDER BY ?node ?p ?o",
    )
    yield from (Triple(row["node"], row["p"], row["o"]) for row in rows)


def _values(name: str, terms: Iterable[Value]) -> str:
    return f"VALUES ?{name} {{ {' '.join(map(str, terms))} }}"


def _select(store: Store, text: str) -> QuerySolutions:
    result = store.query(text)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return result


def _literal(text: str, predicates: list[NamedNode], names: Names) -> Value:
    """Return a value without claims, of the type that its property takes; a thing must have a name that is known."""
    if all((t.subject, t.object) != (predicates[0], OWL.DatatypeProperty) for t in load_ontology().triples):
        return find_terms(text, "thing", names)[0]
    if predicates[0] in _DATES:
        try:
            return Literal(ImpreciseDate.parse(text).edtf, datatype=EDTF.EDTF)
        except DateError:
            return Literal(text)
    try:
        return number_literal(float(text))
    except (ValueError, OverflowError):
        return Literal(text)
