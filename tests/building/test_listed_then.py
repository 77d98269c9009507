"""Owners and operators of the reference data do not stand in a past before they began."""

from __future__ import annotations

import pytest

from autokg.building.as_of import recall
from autokg.building.build import build
from autokg.building.moment import Moment
from autokg.core.terms import AKG
from autokg.facts import Document, Fact
from autokg.names.gazetteer import EntityType, Entry, Gazetteer
from builders import corpus, document, fact

GAZETTEER = Gazetteer(
    [
        Entry(id="big-holding", type=EntityType.GROUP, name="Big Holding"),
        Entry(id="acme-motors", type=EntityType.COMPANY, name="Acme Motors"),
        Entry(id="acme", type=EntityType.BRAND, name="Acme", organization="acme-motors"),
        Entry(id="zenith", type=EntityType.BRAND, name="Zenith", organization="big-holding"),
        Entry(id="northport", type=EntityType.PLANT, name="Northport plant", country="KR", place="Northport",
              organization="big-holding", source="a test"),
    ]
)  # fmt: skip
OLD, NEW = document("old", published="2014-05-01"), document("new", published="2021-02-01")
SOLD = fact("brand", documents=("new",), brand="Zenith", owner="Big Holding")
OWNED = fact("stake", documents=("old",), owner="Big Holding", owned="Acme Motors", share_percent=60)


def listed(day: str, *records: Document | Fact) -> set[str]:
    """Return what has a listed owner or operator in the past of some records."""
    whole = build(corpus(OLD, NEW, *records), gazetteer=GAZETTEER).store
    past = recall(whole, Moment.of(day), GAZETTEER).store
    ties = (quad for one in (AKG.listedOwner, AKG.listedOperator) for quad in past.match(None, one, None, None))
    return {quad.subject.value.rpartition("/")[2] for quad in ties}  # type: ignore[union-attr]


ALWAYS = {"acme"}  # it has the name of its owner


@pytest.mark.parametrize(
    ("day", "expected"), [("2021-01-31", ALWAYS), ("2021-02-01", {*ALWAYS, "zenith", "northport"})]
)
def test_a_listed_owner_begins_with_the_first_source_that_tells_it(day: str, expected: set[str]) -> None:
    assert listed(day, SOLD) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2014-04-30", ALWAYS), ("2014-05-01", {*ALWAYS, "zenith", "northport"})]
)
def test_one_that_no_source_tells_begins_with_its_owner(day: str, expected: set[str]) -> None:
    assert listed(day, OWNED) == expected


def test_a_tie_told_later_does_not_begin_with_its_owner() -> None:
    assert listed("2015", OWNED, SOLD) == {*ALWAYS, "northport"}


def test_a_plan_to_own_does_not_begin_a_tie() -> None:
    plan = fact("brand", status="planned", documents=("old",), brand="Zenith", owner="Big Holding")
    assert listed("2015", plan) == ALWAYS
    assert listed("2022", plan, SOLD) == {*ALWAYS, "zenith", "northport"}
