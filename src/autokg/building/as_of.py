"""Recompute a store from the sources published, or read, by a date.

Left out are later documents, their claims, things that only they mention, and later decisions on claims and facts. A
document counts as later unless its date certainly lies before the day: "2024" is public from the last day of 2024.
Editors' decisions on names (two things are the same, or different) count whatever their date: undoing them would mean
mapping the sources again. The layer of records is left out, because nobody adds facts to a past store.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Triple

from autokg.building.moment import Moment, Timing
from autokg.claims.claim import Claim
from autokg.claims.decisions import Decisions, Verdict
from autokg.claims.judging import judge
from autokg.claims.layers import judged_quads, reference_quads
from autokg.claims.readback import Records, decided_on, read_claims, read_decisions_on_claims
from autokg.core.dates import ImpreciseDate
from autokg.core.ids import DEFAULT_BASE, fold
from autokg.core.ontology import description_quads, load_ontology
from autokg.core.terms import AKG, GRAPH, OA, PROV, SCHEMA, SKOS
from autokg.names.gazetteer import Gazetteer, load_gazetteer
from autokg.names.resolver import Resolver
from autokg.reasoning import infer
from autokg.reasoning.memory import collection_paused
from autokg.stores import OxigraphStore
from autokg.stores.base import Store


@dataclass(frozen=True, slots=True)
class Past:
    """Hold a store as of a moment, and the counts of claims and decisions left out.

    Attributes:
        claims: number of claims that are known, later, or from documents without a date.
        decisions: number of later decisions on claims and facts, which are left out.
        namings: number of later decisions on names, which count all the same.

    """

    store: OxigraphStore
    moment: Moment
    claims: Mapping[Timing, int]
    decisions: int = 0
    namings: int = 0

    def notes(self) -> Iterator[str]:
        """Yield notes for the user, one sentence each."""
        later = self.claims[Timing.LATER]
        yield f"{_count(self.claims[Timing.KNOWN], 'claim')} {self.moment}, {later:,} later left out"
        if undated := self.claims[Timing.UNDATED]:
            dates = {"publication": self.moment.public, "retrieval": self.moment.read}
            missing = " or ".join(day_name for day_name, is_asked in dates.items() if is_asked)
            yield f"{_count(undated, 'claim')} left out because they have no {missing} date"
        if self.decisions:
            yield f"{_count(self.decisions, 'later decision')} left out"
        if self.namings:
            yield f"{_count(self.namings, 'later decision')} on names still applied: the store was built with them"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


@collection_paused()
def recall(store: Store, moment: Moment, gazetteer: Gazetteer | None = None) -> Past:
    """Return a store as of a moment, in memory."""
    known = _Known(store, moment)
    ontology = load_ontology()
    decisions = Decisions.of(
        (decision for decision in read_decisions_on_claims(known.decisions) if decision.on <= moment.last), known.base
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
    """Select the documents, claims and decisions known at a moment."""

    def __init__(self, store: Store, moment: Moment) -> None:
        self.moment = moment
        self.store = store
        self.sources = Records.of(store, GRAPH.sources)
        self.decisions = Records.of(store, GRAPH.decisions)
        everything = Records(_claims_layer(store), GRAPH.claims)
        timings = self._timings(everything)
        self.documents = [document for document, timing in timings.items() if timing is Timing.KNOWN]
        told_by = {saying: timings[document] for saying, document in _documents_of(everything).items()}
        self.counts = Counter(dict.fromkeys(Timing, 0))
        for claim in everything.of_class(AKG.Claim):
            self.counts.update({told_by[saying.value] for saying in everything.values(claim, AKG.saying)})
        later = {saying for saying, timing in told_by.items() if timing is not Timing.KNOWN}
        self.records = everything.without(later | _sayings_of(self._admitted_later(), everything))
        self.claims = list(read_claims(self.records, self.sources))
        self.counts[Timing.LATER] += self.counts[Timing.KNOWN] - len(self.claims)
        self.counts[Timing.KNOWN] = len(self.claims)
        self.base = self.claims[0].saying.base if self.claims else DEFAULT_BASE

    def _timings(self, claims: Records) -> dict[str, Timing]:
        """Return how each document stands to the moment."""
        cited = _documents_of(claims).items()
        read = {document: claims.text(saying, PROV.generatedAtTime) for saying, document in cited}
        documents = self.sources.of_class(AKG.Document)
        return {document: self._timing(document, read.get(document)) for document in documents}

    def _timing(self, document: str, read: str | None) -> Timing:
        published = self.sources.text(document, SCHEMA.datePublished)
        return self.moment.tell(
            ImpreciseDate.parse(published).latest if published else None,
            dt.date.fromisoformat(read[:10]) if read else None,
        )

    def _admitted_later(self) -> set[str]:
        """Return the facts that hold by a later decision only."""
        return {
            self.decisions.text(decision, AKG.decides) or ""
            for decision in self._later()
            if self.decisions.text(decision, AKG.verdict) == Verdict.ACCEPTS
        }

    def _later(self) -> list[str]:
        return [decision for decision in self.decisions if decided_on(decision, self.decisions) > self.moment.last]

    def later_decisions(self) -> tuple[int, int]:
        """Return how many later decisions are left out, and how many are on names and count all the same."""
        verdicts = [self.decisions.text(decision, AKG.verdict) for decision in self._later()]
        namings = sum(verdict in (Verdict.SAME, Verdict.DIFFERENT, Verdict.NEW) for verdict in verdicts)
        return len(verdicts) - namings, namings

    def decision_quads(self) -> Iterator[Quad]:
        """Yield the decisions that had been taken."""
        later = set(self._later())
        for decision in self.decisions:
            if decision not in later:
                yield from self.decisions.quads(decision)

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


def _claims_layer(store: Store) -> Iterator[Triple]:
    """Yield the quads of the claims layer: one pass over all costs less than looking up those of some documents."""
    return (Triple(*row) for row in _select(store, "SELECT ?s ?p ?o WHERE { GRAPH graph:claims { ?s ?p ?o } }"))


def _documents_of(claims: Records) -> dict[str, str]:
    """Return the document that each saying cites."""
    cited = {saying: claims.values(saying, AKG.evidence)[0].value for saying in claims.of_class(AKG.Saying)}
    return {saying: claims.values(evidence, OA.hasSource)[0].value for saying, evidence in cited.items()}


def _sayings_of(facts: set[str], claims: Records) -> set[str]:
    """Return the sayings of some facts."""
    return {saying for saying in claims.of_class(AKG.Saying) if facts and claims.text(saying, AKG.fact) in facts}


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
