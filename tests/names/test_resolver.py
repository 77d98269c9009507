from __future__ import annotations

import pytest

from autokg.core.terms import AKG
from autokg.names.entity import Resolution
from autokg.names.gazetteer import EntityType, Entry, Gazetteer
from autokg.names.identity import Merges
from autokg.names.resolver import Resolver
from builders import GAZETTEER

RESOLVER = Resolver(GAZETTEER)


@pytest.mark.parametrize(
    "name", ["Example Motors", "EXAMPLE MOTORS", "EM", "Exemple Automobile", "Example Motors Co., Ltd."]
)
def test_an_organisation_is_known_by_any_of_its_names(name: str) -> None:
    assert RESOLVER.organization(name).local == "example-motors"


def test_one_word_stands_for_different_things_by_type() -> None:
    brand, organization = RESOLVER.brand("Sample"), RESOLVER.organization("Sample")
    assert (brand.local, brand.kind) == ("sample", AKG.Brand)
    assert organization.resolution is Resolution.UNRESOLVED
    assert organization.iri != brand.iri


def test_a_slip_is_understood_and_marked() -> None:
    model = RESOLVER.model("Smaple 4")
    assert (model.local, model.resolution) == ("sample-4", Resolution.FUZZY)


@pytest.mark.parametrize("name", ["Sample 5", "Sample 44", "Sampler"])
def test_a_number_is_no_slip_of_another(name: str) -> None:
    assert RESOLVER.model(name).resolution is Resolution.UNRESOLVED


def test_a_model_is_found_by_its_name_and_its_badge_apart() -> None:
    assert RESOLVER.model("4", brand="Sample").local == "sample-4"


def test_a_model_is_found_by_what_its_builder_is_called() -> None:
    assert RESOLVER.model("4", builder="Sample").local == "sample-4"
    assert RESOLVER.model("Zenith 9", builder="Sample").label == "Zenith 9"


@pytest.mark.parametrize("name", ["Northport", "the Northport plant", "usine de Northport", "Werk Northport"])
def test_a_plant_is_told_by_its_place(name: str) -> None:
    assert RESOLVER.plant(name).local == "example-northport"


def test_a_plant_of_another_operator_in_the_same_place_is_another_plant() -> None:
    other = RESOLVER.organization("Zenith Wagons")
    assert RESOLVER.plant("Northport plant", [other]).resolution is Resolution.UNRESOLVED


def test_an_unknown_name_always_gives_the_same_new_thing() -> None:
    one, other = RESOLVER.organization("Zenith Wagons"), Resolver(GAZETTEER).organization("ZENITH WAGONS AG")
    assert one.iri == RESOLVER.organization("zenith wagons").iri
    assert one.resolution is other.resolution is Resolution.UNRESOLVED


@pytest.mark.parametrize(
    ("name", "local"),
    [("KR", "KR"), ("South Korea", "KR"), ("Corée du Sud", "KR"), ("North America", "003"), ("Nordamerika", "003")],
)
def test_countries_and_regions_are_known_in_many_languages(name: str, local: str) -> None:
    assert RESOLVER.place(name).local == local


def test_an_alias_holds_within_its_document_only() -> None:
    scoped = RESOLVER.within({"Northstar": "Example Motors"})
    assert scoped.organization("Northstar").local == "example-motors"
    assert RESOLVER.organization("Northstar").resolution is Resolution.UNRESOLVED


def test_a_decision_merges_two_things() -> None:
    other, known = RESOLVER.organization("Zenith Wagons"), RESOLVER.organization("Example Motors")
    merges = Merges()
    merges.same(known.iri.value, other.iri.value)
    decided = Resolver(GAZETTEER, merges=merges)
    assert decided.organization("Zenith Wagons").iri == known.iri


def test_an_ambiguous_slip_is_not_guessed() -> None:
    twins = Gazetteer(Entry(id=f"m-{x}", type=EntityType.MODEL, name=f"Model{x} One") for x in "ab")
    assert Resolver(twins).model("Modelc One").resolution is Resolution.UNRESOLVED
