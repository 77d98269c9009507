"""Press facts → claims: one claim per slot of a record and piece of evidence.

Pure: the same facts give the same claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autokg.claims.claim import Claim
from autokg.claims.sources import cited_iri, document_iri, evidence_iri, fact_iri, first_public, reading_iri
from autokg.claims.statements import Statement, statements_of
from autokg.core.ids import DEFAULT_BASE
from autokg.facts import Alias, Document, Evidence, Fact, Plant, Production
from autokg.facts.corpus import Corpus
from autokg.names.entity import Thing
from autokg.names.resolver import Resolver


@dataclass(frozen=True, slots=True)
class Mapping:
    """The claims a record makes in one document, and the things they speak of, sorted by IRI."""

    claims: tuple[Claim, ...]
    things: tuple[Thing, ...]


def map_fact(fact: Fact, document: Document, resolver: Resolver, base: str = DEFAULT_BASE) -> Mapping:
    """Map a record to claims, one per slot and piece of evidence from the document."""
    return _map(list(statements_of(fact, resolver, base)), fact, document, base)


def map_document(
    document: Document, facts: Sequence[Fact], resolver: Resolver, base: str = DEFAULT_BASE
) -> Iterator[Mapping]:
    """Map what a document says, its aliases known within it; the order of its facts does not matter."""
    for fact, statements in _state(facts, resolver, base):
        yield _map(statements, fact, document, base)


def find_things(facts: Sequence[Fact], resolver: Resolver, base: str = DEFAULT_BASE) -> list[Thing]:
    """Return the things that a document's facts speak of, sorted by IRI, as `map_document` does but without claims."""
    return merge_things(thing for _, statements in _state(facts, resolver, base) for thing in _things(statements))


def map_corpus(corpus: Corpus, resolver: Resolver, base: str) -> tuple[list[Claim], list[Thing]]:
    """Map all facts; return claims, and things sorted by IRI."""
    claims: list[Claim] = []
    things: dict[str, Thing] = {}
    for document, facts in corpus.by_document():
        for mapping in map_document(document, facts, resolver, base):
            claims.extend(mapping.claims)
            _merge_into(things, mapping.things)
    return claims, [things[iri] for iri in sorted(things)]


def _state(facts: Sequence[Fact], resolver: Resolver, base: str) -> Iterator[tuple[Fact, list[Statement]]]:
    """Yield what each fact of a document states; the aliases last, since each is of something that the others name."""
    aliases = [fact for fact in facts if isinstance(fact, Alias)]
    placed = list(_placed(facts))
    scoped = resolver.within(dict(sorted((fact.alias, fact.of) for fact in aliases)), plants=placed)
    stated = [(fact, list(statements_of(fact, scoped, base))) for fact in facts if not isinstance(fact, Alias)]
    yield from stated
    if aliases:
        naming = resolver.within({}, merge_things(thing for _, made in stated for thing in _things(made)), placed)
        yield from ((fact, list(statements_of(fact, naming, base))) for fact in aliases)


def _placed(facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    """Yield each plant that a fact puts in a country, with the country."""
    for fact in facts:
        if isinstance(fact, Plant | Production) and fact.plant and fact.country:
            yield fact.plant, fact.country


def _things(statements: Iterable[Statement]) -> Iterator[Thing]:
    """Yield the things that statements speak of, as often as they do."""
    for statement in statements:
        yield statement.subject
        if isinstance(statement.value, Thing):
            yield statement.value


def _map(statements: Sequence[Statement], fact: Fact, document: Document, base: str) -> Mapping:
    claims = tuple(
        claim
        for evidence in fact.evidence
        if evidence.document == document.id
        for claim in _claims(statements, fact, evidence, document, base)
    )
    return Mapping(claims, tuple(merge_things(_things(statements))))


def merge_things(things: Iterable[Thing]) -> list[Thing]:
    """Return what all mentions of each thing tell of it together, sorted by IRI."""
    merged: dict[str, Thing] = {}
    _merge_into(merged, things)
    return [merged[iri] for iri in sorted(merged)]


def _merge_into(known: dict[str, Thing], things: Iterable[Thing]) -> None:
    for thing in things:
        other = known.setdefault(thing.iri.value, thing)
        if other is not thing and other != thing:
            known[thing.iri.value] = other.merged(thing)


def _claims(
    statements: Sequence[Statement], fact: Fact, evidence: Evidence, document: Document, base: str
) -> Iterator[Claim]:
    """Yield the claims that rest on one piece of evidence."""
    main = evidence_iri(evidence, base)
    cited = {slot: (main, cited_iri(evidence, span, base)) for slot, span in evidence.slots.items()}
    provenance: dict[str, Any] = {
        "status": fact.status,
        "fact": fact_iri(fact, base),
        "reading": reading_iri(fact.found_by, document.id, base),
        "document": document_iri(document.id, base),
        "voice": fact.speaker or document.publisher or document.id,
        "base": base,
        "position": evidence.position,
        "published": first_public(document),
        "retrieved": document.retrieved,
        "speaker": fact.speaker,
        "confidence": fact.confidence,
    }
    for statement in statements:
        yield Claim(
            subject=statement.subject.iri,
            predicate=statement.predicate,
            object=statement.object,
            evidence=cited.get(statement.slot, (main,)),
            date=statement.date,
            comparator=statement.comparator,
            **provenance,
        )
