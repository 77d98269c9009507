"""Make and carline as filed with NHTSA → brand and model, as far as the reference data knows them.

A filing lists trims, doors and engines as lines of their own. A carline is the model with the longest name it starts
with, unless the rest names another drive (a hybrid is a model of its own). A carline without a known model stays as
filed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from autokg.core.ids import fold
from autokg.names.gazetteer import EntityType, Gazetteer

_OTHER_DRIVE = re.compile(r"\b(?:hybrid|phev|mhev|ev|fcev|electrified|e tron|recharge|prime)\b")
# How filings write the drives that the names of models end in.
_DRIVES = (("plug in hybrid", "phev"), ("hev", "hybrid"), ("bev", "ev"), ("electric", "ev"))


def brand_name(make: str, gazetteer: Gazetteer) -> str:
    """Return the brand of a make by its main name."""
    brands = gazetteer.find(make, {EntityType.BRAND})
    return brands[0].name if len(brands) == 1 else make


def model_name(brand: str, carline: str, gazetteer: Gazetteer) -> str:
    """Return the name of the model of a carline, badge first."""
    filed = carline if fold(carline).startswith(fold(brand)) else f"{brand} {carline}"
    return find_model(brand, carline, gazetteer) or filed


def find_model(brand: str, carline: str, gazetteer: Gazetteer) -> str | None:
    """Return the known model of a carline, None if there is none."""
    words = _plain(brand, carline)
    for size in range(len(words), 0, -1):
        short, rest = " ".join([fold(brand), *words[:size]]), words[size:]
        models = gazetteer.find(short, {EntityType.MODEL})
        if len(models) == 1 and not _may_be_another(short, rest, gazetteer):
            return models[0].name
    return None


def _plain(brand: str, carline: str) -> list[str]:
    """Return the words of a carline without its badge, the drives by their common words."""
    plain = fold(carline).removeprefix(f"{fold(brand)} ")
    for filed, common in _DRIVES:
        plain = re.sub(rf"\b{filed}\b", common, plain)
    return plain.split()


def _may_be_another(short: str, rest: list[str], gazetteer: Gazetteer) -> bool:
    """Return whether the rest after a model's name may name another model: a drive, or an abbreviated longer name."""
    if not rest:
        return False
    longer = _longer_names(gazetteer).get(short, ())
    return bool(_OTHER_DRIVE.search(" ".join(rest))) or any(_abbreviates(rest[0], words) for words in longer)


def _abbreviates(word: str, words: tuple[str, ...]) -> bool:
    """Return whether a word abbreviates some words: their initials ("cc"), or letters of the first ("cntry")."""
    letters = iter(words[0])
    return word == "".join(other[0] for other in words) or all(letter in letters for letter in word)


@cache
def _longer_names(gazetteer: Gazetteer) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return, for each beginning of a model's name, the words that follow it in all names."""
    longer = defaultdict(list)
    for key, _ in gazetteer.names({EntityType.MODEL}):
        words = key.split()
        for size in range(1, len(words)):
            longer[" ".join(words[:size])].append(tuple(words[size:]))
    return {short: tuple(rests) for short, rests in longer.items()}
