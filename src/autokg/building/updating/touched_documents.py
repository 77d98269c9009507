"""The documents that an update touches with their facts, before and after it.

A fact may cite several documents: without one of them it cites the others only, and is another fact with another IRI.
So an update touches the documents that are cited beside those it adds or removes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Quad

from autokg.building.records import record_quads
from autokg.building.updating.store_contents import StoreContents
from autokg.claims.claim import Claim
from autokg.claims.layers import source_quads
from autokg.claims.mapping import map_document, merge_things
from autokg.facts import Document, Fact
from autokg.facts.corpus import Corpus, cited_by, without
from autokg.names.entity import Thing
from autokg.names.resolver import Resolver


@dataclass(frozen=True, slots=True)
class CitedDocuments:
    """Some documents, and all facts that cite them.

    Attributes:
        facts: facts from files.
        admitted: facts that an editor's decision accepts.

    """

    documents: tuple[Document, ...]
    facts: tuple[Fact, ...]
    admitted: tuple[Fact, ...]

    def map(self, resolver: Resolver, base: str) -> tuple[set[Claim], dict[str, Thing]]:
        """Return the claims of the documents, and the things they mention by IRI."""
        claims: set[Claim] = set()
        things: list[Thing] = []
        for document in self.documents:
            facts = [fact for fact in (*self.facts, *self.admitted) if document.id in cited_by(fact)]
            for mapping in map_document(document, facts, resolver, base):
                claims.update(mapping.claims)
                things += mapping.things
        return claims, {thing.iri.value: thing for thing in merge_things(things)}

    def quads(self, base: str) -> Iterator[Quad]:
        """Yield sources, facts with their evidence, and records."""
        documents = {document.id: document for document in self.documents}
        yield from source_quads(Corpus(documents, [*self.facts, *self.admitted]), base)
        yield from record_quads([*self.documents, *self.facts], base)


def read_documents(contents: StoreContents, documents: Collection[str]) -> CitedDocuments:
    """Return some documents of a store with their facts."""
    return _cited_documents(contents, documents, contents.facts_of(documents), {})


def touched_by(
    contents: StoreContents, dropped: Collection[str], gained: Corpus
) -> tuple[CitedDocuments, CitedDocuments]:
    """Return the touched documents before some are dropped and others gained, and after."""
    changed = {*dropped, *gained.documents}
    facts = [*contents.facts_of(changed), *gained.facts, *contents.accepted_facts(changed)]
    touched = changed.union(*map(cited_by, facts))
    before = read_documents(contents, touched)
    after = [rest for fact in before.facts if (rest := without(fact, dropped))] + gained.facts
    there = dict.fromkeys(dropped) | gained.documents
    return before, _cited_documents(contents, touched, after, there)


def _cited_documents(
    contents: StoreContents, touched: Iterable[str], facts: list[Fact], changed: dict[str, Document | None]
) -> CitedDocuments:
    """Return documents with their facts; changed ones are new, or None if removed."""

    def find(id_: str) -> Document | None:
        return changed[id_] if id_ in changed else contents.find_document(id_)

    ids = set(touched)
    there = {contents.fact_iri(fact) for fact in facts}
    admitted = [
        fact
        for fact in contents.accepted_facts(ids)
        if contents.fact_iri(fact) not in there and all(find(id_) is not None for id_ in cited_by(fact))
    ]
    documents = (document for id_ in sorted(ids) if (document := find(id_)) is not None)
    return CitedDocuments(tuple(documents), tuple(facts), tuple(admitted))
