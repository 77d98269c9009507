"""Make and carline of a label filing → brand and model, as far as the reference data knows them.

A filing lists trims, doors and engines as lines of their own. A carline stands for the model with the longest name it
starts with, unless what is left over says that its drive is another (a hybrid is a model of its own); what the
reference data does not know stands as filed.
"""

from __future__ import annotations

import re
from functools import cache

from autokg.ids import fold
from autokg.reference import EntityType, Gazetteer

_OTHER_DRIVE = re.compile(
    r"\b(?:hybrid|phev|hev|mhev|ev|bev|fcev|electric|electrified|plug in|e tron|recharge|prime)\b"
)


def brand_name(make: str, gazetteer: Gazetteer) -> str:
    """Return the brand of a make by its main name."""
    brands = gazetteer.find(make, {EntityType.BRAND})
    return brands[0].name if len(brands) == 1 else make


def model_name(brand: str, carline: str, gazetteer: Gazetteer) -> str:
    """Return the model that a carline stands for, badge first."""
    words = fold(carline).split()
    for size in range(len(words), 0, -1):
        short, rest = fold(f"{brand} {' '.join(words[:size])}"), " ".join(words[size:])
        models = gazetteer.find(short, {EntityType.MODEL})
        if len(models) == 1 and not _may_be_another(short, rest, gazetteer):
            return models[0].name
    return carline if fold(carline).startswith(fold(brand)) else f"{brand} {carline}"


def _may_be_another(short: str, rest: str, gazetteer: Gazetteer) -> bool:
    """Whether what a model's name leaves over may make another model of it: a drive, or a longer name abbreviated."""
    return bool(rest) and bool(_OTHER_DRIVE.search(rest) or f"{short} {rest[0]}" in _beginnings(gazetteer))


@cache
def _beginnings(gazetteer: Gazetteer) -> frozenset[str]:
    """Return the names of models cut after the first letter of each word."""
    keys = (key for key, _ in gazetteer.names({EntityType.MODEL}))
    return frozenset(key[: space.end() + 1] for key in keys for space in re.finditer(" ", key))
