"""A slot is declared in one place: the forms. What reads, imports and checks facts follows from the declaration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from autokg.facts import KINDS, make_fact
from autokg.facts.models import Alias, Edtf, People
from autokg.facts.slot_roles import SlotRole
from autokg.facts.slots import all_slots, compared_slots, list_slots, slots_of, slots_with
from autokg.importing.cell_values import read_slot
from autokg.importing.cells import ColumnSpec
from autokg.importing.summaries import _unworded, summarize
from autokg.reading.llm.schema import describe_kinds, form_of

# Modules that say more of a slot than its role: its property, its words, its weight in the evaluation, rules for it.
NAMING = {
    "claims/statements.py", "importing/summaries.py", "importing/sources/wikidata.py", "reading/scoring.py",
    "reading/rules/production.py", "reading/rules/attributes.py", "reading/rules/headlines.py", "reading/language/profile.py", "answers/phrases.py",
}  # fmt: skip


class Nickname(Alias):
    """An alias with two slots more."""

    kind: Literal["alias"]
    first_used: Edtf
    speakers: People | None = None


@pytest.fixture
def _two_slots_more(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    derived = (all_slots, slots_of, slots_with, list_slots, compared_slots, _unworded)
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
    assert make_fact({**slots, "evidence": evidence}).slots()["first_used"] == "2025-07"


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
    # Answers name the columns of their queries, some of which are called as slots are.
    assert {path for path in naming if not path.startswith("answers/")} - {"facts/models.py"} <= NAMING
