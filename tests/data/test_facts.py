"""What the facts that ship must be, whoever adds to them."""

from __future__ import annotations

from collections import Counter, defaultdict

from autokg.curating.data_rules import check
from autokg.facts import Production

from .corpus import FOLDER


def test_all_rules_are_kept() -> None:
    assert [str(violation) for violation in check(FOLDER)] == []


def test_there_are_enough_of_them() -> None:
    counts = Counter(located.is_filing for located in FOLDER.facts)
    assert counts[False] >= 7000
    assert counts[True] >= 2000
    assert {f"nhtsa-aala-{year}" for year in range(2020, 2027)} <= set(FOLDER.documents)


def test_the_first_deal_shows_a_conflict_within_and_across_sources() -> None:
    starts = defaultdict(set)
    for located in FOLDER.facts:
        production = located.fact
        if isinstance(production, Production) and production.model == "Polestar 4" and production.start:
            starts[production.start].add(located.documents[0].id)
    assert {"2025-41", "2025-01~"} <= set(starts)
    assert len(set().union(*starts.values())) > 5
