"""The record form as a model is asked to fill it: quotes in the place of offsets, every slot there, null where empty.

Made from the kinds of `facts/forms.py`, in the part of JSON Schema that servers bind answers to: closed objects with
all properties required, no patterns, no maps with free keys.

    >>> role = form_of("role")
    >>> [slot for slot in role["properties"] if slot not in COMMON]
    ['person', 'organization', 'title', 'since', 'until']
    >>> role["properties"]["since"]["type"]
    ['string', 'null']
"""

from __future__ import annotations

from functools import cache
from typing import Any

from autokg.facts import KINDS, Fact, Status

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
    own = KINDS[kind].model_json_schema()
    slots = {name: _slot(own["properties"][name], own.get("$defs", {})) for name in slots_of(kind)}
    return _closed(
        {
            "kind": {"type": "string", "enum": [kind]},
            "status": {"type": "string", "enum": [status.value for status in Status]},
            "quote": _TEXT,
            "elsewhere": _ELSEWHERE,
            "speaker": _TEXT_OR_NULL,
            **slots,
        }
    )


def slots_of(kind: str) -> list[str]:
    """Return the slots of a kind in the order of the form."""
    return [name for name in KINDS[kind].model_fields if name not in Fact.model_fields]


def describe_kinds() -> str:
    """Return a line a kind, for a server that binds no answer to a schema: its meaning, slots and what it needs."""
    return "\n".join(_describe(kind) for kind in KINDS)


def _describe(kind: str) -> str:
    needs = "; ".join(" or ".join(group) for group in KINDS[kind].requires())
    meaning = (KINDS[kind].__doc__ or "").strip()
    return f"- {kind}: {meaning} Slots: {', '.join(slots_of(kind))}. Needs {needs}."


def _slot(own: Schema, definitions: Schema) -> Schema:
    """Return a slot as text, number, list or one of some words, each with null but the list."""
    if own.get("type") == "array":
        return {"type": "array", "items": _TEXT}
    if own.get("type") == "object":
        return _SHARES
    held = next((option for option in own.get("anyOf", [own]) if option.get("type") != "null"), own)
    if "$ref" in held:
        words = definitions[held["$ref"].rpartition("/")[2]]["enum"]
        return {"type": ["string", "null"], "enum": [*words, None]}
    return {"type": [held["type"], "null"]}
