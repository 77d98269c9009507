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

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec

from pyoxigraph import NamedNode

from autokg.core import geography
from autokg.core.ids import DEFAULT_BASE, digest, fold, slugify
from autokg.core.terms import AKG, OWL
from autokg.names.entity import Resolution, Thing
from autokg.names.gazetteer import CLASSES, ORGANIZATIONS, EntityType, Entry, Gazetteer, collection_of
from autokg.names.identity import Merges
from autokg.names.legal_forms import fold_name
from autokg.names.mentioned_sites import MentionedSite, MentionedSites
from autokg.names.misspelling import nearest
from autokg.names.plant_words import maker_words, names_in_wordings, plant_places
from autokg.names.site_wording import (
    SiteWording,
    is_company_name,
    key_of,
    read_wording,
    short_name,
    site_key,
    told_apart,
    without_names,
)

_WITH_LEGAL_FORM = ORGANIZATIONS | {EntityType.BRAND}
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
        return self._choose(entry, lambda: self._unknown(full, "model", AKG.VehicleModel, fold(full)))

    def plant(
        self, name: str, operators: Iterable[Thing] = (), country: str | None = None, place: str | None = None
    ) -> Thing:
        """Resolve a plant, by name or as the one plant of an operator in the place that its name speaks of."""
        name = self._full(name)
        owners = list(operators)
        maker = owners[0] if len(owners) == 1 else None
        wording = read_wording(name)
        words = wording.words or read_wording(place or "").words
        if maker is None and (known := self._sites.makers.get(key_of(words))):
            maker = self.organization(known)
            owners = [maker]
        rest = without_names(words, self._maker_names(maker)) if maker else words
        rest = rest or read_wording(place or "").words
        country = country or wording.country or self._sites.countries.get(key_of(rest))
        if place and key_of(rest) == f"{site_key(place)}er":  # "Leipziger Werk"
            rest = read_wording(place).words
        is_town_alone = key_of(words) in self._sites.towns
        site = _Site(name, words, rest, maker if self._is_town(rest, wording) else None, is_town_alone)
        return self._plant(site, frozenset(owner.local for owner in owners), country, place)

    def _is_town(self, words: tuple[str, ...], wording: SiteWording) -> bool:
        """Return whether the words that are left of a wording give only the town of a plant."""
        if wording.is_own or wording.placed >= len(words) or key_of(words) in self._sites.towns:
            return True
        return len(words) == 1 and not self.gazetteer.find(words[0], _WITH_LEGAL_FORM)

    @_remembering
    def _plant(self, site: _Site, owners: frozenset[str], country: str | None, place: str | None) -> Thing:
        """Resolve a plant; a known one that the name of its town alone speaks of must be its maker's."""
        entry = self._find(site.name, {EntityType.PLANT})
        is_town_alone = site.is_town_alone or (entry is not None and _gives_town_alone(site, entry[0]))
        if not entry or (is_town_alone and site.maker and not self._runs(owners, entry[0])):
            at_place = self._plants_by_word(site.words, owners, country)
            entry = (at_place[0], Resolution.EXACT) if len(at_place) == 1 else None
        return self._choose(entry, lambda: self._unknown_plant(site, country, place))

    def _unknown_plant(self, site: _Site, country: str | None, place: str | None) -> Thing:
        """Return the plant of a wording by its maker's short name and its town, else by the words that name it."""
        maker = [short_name(fold_name(site.maker.label))] if site.maker else []
        key = " ".join([*maker, key_of(site.rest)]).strip() or fold(site.name)
        town = place if place and site_key(place) == key_of(site.rest) else " ".join(site.rest)
        label = f"{_with_town(site.maker_label, town)} plant" if site.maker and town else site.name
        made = self._unknown(label, "plant", AKG.Plant, key, told_apart(key, country))
        return made if read_wording(site.name).is_own else replace(made, names=(label, site.name))

    def _maker_names(self, maker: Thing) -> frozenset[str]:
        """Return the folded names by which a wording may speak of a maker, those that the document tells among them."""
        names = names_in_wordings(self.gazetteer, maker)
        aliases = (alias for alias, name in self._aliases.items() if fold_name(name) in names)
        brands = (brand for brand, owner in self._sites.brands.items() if fold_name(owner) in names)
        return names.union(aliases, brands)

    def place(self, name: str, country: str | None = None) -> Thing:
        """Resolve a place: a country or region of the world by any name, else a known or new place."""
        return self._place(name, country or self._sites.countries.get(site_key(name)))

    @_remembering
    def _place(self, name: str, country: str | None) -> Thing:
        code = name if geography.is_country(name) else geography.find_region(name)
        if code:
            return self.region(code)
        entry = self._find(name, {EntityType.PLACE, EntityType.MARKET}, fuzzy=False)
        key = fold(name)
        return self._choose(entry, lambda: self._unknown(name, "place", AKG.Place, key, told_apart(key, country)))

    @_remembering
    def region(self, code: str) -> Thing:
        """Return the country or wider region with a code."""
        kind, collection = (AKG.Country, "country") if geography.is_country(code) else (AKG.Region, "region")
        names = geography.names_of(code)
        return self._decided(Thing(NamedNode(f"{self._base}{collection}/{code}"), kind, names[0], names))

    def plant_or_organization(
        self, name: str, investor: Thing, country: str | None = None, place: str | None = None
    ) -> Thing:
        """Resolve the target of an investment: a known plant or one by its wording, else an organisation."""
        plant = self.plant(name, [investor], country, place)
        if plant.resolution is not Resolution.UNRESOLVED or read_wording(name).has_noun:
            return plant
        return self.organization(name)

    def anything(self, name: str) -> Thing:
        """Resolve a name of unknown type: a thing that the document names, a known one, or what its words tell."""
        if mentioned := self._mentioned.get(fold(name)):
            return mentioned
        for resolve in (self.organization, self.model, self.brand, self.plant):
            thing = resolve(name)
            if thing.resolution is not Resolution.UNRESOLVED:
                return thing
        if is_company_name(name):
            return self.organization(name)
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
        return self._choose(entry, lambda: self._unknown(name, collection, kind, fold_name(name)))

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
        for variant in (name, *([fold_name(name)] if _WITH_LEGAL_FORM.intersection(types) else [])):
            if entries := self.gazetteer.find(variant, types):
                return _best(entries, variant), Resolution.EXACT
        near = nearest(self.gazetteer, fold(name), frozenset(types)) if fuzzy else None
        return (near, Resolution.FUZZY) if near else None

    def _plants_by_word(self, named: Iterable[str], owners: Collection[str], country: str | None) -> list[Entry]:
        """Return the plants that lie at the place the words speak of, of a named operator where one is known."""
        words = set(key_of(named).split())
        there = [
            entry
            for entry, place in plant_places(self.gazetteer)
            if place
            and place <= words
            and (country is None or entry.country in (None, country))
            and words - place <= maker_words(self.gazetteer, entry)
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


def _with_town(maker: str, town: str) -> str:
    """Return the name of a maker with its town, which may be the end of it."""
    return maker if not town or f" {fold(maker)}".endswith(f" {fold(town)}") else f"{maker} {town}"


@lru_cache(maxsize=8192)
def _local_name(collection: str, key: str, country: str | None) -> str:
    """Return the last part of the IRI of an unknown name: a slug of the key it is known by, and a hash of it."""
    return "-".join(part for part in (slugify(key)[:60], digest(collection, key, country, length=8)) if part)


def _gives_town_alone(site: _Site, plant: Entry) -> bool:
    """Return whether a plant is spoken of by no more than its town, and not by its main name."""
    return fold(site.name) != fold(plant.name) and key_of(site.words) == fold(plant.place or "")


def _best(entries: list[Entry], name: str) -> Entry:
    """Prefer the entry whose main name it is, then the first by id."""
    return min(entries, key=lambda entry: (fold(entry.name) != fold(name), entry.id, entry.type))


@dataclass(frozen=True, slots=True)
class _Site:
    """A wording for a plant, read with its maker.

    Attributes:
        words: the words that name it.
        rest: those without its maker's name.
        maker: its operator, where the rest gives only a town.
        is_town_alone: whether the words are the name of a town that the document speaks of.

    """

    name: str
    words: tuple[str, ...]
    rest: tuple[str, ...]
    maker: Thing | None
    is_town_alone: bool

    @property
    def maker_label(self) -> str:
        """The name of its maker as the wording has it, else its label."""
        written = " ".join(word for word in self.words if word not in self.rest)
        return written or (self.maker.label if self.maker else "")
