"""Describe the record form to a language model: quotes instead of offsets, every slot present, null if empty.

Derived from the declared slots, in the subset of JSON Schema that servers enforce: closed objects with all properties
required, no patterns, no maps with free keys.

    >>> role = form_of("role")
    >>> [slot for slot in role["properties"] if slot not in COMMON]
    ['person', 'organization', 'title', 'since', 'until']
    >>> role["properties"]["since"]["type"]
    ['string', 'null']
"""

from __future__ import annotations

from functools import cache
from typing import Any

from autokg.facts import KINDS, Status
from autokg.facts.slot_roles import NUMBERS, SlotRole
from autokg.facts.slots import Slot, slots_of

COMMON = ("kind", "status", "quote", "elsewhere", "speaker")

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}


def _closed(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_ELSEWHERE = {"type": "array", "items": _closed({"slot": _TEXT, "quote": _TEXT})}
_SHARES = {"type": "array", "items": _closed({"parent": _TEXT, "percent": {"type": "number"}})}


@cache
def answer_schema() -> Schema:
    """Return the schema of a whole answer."""
    forms = [form_of(kind) for kind in KINDS]
    return _closed({"facts": {"type": "array", "items": {"anyOf": forms}}})


def form_of(kind: str) -> Schema:
    """Return the schema of one fact of a kind."""
    return _closed(
        {
            "kind": {"type": "string", "enum": [kind]},
            "status": {"type": "string", "enum": [status.value for status in Status]},
            "quote": _TEXT,
            "elsewhere": _ELSEWHERE,
            "speaker": _TEXT_OR_NULL,
            **{name: _schema_of(slot) for name, slot in slots_of(kind).items()},
        }
    )


def describe_kinds() -> str:
    """Return a line per kind with its meaning, slots and required slots, for servers that take no schema."""
    return "\n".join(_describe(kind) for kind in KINDS)


def _describe(kind: str) -> str:
    needs = "; ".join(" or ".join(group) for group in KINDS[kind].requires())
    meaning = (KINDS[kind].__doc__ or "").strip()
    return f"- {kind}: {meaning} Slots: {', '.join(slots_of(kind))}. Needs {needs}."


def _schema_of(slot: Slot) -> Schema:
    """Return a slot as text, number, list or one of some words; null means an empty one, except for a list."""
    if slot.role is SlotRole.SHARES:
        return _SHARES
    if slot.is_list:
        return {"type": "array", "items": _TEXT}
    if slot.choices:
        return {"type": ["string", "null"], "enum": [*slot.choices, None]}
    number = "integer" if slot.role is SlotRole.PEOPLE else "number"
    return {"type": [number if slot.role in NUMBERS else "string", "null"]}
