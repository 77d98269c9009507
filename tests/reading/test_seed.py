"""The first article, where it is at hand: what its reading must hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autokg.articles.article import read_article
from autokg.facts import Fact
from autokg.names.gazetteer import Gazetteer, load_gazetteer
from autokg.reading.base import read_facts
from autokg.reading.frames.reader import FramesReader

Facts = tuple[Fact, ...]
SEED = Path(__file__).resolve().parents[3] / "shared" / "press" / "seed.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the press texts are not part of the project")


@pytest.fixture(scope="module", params=["bundled", "empty"])
def gazetteer(request: pytest.FixtureRequest) -> Gazetteer:
    return load_gazetteer() if request.param == "bundled" else Gazetteer([])


@pytest.fixture(scope="module")
def facts(gazetteer: Gazetteer) -> Facts:
    reading = read_facts(read_article(SEED), [FramesReader(gazetteer)], gazetteer)
    assert not reading.rejects
    return reading.facts


def found(facts: Facts, kind: str, **slots: Any) -> list[Any]:
    return [
        fact
        for fact in facts
        if fact.kind == kind and all(expected in str(getattr(fact, slot)) for slot, expected in slots.items())
    ]


def test_polestar_4_at_busan_from_the_second_half_of_2025(facts: Facts) -> None:
    (fact,) = found(facts, "production", model="Polestar 4", place="Busan", start="2025-41")
    assert fact.status == "planned"


def test_polestar_4_is_for_korea_and_north_america(facts: Facts) -> None:
    (fact,) = found(facts, "production", model="Polestar 4", markets="KR")
    assert fact.markets == ("KR", "North America")


def test_the_headline_speaks_of_the_same_model_and_says_so(facts: Facts) -> None:
    (fact,) = found(facts, "production", model="Polestar 4", start="2025-33~")
    (evidence,) = fact.evidence
    assert evidence.position == "headline"
    assert "model" in evidence.slots


def test_three_parties_make_one_agreement(facts: Facts) -> None:
    agreements = [{name.removeprefix("groupe ") for name in fact.parties} for fact in found(facts, "agreement")]
    assert {"Polestar", "Geely", "Renault Korea Motors"} in agreements


def test_employees_and_capacity_of_the_plant(facts: Facts) -> None:
    (people,) = found(facts, "plant", employees="2000")
    (capacity,) = found(facts, "plant", capacity_per_year="300000")
    assert people.employees_comparator == "nearly"
    assert capacity.capacity_per_year_comparator is None


def test_both_chief_executives(facts: Facts) -> None:
    assert {(fact.person, fact.organization) for fact in found(facts, "role", title="CEO")} == {
        ("Stéphane Deblaise", "Renault Korea Motors"),
        ("Thomas Ingenlath", "Polestar"),
    }


def test_shareholders_without_a_share(facts: Facts) -> None:
    stakes = found(facts, "stake", owned="Renault Korea")
    owners = {(fact.owner.removeprefix("groupe "), fact.share_percent) for fact in stakes}
    assert owners == {("Renault", None), ("Geely", None)}


def test_a_clause_without_a_subject_takes_it_from_the_clause_before(facts: Facts) -> None:
    places = {(fact.place, fact.country, fact.start) for fact in found(facts, "production", model="Polestar 3")}
    assert places == {("Chengdu", "CN", "2024-33~"), ("Caroline du Sud", "US", "2024-22")}


def test_a_misspelt_name_is_an_alias_and_no_model(facts: Facts) -> None:
    assert found(facts, "alias", alias="Polstar 4", of="Polestar 4")
    assert not found(facts, "production", model="Polstar")
    assert not found(facts, "model", model="Polstar")
