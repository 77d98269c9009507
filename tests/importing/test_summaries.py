"""The sentence of a record says every slot it fills, in a tense that is true to its status."""

from __future__ import annotations

from typing import Any

import pytest

from autokg.facts import KINDS
from autokg.facts import slot_roles as roles
from autokg.facts.slot_roles import SlotRole
from autokg.facts.slots import slots_of, slots_with
from autokg.importing.summaries import WORDINGS, summarize

# A value for each slot of each kind, by which it is found again in the sentence.
MARKS: dict[str, Any] = {
    "country": "KR", "markets": ["KR", "ASEAN"], "parties": ["Aaa", "Bbb", "Ccc"], "parents": ["Aaa", "Bbb"],
    "shares": {"Aaa": 50.0}, "currency": "EUR", "type": "technology-licence", "method": "CKD",
}  # fmt: skip
SAID: dict[str, str] = {
    "country": "South Korea", "markets": "South Korea and ASEAN", "parties": "Aaa, Bbb and Ccc",
    "parents": "Aaa and Bbb", "shares": "Aaa 50 %", "type": "technology licence",
}  # fmt: skip
DATES = slots_with(SlotRole.DATE) | {"as_of"}
NUMBERS = slots_with(*roles.NUMBERS)


def mark(slot: str) -> Any:
    return MARKS.get(slot, "2025-07" if slot in DATES else 1234 if slot in NUMBERS else f"The{slot.title()}")


def said_slots(kind: str) -> list[str]:
    bounds = slots_with(SlotRole.COMPARATOR)
    return ["as_of", *(slot for slot in slots_of(kind) if slot not in bounds)]


def test_every_kind_has_a_wording() -> None:
    assert set(WORDINGS) == set(KINDS)


@pytest.mark.parametrize(
    ("kind", "slot"), [(kind, slot) for kind in KINDS for slot in said_slots(kind) if slot != "product"]
)
def test_every_slot_is_said(kind: str, slot: str) -> None:
    record = {name: mark(name) for name in said_slots(kind) if kind != "production" or name != "product"}
    said = SAID.get(slot, "July 2025" if slot in DATES else "1,234" if slot in NUMBERS else str(mark(slot)))
    assert said in summarize({"kind": kind, **record})


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("planned", "The Sample 3 is to be built by Example Motors."),
        ("actual", "The Sample 3 is built by Example Motors."),
        ("ended", "The Sample 3 was built by Example Motors."),
        ("cancelled", "The Sample 3 was to be built by Example Motors, which was cancelled."),
        ("reported", "It is reported, not confirmed: the Sample 3 is built by Example Motors."),
        ("denied", "It is denied: the Sample 3 is built by Example Motors."),
    ],
)
def test_the_tense_is_that_of_the_status(status: str, said: str) -> None:
    slots = {
        "kind": "production",
        "status": status,
        "brand": "Sample",
        "model": "Sample 3",
        "builder": "Example Motors",
    }
    assert summarize(slots) == said


def test_a_stake_without_a_number_is_still_said() -> None:
    assert summarize({"kind": "stake", "owner": "A", "owned": "B", "share_min": 50.0}) == (
        "A holds a stake in B, at least 50 %."
    )


def test_a_bound_of_a_period_is_no_start() -> None:
    assert summarize({"kind": "production", "model": "Three", "start": "../2024"}) == (
        "The Three is built from a time until 2024."
    )
