"""The values that a model fills in, brought into the record form where their meaning is plain.

>>> said = {"kind": "plant", "quote": "…", "plant": " Lyon works ", "country": "France", "operator": None}
>>> to_form(said)
{'plant': 'Lyon works', 'country': 'FR'}
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from autokg.core.geography import find_region, is_country, region_name
from autokg.facts import Fact
from autokg.facts.slot_roles import SlotRole
from autokg.facts.slots import COMPARATOR, list_slots, slots_with
from autokg.reading.llm.schema import COMMON

_NOT_SLOTS = {*COMMON, *Fact.model_fields}
_MARKETS, _SHARES = slots_with(SlotRole.MARKET), slots_with(SlotRole.SHARES)
_LISTS, _COUNTRIES = list_slots() - _SHARES, slots_with(SlotRole.COUNTRY)


def to_form(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the slots that a model filled, in the record form; what has no plain meaning stays as it is.

    A confidence, note or id, which a model was not asked for, is not its to give.
    """
    slots = {slot: _value(slot, value) for slot, value in item.items() if slot not in _NOT_SLOTS}
    return {
        slot: value
        for slot, value in slots.items()
        if value not in (None, "", [], {}) and slots.get(slot.removesuffix(COMPARATOR)) is not None
    }


def _value(slot: str, value: Any) -> Any:
    if slot in _LISTS and isinstance(value, (str, list)):
        items = [value] if isinstance(value, str) else value
        values = [item.strip() for item in items if isinstance(item, str) and item.strip()]
        return [_market(item) for item in values] if slot in _MARKETS else values
    if slot in _SHARES and isinstance(value, list):
        return {
            item["parent"]: item["percent"]
            for item in value
            if isinstance(item, dict) and {"parent", "percent"} <= {*item}
        }
    if slot in _COUNTRIES and isinstance(value, str):
        return _country(value.strip())
    return value.strip() if isinstance(value, str) else value


def _country(name: str) -> str:
    code = find_region(name)
    return code if code and is_country(code) else name


def _market(name: str) -> str:
    code = find_region(name)
    return name if code is None else code if is_country(code) else region_name(code)


def quotes_for(slot: str, elsewhere: Any) -> list[str]:
    """Return the words that a model cites for a slot, from the list that is asked for or a map of slot to words."""
    cited = (
        [{"slot": name, "quote": words} for name, words in elsewhere.items()]
        if isinstance(elsewhere, dict)
        else elsewhere
    )
    return [
        reference["quote"]
        for reference in (cited if isinstance(cited, list) else [])
        if isinstance(reference, dict) and reference.get("slot") == slot and isinstance(reference.get("quote"), str)
    ]


def without(record: Mapping[str, Any], slots: Collection[str]) -> dict[str, Any]:
    """Return a record without some slots, what compares their numbers and what cites spans for them."""
    gone = {*slots, *(f"{slot}{COMPARATOR}" for slot in slots)}
    remaining = {slot: value for slot, value in record.items() if slot not in gone}
    if "evidence" in remaining:
        remaining["evidence"] = [_uncited(evidence, gone) for evidence in remaining["evidence"]]
    return remaining


def _uncited(evidence: Mapping[str, Any], slots: Collection[str]) -> dict[str, Any]:
    cited = {slot: span for slot, span in (evidence.get("slots") or {}).items() if slot not in slots}
    return {**evidence, "slots": cited}
