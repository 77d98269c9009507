"""The history of a corpus: what each layer says of it, from which day of publication until which.

A past of a base is read from its history, not recomputed: judging takes most of the time of a build, and an outcome
changes only when a claim that bears on it is published. What follows by rules is inferred when a past is read.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from pyoxigraph import NamedNode, Quad, Triple

from autokg.building.history_file import ALWAYS, FOREVER, Block, History
from autokg.building.records import making_quad, read_input, record_quads
from autokg.claims.activity import BUILDING, Built
from autokg.claims.claim import Claim, claim_nquads
from autokg.claims.judging import Judgement, judge
from autokg.claims.layers import reference_quads
from autokg.claims.mapping import map_document, merge_things
from autokg.claims.model_years import filed_year
from autokg.claims.sources import document_nquads, fact_nquads
from autokg.claims.units import ANCHORS
from autokg.claims.whereabouts import AT, LOCATING, Sites, is_production
from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Status
from autokg.core.ids import fold
from autokg.core.ontology import Ontology, description_quads, load_ontology
from autokg.core.terms import AKG
from autokg.errors import StoreError
from autokg.facts import Document, Fact
from autokg.facts.corpus import Corpus, cited_by, without
from autokg.names.entity import Thing
from autokg.names.gazetteer import Gazetteer, load_gazetteer
from autokg.names.resolver import Resolver
from autokg.reasoning.memory import collection_paused
from autokg.stores.base import Store
from autokg.stores.nquads import lines_of

_OF_BUILT = frozenset({*BUILDING, AKG.status, AKG.lastReported})
Content = TypeVar("Content")
Key = TypeVar("Key")
Since: TypeAlias = dict[Content, dt.date]


class Known(NamedTuple, Generic[Content]):
    """Something that is known as of the days from `since` until the day before `until`."""

    since: dt.date
    until: dt.date
    content: Content


Bearing: TypeAlias = tuple[list[Known[Quad | Triple]], list[Known[tuple[str, int]]], list[Known[Built]]]


@collection_paused()
def record(store: Store, history: History, gazetteer: Gazetteer | None = None) -> None:
    """Write the history of a store.

    Raise `StoreError` if the store lacks its input, or has a decision on a claim, fact or state: such a decision counts
    from its own day.
    """
    history.write(_blocks_of(store, gazetteer or load_gazetteer()))


def _blocks_of(store: Store, gazetteer: Gazetteer) -> Iterator[Block]:
    corpus, decisions = read_input(store)
    if not all(map(decisions.things_of, decisions.all)):
        raise StoreError("the store has decisions on claims, facts or states; recompute its pasts")
    ontology = load_ontology()
    making = making_quad(decisions, ontology, gazetteer, decisions.base)
    fixed = [*description_quads(), *decisions.quads(), making]
    yield Block("fixed", ALWAYS, FOREVER, lines_of(fixed))
    yield from _trace(corpus, Resolver(gazetteer, decisions.base, decisions.on_things()), ontology, decisions.base)


def _public_from(document: Document) -> dt.date | None:
    """Return the day from which a document was certainly public, None if it has no date."""
    return ImpreciseDate.parse(document.published).latest if document.published else None


def _trace(corpus: Corpus, resolver: Resolver, ontology: Ontology, base: str) -> Iterator[Block]:
    """Yield the blocks of all layers that depend on sources, without what is inferred."""
    claims: list[Known[Claim]] = []
    mentions: dict[NamedNode, list[Known[Thing]]] = defaultdict(list)
    for edition in _editions(corpus):
        mappings = list(map_document(edition.document, edition.facts, resolver, base))
        told = [claim for mapping in mappings for claim in mapping.claims]
        yield Block("sources", edition.since, edition.until, edition.lines(told, base))
        claims += (Known(edition.since, edition.until, claim) for claim in told)
        for thing in merge_things(thing for mapping in mappings for thing in mapping.things):
            mentions[thing.iri].append(Known(edition.since, edition.until, thing))
    listed = reference_quads(resolver, [])
    yield Block("reference", ALWAYS, FOREVER, lines_of(listed))
    for known in mentions.values():
        yield from _named(known)
    yield from _judge_all(claims, _Bearings(claims, listed), ontology)


@dataclass(frozen=True, slots=True)
class _Edition:
    """A document, and its facts as they cite the documents that are public in a period."""

    document: Document
    facts: Sequence[Fact]
    since: dt.date
    until: dt.date

    def lines(self, claims: Iterable[Claim], base: str) -> str:
        """Return the lines of the `sources`, `claims` and `records` layers."""
        sources = (document_nquads(self.document, base), *(fact_nquads(fact, base) for fact in self.facts))
        return "".join([*sources, *claim_nquads(claims), lines_of(record_quads([self.document, *self.facts], base))])


def _editions(corpus: Corpus) -> Iterator[_Edition]:
    """Yield what each dated document says: another edition begins where a document cited beside it comes out."""
    days = {id_: _public_from(document) or FOREVER for id_, document in corpus.documents.items()}
    for document, facts in corpus.by_document():
        cited = {id_: days[id_] for fact in facts for id_ in cited_by(fact)}
        own = days[document.id]
        for since, until in pairwise(sorted({own, FOREVER}.union(day for day in cited.values() if day > own))):
            later = {id_ for id_, day in cited.items() if day > since}
            yield _Edition(document, [rest for fact in facts if (rest := without(fact, later))], since, until)


class _Bearings:
    """What bears on claims beside those on the same things, with the day from which it is known for good.

    Where sites lie and who runs them tells which productions are the same, and a filing without a model ends it.

    Attributes:
        built: what a builder builds, and what is built at a plant: it tells that they go on. Filled as it is judged.

    """

    def __init__(self, claims: Collection[Known[Claim]], listed: Collection[Quad]) -> None:
        """Gather what claims and the reference data tell."""
        self.built: dict[NamedNode, list[Known[Built]]] = defaultdict(list)
        self._sites = Sites.of((known.content for known in claims), listed)
        self._located: dict[NamedNode, Since[Quad | Triple]] = defaultdict(dict)
        self._filed: dict[str, Since[tuple[str, int]]] = defaultdict(dict)
        for quad in listed:
            if quad.predicate in LOCATING and isinstance(quad.subject, NamedNode):
                self._located[quad.subject][quad.triple] = ALWAYS
        for since, _, claim in claims:
            if claim.predicate in LOCATING:
                triple = Triple(claim.subject, claim.predicate, claim.object)
                _note(self._located[claim.subject], triple, since)
            speaker, year = claim.saying.speaker, filed_year(claim.saying)
            if speaker and year is not None:
                _note(self._filed[fold(speaker)], (speaker, year), since)

    def on(self, unit: Collection[Known[Claim]]) -> Bearing:
        """Return what bears on a unit: who runs its plants, where they lie if it has several things, what was filed."""
        subjects = {known.content.subject for known in unit}
        told = {known.content.object for known in unit if known.content.predicate in AT and len(subjects) > 1}
        around = self._sites.around(node for node in told if isinstance(node, NamedNode))
        makers = {fold(known.content.saying.speaker or "") for known in unit}
        alive = {known.content.subject for known in unit if known.content.predicate in (AKG.status, AKG.operatedBy)}
        built = {one: None for thing in sorted(alive, key=str) for one in self.built.get(thing, ())}
        return _known(self._located, subjects | around), _known(self._filed, makers), list(built)


def _note(days: Since[Content], content: Content, since: dt.date) -> None:
    days[content] = min(since, days.get(content, FOREVER))


def _known(days: Mapping[Key, Since[Content]], keys: Iterable[Key]) -> list[Known[Content]]:
    return [Known(since, FOREVER, content) for key in keys for content, since in days.get(key, {}).items()]


def _units(claims: Iterable[Known[Claim]]) -> Iterable[Sequence[Known[Claim]]]:
    """Return claims with all those that they may be judged together with on any day."""
    parents: dict[NamedNode, NamedNode] = {}

    def root(node: NamedNode) -> NamedNode:
        while (parent := parents.get(node, node)) != node:
            node = parent
        return node

    for _, _, claim in claims:
        if claim.predicate in ANCHORS and isinstance(claim.object, NamedNode):
            parents[root(claim.subject)] = root(claim.object)
    units: dict[NamedNode, list[Known[Claim]]] = defaultdict(list)
    for known in claims:
        units[root(known.content.subject)].append(known)
    return units.values()


def _judge_all(claims: Collection[Known[Claim]], bearings: _Bearings, ontology: Ontology) -> Iterator[Block]:
    """Yield what is accepted, and what becomes of each claim."""
    for unit in sorted(_units(claims), key=lambda unit: not _is_built(unit)):  # what is built bears on the others
        judged = _judge(unit, bearings.on(unit), ontology)
        accepted = {day: lines_of(Judgement(accepted=judged[day].accepted).quads()) for day in judged}
        yield from _blocks("accepted", accepted)
        yield from _blocks("judgements", {day: lines_of(judged[day].outcome_quads()) for day in judged})
        if _is_built(unit):
            for known in _productions(judged):
                for thing in known.content.builders | known.content.plants:
                    bearings.built[thing].append(known)


def _is_built(unit: Iterable[Known[Claim]]) -> bool:
    return any(is_production(known.content.subject) for known in unit)


def _judge(unit: Collection[Known[Claim]], bearing: Bearing, ontology: Ontology) -> dict[dt.date, Judgement]:
    """Return the judgement of a unit as of each day on which what bears on it changes, in order."""
    first = min(known.since for known in unit)
    located, filed, built = bearing
    judged = {}
    for day in sorted(_days([*unit, *located, *filed, *built])):
        if day >= first:
            places, years, others = _as_of(day, located), _as_of(day, filed), _as_of(day, built)
            judged[day] = judge(_as_of(day, unit), ontology, None, places, years, built=others)
    return judged


def _productions(judged: Mapping[dt.date, Judgement]) -> Iterator[Known[Built]]:
    """Yield the productions of a unit as judged, each state with its days."""
    states: dict[NamedNode, Known[Built]] = {}
    for day, until in pairwise([*judged, FOREVER]):
        for production, built in _built(judged[day].accepted):
            last = states.get(production)
            if last and last.content == built and last.until == day:
                states[production] = Known(last.since, until, built)
                continue
            if last:
                yield last
            states[production] = Known(day, until, built)
    yield from states.values()


def _built(accepted: Iterable[Triple]) -> Iterator[tuple[NamedNode, Built]]:
    """Yield the productions among accepted triples."""
    told: dict[NamedNode, dict[NamedNode, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for triple in accepted:
        if triple.predicate in _OF_BUILT and isinstance(triple.subject, NamedNode) and is_production(triple.subject):
            told[triple.subject][triple.predicate].append(triple.object)
    for production, values in told.items():
        builders, plants = (frozenset(values[term]) for term in BUILDING)
        if values[AKG.status] and builders | plants:
            status = Status(values[AKG.status][0].value.removeprefix(AKG.namespace))
            reported = next((ImpreciseDate.parse(date.value) for date in values[AKG.lastReported]), None)
            yield production, Built(builders, plants, status, reported)


def _named(mentions: Collection[Known[Thing]]) -> Iterator[Block]:
    """Yield what the reference layer says of a thing, by all its mentions."""
    names = {day: merge_things(_as_of(day, mentions)) for day in _days(mentions)}
    return _blocks("reference", {day: lines_of(q for thing in names[day] for q in thing.quads()) for day in names})


def _days(known: Iterable[Known[Any]]) -> set[dt.date]:
    """Return the days on which something comes to be known, or is known no more."""
    return {day for since, until, _ in known for day in (since, until)} - {FOREVER}


def _as_of(day: dt.date, known: Iterable[Known[Content]]) -> list[Content]:
    return [content for since, until, content in known if since <= day < until]


def _blocks(layer: str, lines: Mapping[dt.date, str]) -> Iterator[Block]:
    """Yield one block for each time through which lines by day stay the same."""
    spans = [next(days) for _, days in groupby(sorted(lines), key=lines.__getitem__)]
    return (Block(layer, since, until, lines[since]) for since, until in pairwise([*spans, FOREVER]) if lines[since])
