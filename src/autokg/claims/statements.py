"""What each kind of record states: statements of subject, property and value, one function a kind.

What a slot holds is stated by the property that the record form declares for it; a function of a kind says which node
that is of, and states what no declaration can: classes, places, and names that other slots help to resolve.

A relation with a life of its own (a production, a deal, a stake, a post) is a node whose IRI is made of what
identifies it, so that two sources that speak of the same one meet in its slots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pyoxigraph import Literal, NamedNode

from autokg import facts
from autokg.claims.claim import STATUS_TERMS, Value, date_literal, number_literal
from autokg.claims.posts import is_head
from autokg.core.dates import ImpreciseDate
from autokg.core.ids import DEFAULT_BASE, digest, slugify
from autokg.core.terms import AKG, RDF
from autokg.facts import AgreementType, Comparator, Fact, Method, Status
from autokg.facts.slot_roles import NUMBERS, SlotRole
from autokg.facts.slots import COMPARATOR, slots_of
from autokg.names.entity import Thing
from autokg.names.resolver import Resolver
from autokg.names.site_wording import read_wording

AGREEMENT_TYPES: dict[str, NamedNode] = {
    AgreementType.CONTRACT_MANUFACTURING: AKG.contractManufacturing,
    AgreementType.JOINT_VENTURE: AKG.jointVentureAgreement,
    AgreementType.PLATFORM_SHARING: AKG.platformSharing,
    AgreementType.SUPPLY: AKG.supplyAgreement,
    AgreementType.TECHNOLOGY_LICENCE: AKG.technologyLicence,
    AgreementType.EQUITY: AKG.equityAgreement,
    AgreementType.MERGER: AKG.merger,
    AgreementType.ALLIANCE: AKG.alliance,
    AgreementType.MEMORANDUM: AKG.memorandum,
    AgreementType.DISTRIBUTION: AKG.distribution,
    AgreementType.ASSET_SALE: AKG.assetSale,
    AgreementType.PARTNERSHIP: AKG.partnership,
}
METHODS: dict[str, NamedNode] = {
    Method.FULL: AKG.fullProduction,
    Method.CKD: AKG.completelyKnockedDown,
    Method.SKD: AKG.semiKnockedDown,
}
_CHOICES: dict[str, NamedNode] = {**AGREEMENT_TYPES, **METHODS}
_TEXTS = frozenset({SlotRole.WORDS, SlotRole.ATTRIBUTE, SlotRole.CURRENCY})
_LONGEST_LOCAL = 120  # what a person can still read in a table; longer identities are hashed


@dataclass(frozen=True, slots=True)
class Statement:
    """A subject, a property and a value that one slot of a record states."""

    subject: Thing
    predicate: NamedNode
    value: Thing | Value
    slot: str
    date: ImpreciseDate | None = None
    comparator: Comparator | None = None

    @property
    def object(self) -> Value:
        """The value as an RDF term."""
        return self.value.iri if isinstance(self.value, Thing) else self.value


def statements_of(fact: Fact, names: Resolver, base: str = DEFAULT_BASE) -> Iterator[Statement]:
    """Yield what a record states, by its kind."""
    return _KINDS[fact.kind](fact, names, base)


def _node(base: str, collection: str, kind: NamedNode, label: str, *identity: Thing | str | None) -> Thing:
    """Return the relation node that some things identify."""
    parts = [part.local if isinstance(part, Thing) else part for part in identity if part]
    local = "@".join(parts)
    if len(local) > _LONGEST_LOCAL:
        local = digest(*parts)
    return Thing(NamedNode(f"{base}{collection}/{local}"), kind, label)


def _year(edtf: str | None) -> str | None:
    """Return the year of a date, by which deals of the same parties are distinguished; None for an interval."""
    date = ImpreciseDate.parse(edtf) if edtf else None
    return date.edtf[:4] if date and not date.is_interval else None


def _exists(node: Thing, fact: Fact, slot: str) -> Iterator[Statement]:
    """State that a relation node is of its class, and its status."""
    yield Statement(node, RDF.type, node.kind, slot)
    yield Statement(node, AKG.status, STATUS_TERMS[fact.status], slot)


def _slots(
    subject: Thing, fact: Fact, names: Resolver, **resolved: Thing | Sequence[Thing] | None
) -> Iterator[Statement]:
    """State what the slots of a fact say of a thing, each by its property.

    `resolved` gives the things of slots that are not resolved by their names alone, None or none to leave a slot out.
    """
    for slot in slots_of(fact.kind).values():
        content = getattr(fact, slot.name)
        if slot.name in resolved:
            given = resolved[slot.name]
            values: Iterable[Thing | Value] = () if given is None else [given] if isinstance(given, Thing) else given
        elif content is None or slot.role in _STATED_APART:
            continue
        else:
            values = (_value(slot.role, item, names) for item in (content if slot.is_list else (content,)))
        if slot.property:
            date = ImpreciseDate.parse(content) if content and slot.role is SlotRole.DATE else None
            comparator = getattr(fact, slot.name + COMPARATOR, None)
            yield from (Statement(subject, slot.property, value, slot.name, date, comparator) for value in values)


_STATED_APART = frozenset({SlotRole.PLACE, SlotRole.COUNTRY, SlotRole.SHARES, SlotRole.COMPARATOR})


def _value(role: SlotRole, content: Any, names: Resolver) -> Thing | Value:
    """Return what a slot of a role holds, as a thing or an RDF term."""
    if role is SlotRole.DATE:
        return date_literal(ImpreciseDate.parse(content))
    if role in NUMBERS:
        return number_literal(content)
    if role in _TEXTS:
        return Literal(content)
    if role is SlotRole.CHOICE:
        return _CHOICES[content]
    resolve: dict[SlotRole, Callable[[str], Thing]] = {
        SlotRole.ORGANIZATION: names.organization,
        SlotRole.PERSON: names.person,
        SlotRole.BRAND: names.brand,
        SlotRole.MODEL: names.model,
        SlotRole.PLATFORM: names.platform,
        SlotRole.PRODUCT: names.product,
        SlotRole.MARKET: names.place,
    }
    return resolve[role](content)


def _where(subject: Thing, place: Thing | None, country: Thing | None) -> Iterator[Statement]:
    """State where something lies; a place of its own lies in the country too."""
    if place is not None and place.kind == AKG.Country:
        yield Statement(subject, AKG.inCountry, place, "place")
    elif place is not None:
        yield Statement(subject, AKG.locatedIn, place, "place")
        if place.kind == AKG.Place:
            yield from _within(place, country)
    yield from _within(subject, country)


def _within(subject: Thing, country: Thing | None) -> Iterator[Statement]:
    if country is not None:
        yield Statement(subject, AKG.inCountry, country, "country")


# How the label of a production leads to its site; what has no site is told apart by its builder.
_PREPOSITIONS = {AKG.Plant: "at", AKG.Place: "in", AKG.Country: "in", AKG.Region: "in"}


def _production(fact: facts.Production, names: Resolver, base: str) -> Iterator[Statement]:
    what = names.model(fact.model, fact.brand, fact.builder) if fact.model else names.product(fact.product or "")
    builder = names.organization(fact.builder) if fact.builder else None
    plant = _plant_named(fact.plant, names, [builder] if builder else [], fact.country, fact.place)
    place = names.place(fact.place, fact.country) if fact.place else None
    country = names.region(fact.country) if fact.country else None
    where = plant or place or country or builder
    label = f"{what.label} {_PREPOSITIONS.get(where.kind, 'by')} {where.label}" if where else what.label
    maker = builder if not fact.model and where is not builder else None  # "batteries" of two makers are two
    node = _node(base, "production", AKG.Production, label, what, where, maker)
    main = "model" if fact.model else "product"
    yield from _exists(node, fact, main)
    found = {"model": None, "product": None, main: what, "brand": None, "builder": builder, "plant": plant}
    yield from _slots(node, fact, names, **found)
    if fact.model and fact.brand:
        yield Statement(what, AKG.modelBrand, names.brand(fact.brand), "brand")
    yield from _where(plant or node, place, country)


def _plant_named(
    wording: str | None, names: Resolver, makers: Sequence[Thing], country: str | None = None, place: str | None = None
) -> Thing | None:
    """Return the plant of a wording, None for one that names none, as "its plant" without a place does."""
    return names.plant(wording, makers, country, place) if wording and (place or read_wording(wording).words) else None


def _agreement(fact: facts.Agreement, names: Resolver, base: str) -> Iterator[Statement]:
    parties = _distinct(names.organization(party) for party in fact.parties)
    model = names.model(fact.model) if fact.model else None
    label = fact.name or f"{_join(sorted(p.label for p in parties))}{f' on {model.label}' if model else ''}"
    name = (slugify(fact.name) or digest(fact.name)) if fact.name else None
    kind = fact.type.value if fact.type is not AgreementType.PARTNERSHIP else None
    told_apart = [name or model] if name or model else [kind, _year(fact.signed)]
    node = _node(base, "agreement", AKG.Agreement, label, *sorted(p.local for p in parties), *told_apart)
    yield from _exists(node, fact, "parties")
    plant = _plant_named(fact.plant, names, parties)
    yield from _slots(node, fact, names, parties=parties, model=model, plant=plant)


def _joint_venture(fact: facts.JointVenture, names: Resolver, base: str) -> Iterator[Statement]:
    parents = _distinct(names.organization(parent) for parent in fact.parents)
    venture = names.organization(fact.name or "–".join(sorted(p.label for p in parents)) + " joint venture")
    slot = "name" if fact.name else "parents"
    yield Statement(venture, RDF.type, AKG.JointVenture, slot)
    yield Statement(venture, AKG.status, STATUS_TERMS[fact.status], slot)
    yield from _slots(venture, fact, names, parents=parents)
    place = names.place(fact.place, fact.country) if fact.place else None
    yield from _where(venture, place, names.region(fact.country) if fact.country else None)
    for name, share in sorted(fact.shares.items()):
        node = _stake_node(names.organization(name), venture, fact, base)
        yield from _exists(node, fact, "shares")
        yield Statement(node, AKG.stakeOwner, names.organization(name), "shares")
        yield Statement(node, AKG.stakeIn, venture, "shares")
        yield Statement(node, AKG.sharePercent, number_literal(share), "shares")


def _stake_node(owner: Thing, owned: Thing, fact: Fact, base: str) -> Thing:
    """Name a stake by its ends; one that has ended may be another than the one held since."""
    ended = (getattr(fact, "until", None) or "ended") if fact.status is Status.ENDED else None
    past = slugify(ended) if ended else None
    return _node(base, "stake", AKG.Stake, f"{owner.label} in {owned.label}", owner, owned, past)


def _stake(fact: facts.Stake, names: Resolver, base: str) -> Iterator[Statement]:
    owner, owned = names.organization(fact.owner), names.organization(fact.owned)
    node = _stake_node(owner, owned, fact, base)
    yield from _exists(node, fact, "owner")
    yield from _slots(node, fact, names, owner=owner, owned=owned)


def _brand(fact: facts.Brand, names: Resolver, _base: str) -> Iterator[Statement]:
    yield from _slots(names.brand(fact.brand), fact, names)


def _plant(fact: facts.Plant, names: Resolver, _base: str) -> Iterator[Statement]:
    operator = names.organization(fact.operator) if fact.operator else None
    plant = names.plant(fact.plant or fact.place or "", [operator] if operator else [], fact.country, fact.place)
    yield Statement(plant, RDF.type, AKG.Plant, "plant" if fact.plant else "place")
    if not _is_of_the_operator(fact):
        yield Statement(plant, AKG.status, STATUS_TERMS[fact.status], "plant" if fact.plant else "place")
    yield from _slots(plant, fact, names, plant=None, operator=operator)
    place = names.place(fact.place, fact.country) if fact.place else None
    yield from _where(plant, place, names.region(fact.country) if fact.country else None)


def _is_of_the_operator(fact: facts.Plant) -> bool:
    """Whether a fact tells that an operator left or did not come, which is no end of the plant."""
    is_over = fact.status in (Status.ENDED, Status.CANCELLED, Status.DENIED)
    return is_over and fact.operator is not None and fact.opened is None and fact.closed is None


def _model(fact: facts.Model, names: Resolver, _base: str) -> Iterator[Statement]:
    model = names.model(fact.model, fact.brand)
    yield Statement(model, RDF.type, AKG.VehicleModel, "model")
    yield from _slots(model, fact, names)


def _role(fact: facts.Role, names: Resolver, base: str) -> Iterator[Statement]:
    person, organization = names.person(fact.person), names.organization(fact.organization)
    label = f"{person.label}, {fact.title} of {organization.label}"
    post = digest(fact.title.casefold(), length=6)
    node = _node(base, "appointment", AKG.Appointment, label, person, organization, post)
    yield from _exists(node, fact, "person")
    yield from _slots(node, fact, names, person=person, organization=organization)
    if is_head(fact.title):
        yield Statement(node, RDF.type, AKG.HeadPost, "title")


def _supply(fact: facts.Supply, names: Resolver, base: str) -> Iterator[Statement]:
    supplier = names.organization(fact.supplier)
    customer = names.organization(fact.customer) if fact.customer else None
    product = names.product(fact.product) if fact.product else None
    model = names.model(fact.model) if fact.model else None
    label = " ".join(
        part
        for part in (
            supplier.label,
            f"supplies {product.label}" if product else "supplies",
            f"to {customer.label}" if customer else "",
            f"for {model.label}" if model else "",
        )
        if part
    )
    node = _node(base, "supply", AKG.Supply, label, supplier, customer, product, model)
    yield from _exists(node, fact, "supplier")
    yield from _slots(node, fact, names)


def _investment(fact: facts.Investment, names: Resolver, base: str) -> Iterator[Statement]:
    investor = names.organization(fact.investor)
    target = _target(fact, names, investor) if fact.target else None
    place = names.place(fact.place, fact.country) if fact.place else None
    into = target or place
    label = f"{investor.label} invests{f' in {into.label}' if into else ''}"
    amount = None if _year(fact.date) else number_literal(fact.amount).value  # without a year, each amount is another
    node = _node(base, "investment", AKG.Investment, label, investor, into, _year(fact.date), fact.currency, amount)
    yield from _exists(node, fact, "investor")
    yield from _slots(node, fact, names, investor=investor, target=target)
    yield from _where(node, place, names.region(fact.country) if fact.country else None)


def _target(fact: facts.Investment, names: Resolver, investor: Thing) -> Thing | None:
    """Return the plant or organisation that money goes into, None for a plant that is not named."""
    wording = read_wording(fact.target or "")
    if wording.has_noun and not wording.words and not fact.place:
        return None
    return names.plant_or_organization(fact.target or "", investor, fact.country, fact.place)


def _alias(fact: facts.Alias, names: Resolver, _base: str) -> Iterator[Statement]:
    thing = names.anything(fact.of)
    named = replace(thing, names=(*thing.names, fact.alias))
    yield from _slots(named, fact, names, of=None)


def _distinct(things: Iterable[Thing]) -> list[Thing]:
    """Return things without repetition, in their order."""
    return list({thing.iri.value: thing for thing in things}.values())


def _join(labels: list[str]) -> str:
    """Join names as in a sentence."""
    return " and ".join(filter(None, (", ".join(labels[:-1]), labels[-1])))


_KINDS: dict[str, Callable[[Any, Resolver, str], Iterator[Statement]]] = {
    "production": _production,
    "agreement": _agreement,
    "joint_venture": _joint_venture,
    "stake": _stake,
    "brand": _brand,
    "plant": _plant,
    "model": _model,
    "role": _role,
    "supply": _supply,
    "investment": _investment,
    "alias": _alias,
}
