"""Load the reference data (gazetteer): known organisations, brands, plants, models and markets with their names.

    >>> gazetteer = Gazetteer([Entry(id="acme", type=EntityType.COMPANY, name="Acme Motors", aliases=("아크메",))])
    >>> [entity.id for entity in gazetteer.find("ACME motors")], [entity.id for entity in gazetteer.find("아크메")]
    (['acme'], ['acme'])

An entry gives the names of a thing, so that texts can refer to it; claims about it are press facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pyoxigraph import NamedNode

from autokg.core.files import split_lines
from autokg.core.ids import fold
from autokg.core.resources import find_resource
from autokg.core.terms import AKG
from autokg.errors import InputError
from autokg.facts import Country, Edtf, Name


class EntityType(StrEnum):
    """Type of a named thing. Press uses one name for several types."""

    COMPANY = "company"
    GROUP = "group"
    BRAND = "brand"
    PLANT = "plant"
    MODEL = "model"
    PLATFORM = "platform"
    PLACE = "place"
    MARKET = "market"


ORGANIZATIONS = frozenset({EntityType.COMPANY, EntityType.GROUP})
CLASSES: dict[EntityType, NamedNode] = {
    EntityType.COMPANY: AKG.Company,
    EntityType.GROUP: AKG.Group,
    EntityType.BRAND: AKG.Brand,
    EntityType.PLANT: AKG.Plant,
    EntityType.MODEL: AKG.VehicleModel,
    EntityType.PLATFORM: AKG.Platform,
    EntityType.PLACE: AKG.Place,
    EntityType.MARKET: AKG.Region,
}
_COLLECTIONS: dict[EntityType, str] = {
    EntityType.COMPANY: "organization",
    EntityType.GROUP: "organization",
    EntityType.MARKET: "region",
}


def collection_of(type_: EntityType) -> str:
    """Return the part of an IRI that things of a type share."""
    return _COLLECTIONS.get(type_, type_.value)


class Alias(BaseModel):
    """Another name, with its language and, for a former name, the period in which it was used."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    language: str | None = None
    period: Edtf | None = None


class Entry(BaseModel):
    """One thing the reference data knows.

    Attributes:
        id: the slug that its IRI ends in, unique among the things of one collection.
        ambiguous: names that are ordinary words too, and count only where the context asks for this type.
        brand: for a model, the id of its badge. organization: for a brand, its owner; for a plant, its operator; for a
            company, its parent.
        latitude, longitude: degrees, north and east; of a town its middle. geonames: the id of the place there, whose
            coordinates they are.
        source: where an entry's own statements (city, country, Wikidata id) come from.

    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
    type: EntityType
    name: Name
    aliases: tuple[Alias, ...] = ()
    ambiguous: tuple[Name, ...] = ()
    country: Country | None = None
    place: Name | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    brand: str | None = None
    organization: str | None = None
    wikidata: Annotated[str, Field(pattern=r"^Q\d+$")] | None = None
    geonames: int | None = Field(default=None, gt=0)
    source: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_aliases(cls, data: object) -> object:
        """Take a plain string as an alias without language."""
        if isinstance(data, dict) and "aliases" in data:
            aliases = [{"name": alias} if isinstance(alias, str) else alias for alias in data["aliases"]]
            return {**data, "aliases": aliases}
        return data

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and all aliases."""
        return (self.name, *(alias.name for alias in self.aliases))


class Gazetteer:
    """Entries by their names."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Index the entries; an id that stands twice in one type is an `InputError`."""
        self.entries = tuple(entries)
        self._by_name: dict[str, list[Entry]] = defaultdict(list)
        self._by_id: dict[tuple[EntityType, str], Entry] = {}
        for entry in self.entries:
            if self._by_id.setdefault((entry.type, entry.id), entry) is not entry:
                raise InputError(f"the reference data has two entries of type {entry.type} with the id {entry.id!r}")
            for key in dict.fromkeys(fold(name) for name in (*entry.names, *entry.ambiguous)):
                self._by_name[key].append(entry)

    def find(self, name: str, types: Collection[EntityType] = tuple(EntityType)) -> list[Entry]:
        """Return the entries with a name, ignoring case, accents and punctuation."""
        return [entry for entry in self._by_name.get(fold(name), ()) if entry.type in types]

    def find_id(self, type_: EntityType, id_: str) -> Entry | None:
        """Return the entry with an id."""
        return self._by_id.get((type_, id_))

    def find_organization(self, id_: str | None) -> Entry | None:
        """Return the company or group with an id."""
        return next((entry for type_ in sorted(ORGANIZATIONS) if (entry := self.find_id(type_, id_ or ""))), None)

    def names(self, types: Collection[EntityType] = tuple(EntityType)) -> Iterator[tuple[str, Entry]]:
        """Yield (folded name, entry) of all names of some types."""
        for key, entries in self._by_name.items():
            for entry in entries:
                if entry.type in types:
                    yield key, entry

    def names_near(self, key: str, limit: int) -> list[tuple[str, Entry]]:
        """Return (folded name, entry) of all names with the same first letter and about as many letters."""
        lengths = range(len(key) - limit, len(key) + limit + 1)
        return [named for length in lengths for named in self._by_letter.get((key[:1], length), ())]

    @cached_property
    def _by_letter(self) -> dict[tuple[str, int], list[tuple[str, Entry]]]:
        index: dict[tuple[str, int], list[tuple[str, Entry]]] = defaultdict(list)
        for key, entry in self.names():
            index[key[:1], len(key)].append((key, entry))
        return dict(index)


def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """Read the `*.jsonl` of a folder, by default the bundled `data/reference/`."""
    return _load(folder or find_resource("data", "reference"))


@cache
def _load(folder: Path) -> Gazetteer:
    return Gazetteer(entry for path in sorted(folder.glob("*.jsonl")) for entry in _read(path))


def _read(path: Path) -> Iterator[Entry]:
    for number, line in enumerate(split_lines(path.read_text(encoding="utf-8")), 1):
        if not line.strip():
            continue
        try:
            yield Entry.model_validate_json(line)
        except ValidationError as error:
            finding = error.errors(include_url=False)[0]
            slot = ".".join(map(str, finding["loc"]))
            raise InputError(f"{slot}: {finding['msg']}", source=str(path), line=number) from error
