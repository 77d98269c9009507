"""What the documents that a change touches say, before it and after it.

A fact may cite several documents: without one of them it rests on the others, and is another fact with another IRI. So
a change touches the documents that are cited beside those that go or come.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Quad

from autokg.building.records import record_quads
from autokg.building.updating.store_contents import Holdings, cited_by
from autokg.claims.claim import Claim
from autokg.claims.layers import source_quads
from autokg.claims.mapping import map_document, merge_things
from autokg.facts import Document, Fact
from autokg.facts.corpus import Corpus
from autokg.names.entity import Thing
from autokg.names.resolver import Resolver


@dataclass(frozen=True, slots=True)
class Sayings:
    """Some documents, and all facts that cite them.

    Attributes:
        given: the facts that files gave.
        admitted: those that a person's decision accepts.

    """

    documents: tuple[Document, ...]
    given: tuple[Fact, ...]
    admitted: tuple[Fact, ...]

    def map(self, resolver: Resolver, base: str) -> tuple[set[Claim], dict[str, Thing]]:
        """Return the claims that the documents make, and the things they speak of, by IRI."""
        claims: set[Claim] = set()
        things: list[Thing] = []
        for document in self.documents:
            facts = [fact for fact in (*self.given, *self.admitted) if document.id in cited_by(fact)]
            for mapping in map_document(document, facts, resolver, base):
                claims.update(mapping.claims)
                things += mapping.things
        return claims, {thing.iri.value: thing for thing in merge_things(things)}

    def quads(self, base: str) -> Iterator[Quad]:
        """Yield sources, facts with their evidence, and records."""
        documents = {document.id: document for document in self.documents}
        yield from source_quads(Corpus(documents, [*self.given, *self.admitted]), base)
        yield from record_quads([*self.documents, *self.given], base)


def read_sayings(held: Holdings, documents: Collection[str]) -> Sayings:
    """Return what some documents of a store say."""
    return _sayings(held, documents, held.facts_of(documents), {})


def touched_by(held: Holdings, dropped: Collection[str], gained: Corpus) -> tuple[Sayings, Sayings]:
    """Return what the touched documents say before some documents are dropped and others gained, and after."""
    changed = {*dropped, *gained.documents}
    facts = [*held.facts_of(changed), *gained.facts, *(fact for _, fact in held.accepted_facts(changed))]
    touched = changed.union(*map(cited_by, facts))
    before = read_sayings(held, touched)
    after = [rest for fact in before.given if (rest := without(fact, dropped))] + gained.facts
    there = dict.fromkeys(dropped) | gained.documents
    return before, _sayings(held, touched, after, there)


def without(fact: Fact, documents: Collection[str]) -> Fact | None:
    """Return a fact as it rests on other documents, None where it rests on no other."""
    rest = tuple(evidence for evidence in fact.evidence if evidence.document not in documents)
    if len(rest) == len(fact.evidence):
        return fact
    return fact.model_copy(update={"evidence": rest}) if rest else None


def _sayings(held: Holdings, touched: Iterable[str], given: list[Fact], changed: dict[str, Document | None]) -> Sayings:
    """Return what documents say, some of them gone (None) or new."""

    def find(id_: str) -> Document | None:
        return changed[id_] if id_ in changed else held.find_document(id_)

    ids = set(touched)
    there = {held.fact_iri(fact) for fact in given}
    admitted = [
        fact
        for _, fact in held.accepted_facts(ids)
        if held.fact_iri(fact) not in there and all(find(id_) is not None for id_ in cited_by(fact))
    ]
    documents = (document for id_ in sorted(ids) if (document := find(id_)) is not None)
    return Sayings(tuple(documents), tuple(given), tuple(admitted))
