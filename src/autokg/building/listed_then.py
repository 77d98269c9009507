"""Which owners and operators of the reference data stood on a past day.

The reference data bear no dates: "Opel belongs to Stellantis" is listed, but was not so in 2015. A tie that sources
tell begins when one first tells it; one that none tells, with the first source by which its owner or operator owns or
runs anything. A brand has always been of the company that is called after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from itertools import product

from pyoxigraph import Literal, NamedNode, Triple

from autokg.core.ids import fold
from autokg.core.terms import AKG, GRAPH, OA, RDF, RDFS
from autokg.stores.base import Store

LISTED = (AKG.listedOwner, AKG.listedOperator)

_STATED = {
    AKG.brandOwner: AKG.listedOwner,
    AKG.stakeOwner: AKG.listedOwner,
    AKG.operatedBy: AKG.listedOperator,
}


def listed_then(store: Store, known: Set[str]) -> frozenset[Triple]:
    """Return the listed owners and operators of a store that stood when some documents, by IRI, were public."""
    told: dict[Triple, set[str]] = defaultdict(set)
    holders: dict[object, set[str]] = defaultdict(set)
    for tie, document in _told(store):
        told[tie].add(document)
        holders[tie.object].add(document)
    ties = (quad.triple for property_ in LISTED for quad in store.match(None, property_, None, GRAPH.reference))
    return frozenset(
        tie for tie in ties if not known.isdisjoint(told.get(tie) or holders[tie.object]) or _are_namesakes(tie, store)
    )


# Not by SPARQL: an engine that starts from the sayings takes minutes.
def _told(store: Store) -> Iterator[tuple[Triple, str]]:
    """Yield who is told to own or run what, as a listed tie, with a document that tells it."""
    for property_, listed in _STATED.items():
        for claim in _subjects(store, RDF.predicate, property_):
            documents = list(_documents(claim, store))
            for subject, holder in product(_values(store, claim, RDF.subject), _values(store, claim, RDF.object)):
                held = [*_values(store, subject, AKG.stakeIn)] if property_ == AKG.stakeOwner else [subject]
                yield from ((Triple(thing, listed, holder), document) for thing in held for document in documents)


def _documents(claim: NamedNode, store: Store) -> Iterator[str]:
    """Yield the documents that tell what is claimed as going on."""
    for saying in _values(store, claim, AKG.saying):
        if AKG.actual in _values(store, saying, AKG.status):
            for evidence in _values(store, saying, AKG.evidence):
                yield from (document.value for document in _values(store, evidence, OA.hasSource))


def _values(store: Store, subject: NamedNode, property_: NamedNode) -> list[NamedNode]:
    values = (quad.object for quad in store.match(subject, property_, None, None))
    return [value for value in values if isinstance(value, NamedNode)]


def _subjects(store: Store, property_: NamedNode, value: NamedNode) -> list[NamedNode]:
    subjects = (quad.subject for quad in store.match(None, property_, value, None))
    return [subject for subject in subjects if isinstance(subject, NamedNode)]


def _are_namesakes(tie: Triple, store: Store) -> bool:
    """Whether two names begin with the same word, or all words of one are in the other."""
    held, holder = (_words(end, store) for end in (tie.subject, tie.object) if isinstance(end, NamedNode))
    return held[:1] == holder[:1] or set(held) <= set(holder)


def _words(thing: NamedNode, store: Store) -> list[str]:
    label = next(store.match(thing, RDFS.label, None, None), None)
    return fold(label.object.value).split() if label and isinstance(label.object, Literal) else []
