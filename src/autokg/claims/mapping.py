"""Press facts → claims: one claim per slot of a record and piece of evidence.

Pure: the same facts give the same claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autokg.claims.claim import STATUS_TERMS, Claim, Saying
from autokg.claims.model_years import covered_year
from autokg.claims.sources import cited_iri, document_iri, evidence_iri, fact_iri, first_public, reading_iri
from autokg.claims.statements import Statement, statements_of
from autokg.core.dates import ImpreciseDate
from autokg.core.ids import DEFAULT_BASE
from autokg.core.terms import AKG
from autokg.facts import Alias, Brand, Document, Evidence, Fact, Plant, Production, Status
from autokg.facts.corpus import Corpus
from autokg.facts.slot_roles import Side
from autokg.facts.slots import dated
from autokg.names.entity import Thing
from autokg.names.legal_forms import fold_name
from autokg.names.mentioned_sites import MentionedSite
from autokg.names.resolver import Resolver


@dataclass(frozen=True, slots=True)
class Mapping:
    """The claims a record makes in one document, and the things they speak of, sorted by IRI."""

    claims: tuple[Claim, ...]
    things: tuple[Thing, ...]


def map_document(
    document: Document, facts: Sequence[Fact], resolver: Resolver, base: str = DEFAULT_BASE
) -> Iterator[Mapping]:
    """Map what a document says, its aliases known within it; the order of its facts does not matter."""
    mentioned = None if document.published or document.retrieved else last_mentioned(facts)
    for fact, statements in _state(facts, resolver, base):
        yield _map(statements, fact, document, base, mentioned)


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
    sites = list(_sites(facts))
    scoped = resolver.within(dict(sorted((fact.alias, fact.of) for fact in aliases)), sites=sites)
    stated = [(fact, list(statements_of(fact, scoped, base))) for fact in facts if not isinstance(fact, Alias)]
    yield from stated
    if aliases:
        naming = resolver.within({}, merge_things(thing for _, made in stated for thing in _things(made)), sites)
        yield from ((fact, list(statements_of(fact, naming, base))) for fact in aliases)


def _sites(facts: Iterable[Fact]) -> Iterator[MentionedSite]:
    """Yield the plants, towns and brands that facts speak of."""
    for fact in facts:
        if isinstance(fact, Plant | Production):
            maker = fact.operator if isinstance(fact, Plant) else fact.builder
            yield MentionedSite(fact.plant, fact.place, fact.country, maker)
        elif isinstance(fact, Brand):
            yield MentionedSite(maker=fact.owner, brand=fact.brand)


def _things(statements: Iterable[Statement]) -> Iterator[Thing]:
    """Yield the things that statements speak of, as often as they do."""
    for statement in statements:
        yield statement.subject
        if isinstance(statement.value, Thing):
            yield statement.value


def _map(
    statements: Sequence[Statement], fact: Fact, document: Document, base: str, mentioned: ImpreciseDate | None
) -> Mapping:
    own = _is_own_party(statements, fact.speaker or document.publisher)
    as_of = known_for(fact, document) or mentioned
    claims = tuple(
        claim
        for evidence in fact.evidence
        if evidence.document == document.id
        for claim in _claims(statements, _saying(fact, evidence, document, base, as_of=as_of, own=own), evidence)
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


def _claims(statements: Sequence[Statement], saying: Saying, evidence: Evidence) -> Iterator[Claim]:
    """Yield the claims that rest on one piece of evidence."""
    cited = {slot: cited_iri(evidence, span, saying.base) for slot, span in evidence.slots.items()}
    for statement in statements:
        yield Claim(
            statement.subject.iri,
            statement.predicate,
            STATUS_TERMS[saying.status] if statement.predicate == AKG.status else statement.object,
            saying,
            cited.get(statement.slot),
            statement.date,
            statement.comparator,
        )


def _saying(
    fact: Fact, evidence: Evidence, document: Document, base: str, *, as_of: ImpreciseDate | None, own: bool
) -> Saying:
    """Return what the claims of a fact on one piece of evidence share."""
    begins, ends = _date_of(fact, Side.START), _date_of(fact, Side.END)
    if fact.status is Status.ENDED:
        as_of = _known_by(as_of, begins, ends)
    return Saying(
        fact=fact_iri(fact, base),
        evidence=evidence_iri(evidence, base),
        reading=reading_iri(fact.found_by, document.id, base),
        document=document_iri(document.id, base),
        voice=fact.speaker or document.publisher or document.id,
        base=base,
        status=status_at(fact.status, as_of, begins, ends),
        position=evidence.position,
        words=evidence.quote or evidence.summary or "",
        published=first_public(document),
        retrieved=document.retrieved,
        as_of=as_of,
        stated_for=stated_ahead(fact, document),
        begins=begins,
        ends=ends,
        speaker=fact.speaker,
        own=own,
        confidence=fact.confidence,
    )


def _known_by(
    as_of: ImpreciseDate | None, begins: ImpreciseDate | None, ends: ImpreciseDate | None
) -> ImpreciseDate | None:
    """Return the time as of which an end is known: not before it, and not yet when the thing only begins."""
    if ends is not None and (as_of is None or ends.is_after(as_of)):
        return ends
    return None if begins and as_of and not as_of.is_after(begins) and ends is None else as_of


def status_at(
    status: Status, as_of: ImpreciseDate | None, begins: ImpreciseDate | None, ends: ImpreciseDate | None
) -> Status:
    """Return the status at the time for which a fact is stated.

    What is said to have run until a day that is past has ended; if only its end is still to come, the thing goes on.
    What is said to be so only from a later day is planned.
    """
    if status is Status.ACTUAL and begins and as_of and begins.is_after(as_of):
        return Status.PLANNED
    if ends is None:
        return status
    ahead = as_of is None or not as_of.is_after(ends)
    if status is Status.PLANNED and ahead and (begins is None or (as_of and as_of.is_after(begins))):
        return Status.ACTUAL
    if status is Status.ACTUAL and as_of and as_of.is_after(ends):
        return Status.ENDED
    return status


def known_for(fact: Fact, document: Document) -> ImpreciseDate | None:
    """Return the time for which a fact is stated: its own, else when the document came out, else when it was read.

    A document cannot know more than it did on its publication: a time after it is not believed. A filing states what
    it lists for its model year, however much later it is published.
    """
    told = None if stated_ahead(fact, document) else fact.as_of
    known = ImpreciseDate.parse(told) if told else _public(document)
    year = covered_year(_date_of(fact, Side.START), _date_of(fact, Side.END)) if fact.speaker else None
    if year is None or fact.as_of:
        return known
    filed = ImpreciseDate.parse(str(year))
    return filed if known is None or known.is_after(filed) else known


def stated_ahead(fact: Fact, document: Document) -> ImpreciseDate | None:
    """Return the time for which a fact says that it is stated, if that lies after the publication of the document."""
    stated, public = ImpreciseDate.parse(fact.as_of) if fact.as_of else None, _public(document)
    return stated if stated and public and stated.is_after(public) else None


def _public(document: Document) -> ImpreciseDate | None:
    """Return when a document came out, or at least was read."""
    told = document.published or (document.retrieved or "")[:10]
    return ImpreciseDate.parse(told) if told else None


def last_mentioned(facts: Iterable[Fact]) -> ImpreciseDate | None:
    """Return the latest date that facts mention as past: no plan, and no end that may lie ahead."""
    dates = [date for fact in facts for date in _past_dates(fact) if date.latest]
    return max(dates, key=lambda date: (date.latest, date.edtf), default=None)


def _past_dates(fact: Fact) -> Iterator[ImpreciseDate]:
    if fact.status in (Status.ACTUAL, Status.ENDED):
        sides = (Side.START, Side.END) if fact.status is Status.ENDED else (Side.START,)
        for date in filter(None, (_date_of(fact, side) for side in sides)):
            last = date.edtf.rpartition("/")[2]
            yield date if last in ("", "..") else ImpreciseDate.parse(last)


def _date_of(fact: Fact, side: Side) -> ImpreciseDate | None:
    """Return the start or the end of what a fact tells, None if it gives none."""
    text = next((value for name in dated(fact.kind, side) if (value := getattr(fact, name))), None)
    return ImpreciseDate.parse(text) if text else None


_ORGANIZATIONS = frozenset({AKG.Organization, AKG.Company, AKG.Group, AKG.JointVenture, AKG.Brand})


def _is_own_party(statements: Sequence[Statement], voice: str | None) -> bool:
    """Whether a voice is an organisation that statements are about: it has all words of one of its names."""
    if not voice:
        return False
    words = set(fold_name(voice).split())
    return any(
        words.issuperset(fold_name(name).split())
        for thing in _things(statements)
        if thing.kind in _ORGANIZATIONS
        for name in (thing.label, *thing.names)
    )
