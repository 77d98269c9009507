"""A store as it would have been: judged and closed anew from what was public, or had been read, by a day.

Documents that came out later, what is claimed in them, the things that only they speak of, and the decisions taken
later on claims and facts are left out. A document whose date is not known to lie before the day counts as later: one of
"2024" is public from the last day of 2024 on. What persons decided on names (that two are one, or apart) is how a store
reads its sources and cannot be undone without reading them again: it counts whenever it was decided. The layer of
records is left out whole: a past is looked at, not added to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Triple

from autokg.claims.claim import Claim
from autokg.claims.decisions import Decisions, Verdict
from autokg.claims.judging import judge
from autokg.claims.layers import judged_quads, reference_quads
from autokg.claims.readback import Records, decided_on, read_claims, read_decisions_on_claims
from autokg.core.dates import ImpreciseDate
from autokg.core.ids import DEFAULT_BASE, fold
from autokg.core.ontology import description_quads, load_ontology
from autokg.core.terms import AKG, GRAPH, OA, PROV, SCHEMA, SKOS
from autokg.errors import DateError, UsageError
from autokg.names.gazetteer import Gazetteer, load_gazetteer
from autokg.names.resolver import Resolver
from autokg.reasoning import infer
from autokg.stores import OxigraphStore
from autokg.stores.base import Store


@dataclass(frozen=True, slots=True)
class Moment:
    """What counts as known: what was public by one day, what had been read by another, or what both hold for."""

    public: dt.date | None = None
    read: dt.date | None = None

    @classmethod
    def of(cls, public: str | None = None, read: str | None = None) -> Moment:
        """Read days as a person gives them, at least one; a year or month stands for its last day.

        >>> Moment.of("2024-02")
        Moment(public=datetime.date(2024, 2, 29), read=None)
        """
        if public is None and read is None:
            raise ValueError("a moment needs a day")
        return cls(_last_day(public), _last_day(read))

    @property
    def last(self) -> dt.date:
        """The last day on which a decision may have been taken."""
        return min(day for day in (self.public, self.read) if day)

    def tell(self, published: dt.date | None, read: dt.date | None) -> Timing:
        """Tell how a document stands to the moment, by the days on which it was public and read for certain."""
        wanted = [(day, given) for day, given in ((self.public, published), (self.read, read)) if day]
        if any(given is None for _, given in wanted):
            return Timing.UNDATED
        return Timing.LATER if any(given and given > day for day, given in wanted) else Timing.KNOWN

    def __str__(self) -> str:
        days = (("public by", self.public), ("read by", self.read))
        return " and ".join(f"{words} {day}" for words, day in days if day)


class Timing(Enum):
    """How a document stands to a moment."""

    KNOWN = "known"
    LATER = "later"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Past:
    """A store as of a moment, and what it leaves out.

    Attributes:
        claims: how many claims are known, later, and of documents that bear no date.
        decisions: how many decisions on claims and facts were taken later.
        namings: how many decisions on names were taken later and count all the same.

    """

    store: OxigraphStore
    moment: Moment
    claims: dict[Timing, int]
    decisions: int = 0
    namings: int = 0

    def notes(self) -> Iterator[str]:
        """Yield what a person has to know of it, a sentence each."""
        later = self.claims[Timing.LATER]
        yield f"{_count(self.claims[Timing.KNOWN], 'claim')} {self.moment}, {later:,} later left out"
        if undated := self.claims[Timing.UNDATED]:
            dates = {"publication": self.moment.public, "retrieval": self.moment.read}
            missing = " or ".join(what for what, asked in dates.items() if asked)
            yield f"{_count(undated, 'claim')} left out because they have no {missing} date"
        if self.decisions:
            yield f"{_count(self.decisions, 'later decision')} left out"
        if self.namings:
            yield f"{_count(self.namings, 'later decision')} on names still applied: the store was built with them"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def recall(store: Store, moment: Moment, gazetteer: Gazetteer | None = None) -> Past:
    """Return a store as of a moment, in memory."""
    known = _Known(store, moment)
    ontology = load_ontology()
    decisions = Decisions.of(
        (one for one in read_decisions_on_claims(known.decisions) if one.on <= moment.last), known.base
    )
    reference = list(_reference(known, gazetteer or load_gazetteer()))
    judgement = judge(known.claims, ontology, decisions, reference)
    closure = infer(ontology, [*judgement.accepted, *(quad.triple for quad in reference)])
    past = OxigraphStore()
    for layer in (
        store.quads(GRAPH.ontology),
        description_quads(),
        reference,
        (quad for document in known.documents for quad in known.sources.quads(document)),
        known.claim_quads(),
        known.decision_quads(),
        judged_quads(judgement, reference),
        closure.quads(),
    ):
        past.load(layer)
    return Past(past, moment, known.counts, *known.later_decisions())


class _Known:
    """What a store knew at a moment: documents, claims, decisions."""

    def __init__(self, store: Store, moment: Moment) -> None:
        self.moment = moment
        self.store = store
        self.sources = Records.of(store, GRAPH.sources)
        self.decisions = Records.of(store, GRAPH.decisions)
        self.counts = dict.fromkeys(Timing, 0)
        self.documents = self._documents()
        self.records = Records(_said_in(store, self.documents), GRAPH.claims)
        if later := self._sayings_of(self._admitted_later()):
            self.records = self.records.without(later)
        self.claims = list(read_claims(self.records, self.sources))
        self.counts[Timing.LATER] += self.counts[Timing.KNOWN] - len(self.claims)
        self.counts[Timing.KNOWN] = len(self.claims)
        self.base = self.claims[0].saying.base if self.claims else DEFAULT_BASE

    def _documents(self) -> list[str]:
        """Return the documents that are known, and count the claims of all."""
        read = _readings(self.store)
        known = []
        for document in self.sources.of_class(AKG.Document):
            published = self.sources.text(document, SCHEMA.datePublished)
            retrieved, claims = read.get(document, (None, 0))
            timing = self.moment.tell(ImpreciseDate.parse(published).latest if published else None, retrieved)
            self.counts[timing] += claims
            if timing is Timing.KNOWN:
                known.append(document)
        return known

    def _sayings_of(self, facts: set[str]) -> set[str]:
        """Return the sayings of some facts."""
        sayings = self.records.of_class(AKG.Saying) if facts else []
        return {saying for saying in sayings if self.records.text(saying, AKG.fact) in facts}

    def _admitted_later(self) -> set[str]:
        """Return the facts that hold by a later decision only."""
        return {
            self.decisions.text(one, AKG.decides) or ""
            for one in self._later()
            if self.decisions.text(one, AKG.verdict) == Verdict.ACCEPTS
        }

    def _later(self) -> list[str]:
        return [one for one in self.decisions if decided_on(one, self.decisions) > self.moment.last]

    def later_decisions(self) -> tuple[int, int]:
        """Return how many later decisions are left out, and how many are on names and count all the same."""
        verdicts = [self.decisions.text(one, AKG.verdict) for one in self._later()]
        namings = sum(verdict in (Verdict.SAME, Verdict.DIFFERENT, Verdict.NEW) for verdict in verdicts)
        return len(verdicts) - namings, namings

    def decision_quads(self) -> Iterator[Quad]:
        """Yield the decisions that had been taken."""
        later = set(self._later())
        for one in self.decisions:
            if one not in later:
                yield from self.decisions.quads(one)

    def claim_quads(self) -> Iterator[Quad]:
        """Yield the claims with the facts, readings, evidence and selectors that they lead to."""
        waiting = {claim.iri.value for claim in self.claims}
        reached: set[str] = set()
        while waiting:
            reached |= waiting
            linked = (v.value for s in waiting for p in _LEADS_TO for v in self.records.values(s, p))
            waiting = {node for node in linked if node not in reached}
        for subject in sorted(reached):
            yield from self.records.quads(subject)


_LEADS_TO = (AKG.saying, AKG.fact, PROV.wasGeneratedBy, AKG.evidence, OA.hasSelector)


def _last_day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        day = ImpreciseDate.parse(text).latest
    except DateError as error:
        raise UsageError(f"past date: {error}") from error
    if day is None:
        raise UsageError(f"{text!r} has no last day; expected a date such as 2025-01-31, or a month or year")
    return day


def _readings(store: Store) -> dict[str, tuple[dt.date | None, int]]:
    """Return for each document that is cited the day it was read, where known, and how many claims it makes."""
    rows = _select(
        store,
        "SELECT ?document ?read (COUNT(DISTINCT ?claim) AS ?claims) WHERE { GRAPH graph:claims { "
        "?claim akg:saying ?saying . ?saying akg:evidence/oa:hasSource ?document . "
        "OPTIONAL { ?saying prov:generatedAtTime ?read } } } GROUP BY ?document ?read",
    )
    return {
        row["document"].value: (
            dt.date.fromisoformat(row["read"].value[:10]) if row["read"] else None,
            int(row["claims"].value),
        )
        for row in rows
    }


def _said_in(store: Store, documents: Sequence[str]) -> Iterator[Triple]:
    """Yield what the claims layer says of claims in some documents, and of what these rest on."""
    named = " ".join(f"<{document}>" for document in documents)
    for pattern in (
        "?evidence oa:hasSource ?document . ?s akg:evidence ?evidence .",
        "?evidence oa:hasSource ?document . ?saying akg:evidence ?evidence . ?s akg:saying ?saying .",
        "?evidence oa:hasSource ?document . ?saying akg:evidence ?evidence ; akg:fact ?s .",
        "?s oa:hasSource ?document .",
        "?evidence oa:hasSource ?document ; oa:hasSelector ?s .",
        "?s prov:used ?document .",
    ):
        rows = _select(
            store,
            f"SELECT ?s ?p ?o WHERE {{ {{ SELECT DISTINCT ?s WHERE {{ VALUES ?document {{ {named} }} "
            f"GRAPH graph:claims {{ {pattern} }} }} }} GRAPH graph:claims {{ ?s ?p ?o }} }}",
        )
        yield from (Triple(row["s"], row["p"], row["o"]) for row in rows)


def _select(store: Store, text: str) -> QuerySolutions:
    result = store.query(text)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return result


def _reference(known: _Known, gazetteer: Gazetteer) -> Iterator[Quad]:
    """Yield what things are called: those of the reference data, and those that a known claim speaks of."""
    listed = set(reference_quads(Resolver(gazetteer, known.base), []))
    told = {quad.subject for quad in listed}.union(*map(_things, known.claims))
    later = _later_names(known)
    for quad in known.store.quads(GRAPH.reference):
        if quad in listed or (quad.subject in told and (quad.subject, quad.object) not in later):
            yield quad


def _things(claim: Claim) -> set[NamedNode]:
    return {claim.subject, claim.object} if isinstance(claim.object, NamedNode) else {claim.subject}


def _later_names(known: _Known) -> set[tuple[NamedNode, Literal]]:
    """Return the keys of names that only later sources give things that were known before."""
    rows = _select(
        known.store,
        "SELECT ?thing ?name WHERE { GRAPH graph:claims { "
        "?claim rdf:predicate skos:altLabel ; rdf:subject ?thing ; rdf:object ?name } }",
    )
    all_names = {(row["thing"], Literal(fold(row["name"].value))) for row in rows}
    return all_names - {
        (claim.subject, Literal(fold(claim.object.value))) for claim in known.claims if claim.predicate == SKOS.altLabel
    }
