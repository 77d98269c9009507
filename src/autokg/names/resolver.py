"""Resolve the names in facts to known things, or to new ones marked unresolved.

A name is looked up by type: a party is an organisation, a badge is a brand. The order is alias or exact name, then the
same without legal form or plant word, then a slip of one or two letters; fuzzy matching is against the reference data
only, and never across a number ("Polestar 3" is no slip of "Polestar 4").

    >>> from autokg.names.gazetteer import Entry
    >>> gazetteer = Gazetteer([Entry(id="acme", type=EntityType.COMPANY, name="Acme Motors")])
    >>> resolver = Resolver(gazetteer)
    >>> resolver.organization("ACME Motors Co., Ltd.").label, resolver.organization("Acme Motrs").resolution.value
    ('Acme Motors', 'fuzzy')
    >>> resolver.organization("Zenith Wagons").resolution.value
    'unresolved'

An editor's decision goes before a guess. A name that a decision settles is no longer matched fuzzily, and things
declared different are never merged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec

from pyoxigraph import NamedNode
from rapidfuzz.distance import DamerauLevenshtein

from autokg.core import geography
from autokg.core.ids import DEFAULT_BASE, digest, fold, slugify
from autokg.core.terms import AKG, OWL
from autokg.names.entity import Resolution, Thing
from autokg.names.gazetteer import ORGANIZATIONS, EntityType, Entry, Gazetteer
from autokg.names.identity import Merges

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
_LEGAL_FORM = re.compile(
    r"\b(?:ag|co|company|corp|corporation|gmbh|inc|incorporated|kg|limited|llc|ltd|nv|n v|oy|plc|publ|sa|s a|sas|se|spa"
    r"|s p a|ab|as|srl)\b"
)
_PLANT_WORD = re.compile(
    r"\b(?:assembly|car|factory|facility|manufacturing|plant|site|works|usine|etablissement|fabrique|complexe|centre"
    r"|werk|fabrik|standort|planta|fabrica|stabilimento|de|du|des|d|l|la|le|les|the|of|in|at|a)\b"
)
_SHORTEST_FUZZY = 5  # letters of the misspelled word; a shorter one is as likely another name
_MOST_REMEMBERED = 65536  # names; a reader that goes on for long must not fill memory

P = ParamSpec("P")


def _remembering(resolve: Callable[Concatenate[Resolver, P], Thing]) -> Callable[Concatenate[Resolver, P], Thing]:
    """Resolve a name once: documents speak of the same things again and again."""

    @wraps(resolve)
    def remembering(self: Resolver, /, *args: P.args, **kwargs: P.kwargs) -> Thing:
        return self.recall((resolve, *args, *kwargs.items()), lambda: resolve(self, *args, **kwargs))

    return remembering


class Resolver:
    """Resolves names against a gazetteer; the same name always gives the same thing."""

    def __init__(self, gazetteer: Gazetteer, base: str = DEFAULT_BASE, merges: Merges | None = None) -> None:
        """Take the gazetteer, the base of resource IRIs, and all that persons decided on things."""
        self.gazetteer, self._base, self._merges = gazetteer, base, Merges() if merges is None else merges
        self._aliases: dict[str, str] = {}
        self._mentioned: dict[str, Thing] = {}
        self._sites = MentionedSites()
        self._remembered: dict[tuple[Hashable, ...], Thing] = {}
        self._entries = {self._entry_iri(entry): entry for entry in gazetteer.entries}
        # Names read as a misspelling of a known name, with that name.
        self.repaired: dict[str, str] = {}

    def within(
        self, aliases: Mapping[str, str], mentioned: Iterable[Thing] = (), sites: Iterable[MentionedSite] = ()
    ) -> Resolver:
        """Return a resolver that also takes the aliases one document introduces (alias → name).

        `mentioned` are the things the document speaks of: an alias of one of them needs no type. `sites` are
        the plants and towns that it speaks of: a wording that names only a town is the plant of the one maker there.
        """
        scoped = copy(self)
        scoped._aliases = {fold(alias): name for alias, name in aliases.items()}
        if aliases:
            scoped._remembered = {}
        scoped._sites = MentionedSites.of(sites)
        scoped._mentioned = {fold(name): thing for thing in mentioned for name in (thing.label, *thing.names)}
        return scoped

    def recall(self, question: tuple[Hashable, ...], resolve: Callable[[], Thing]) -> Thing:
        """Return the cached result for a question, or resolve it now."""
        thing = self._remembered.get(question)
        if thing is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            thing = self._remembered[question] = resolve()
        return thing

    def listed(self) -> Collection[str]:
        """Return the IRIs of all entries of the reference data, merged or not."""
        return self._entries.keys()

    @_remembering
    def organization(self, name: str) -> Thing:
        """Resolve a party, builder, owner or operator."""
        return self._resolve(self._full(name), ORGANIZATIONS, "organization", AKG.Organization)

    @_remembering
    def brand(self, name: str) -> Thing:
        """Resolve a badge."""
        return self._resolve(name, {EntityType.BRAND}, "brand", AKG.Brand)

    @_remembering
    def platform(self, name: str) -> Thing:
        """Resolve a technical base."""
        return self._resolve(name, {EntityType.PLATFORM}, "platform", AKG.Platform)

    @_remembering
    def model(self, name: str, brand: str | None = None, builder: str | None = None) -> Thing:
        """Resolve a vehicle model; its badge may be in the name, beside it, or in the name of its builder."""
        name = self._full(name)
        full = f"{brand} {name}" if brand and not fold(name).startswith(fold(brand)) else name
        variants = (full, name, *([f"{builder} {name}"] if builder else []))
        entry = next((match for match in (self._find(v, {EntityType.MODEL}) for v in variants) if match), None)
        return self._choose(entry, lambda: self._unknown(full, "model", AKG.VehicleModel, _strip(full, _LEGAL_FORM)))

    def plant(self, name: str, operators: Iterable[Thing] = (), country: str | None = None) -> Thing:
        """Resolve a plant, by name or as the one plant of an operator in the place that its name speaks of."""
        name = self._full(name)
        key = _site_key(name)
        country = country or self._sites.countries.get(key)
        owners = list(operators)
        if key not in self._sites.towns:
            return self._plant(name, frozenset(owner.local for owner in owners), country)
        if not owners and (maker := self._sites.makers.get(key)):
            owners = [self.organization(maker)]
        maker = owners[0].label if len(owners) == 1 else ""
        return self._plant(name, frozenset(owner.local for owner in owners), country, maker)

    @_remembering
    def _plant(self, name: str, owners: frozenset[str], country: str | None, maker: str = "") -> Thing:
        """Resolve a plant; `maker` is its operator if the name gives only a town."""
        entry = self._find(name, {EntityType.PLANT})
        if not entry or (maker and not self._runs(owners, entry[0])):
            at_place = self._plants_by_word(name, owners, country)
            entry = (at_place[0], Resolution.EXACT) if len(at_place) == 1 else None
        key, label = (f"{fold(maker)} {_site_key(name)}", f"{maker} {name}") if maker else (_site_key(name), name)
        # Many facts omit the country; only a plant named by a single word, such as its town, needs it to be told apart.
        told_apart = country if " " not in key else None
        return self._choose(entry, lambda: self._unknown(label, "plant", AKG.Plant, key, told_apart))

    def place(self, name: str, country: str | None = None) -> Thing:
        """Resolve a place: a country or region of the world by any name, else a known or new place."""
        return self._place(name, country or self._sites.countries.get(fold(name)))

    @_remembering
    def _place(self, name: str, country: str | None) -> Thing:
        code = name if geography.is_country(name) else geography.find_region(name)
        if code:
            return self.region(code)
        entry = self._find(name, {EntityType.PLACE, EntityType.MARKET}, fuzzy=False)
        return self._choose(entry, lambda: self._unknown(name, "place", AKG.Place, fold(name), country))

    @_remembering
    def region(self, code: str) -> Thing:
        """Return the country or wider region with a code."""
        kind, collection = (AKG.Country, "country") if geography.is_country(code) else (AKG.Region, "region")
        names = geography.names_of(code)
        return self._decided(Thing(NamedNode(f"{self._base}{collection}/{code}"), kind, names[0], names))

    def plant_or_organization(self, name: str, investor: Thing) -> Thing:
        """Resolve the target of an investment: a known plant, else an organisation."""
        plant = self.plant(name, [investor])
        return plant if plant.resolution is not Resolution.UNRESOLVED else self.organization(name)

    def anything(self, name: str) -> Thing:
        """Resolve a name of unknown type: to a thing that the document names, else to a known one."""
        if mentioned := self._mentioned.get(fold(name)):
            return mentioned
        for resolve in (self.organization, self.model, self.brand, self.plant):
            thing = resolve(name)
            if thing.resolution is not Resolution.UNRESOLVED:
                return thing
        return self._decided(self._unknown(name, "thing", OWL.Thing, fold(name)))

    @_remembering
    def person(self, name: str) -> Thing:
        """Return the person of a name; persons are not in the reference data."""
        return self._unlisted(name, "person", AKG.Person)

    @_remembering
    def product(self, name: str) -> Thing:
        """Return the product of a name; products are not in the reference data."""
        return self._unlisted(name, "product", AKG.Product)

    def _unlisted(self, name: str, collection: str, kind: NamedNode) -> Thing:
        return self._decided(replace(self._unknown(name, collection, kind, fold(name)), resolution=Resolution.EXACT))

    def _resolve(self, name: str, types: Collection[EntityType], collection: str, kind: NamedNode) -> Thing:
        entry = self._find(name, types)
        return self._choose(entry, lambda: self._unknown(name, collection, kind, _strip(name, _LEGAL_FORM)))

    def _choose(self, entry: tuple[Entry, Resolution] | None, unknown: Callable[[], Thing]) -> Thing:
        """Return the entry for a name, or the unknown thing if a decision says so."""
        if entry is None:
            return self._decided(unknown())
        known = self._entry_iri(entry[0])
        if entry[1] is Resolution.FUZZY or self._merges.is_kept_apart(known):
            own = unknown()
            guessed = entry[1] is Resolution.FUZZY and self._merges.settles(own.iri.value)
            if guessed or self._merges.are_apart(own.iri.value, known):
                return self._decided(own)
            if entry[1] is Resolution.FUZZY:
                self.repaired[own.label] = entry[0].name
        return self.known(*entry)

    def _full(self, name: str) -> str:
        """Return the full name for an alias that the document introduces, perhaps by way of another alias."""
        passed: set[str] = set()
        while (key := fold(name)) in self._aliases and key not in passed:
            passed.add(key)
            name = self._aliases[key]
        return name

    def _find(self, name: str, types: Collection[EntityType], *, fuzzy: bool = True) -> tuple[Entry, Resolution] | None:
        for variant in (name, _strip(name, _LEGAL_FORM)):
            if entries := self.gazetteer.find(variant, types):
                return _best(entries, variant), Resolution.EXACT
        near = _nearest(self.gazetteer, fold(name), frozenset(types)) if fuzzy else None
        return (near, Resolution.FUZZY) if near else None

    def _plants_by_word(self, name: str, owners: Collection[str], country: str | None) -> list[Entry]:
        """Return the plants that lie at the place the name speaks of, of a named operator where one is known."""
        words = set(_strip(name, _PLANT_WORD).split())
        there = [
            entry
            for entry, place in _plant_places(self.gazetteer)
            if place
            and place <= words
            and (country is None or entry.country in (None, country))
            and words - place <= _maker_words(self.gazetteer, entry)
        ]
        if not owners:
            return there
        own = [entry for entry in there if entry.organization in owners]
        return own or [entry for entry in there if self._runs(owners, entry)]

    def _runs(self, owners: Iterable[str], plant: Entry) -> bool:
        """Return whether an organisation runs a plant, or its name starts with the operator ("Toyota Motor Europe")."""
        operator = self.gazetteer.find_organization(plant.organization)
        known = [owner for owner in map(self.gazetteer.find_organization, owners) if owner]
        words = {word for name in (operator.names if operator else ()) for word in fold_name(name).split()}
        return operator is not None and any(
            owner is operator or words.issuperset(fold_name(name).split()) for owner in known for name in owner.names
        )

    def known(self, entry: Entry, resolution: Resolution = Resolution.EXACT) -> Thing:
        """Return the thing of an entry of the reference data."""
        iri = NamedNode(self._entry_iri(entry))
        return self._decided(Thing(iri, CLASSES[entry.type], entry.name, entry.names, resolution))

    def _entry_iri(self, entry: Entry) -> str:
        return f"{self._base}{collection_of(entry.type)}/{entry.id}"

    def _unknown(self, name: str, collection: str, kind: NamedNode, key: str, country: str | None = None) -> Thing:
        """Return the thing of a name by itself, whatever anybody decided on it."""
        local = _local_name(collection, key, country)
        return Thing(NamedNode(f"{self._base}{collection}/{local}"), kind, name, (name,), Resolution.UNRESOLVED)

    def _decided(self, thing: Thing) -> Thing:
        """Follow a person's word that this thing is the same as another, or a new one."""
        target = self._merges.target(thing.iri.value)
        if target != thing.iri.value:
            return self._absorbed(thing, target)
        return self._declared(thing, target) if self._merges.is_new(target) else thing

    def _declared(self, thing: Thing, iri: str) -> Thing:
        """Return the thing as one that was declared new: resolved, and of the declared type."""
        type_ = self._merges.new_type(iri)
        kind = CLASSES[EntityType(type_)] if type_ else thing.kind
        return replace(thing, kind=kind, resolution=Resolution.DECIDED)

    def _absorbed(self, thing: Thing, target: str) -> Thing:
        """Return the thing that another is to be taken for; a chain that ends in an unknown name leaves it open."""
        absorbed = (*thing.absorbed, thing.iri.value)
        main = self._listed_thing(target)
        if main:
            names = (*main.names, *thing.names)
            return replace(main, names=names, resolution=Resolution.DECIDED, absorbed=absorbed)
        merged = replace(thing, iri=NamedNode(target), absorbed=absorbed, borrowed=True)
        if self._merges.is_new(target):
            return self._declared(merged, target)
        is_open = thing.resolution is Resolution.UNRESOLVED
        return merged if is_open else replace(merged, resolution=Resolution.DECIDED)

    def _listed_thing(self, iri: str) -> Thing | None:
        """Return the entry of the reference data, the country or the region that an IRI names."""
        if entry := self._entries.get(iri):
            return self.known(entry)
        collection, _, code = iri.removeprefix(self._base).partition("/")
        return self.region(code) if collection in ("country", "region") else None


def collection_of(type_: EntityType) -> str:
    """Return the part of an IRI that things of a type share."""
    return _COLLECTIONS.get(type_, type_.value)


@lru_cache(maxsize=8192)
def _local_name(collection: str, key: str, country: str | None) -> str:
    """Return the last part of the IRI of an unknown name: a slug of the key it is known by, and a hash of it."""
    return "-".join(part for part in (slugify(key)[:60], digest(collection, key, country, length=8)) if part)


@lru_cache(maxsize=8192)
def _nearest(gazetteer: Gazetteer, key: str, types: frozenset[EntityType]) -> Entry | None:
    """Return the one entry whose name is a slip away."""
    if len(key) < _SHORTEST_FUZZY:
        return None
    near = {
        entry.id: entry
        for other, entry in gazetteer.names_near(key, 1)
        if entry.type in types and _is_slip(key, other, is_model=entry.type is EntityType.MODEL)
    }
    return next(iter(near.values())) if len(near) == 1 else None


def _is_slip(key: str, other: str, *, is_model: bool) -> bool:
    """Return whether two names differ by a slip in one long word: no figure, letter code or other first letter.

    For a model only letters swapped, left out or doubled within the word count: with another letter in it the word
    may well be a new name.
    """
    words, other_words = key.split(), other.split()
    if len(words) != len(other_words):
        return False
    pairs = [(first, second) for first, second in zip(words, other_words, strict=True) if first != second]
    if len(pairs) != 1:
        return False
    first, second = pairs[0]
    if min(len(first), len(second)) < _SHORTEST_FUZZY or first[0] != second[0] or not (first + second).isalpha():
        return False
    if DamerauLevenshtein.distance(first, second, score_cutoff=1) > 1:
        return False
    return not is_model or (first[-1] == second[-1] and (len(first) != len(second) or sorted(first) == sorted(second)))


@lru_cache(maxsize=8192)
def _maker_words(gazetteer: Gazetteer, plant: Entry) -> frozenset[str]:
    """Return the words that a plant's name may have beside its place: its own, its country's, its maker's."""
    operator = gazetteer.find_organization(plant.organization)
    brands = (e for e in gazetteer.entries if e.type is EntityType.BRAND and e.organization == plant.organization)
    names = [*plant.names, *(name for entry in (*filter(None, (operator,)), *brands) for name in entry.names)]
    country = geography.names_of(plant.country) if plant.country else ()
    return frozenset(word for name in (*names, *country) for word in fold(name).split())


@lru_cache(maxsize=8)
def _plant_places(gazetteer: Gazetteer) -> list[tuple[Entry, frozenset[str]]]:
    """Return the plants of a gazetteer with the words of the place each lies at."""
    plants = (entry for entry in gazetteer.entries if entry.type is EntityType.PLANT)
    return [(plant, frozenset(fold(plant.place or "").split())) for plant in plants]


def _best(entries: list[Entry], name: str) -> Entry:
    """Prefer the entry whose main name it is, then the first by id."""
    return min(entries, key=lambda entry: (fold(entry.name) != fold(name), entry.id, entry.type))


@dataclass(frozen=True, slots=True)
class MentionedSite:
    """A plant or a town as a fact speaks of it, with the name of who runs the plant or builds there."""

    plant: str | None = None
    place: str | None = None
    country: str | None = None
    maker: str | None = None


@dataclass(frozen=True, slots=True)
class MentionedSites:
    """Index the plants and towns of a document, by the key of their names.

    Attributes:
        countries: country of each plant and each town with only one stated country.
        makers: maker of each town mentioned with only one maker.

    """

    towns: frozenset[str] = frozenset()
    countries: Mapping[str, str] = field(default_factory=dict)
    makers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, sites: Iterable[MentionedSite]) -> MentionedSites:
        """Gather sites, given in any order."""
        site_list = list(sites)
        towns = frozenset(fold(site.place) for site in site_list if site.place)
        countries = [(_site_key(site.plant), site.country) for site in site_list if site.plant]
        countries += [(fold(site.place), site.country) for site in site_list if site.place]
        makers = [(fold(site.place), site.maker) for site in site_list if site.place]
        return cls(towns, _only_values(countries), _only_values(makers))


def _only_values(pairs: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Return the value of each key that has no other."""
    makers: dict[str, set[str]] = {}
    for key, value in pairs:
        if value:
            makers.setdefault(key, set()).add(value)
    return {key: values.pop() for key, values in makers.items() if len(values) == 1}


@lru_cache(maxsize=8192)
def _site_key(name: str) -> str:
    """Return the name of a plant, folded, without the words for a plant and the country after a comma."""
    town, comma, country = name.rpartition(",")
    return _strip(town if comma and geography.find_region(country) else name, _PLANT_WORD)


@lru_cache(maxsize=8192)
def _strip(name: str, pattern: re.Pattern[str]) -> str:
    """Return the folded name without some words, or whole where nothing else would be left."""
    folded = fold(name)
    return " ".join(pattern.sub(" ", folded).split()) or folded


def fold_name(name: str) -> str:
    """Return the key of an organisation's name: folded, without legal form."""
    return _strip(name, _LEGAL_FORM)
