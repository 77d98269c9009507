"""Roles: what the slots of press facts hold, stated once in the type of each slot.

`SlotRole` and `Side` stand in the types of `facts/models.py`; `find_marker` reads them back from a field.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, TypeVar, get_args

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


class Side(StrEnum):
    """Which end of what a fact tells a date gives."""

    START = "start"
    END = "end"


_Marker = TypeVar("_Marker")


def find_marker(field: FieldInfo, marker: type[_Marker]) -> _Marker | None:
    """Return the first marker of a class that a field's type has, the outermost first; None if it has none."""
    return next((part for part in _markers([*field.metadata, field.annotation]) if isinstance(part, marker)), None)


def _markers(parts: list[Any]) -> Iterator[Any]:
    """Yield what stands in a type, level by level."""
    yield from parts
    for part in parts:
        if inner := [*getattr(part, "__metadata__", ()), *get_args(part)]:
            yield from _markers(inner)
