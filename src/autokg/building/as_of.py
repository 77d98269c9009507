"""Recompute a store from the sources published, or read, by a date.

Left out are later documents, what facts cite of them, and later decisions on claims, facts and states. A document
counts as later unless its date certainly lies before the day: "2024" is public from the last day of 2024. Owners and
operators of the reference data begin when a source first tells them (see `listed_then`). Editors' decisions on names
(two things are the same, or different) tell how sources are read: they count whatever their date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, QuerySolutions

from autokg.building.build import build
from autokg.building.listed_then import listed_then
from autokg.building.moment import Moment, Timing
from autokg.building.records import read_input
from autokg.claims.decisions import Decisions
from autokg.claims.model_years import covered_year
from autokg.claims.sources import document_iri
from autokg.core.dates import ImpreciseDate
from autokg.core.terms import GRAPH
from autokg.facts import Document, Fact
from autokg.facts.corpus import Corpus, without
from autokg.names.gazetteer import Gazetteer
from autokg.stores import OxigraphStore
from autokg.stores.base import Store


@dataclass(frozen=True, slots=True)
class Past:
    """Hold a store as of a moment, and the counts of claims and decisions left out.

    Attributes:
        claims: number of claims that are known, later, or from documents without a date.
        filed: number of claims of filings, where these are left out.
        decisions: number of later decisions on claims, facts and states, which are left out.
        namings: number of later decisions on names, which count all the same.

    """

    store: OxigraphStore
    moment: Moment
    claims: Mapping[Timing, int]
    decisions: int = 0
    namings: int = 0
    filed: int = 0

    def notes(self) -> Iterator[str]:
        """Yield notes for the user, one sentence each."""
        later, known = self.claims[Timing.LATER], _count(self.claims[Timing.KNOWN], "claim")
        dated = self.moment.public or self.moment.read
        yield f"{known} {self.moment}, {later:,} later left out" if dated else f"{known} {self.moment}"
        if self.filed:
            yield f"{_count(self.filed, 'claim')} of filings left out"
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


def recall(store: Store, moment: Moment, gazetteer: Gazetteer | None = None, into: OxigraphStore | None = None) -> Past:
    """Return a store as of a moment, in an empty store if one is given, else in memory.

    Raise `StoreError` for a store that does not hold its input.
    """
    corpus, decisions = read_input(store)
    timings = {id_: _timing(document, moment) for id_, document in corpus.documents.items()}
    later = [decision for decision in decisions.all if decision.on > moment.last]
    namings = [decision for decision in later if decisions.things_of(decision)]
    by_then = Decisions.of([*(d for d in decisions.all if d.on <= moment.last), *namings], decisions.base)
    filed = set() if moment.filings else _filed_documents(corpus)
    known = _known(corpus, {id_ for id_, timing in timings.items() if timing is not Timing.KNOWN or id_ in filed})
    built = build(
        known,
        decisions=by_then,
        gazetteer=gazetteer,
        base=decisions.base,
        store=into,
        is_checked=False,
        own=[quad.triple for quad in store.quads(GRAPH.own)],
        listed=listed_then(store, {document_iri(id_, by_then.base).value for id_ in known.documents})
        if moment.public
        else None,
    )
    undated = [str(document_iri(id_, by_then.base)) for id_, timing in timings.items() if timing is Timing.UNDATED]
    counts = {Timing.KNOWN: built.counts["claims"], Timing.UNDATED: _count_claims(store, undated)}
    in_time = [str(document_iri(id_, by_then.base)) for id_ in sorted(filed) if timings[id_] is Timing.KNOWN]
    left_out = _count_claims(store, in_time)
    counts[Timing.LATER] = _count_claims(store) - left_out - sum(counts.values())
    return Past(built.store, moment, counts, len(later) - len(namings), len(namings), left_out)


def _filed_documents(corpus: Corpus) -> set[str]:
    """Return the documents that hold nothing but filings by model year."""
    filed, others = set[str](), set[str]()
    for fact in corpus.facts:
        documents = {piece.document for piece in fact.evidence}
        if _is_filing(fact):
            filed |= documents
        else:
            others |= documents
    return filed - others


def _is_filing(fact: Fact) -> bool:
    start, end = (getattr(fact, name, None) for name in ("start", "end"))
    dates = [ImpreciseDate.parse(date) if date else None for date in (start, end)]
    return fact.speaker is not None and covered_year(*dates) is not None


def _timing(document: Document, moment: Moment) -> Timing:
    """Return how a document stands to a moment."""
    published, retrieved = document.published, document.retrieved
    return moment.tell(
        ImpreciseDate.parse(published).latest if published else None,
        dt.date.fromisoformat(retrieved[:10]) if retrieved else None,
    )


def _known(corpus: Corpus, unknown: Collection[str]) -> Corpus:
    """Return a corpus as it would be without some documents."""
    documents = {id_: document for id_, document in corpus.documents.items() if id_ not in unknown}
    return Corpus(documents, [rest for fact in corpus.facts if (rest := without(fact, unknown))])


def _count_claims(store: Store, documents: Collection[str] | None = None) -> int:
    """Count the claims of a store, or those of some documents."""
    cited = ""
    if documents is not None:
        cited = f"VALUES ?document {{ {' '.join(documents)} }} ?claim akg:saying/akg:evidence/oa:hasSource ?document ."
    text = f"SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE {{ GRAPH graph:claims {{ {cited} ?claim a akg:Claim }} }}"
    rows = store.query(text)
    assert isinstance(rows, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    number = next(rows)["n"]
    assert isinstance(number, Literal)  # noqa: S101 (COUNT gives a number)
    return int(number.value)
