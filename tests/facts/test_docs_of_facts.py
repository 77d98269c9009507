"""docs/facts.md lists every kind and slot as it is declared."""

from __future__ import annotations

from pathlib import Path

from autokg.facts import KINDS
from autokg.facts.slot_roles import SlotRole
from autokg.facts.slots import Slot, all_slots, slots_of


def _row(kind: str, slot: Slot) -> str:
    form = KINDS[kind]
    needed = "yes" if form.model_fields[slot.name].is_required() else "one of these" if slot.name in form.one_of else ""
    values = ", ".join(slot.choices) if slot.choices else str(slot.role)
    listed = "list: " if slot.is_list and slot.role is not SlotRole.SHARES else ""
    return f"| `{slot.name}` | {listed}{values} | {needed} |"


def test_the_page_shows_every_slot_with_its_role(root: Path) -> None:
    expected = ["| slot | holds | required |", "|---|---|---|"]
    shared = [slot for name, slot in all_slots("alias").items() if name not in slots_of("alias")]
    parts = ["\n".join([*expected, *(_row("alias", slot) for slot in shared)])]
    for kind, form in KINDS.items():
        rows = [_row(kind, slot) for slot in slots_of(kind).values()]
        parts.append("\n".join([f"## {kind}", "", (form.__doc__ or "").strip(), "", *expected, *rows]))
    page = (root / "docs" / "facts.md").read_text(encoding="utf-8")
    for part in parts:
        assert part in page, f"docs/facts.md lacks:\n{part}"
