"""Questions on owners, joint ventures and firms whose names mean several things, over invented firms of their own."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from autokg.answers import Answer, ask
from autokg.building.build import build
from autokg.names.gazetteer import Alias, EntityType, Entry, Gazetteer
from autokg.stores import OxigraphStore
from builders import corpus, document, fact

TODAY = dt.date(2024, 6, 1)
_COMPANIES = (
    "Alpha Motor", "Beta Cars", "Gamma Capital", "Delta Werke", "Alpha Beta Venture", "Rook & Pawn", "Epsilon Van",
)  # fmt: skip


def _entries() -> list[Entry]:
    firms = [
        Entry(id=name.lower().replace(" & ", "-").replace(" ", "-"), type=EntityType.COMPANY, name=name)
        for name in _COMPANIES
    ]
    ids = {entry.id: entry for entry in firms}
    ids["delta-werke"] = Entry(
        id="delta-werke", type=EntityType.COMPANY, name="Delta Werke", organization="gamma-capital"
    )
    return [
        *ids.values(),
        Entry(id="star", type=EntityType.BRAND, name="Star"),
        Entry(id="van-works", type=EntityType.PLANT, name="Southport plant", aliases=(Alias(name="Epsilon Van"),),
              country="IT", place="Southport", organization="epsilon-van", source="a test"),
        Entry(id="northport", type=EntityType.PLANT, name="Northport plant", country="TR", place="Northport",
              organization="alpha-beta-venture", source="a test"),
        Entry(id="eastport", type=EntityType.PLANT, name="Eastport plant", country="TR", place="Eastport",
              organization="delta-werke", source="a test"),
    ]  # fmt: skip


@cache
def _store() -> OxigraphStore:
    facts = [
        fact("brand", brand="Star", owner="Alpha Motor", since="1990", until="2008"),
        fact("brand", brand="Star", owner="Beta Cars", since="2008"),
        fact("stake", owner="Beta Cars", owned="Delta Werke", share_percent=20),
        fact("stake", owner="Gamma Capital", owned="Epsilon Van", share_percent=100, since="2001"),
        fact("stake", owner="Gamma Capital", owned="Rook & Pawn", share_percent=60),
        fact("joint_venture", name="Alpha Beta Venture", parents=["Alpha Motor", "Beta Cars"], formed="2010"),
        fact("plant", plant="Northport plant", operator="Alpha Beta Venture", country="TR"),
        fact("plant", plant="Eastport plant", operator="Delta Werke", country="TR"),
    ]
    return build(corpus(document(), *facts), gazetteer=Gazetteer(_entries())).store


def _ask(question: str) -> Answer:
    return ask(question, _store(), TODAY)


@pytest.mark.parametrize(("year", "owner"), [(1990, "Alpha Motor"), (2007, "Alpha Motor"), (2009, "Beta Cars")])
def test_a_brand_has_the_owner_of_the_year(year: int, owner: str) -> None:
    answer = _ask(f"Who owned Star in {year}?")
    assert {row["ownerLabel"] for row in answer.rows} == {owner}
    assert "Possibly" not in answer.sentence


@pytest.mark.parametrize(
    "question",
    [
        "Who owns both Epsilon Van and Rook & Pawn?",
        "À qui appartiennent à la fois Epsilon Van et Rook & Pawn ?",
        "Wem gehören sowohl Epsilon Van als auch Rook & Pawn?",
        "¿A quién pertenecen tanto Epsilon Van como Rook & Pawn?",
        "Chi possiede sia Epsilon Van sia Rook & Pawn?",
        "A quem pertencem tanto a Epsilon Van como a Rook & Pawn?",
    ],
)
def test_the_owner_of_both_owns_each(question: str) -> None:
    answer = _ask(question)
    assert {row["ownerLabel"] for row in answer.rows} == {"Gamma Capital"}
    assert answer.sentence.startswith("1 ")


def test_owners_of_one_of_two_things_own_not_both() -> None:
    sentence = _ask("Who owns both Star and Rook & Pawn?").sentence
    assert sentence.startswith("0 owners for both Star and Rook & Pawn. Known: ")
    assert {row["ownerLabel"] for row in _ask("Who owns Star and Rook & Pawn?").rows} >= {"Beta Cars", "Gamma Capital"}


def test_an_owner_is_had_in_common_but_a_small_share_is_not() -> None:
    shared = _ask("What do Epsilon Van and Rook & Pawn have in common?").sentence
    assert "the owner Gamma Capital" in shared
    assert "owner Beta Cars" not in _ask("What do Star and Delta Werke have in common?").sentence


def test_before_the_first_known_owner_no_owner_is_named() -> None:
    sentence = _ask("Who owned Star before Alpha Motor?").sentence
    assert sentence.startswith("No source here says that Star had another owner before Alpha Motor. Known: ")
    assert _ask("Who owned Star before Beta Cars?").sentence == "Star belonged to Alpha Motor from 1990 until 2008."


def test_a_listed_owner_stands_beside_a_minority_stake_but_not_beside_a_majority() -> None:
    assert {row["ownerLabel"] for row in _ask("Who owns Delta Werke?").rows} == {"Gamma Capital", "Beta Cars"}
    assert {row["ownerLabel"] for row in _ask("Who owns Rook & Pawn?").rows} == {"Gamma Capital"}


@pytest.mark.parametrize("name", ["Rook & Pawn", "Rook and Pawn", "rook&pawn"])
def test_the_sign_for_and_is_part_of_a_name(name: str) -> None:
    (condition,) = _ask(f"Who owns {name}?").form.conditions
    assert condition.names[0].label == "Rook & Pawn"


def test_a_name_of_a_firm_and_of_a_plant_is_the_firm_where_owners_are_asked() -> None:
    assert _ask("Who owns Epsilon Van?").sentence == "Epsilon Van has belonged to Gamma Capital (100 %) since 2001."
    assert _ask("Where is the Epsilon Van plant?").rows[0]["plantLabel"] == "Southport plant"


def test_the_partners_of_a_joint_venture_are_its_parents() -> None:
    (row,) = _ask("Who are the partners in Alpha Beta Venture?").rows
    assert row["partyLabel"] == "Alpha Motor, Beta Cars"


def test_plants_not_run_by_a_firm_are_not_those_of_its_joint_ventures() -> None:
    plants = {row["plantLabel"] for row in _ask("Which plants in Turkey are not run by Alpha Motor?").rows}
    assert plants == {"Eastport plant"}


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("actual", "Alpha Motor holds 40 % of Alpha Beta Venture (last reported on January 15, 2014)."),
        ("planned", "Alpha Motor held 40 % of Alpha Beta Venture (last reported on January 15, 2014)."),
    ],
)
def test_a_stake_in_a_venture_that_builds_is_told_in_the_present_with_its_age(status: str, sentence: str) -> None:
    papers = document("d1", published="2014-01-15"), document("d2", published="2024-01-15")
    facts = [
        fact("joint_venture", name="Alpha Beta Venture", parents=["Beta Cars"]),
        fact("stake", owner="Alpha Motor", owned="Alpha Beta Venture", share_percent=40),
        fact("production", status=status, documents=("d2",), model="Star One", builder="Alpha Beta Venture", country="TR"),
    ]  # fmt: skip
    store = build(corpus(*papers, *facts), gazetteer=Gazetteer(_entries())).store
    assert sentence[:-1] in ask("Who owns Alpha Beta Venture?", store, TODAY).sentence
