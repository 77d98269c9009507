"""What the facts that ship must be, whoever adds to them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from autokg.core import geography
from autokg.core.dates import ImpreciseDate
from autokg.facts import KINDS, Fact, JointVenture, Plant, Production, Stake, Status

from .corpus import DOCUMENTS, FACTS, FILES, FILINGS, Located, records

SUMMARY_LIMIT = 300
F = TypeVar("F", bound=Fact)


def of_kind(kind: type[F]) -> Iterator[tuple[Located, F]]:
    for located in (*FACTS, *FILINGS):
        if isinstance(located.fact, kind):
            yield located, located.fact


def test_there_are_enough_of_them() -> None:
    assert len(FACTS) >= 400
    assert len(FILINGS) >= 2000
    assert {f"nhtsa-aala-{year}" for year in range(2020, 2027)} <= set(DOCUMENTS)


def test_every_document_used_is_there_and_every_document_is_used() -> None:
    used = {evidence.document for located in (*FACTS, *FILINGS) for evidence in located.fact.evidence}
    assert used == set(DOCUMENTS)


def test_identifiers_are_unique() -> None:
    documents = Counter(record.id for path in FILES for record in records(path) if record.kind == "document")
    facts = Counter(located.fact.id for located in FACTS)
    assert [name for name, count in (documents + facts).items() if count > 1] == []
    assert None not in facts


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_sorted_documents_first(path: Path) -> None:
    order = ["document", *KINDS]
    keys = [(order.index(record.kind), record.id or getattr(record, "brand", "")) for record in records(path)]
    assert keys == sorted(keys)


def test_facts_rest_on_short_summaries_and_not_on_quotes() -> None:
    for located in (*FACTS, *FILINGS):
        for evidence in located.fact.evidence:
            assert evidence.quote is None, located.where
            assert 0 < len(evidence.summary or "") <= SUMMARY_LIMIT, located.where


def test_every_fact_has_a_confidence() -> None:
    assert [located.where for located in (*FACTS, *FILINGS) if located.fact.confidence is None] == []


def test_a_production_says_where_or_by_whom() -> None:
    for located, production in of_kind(Production):
        assert production.plant or production.place or production.country or production.builder, located.where


def test_a_filing_names_the_reporter_and_no_builder() -> None:
    for located in FILINGS:
        production = located.fact
        assert isinstance(production, Production), located.where
        assert production.speaker, located.where
        assert production.country, located.where
        assert production.builder is None, located.where
        assert production.markets == ("US",), located.where


def test_a_plant_has_a_country() -> None:
    assert [located.where for located, plant in of_kind(Plant) if plant.country is None] == []


def test_countries_and_markets_exist() -> None:
    for located in (*FACTS, *FILINGS):
        country = getattr(located.fact, "country", None)
        assert country is None or geography.is_country(country), located.where


def test_nothing_ends_before_it_starts() -> None:
    for located in (*FACTS, *FILINGS):
        for first, last in (("start", "end"), ("since", "until"), ("opened", "closed")):
            begin, end = getattr(located.fact, first, None), getattr(located.fact, last, None)
            if begin and end:
                earliest, latest = ImpreciseDate.parse(begin).earliest, ImpreciseDate.parse(end).latest
                assert earliest is None or latest is None or earliest <= latest, located.where


def test_shares_of_a_joint_venture_add_up_to_100_at_most() -> None:
    for located, venture in of_kind(JointVenture):
        assert sum(venture.shares.values()) <= 100, located.where
        assert set(venture.shares) <= set(venture.parents), located.where


def test_stakes_held_at_one_time_by_one_source_add_up_to_100_at_most() -> None:
    held: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for _, stake in of_kind(Stake):
        if stake.status is Status.ACTUAL and stake.share_percent:
            held[stake.owned or "", stake.evidence[0].document][stake.owner or ""] = stake.share_percent
    assert {key: shares for key, shares in held.items() if sum(shares.values()) > 100} == {}


def test_a_stake_is_not_in_itself() -> None:
    assert [located.where for located, stake in of_kind(Stake) if stake.owner == stake.owned] == []


def test_the_first_deal_shows_a_conflict_within_and_across_sources() -> None:
    starts = defaultdict(set)
    for _, production in of_kind(Production):
        if production.model == "Polestar 4" and production.plant and production.start:
            starts[production.start].add(production.evidence[0].document)
    assert {"2025-41", "2025-01~"} <= set(starts)
    assert len(set().union(*starts.values())) > 5
