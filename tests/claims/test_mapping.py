from __future__ import annotations

from typing import Any

import pytest

from autokg.claims.mapping import find_things
from autokg.core.terms import AKG, RDF
from autokg.facts import KINDS, Fact
from autokg.names.identity import Merges
from autokg.names.resolver import Resolver
from builders import GAZETTEER, claims_of, document, fact, map_fact

FACTS: dict[str, dict[str, Any]] = {
    "production": {"model": "Sample 4", "brand": "Sample", "builder": "EM", "plant": "Northport", "markets": ["KR", "North America"], "start": "2025-41", "volume_per_year": 5000, "method": "CKD"},
    "agreement": {"parties": ["EM", "Sample Group", "Zenith Wagons"], "type": "contract-manufacturing", "model": "Sample 4", "plant": "Northport", "signed": "2023-11"},
    "joint_venture": {"name": "Example Sample", "parents": ["EM", "Sample Group"], "shares": {"EM": 50, "Sample Group": 50}, "formed": "2020", "country": "KR"},
    "stake": {"owner": "Sample Group", "owned": "EM", "share_percent": 34.02, "since": "2022"},
    "brand": {"brand": "Sample", "owner": "Sample Group"},
    "plant": {"plant": "Northport", "operator": "EM", "place": "Northport", "country": "KR", "employees": 2000, "employees_comparator": "nearly", "capacity_per_year": 300000},
    "model": {"model": "Sample 4", "powertrain": "battery electric", "body": "sedan", "platform": "SEA", "derived_from": "Sample 3"},
    "role": {"person": "A. Person", "organization": "EM", "title": "CEO", "since": "2023"},
    "supply": {"supplier": "Zenith Cells", "customer": "EM", "product": "battery cells", "model": "Sample 4"},
    "investment": {"investor": "EM", "amount": 5e9, "currency": "EUR", "target": "Northport", "date": "2024"},
    "alias": {"alias": "S4", "of": "Sample 4"},
}  # fmt: skip


def triples(one: Fact) -> set[tuple[str, str, str]]:
    short = {}
    for claim in claims_of(one):
        value = claim.object.value.rpartition("/")[2] if claim.object.value.startswith("http") else claim.object.value
        short[claim.iri] = (
            claim.subject.value.rpartition("/id/")[2],
            claim.predicate.value.rpartition("#")[2],
            value.rpartition("#")[2],
        )
    return set(short.values())


def test_every_kind_is_mapped() -> None:
    assert set(FACTS) == set(KINDS)


@pytest.mark.parametrize("kind", FACTS)
def test_mapping_is_pure(kind: str) -> None:
    one = fact(kind, **FACTS[kind])
    assert [c.iri for c in claims_of(one)] == [c.iri for c in claims_of(one)]
    assert triples(one)


@pytest.mark.parametrize("kind", FACTS)
def test_every_claim_keeps_its_source(kind: str) -> None:
    for claim in claims_of(fact(kind, **FACTS[kind])):
        assert claim.saying.evidence
        assert claim.saying.document.value.endswith("document/d1")
        assert str(claim.saying.published) == "2024-01-15"


@pytest.mark.parametrize(
    ("kind", "slots", "expected"),
    [
        ("agreement", {"ended": "2025"}, ("until", "2025")),
        ("agreement", {"type": "asset-sale"}, ("agreementType", "assetSale")),
        ("joint_venture", {"dissolved": "2025"}, ("until", "2025")),
        ("supply", {"since": "2020"}, ("since", "2020")),
        ("supply", {"until": "2025"}, ("until", "2025")),
        ("investment", {"target": None, "country": "KR"}, ("inCountry", "KR")),
    ],
)
def test_ends_and_countries_are_claimed(kind: str, slots: dict[str, Any], expected: tuple[str, str]) -> None:
    said = triples(fact(kind, **{**FACTS[kind], **slots}))
    assert expected in {(predicate, value) for _, predicate, value in said}


def test_claims_have_no_dictionary_of_their_own() -> None:
    (claim, *_) = claims_of(fact("brand", **FACTS["brand"]))
    assert not hasattr(claim, "__dict__"), "a million claims are to be held in memory"
    assert not hasattr(claim.saying, "__dict__")


def test_a_production_is_one_node_of_model_and_site() -> None:
    node = "production/sample-4@example-northport"
    assert triples(fact("production", status="planned", **FACTS["production"])) >= {
        (node, "type", "Production"),
        (node, "status", "planned"),
        (node, "ofModel", "sample-4"),
        (node, "atPlant", "example-northport"),
        (node, "productionBuilder", "example-motors"),
        (node, "forMarket", "KR"),
        (node, "forMarket", "003"),
        (node, "productionStart", "2025-41"),
        (node, "volumePerYear", "5000"),
        (node, "productionMethod", "completelyKnockedDown"),
        ("model/sample-4", "modelBrand", "sample"),
    }


def test_a_deal_of_three_is_one_node_with_three_parties() -> None:
    parties = [t for t in triples(fact("agreement", **FACTS["agreement"])) if t[1] == "party"]
    assert len(parties) == 3
    assert len({node for node, _, _ in parties}) == 1


def test_the_order_of_parties_does_not_matter() -> None:
    there = fact("agreement", parties=["EM", "Sample Group"])
    back = fact("agreement", parties=["groupe Sample", "Example Motors"])
    assert {c.subject for c in claims_of(there)} == {c.subject for c in claims_of(back)}
    labels = {
        t.label
        for f in (there, back)
        for t in map_fact(f, document(), Resolver(GAZETTEER)).things
        if t.kind == AKG.Agreement
    }
    assert labels == {"Example Motors and Sample Group"}


def test_shares_of_a_joint_venture_are_stakes() -> None:
    made = triples(fact("joint_venture", **FACTS["joint_venture"]))
    assert sum(predicate == "sharePercent" and value == "50" for _, predicate, value in made) == 2
    assert sum(predicate == "jointVentureOf" for _, predicate, _ in made) == 2


def test_a_second_reading_of_the_same_words_adds_no_claim() -> None:
    plain = fact("stake", owner="EM", owned="Zenith")
    again = fact(
        "stake", owner="EM", owned="Zenith", id="f7", note="read again", found_by={"reader": "llm", "version": "1"}
    )
    assert {c.iri for c in claims_of(plain)} == {c.iri for c in claims_of(again)}


def test_each_document_of_a_fact_makes_its_own_claims() -> None:
    one = fact("stake", documents=("d1", "d2"), owner="EM", owned="Zenith")
    made = claims_of(one, documents=(document("d1"), document("d2")))
    assert len({c.iri for c in made}) == 2 * len({(c.subject, c.predicate, c.object) for c in made})


def test_a_slot_taken_over_cites_its_span() -> None:
    evidence = [
        {
            "document": "d1",
            "quote": "It starts in 2025.",
            "start": 40,
            "end": 58,
            "slots": {"plant": {"start": 0, "end": 9}},
        }
    ]
    one = fact("production", product="cars", plant="Northport", start="2025", evidence=evidence)
    cited = {c.predicate: bool(c.cited) for c in claims_of(one)}
    assert cited[AKG.atPlant]
    assert not cited[AKG.productionStart]


def test_numbers_keep_their_comparator() -> None:
    claim = next(c for c in claims_of(fact("plant", **FACTS["plant"])) if c.predicate == AKG.employees)
    assert (claim.object.value, claim.comparator) == ("2000", "nearly")
    assert any(quad.predicate == AKG.comparator and quad.object == AKG.nearly for quad in claim.quads())


def test_claims_are_reified_and_never_asserted() -> None:
    for kind, slots in FACTS.items():
        for claim in claims_of(fact(kind, **slots)):
            quads = list(claim.quads())
            assert all(quad.subject in (claim.iri, claim.saying.iri) for quad in quads)
            assert [q.object for q in quads if q.predicate == RDF.object] == [claim.object]


def test_two_names_of_one_thing_in_one_fact_are_both_kept() -> None:
    merges = Merges()
    undecided = Resolver(GAZETTEER)
    one, other = undecided.organization("Zenith Wagons"), undecided.organization("Zenit Wagon Works")
    merges.same(one.iri.value, other.iri.value)
    resolver = Resolver(GAZETTEER, merges=merges)
    stake = fact("stake", owner="Zenith Wagons", owned="Zenit Wagon Works")
    things = map_fact(stake, document(), resolver).things
    found = next(thing for thing in things if thing.iri == one.iri)
    assert (found.label, found.absorbed) == ("Zenith Wagons", (other.iri.value,))
    assert found.names == ("Zenit Wagon Works", "Zenith Wagons")


class TestPlantsNamedAgain:
    """A plant whose country is told once is the same where a fact of the document names it without."""

    @pytest.mark.parametrize(("countries", "plants"), [(["HU"], 1), (["HU", "PL"], 3), ([], 1)])
    def test_one_country_settles_which(self, countries: list[str], plants: int) -> None:
        facts = [fact("production", model="Sample 4", plant="Unheard works", country=c) for c in countries]
        facts.append(fact("plant", plant="Unheard works", employees=1200))
        things = find_things(facts, Resolver(GAZETTEER))
        assert len({thing.iri for thing in things if thing.kind == AKG.Plant}) == plants

    @pytest.mark.parametrize(("countries", "towns"), [(["HU"], 1), (["HU", "PL"], 3), ([], 1)])
    def test_so_does_one_of_a_town(self, countries: list[str], towns: int) -> None:
        facts = [fact("production", model="Sample 4", place="Unheard", country=country) for country in countries]
        facts.append(fact("investment", investor="EM", amount=1e6, place="Unheard"))
        things = find_things(facts, Resolver(GAZETTEER))
        assert len({thing.iri for thing in things if thing.kind == AKG.Place}) == towns

    def test_a_town_of_another_document_may_lie_elsewhere(self) -> None:
        resolver = Resolver(GAZETTEER)
        here = find_things([fact("production", model="Sample 4", place="Unheard", country="HU")], resolver)
        there = find_things([fact("production", model="Sample 4", place="Unheard")], resolver)
        towns = [{thing.iri for thing in things if thing.kind == AKG.Place} for things in (here, there)]
        assert towns[0].isdisjoint(towns[1])


@pytest.mark.parametrize(("place", "plants"), [(None, 0), ("Westhaven", 1)])
@pytest.mark.parametrize(
    ("kind", "slots"),
    [
        ("production", {"model": "Sample 4", "builder": "Zenith Wagons", "plant": "its plant"}),
        ("investment", {"investor": "Zenith Wagons", "amount": 1e6, "target": "the factory"}),
    ],
)
def test_its_plant_names_one_only_beside_a_place(
    kind: str, slots: dict[str, Any], place: str | None, plants: int
) -> None:
    things = find_things([fact(kind, **slots, place=place)], Resolver(GAZETTEER))
    assert [thing.label for thing in things if thing.kind == AKG.Plant] == ["Zenith Wagons Westhaven plant"] * plants


@pytest.mark.parametrize(
    ("as_of", "published", "known"),
    [
        ("2024-01-15", "2024-01-15", "2024-01-15"),
        ("2024-01-16", "2024-01-15", "2024-01-15"),
        ("2024-01", "2024-01-15", "2024-01"),
        ("2024-12", "2024", "2024-12"),
        ("2025", "2024", "2024"),
        ("2025", None, "2025"),
    ],
)
def test_a_fact_is_known_for_no_time_after_its_document(as_of: str, published: str | None, known: str) -> None:
    stated = fact("production", model="Sample 4", plant="Northport", as_of=as_of)
    sayings = [claim.saying for claim in claims_of(stated, documents=(document(published=published),))]
    assert {str(saying.as_of) for saying in sayings} == {known}
    assert {str(saying.stated_for) for saying in sayings} == {"None" if known == as_of else as_of}


@pytest.mark.parametrize(
    ("start", "status"),
    [("2024-01-15", "actual"), ("2024-01", "actual"), ("2024-01-16", "planned"), ("2024-02", "planned")],
)
def test_what_is_so_only_from_a_day_after_the_document_is_planned(start: str, status: str) -> None:
    stated = fact("production", model="Sample 4", plant="Northport", start=start)
    assert {claim.status for claim in claims_of(stated)} == {status}
