"""A carmaking world of any size, the same each time: ownership trees, brands, models, plants, productions, deals.

Names carry no meaning and figures no claim: `company/17` holds 60 % of `company/86` because the arithmetic says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from autokg.core.terms import AKG, RDF, XSD

_BASE = "https://example.org/"
_TREE = 156  # companies in one ownership tree: 1 + 5 + 25 + 125
_COMPANY = 25  # triples for a company and all that hangs on it, about
_STATUSES = (AKG.actual, AKG.actual, AKG.planned, AKG.ended, AKG.reported)
_COUNTRIES = 60


def generate_triples(size: int) -> Iterator[Triple]:
    """Yield about `size` triples, as judging would accept them and the reference data would have them."""
    for number in range(_COUNTRIES):
        yield from _facts(_node("country", number), (RDF.type, AKG.Country))
    for number in range(max(size // _COMPANY, 1)):
        yield from _company(number)
        yield from _plant(number)
        yield from _model(number)
        yield from _production(number)
        yield from _deal(number)


def _company(number: int) -> Iterator[Triple]:
    company = _node("company", number)
    yield from _facts(company, (RDF.type, AKG.Company))
    place = number % _TREE
    if place:
        owner = _node("company", number - place + (place - 1) // 5)
        percent = Literal(str(30 + number * 7 % 70), datatype=XSD.integer)
        yield from _facts(
            _node("stake", number),
            (AKG.stakeOwner, owner),
            (AKG.stakeIn, company),
            (AKG.sharePercent, percent),
            (AKG.status, AKG.actual),
        )
    yield from _facts(_node("appointment", number), (AKG.holder, _node("person", number)), (AKG.postIn, company))


def _plant(number: int) -> Iterator[Triple]:
    city = _node("place", number // 3)
    yield from _facts(
        _node("plant", number), (RDF.type, AKG.Plant), (AKG.operatedBy, _node("company", number)), (AKG.locatedIn, city)
    )
    if number % 3 == 0:
        state = _node("state", number // 30)
        yield from _facts(city, (AKG.locatedIn, state))
        yield from _facts(state, (AKG.inCountry, _node("country", number // 30 % _COUNTRIES)))


def _model(number: int) -> Iterator[Triple]:
    brand = _node("brand", number // 4)
    if number % 4 == 0:
        yield from _facts(brand, (AKG.brandOwner, _node("company", number)))
    yield from _facts(
        _node("model", number),
        (RDF.type, AKG.VehicleModel),
        (AKG.modelBrand, brand),
        (AKG.onPlatform, _node("platform", number // 5)),
    )


def _production(number: int) -> Iterator[Triple]:
    for turn in range(2):
        production = _node("production", 2 * number + turn)
        yield from _facts(
            production,
            (AKG.ofModel, _node("model", number)),
            (AKG.atPlant, _node("plant", number + turn * 13)),
            (AKG.status, _STATUSES[(number + turn) % len(_STATUSES)]),
            (AKG.forMarket, _node("country", number % _COUNTRIES)),
        )
        if number % 2:
            yield from _facts(production, (AKG.productionBuilder, _node("company", number + turn)))


def _deal(number: int) -> Iterator[Triple]:
    if number % 3:
        return
    deal = _node("agreement", number)
    parties = {number, number + 40, number + 2 * number % 11}
    yield from _facts(deal, (AKG.status, _STATUSES[number % len(_STATUSES)]), (AKG.agreementType, AKG.partnership))
    yield from (Triple(deal, AKG.party, _node("company", party)) for party in sorted(parties))
    yield Triple(deal, AKG.concernsModel, _node("model", number))


def _facts(subject: NamedNode, *facts: tuple[NamedNode, NamedNode | Literal]) -> Iterator[Triple]:
    yield from (Triple(subject, predicate, value) for predicate, value in facts)


def _node(kind: str, number: int) -> NamedNode:
    return NamedNode(f"{_BASE}{kind}/{number}")
