"""A store as of a past moment, and notes on what it leaves out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, QuerySolutions

from autokg.building.moment import Moment, Timing
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


def count_claims(store: Store, documents: Collection[str] | None = None) -> int:
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


def undated_documents(store: Store) -> list[str]:
    """Return the documents without a date of publication, as terms of SPARQL."""
    text = "SELECT ?document { ?document a akg:Document FILTER NOT EXISTS { ?document schema:datePublished ?day } }"
    rows = store.query(text)
    assert isinstance(rows, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return [str(row["document"]) for row in rows]
