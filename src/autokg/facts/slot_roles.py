"""Roles: what the slots of press facts hold, stated once in the type of each slot.

`SlotRole` stands in the types of `facts/models.py`; `find_role` reads it back from a field.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args

from pydantic.fields import FieldInfo


class SlotRole(StrEnum):
    """What a slot holds."""

    ORGANIZATION = "name of an organisation"
    PERSON = "name of a person"
    MODEL = "name of a vehicle model"
    BRAND = "name of a brand"
    PLATFORM = "name of a platform"
    PRODUCT = "goods, such as battery cells"
    PLANT = "name of a plant"
    PLACE = "name of a town, region or country"
    SITE = "name of a plant or an organisation"
    ANYTHING = "name of anything"
    WORDS = "words of the text"
    ATTRIBUTE = "words such as battery electric, SUV or compact"
    MARKET = "country code or name of a region"
    DATE = "EDTF date"
    COUNTRY = "country code (ISO 3166-1 alpha-2)"
    CURRENCY = "currency code (ISO 4217)"
    PERCENT = "per cent, 0 to 100"
    PEOPLE = "number of people"
    VEHICLES = "number of vehicles a year"
    MONEY = "amount of money"
    SHARES = "per cent by name of the owner"
    CONFIDENCE = "confidence, 0 to 1"
    COMPARATOR = "bound of a number"
    CHOICE = "one of a closed list"


NAMES = frozenset(
    {SlotRole.ORGANIZATION, SlotRole.PERSON, SlotRole.MODEL, SlotRole.BRAND, SlotRole.PLATFORM, SlotRole.PLANT}
    | {SlotRole.PLACE, SlotRole.SITE, SlotRole.ANYTHING, SlotRole.WORDS}
)
NUMBERS = frozenset({SlotRole.PERCENT, SlotRole.PEOPLE, SlotRole.VEHICLES, SlotRole.MONEY, SlotRole.CONFIDENCE})


def find_role(field: FieldInfo) -> SlotRole | None:
    """Return the role that a field's type states, None if it states none."""
    return next(_roles([*field.metadata, field.annotation]), None)


def _roles(parts: list[Any]) -> Iterator[SlotRole]:
    """Yield the roles in a type, the outermost first."""
    for part in parts:
        if isinstance(part, SlotRole):
            yield part
    for part in parts:
        yield from _roles([*getattr(part, "__metadata__", ()), *get_args(part)])
