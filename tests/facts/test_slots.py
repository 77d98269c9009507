"""Kinds and slots are declared once, with their roles; all tables follow from the declaration."""

from __future__ import annotations

import pytest

from autokg.facts import KINDS, Fact
from autokg.facts.slot_roles import SlotRole
from autokg.facts.slots import COMPARATOR, all_slots, compared_slots, list_slots, slots_of, slots_with

NO_SLOTS = {"kind", "id", "evidence", "found_by"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_but_identity_and_provenance_has_a_role(kind: str) -> None:
    assert {*all_slots(kind)} == {*KINDS[kind].model_fields} - NO_SLOTS


@pytest.mark.parametrize("kind", KINDS)
def test_own_slots_leave_out_what_all_kinds_share(kind: str) -> None:
    shared = {"status", "speaker", "as_of", "confidence", "note"}
    assert {*all_slots(kind)} - {*slots_of(kind)} == shared
    assert list(slots_of(kind)) == [name for name in KINDS[kind].model_fields if name not in Fact.model_fields]


def test_every_role_is_that_of_a_slot() -> None:
    assert {slot.role for kind in KINDS for slot in all_slots(kind).values()} == set(SlotRole)


@pytest.mark.parametrize("kind", KINDS)
def test_a_bound_stands_beside_a_number_of_the_same_kind(kind: str) -> None:
    numbers = {SlotRole.PEOPLE, SlotRole.VEHICLES, SlotRole.PERCENT, SlotRole.MONEY}
    slots = slots_of(kind)
    bounds = [name for name, slot in slots.items() if slot.role is SlotRole.COMPARATOR]
    assert all(slots[name.removesuffix(COMPARATOR)].role in numbers for name in bounds)


def test_lists_choices_and_roles_are_told() -> None:
    assert list_slots() == {"markets", "parties", "parents", "shares"}
    assert slots_of("production")["method"].choices == ("full", "CKD", "SKD")
    assert slots_of("stake")["owner"].role is SlotRole.ORGANIZATION
    assert slots_of("joint_venture")["shares"].role is SlotRole.SHARES
    assert slots_with(SlotRole.MONEY) == {"amount"}
    assert compared_slots() == {"amount", "capacity_per_year", "employees", "share_percent", "volume_per_year"}
