"""The slots of each kind of fact, derived from the record forms.

>>> slots_of("alias")["of"].role
<SlotRole.ANYTHING: 'name of anything'>
>>> sorted(slots_with(SlotRole.MARKET, SlotRole.PERCENT))
['markets', 'share_max', 'share_min', 'share_percent']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo
from pyoxigraph import NamedNode

from autokg.facts.models import KINDS, Fact
from autokg.facts.slot_roles import Side, SlotRole, find_marker

COMPARATOR = "_comparator"


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of a kind, or one that all kinds share.

    Attributes:
        is_list: whether it takes several values, in a list or by name.
        choices: the values of a closed list, empty for an open one.
        property: by which the graph holds its value; None if it only names or dates what other slots are about.
        side: whether it dates the start or the end of what the fact tells; None for other dates and slots.

    """

    name: str
    role: SlotRole
    is_list: bool
    choices: tuple[str, ...]
    property: NamedNode | None
    side: Side | None


@cache
def all_slots(kind: str) -> Mapping[str, Slot]:
    """Return the slots of a kind by name, in the order of the form: those that all kinds share, then its own.

    What identifies a record (kind, id) or shows where it comes from (evidence, found_by) is no slot.
    """
    fields = KINDS[kind].model_fields
    roles = {name: role for name, field in fields.items() if (role := find_marker(field, SlotRole))}
    return MappingProxyType({name: _slot(name, role, fields[name]) for name, role in roles.items()})


@cache
def slots_of(kind: str) -> Mapping[str, Slot]:
    """Return the slots that a kind has for itself, by name, in the order of the form."""
    own = {name: slot for name, slot in all_slots(kind).items() if name not in Fact.model_fields}
    return MappingProxyType(own)


def _slot(name: str, role: SlotRole, field: FieldInfo) -> Slot:
    words = tuple(word.value for word in next(_enums(field.annotation), ()))
    is_list = get_origin(field.annotation) in (tuple, dict)
    return Slot(name, role, is_list, words, find_marker(field, NamedNode), find_marker(field, Side))


def _enums(annotation: Any) -> Iterator[type[StrEnum]]:
    """Yield the closed lists in a type."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield annotation
    for part in get_args(annotation):
        yield from _enums(part)


@cache
def slots_with(*roles: SlotRole) -> frozenset[str]:
    """Return the names of the slots of any kind that have one of these roles."""
    return frozenset(slot.name for kind in KINDS for slot in slots_of(kind).values() if slot.role in roles)


@cache
def dated(kind: str, side: Side) -> tuple[str, ...]:
    """Return the slots of a kind that date its start, or its end."""
    return tuple(slot.name for slot in slots_of(kind).values() if slot.side is side)


@cache
def list_slots() -> frozenset[str]:
    """Return the names of the slots of any kind that take several values."""
    return frozenset(slot.name for kind in KINDS for slot in slots_of(kind).values() if slot.is_list)


@cache
def compared_slots() -> frozenset[str]:
    """Return the names of the slots of any kind whose number may have a bound beside it."""
    return frozenset(name.removesuffix(COMPARATOR) for name in slots_with(SlotRole.COMPARATOR))
