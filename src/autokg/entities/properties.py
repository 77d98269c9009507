"""The properties of things: which ones a class has, and their values for a table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, QuerySolutions

from autokg.claims.derived import DERIVED
from autokg.core.ids import fold
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG, SKOS, shorten
from autokg.errors import UnknownNameError
from autokg.query.saved import as_iri
from autokg.stores import Store

_OF_OTHERS = {SKOS.altLabel: "other name", SKOS.exactMatch: "same thing elsewhere"}


def property_id(term: NamedNode) -> str:
    """Return the local name of a property of the ontology, the prefixed name of another."""
    return term.value.removeprefix(AKG.namespace) if term in AKG else shorten(term)


def property_label(term: NamedNode) -> str:
    """Return the label of a property."""
    return _OF_OTHERS.get(term) or load_ontology().label(term)


def find_property(id_: str) -> NamedNode:
    """Return the property of an id; raise `UnknownNameError` if there is none."""
    known = {property_id(term): term for term in (*_own_properties(), *_OF_OTHERS)}
    if id_ not in known:
        raise UnknownNameError("property", id_, known)
    return known[id_]


def properties_of(store: Store, kind: NamedNode | None) -> list[NamedNode]:
    """Return the properties that things of a class have, or things of any, sorted by label."""
    if kind is None:
        return sorted([*_own_properties(), *_OF_OTHERS], key=property_label)
    result = store.query(f"SELECT DISTINCT ?property {{ ?thing a {kind} ; ?property ?value }}")
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    used = {row["property"] for row in result}
    return [term for term in properties_of(store, None) if term in used]


@lru_cache
def _own_properties() -> tuple[NamedNode, ...]:
    """Return the properties of the ontology that hold of things, without bounds of dates, which SPARQL uses."""
    names = (NamedNode(AKG.namespace + name) for name in AKG if name[0].islower())
    labelled = (term for term in names if load_ontology().label(term) != term.value)
    return tuple(term for term in labelled if term not in DERIVED)


def values_of(store: Store, thing: NamedNode, term: NamedNode) -> list[NamedNode | Literal]:
    """Return the values of a property of a thing, sorted."""
    values = {quad.object for quad in store.match(thing, term, None, None)}
    return sorted((value for value in values if isinstance(value, NamedNode | Literal)), key=str)


def is_among(store: Store, text: str, values: Iterable[NamedNode | Literal], base: str) -> bool:
    """Return whether a text names one of some values: by any of its names, its IRI, or as it is written."""
    key, iri = fold(text), as_iri(text, base)
    for value in values:
        names = [value.value] if isinstance(value, Literal) else _keys(store, value)
        if value == iri or key in map(fold, names):
            return True
    return False


def _keys(store: Store, thing: NamedNode) -> list[str]:
    found = (quad.object for quad in store.match(thing, SKOS.hiddenLabel, None, None))
    keys = [value.value for value in found if isinstance(value, Literal)]
    return keys or [load_ontology().label(thing)]
