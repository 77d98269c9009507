"""What each kind of record states: statements of subject, property and value, one function a kind.

A relation with a life of its own (a production, a deal, a stake, a post) is a node whose IRI is made of what
identifies it, so that two sources that speak of the same one meet in its slots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pyoxigraph import Literal, NamedNode

from autokg import facts
from autokg.claims.claim import STATUS_TERMS, Value, date_literal, number_literal
from autokg.claims.posts import is_head
from autokg.core.dates import ImpreciseDate
from autokg.core.ids import DEFAULT_BASE, digest, slugify
from autokg.core.terms import AKG, RDF, SKOS
from autokg.facts import AgreementType, Comparator, Fact, Method, Status
from autokg.names.entity import Thing
from autokg.names.resolver import Resolver

AGREEMENT_TYPES: dict[AgreementType, NamedNode] = {
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
METHODS: dict[Method, NamedNode] = {
    Method.FULL: AKG.fullProduction,
    Method.CKD: AKG.completelyKnockedDown,
    Method.SKD: AKG.semiKnockedDown,
}
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
    """Return the year of a date, by which deals of the same parties are told apart; None for an interval."""
    date = ImpreciseDate.parse(edtf) if edtf else None
    return date.edtf[:4] if date and not date.is_interval else None


def _exists(node: Thing, fact: Fact, slot: str) -> Iterator[Statement]:
    """State that a relation node is of its class, and its status."""
    yield Statement(node, RDF.type, node.kind, slot)
    yield Statement(node, AKG.status, STATUS_TERMS[fact.status], slot)


def _date(subject: Thing, predicate: NamedNode, edtf: str | None, slot: str) -> Iterator[Statement]:
    if edtf is not None:
        date = ImpreciseDate.parse(edtf)
        yield Statement(subject, predicate, date_literal(date), slot, date=date)


def _number(subject: Thing, predicate: NamedNode, fact: Fact, slot: str) -> Iterator[Statement]:
    number: float | None = getattr(fact, slot)
    if number is not None:
        comparator = getattr(fact, f"{slot}_comparator", None)
        yield Statement(subject, predicate, number_literal(number), slot, comparator=comparator)


def _text(subject: Thing, predicate: NamedNode, text: str | None, slot: str) -> Iterator[Statement]:
    if text is not None:
        yield Statement(subject, predicate, Literal(text), slot)


def _link(subject: Thing, predicate: NamedNode, thing: Thing | None, slot: str) -> Iterator[Statement]:
    if thing is not None:
        yield Statement(subject, predicate, thing, slot)


def _where(subject: Thing, place: Thing | None, country: Thing | None) -> Iterator[Statement]:
    """State where something lies; a place of its own lies in the country too."""
    if place is not None and place.kind == AKG.Country:
        yield Statement(subject, AKG.inCountry, place, "place")
    elif place is not None:
        yield Statement(subject, AKG.locatedIn, place, "place")
        if place.kind == AKG.Place:
            yield from _link(place, AKG.inCountry, country, "country")
    yield from _link(subject, AKG.inCountry, country, "country")


def _production(fact: facts.Production, names: Resolver, base: str) -> Iterator[Statement]:
    what = names.model(fact.model, fact.brand, fact.builder) if fact.model else names.product(fact.product or "")
    builder = names.organization(fact.builder) if fact.builder else None
    plant = names.plant(fact.plant, [builder] if builder else [], fact.country) if fact.plant else None
    place = names.place(fact.place, fact.country) if fact.place else None
    country = names.region(fact.country) if fact.country else None
    where = plant or place or country or builder
    label = f"{what.label} at {where.label}" if where else what.label
    maker = builder if not fact.model and where is not builder else None  # "batteries" of two makers are two
    node = _node(base, "production", AKG.Production, label, what, where, maker)
    main = "model" if fact.model else "product"
    yield from _exists(node, fact, main)
    yield Statement(node, AKG.ofModel if fact.model else AKG.ofProduct, what, main)
    if fact.model and fact.brand:
        yield Statement(what, AKG.modelBrand, names.brand(fact.brand), "brand")
    yield from _link(node, AKG.productionBuilder, builder, "builder")
    yield from _link(node, AKG.atPlant, plant, "plant")
    yield from _where(plant or node, place, country)
    for market in fact.markets:
        yield Statement(node, AKG.forMarket, names.place(market), "markets")
    yield from _date(node, AKG.productionStart, fact.start, "start")
    yield from _date(node, AKG.productionEnd, fact.end, "end")
    yield from _number(node, AKG.volumePerYear, fact, "volume_per_year")
    if fact.method:
        yield Statement(node, AKG.productionMethod, METHODS[fact.method], "method")


def _agreement(fact: facts.Agreement, names: Resolver, base: str) -> Iterator[Statement]:
    parties = _distinct(names.organization(party) for party in fact.parties)
    model = names.model(fact.model) if fact.model else None
    label = fact.name or f"{_join(sorted(p.label for p in parties))}{f' on {model.label}' if model else ''}"
    name = (slugify(fact.name) or digest(fact.name)) if fact.name else None
    kind = fact.type.value if fact.type is not AgreementType.PARTNERSHIP else None
    told_apart = [name or model] if name or model else [kind, _year(fact.signed)]
    node = _node(base, "agreement", AKG.Agreement, label, *sorted(p.local for p in parties), *told_apart)
    yield from _exists(node, fact, "parties")
    yield Statement(node, AKG.agreementType, AGREEMENT_TYPES[fact.type], "type")
    for party in parties:
        yield Statement(node, AKG.party, party, "parties")
    yield from _date(node, AKG.signedOn, fact.signed, "signed")
    yield from _date(node, AKG.until, fact.ended, "ended")
    yield from _link(node, AKG.concernsModel, model, "model")
    if fact.plant:
        yield Statement(node, AKG.concernsPlant, names.plant(fact.plant, parties), "plant")
    for market in fact.markets:
        yield Statement(node, AKG.forMarket, names.place(market), "markets")


def _joint_venture(fact: facts.JointVenture, names: Resolver, base: str) -> Iterator[Statement]:
    parents = _distinct(names.organization(parent) for parent in fact.parents)
    venture = names.organization(fact.name or "–".join(sorted(p.label for p in parents)) + " joint venture")
    slot = "name" if fact.name else "parents"
    yield Statement(venture, RDF.type, AKG.JointVenture, slot)
    yield Statement(venture, AKG.status, STATUS_TERMS[fact.status], slot)
    for parent in parents:
        yield Statement(venture, AKG.jointVentureOf, parent, "parents")
    yield from _date(venture, AKG.since, fact.formed, "formed")
    yield from _date(venture, AKG.until, fact.dissolved, "dissolved")
    place = names.place(fact.place, fact.country) if fact.place else None
    yield from _where(venture, place, names.region(fact.country) if fact.country else None)
    for name, share in sorted(fact.shares.items()):
        node = _stake_node(names.organization(name), venture, fact, base)
        yield from _stake_ends(node, names.organization(name), venture, fact, "shares")
        yield Statement(node, AKG.sharePercent, number_literal(share), "shares")


def _stake_node(owner: Thing, owned: Thing, fact: Fact, base: str) -> Thing:
    """Name a stake by its ends; one that has ended may be another than the one held since."""
    ended = (getattr(fact, "until", None) or "ended") if fact.status is Status.ENDED else None
    past = slugify(ended) if ended else None
    return _node(base, "stake", AKG.Stake, f"{owner.label} in {owned.label}", owner, owned, past)


def _stake_ends(node: Thing, owner: Thing, owned: Thing, fact: Fact, slot: str) -> Iterator[Statement]:
    yield from _exists(node, fact, slot)
    yield Statement(node, AKG.stakeOwner, owner, slot)
    yield Statement(node, AKG.stakeIn, owned, slot)


def _stake(fact: facts.Stake, names: Resolver, base: str) -> Iterator[Statement]:
    owner, owned = names.organization(fact.owner), names.organization(fact.owned)
    node = _stake_node(owner, owned, fact, base)
    yield from _stake_ends(node, owner, owned, fact, "owner")
    yield from _number(node, AKG.sharePercent, fact, "share_percent")
    yield from _number(node, AKG.shareMinimum, fact, "share_min")
    yield from _number(node, AKG.shareMaximum, fact, "share_max")
    yield from _date(node, AKG.since, fact.since, "since")
    yield from _date(node, AKG.until, fact.until, "until")


def _brand(fact: facts.Brand, names: Resolver, _base: str) -> Iterator[Statement]:
    yield Statement(names.brand(fact.brand), AKG.brandOwner, names.organization(fact.owner), "owner")


def _plant(fact: facts.Plant, names: Resolver, _base: str) -> Iterator[Statement]:
    operator = names.organization(fact.operator) if fact.operator else None
    plant = names.plant(fact.plant or fact.place or "", [operator] if operator else [], fact.country)
    yield Statement(plant, RDF.type, AKG.Plant, "plant" if fact.plant else "place")
    if not _is_of_the_operator(fact):
        yield Statement(plant, AKG.status, STATUS_TERMS[fact.status], "plant" if fact.plant else "place")
    yield from _link(plant, AKG.operatedBy, operator, "operator")
    place = names.place(fact.place, fact.country) if fact.place else None
    yield from _where(plant, place, names.region(fact.country) if fact.country else None)
    yield from _date(plant, AKG.opened, fact.opened, "opened")
    yield from _date(plant, AKG.closed, fact.closed, "closed")
    yield from _number(plant, AKG.employees, fact, "employees")
    yield from _number(plant, AKG.capacityPerYear, fact, "capacity_per_year")


def _is_of_the_operator(fact: facts.Plant) -> bool:
    """Whether a fact tells that an operator left or did not come, which is no end of the plant."""
    is_over = fact.status in (Status.ENDED, Status.CANCELLED, Status.DENIED)
    return is_over and fact.operator is not None and fact.opened is None and fact.closed is None


def _model(fact: facts.Model, names: Resolver, _base: str) -> Iterator[Statement]:
    model = names.model(fact.model, fact.brand)
    yield Statement(model, RDF.type, AKG.VehicleModel, "model")
    yield from _link(model, AKG.modelBrand, names.brand(fact.brand) if fact.brand else None, "brand")
    yield from _text(model, AKG.powertrain, fact.powertrain, "powertrain")
    yield from _text(model, AKG.bodyStyle, fact.body, "body")
    yield from _text(model, AKG.segment, fact.segment, "segment")
    yield from _link(model, AKG.onPlatform, names.platform(fact.platform) if fact.platform else None, "platform")
    yield from _link(
        model, AKG.derivedFrom, names.model(fact.derived_from) if fact.derived_from else None, "derived_from"
    )


def _role(fact: facts.Role, names: Resolver, base: str) -> Iterator[Statement]:
    person, organization = names.person(fact.person), names.organization(fact.organization)
    label = f"{person.label}, {fact.title} of {organization.label}"
    post = digest(fact.title.casefold(), length=6)
    node = _node(base, "appointment", AKG.Appointment, label, person, organization, post)
    yield from _exists(node, fact, "person")
    yield Statement(node, AKG.holder, person, "person")
    yield Statement(node, AKG.postIn, organization, "organization")
    yield from _text(node, AKG.jobTitle, fact.title, "title")
    if is_head(fact.title):
        yield Statement(node, RDF.type, AKG.HeadPost, "title")
    yield from _date(node, AKG.since, fact.since, "since")
    yield from _date(node, AKG.until, fact.until, "until")


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
    yield Statement(node, AKG.supplier, supplier, "supplier")
    yield from _link(node, AKG.customer, customer, "customer")
    yield from _link(node, AKG.ofProduct, product, "product")
    yield from _link(node, AKG.concernsModel, model, "model")
    yield from _date(node, AKG.since, fact.since, "since")
    yield from _date(node, AKG.until, fact.until, "until")


def _investment(fact: facts.Investment, names: Resolver, base: str) -> Iterator[Statement]:
    investor = names.organization(fact.investor)
    target = names.plant_or_organization(fact.target, investor) if fact.target else None
    place = names.place(fact.place, fact.country) if fact.place else None
    into = target or place
    label = f"{investor.label} invests{f' in {into.label}' if into else ''}"
    amount = None if _year(fact.date) else number_literal(fact.amount).value  # without a year, each amount is another
    node = _node(base, "investment", AKG.Investment, label, investor, into, _year(fact.date), fact.currency, amount)
    yield from _exists(node, fact, "investor")
    yield Statement(node, AKG.investor, investor, "investor")
    yield from _number(node, AKG.amount, fact, "amount")
    yield from _text(node, AKG.currency, fact.currency, "currency")
    yield from _link(node, AKG.investedIn, target, "target")
    yield from _where(node, place, names.region(fact.country) if fact.country else None)
    yield from _date(node, AKG.investedOn, fact.date, "date")


def _alias(fact: facts.Alias, names: Resolver, _base: str) -> Iterator[Statement]:
    thing = names.anything(fact.of)
    named = replace(thing, names=(*thing.names, fact.alias))
    yield from _text(named, SKOS.altLabel, fact.alias, "alias")


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
