"""A slot is declared in one place: the forms. What reads, imports and checks facts follows from the declaration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import pytest

from autokg.claims.statements import statements_of
from autokg.core import enums
from autokg.core.dates import ImpreciseDate
from autokg.core.terms import AKG
from autokg.facts import KINDS, closed_lists, make_fact
from autokg.facts.models import Alias, People, Start
from autokg.facts.slot_roles import Side, SlotRole
from autokg.facts.slots import all_slots, compared_slots, dated, list_slots, slots_of, slots_with
from autokg.importing.cell_values import read_slot
from autokg.importing.cells import ColumnSpec
from autokg.importing.summaries import _unworded, summarize
from autokg.names.resolver import Resolver
from autokg.reading import scoring
from autokg.reading.llm.schema import describe_kinds, form_of
from builders import GAZETTEER, document, fact, map_fact

# Modules that say more of a slot than its role: its words, its weight in the evaluation, rules for it.
NAMING = {
    "importing/summaries.py", "importing/sources/wikidata.py", "reading/scoring.py",
    "reading/rules/production.py", "reading/rules/attributes.py", "reading/rules/headlines.py", "reading/language/profile.py", "answers/phrases.py",
}  # fmt: skip


class Nickname(Alias):
    """An alias with two slots more."""

    kind: Literal["alias"]
    first_used: Annotated[Start, AKG.since]
    speakers: Annotated[People | None, AKG.employees] = None


@pytest.fixture
def _two_slots_more(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    derived = (all_slots, slots_of, slots_with, list_slots, compared_slots, dated, _unworded)
    monkeypatch.setitem(KINDS, "alias", Nickname)
    for table in derived:
        table.cache_clear()
    yield
    for table in derived:
        table.cache_clear()


@pytest.mark.usefixtures("_two_slots_more")
def test_a_new_slot_is_known_everywhere() -> None:
    assert slots_of("alias")["first_used"].role is SlotRole.DATE
    assert Nickname.requires() == (("alias",), ("of",), ("first_used",))
    assert Nickname.model_json_schema()["required"][-1] == "first_used"
    assert form_of("alias")["properties"]["speakers"] == {"type": ["integer", "null"]}
    assert "first_used, speakers. Needs alias; of; first_used." in describe_kinds()
    column = ColumnSpec(column="C")
    assert read_slot("alias", "first_used", "H2 2025", column) == "2025-41"
    assert read_slot("alias", "speakers", "1,500", column) == 1500
    slots = {"kind": "alias", "status": "actual", "alias": "A", "of": "B", "first_used": "2025-07", "speakers": 1500}
    assert summarize(slots) == "A is another name of B, first used July 2025, speakers 1,500."
    evidence = [{"document": "d1", "summary": "Somebody says so."}]
    made = make_fact({**slots, "evidence": evidence})
    assert made.slots()["first_used"] == "2025-07"
    claims = map_fact(made, document("d1"), Resolver(GAZETTEER)).claims
    assert {AKG.since: "2025-07", AKG.employees: "1500"}.items() <= {
        c.predicate: c.object.value for c in claims
    }.items()
    assert {claim.saying.begins for claim in claims} == {ImpreciseDate.parse("2025-07")}


# What a slot may hold, by its role; and a fact of each kind without slots that stand in the place of others.
VALUES: dict[SlotRole, Any] = {
    SlotRole.DATE: "2024", SlotRole.COUNTRY: "KR", SlotRole.CURRENCY: "EUR", SlotRole.PERCENT: 20, SlotRole.PEOPLE: 20,
    SlotRole.VEHICLES: 20, SlotRole.MONEY: 20, SlotRole.SHARES: {"EM": 50}, SlotRole.COMPARATOR: "over",
}  # fmt: skip
LEAST: dict[str, dict[str, Any]] = {
    "production": {}, "agreement": {"parties": ["EM"]}, "joint_venture": {"name": "EM Two"},
    "stake": {"owner": "EM", "owned": "Sample Group"}, "brand": {"brand": "Sample", "owner": "EM"},
    "plant": {"plant": "Northport"}, "model": {"model": "Sample 4"},
    "role": {"person": "A. Person", "organization": "EM", "title": "CEO"}, "supply": {"supplier": "EM", "product": "cells"},
    "investment": {"investor": "EM", "amount": 20}, "alias": {"alias": "S4", "of": "Sample 4"},
}  # fmt: skip
# Slots that name the thing which the others are about, or the deal; and dates of a brand, which end only its claim.
WITHOUT_PROPERTY = {
    ("agreement", "name"), ("joint_venture", "name"), ("brand", "brand"), ("brand", "since"), ("brand", "until"),
    ("plant", "plant"), ("model", "model"), ("alias", "of"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in KINDS for name in slots_of(kind)])
def test_each_slot_is_stated_by_its_property(kind: str, name: str) -> None:
    slot = slots_of(kind)[name]
    if slot.role is SlotRole.COMPARATOR or (kind, name) in WITHOUT_PROPERTY:
        assert slot.property is None
        return
    value = slot.choices[-1] if slot.choices else VALUES.get(slot.role, "Sample 4")
    slots = LEAST[kind] | {name: [value] if slot.is_list and slot.role is not SlotRole.SHARES else value}
    if kind == "production" and name != "product":
        slots = {"model": "Sample 4"} | slots
    stated = [one for one in statements_of(fact(kind, **slots), Resolver(GAZETTEER)) if one.slot == name]
    assert slot.property in {one.predicate for one in stated}


@pytest.mark.parametrize("kind", KINDS)
def test_a_date_is_stated_or_dates_the_start_or_the_end(kind: str) -> None:
    for slot in slots_of(kind).values():
        assert slot.role is not SlotRole.DATE or slot.property or slot.side, slot.name
    for side in Side:
        assert len(dated(kind, side)) <= 1


# What the evaluation leaves out, or scores by another name: places as `where`, parties and parents as `party`, markets.
UNSCORED = {
    "production": {"product", "brand", "plant", "place", "country", "markets", "method"},
    "agreement": {"type", "parties", "signed", "ended", "model", "plant", "markets"},
    "joint_venture": {"parents", "shares", "formed", "dissolved", "place", "country"},
    "stake": {"share_min", "share_max", "since", "until"},
    "brand": {"since", "until"},
    "plant": set(),
    "model": {"brand", "derived_from"},
    "role": {"since", "until"},
    "supply": {"product", "model", "since", "until"},
    "investment": {"currency", "target", "place", "country", "date"},
    "alias": set(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_slot_is_scored_or_left_out_on_purpose(kind: str) -> None:
    names, values = scoring._SCORED[kind]
    scored = {*names, *values}
    assert {name for name in slots_of(kind) if not name.endswith("_comparator")} - scored == UNSCORED[kind]


def test_the_words_of_closed_lists_are_those_of_their_enums() -> None:
    for words, enum in (
        (closed_lists.StatusName, enums.Status),
        (closed_lists.MethodName, enums.Method),
        (closed_lists.AgreementTypeName, enums.AgreementType),
    ):
        assert get_args(words) == tuple(enum)


def test_slots_are_named_in_few_modules(root: Path) -> None:
    names = {name for kind in KINDS for name in slots_of(kind) if "_" in name} | {"employees", "powertrain"}
    literal = re.compile(
        rf"""[(\[{{,:] ?["'](?:{"|".join(sorted(names))})["']|\n +["'](?:{"|".join(sorted(names))})["']"""
    )
    package = root / "src" / "autokg"
    naming = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if literal.search(re.sub(r'"""(?s:.*?)"""', "", path.read_text(encoding="utf-8")))
    }
    # Answers name the columns of their queries, some of which are called as slots are; frames of verbs fill slots.
    assert {path for path in naming if not path.startswith(("answers/", "reading/frames/"))} - {
        "facts/models.py"
    } <= NAMING
