"""Tell the words that may stand in the name of a listed plant: its place, its maker, its maker's brands."""

from __future__ import annotations

from functools import lru_cache

from autokg.core import geography
from autokg.core.ids import fold
from autokg.names.entity import Thing
from autokg.names.gazetteer import EntityType, Entry, Gazetteer
from autokg.names.legal_forms import fold_name
from autokg.names.site_wording import short_name


@lru_cache(maxsize=8192)
def _brands_of(gazetteer: Gazetteer, organization: str | None) -> tuple[Entry, ...]:
    """Return the brands that an organisation owns."""
    return tuple(e for e in gazetteer.entries if e.type is EntityType.BRAND and e.organization == organization)


@lru_cache(maxsize=8192)
def names_in_wordings(gazetteer: Gazetteer, maker: Thing) -> frozenset[str]:
    """Return the folded names by which the wording for a plant may speak of its maker: whole, short and brands."""
    names = {fold_name(name) for name in (maker.label, *maker.names)}
    brands = _brands_of(gazetteer, maker.local)
    return frozenset({*names, *map(short_name, names), *(fold(name) for brand in brands for name in brand.names)})


@lru_cache(maxsize=8192)
def maker_words(gazetteer: Gazetteer, plant: Entry) -> frozenset[str]:
    """Return the words that a plant's name may have beside its place: its own, its country's, its maker's."""
    operator = gazetteer.find_organization(plant.organization)
    brands = _brands_of(gazetteer, plant.organization)
    names = [*plant.names, *(name for entry in (*filter(None, (operator,)), *brands) for name in entry.names)]
    country = geography.names_of(plant.country) if plant.country else ()
    return frozenset(word for name in (*names, *country) for word in fold(name).split())


@lru_cache(maxsize=8)
def plant_places(gazetteer: Gazetteer) -> list[tuple[Entry, frozenset[str]]]:
    """Return the plants of a gazetteer with the words of the place each lies at."""
    plants = (entry for entry in gazetteer.entries if entry.type is EntityType.PLANT)
    return [(plant, frozenset(fold(plant.place or "").split())) for plant in plants]
