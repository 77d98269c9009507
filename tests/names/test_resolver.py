from __future__ import annotations

from dataclasses import replace

import pytest

from autokg.core.terms import AKG
from autokg.names.entity import Resolution, Thing
from autokg.names.gazetteer import Alias, EntityType, Entry, Gazetteer
from autokg.names.identity import Merges
from autokg.names.mentioned_sites import MentionedSite
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


def plant(
    name: str, operator: str | None = None, *, sites: tuple[MentionedSite, ...], country: str | None = None
) -> Thing:
    scoped = RESOLVER.within({}, sites=sites)
    return scoped.plant(name, [scoped.organization(operator)] if operator else [], country)


def test_a_wording_that_names_only_a_town_is_the_plant_of_the_one_maker_there() -> None:
    wording = "plant in Southport, South Korea"
    told = MentionedSite(plant=wording, place="Southport", country="KR", maker="Zenith Wagons")
    other = replace(told, maker="Example Motors")
    own = plant(wording, "Zenith Wagons", sites=(told,), country="KR")
    assert plant("Southport plant", sites=(told,)).iri == own.iri
    assert plant(wording, "Example Motors", sites=(other,), country="KR").iri != own.iri
    assert plant("Southport plant", sites=(told, other)).iri != own.iri


@pytest.mark.parametrize("name", ["Norvel Aston plant", "Aston plant"])
def test_a_plant_in_a_known_town_is_one_with_its_country_or_without(name: str) -> None:
    with_country = plant(name, sites=(), country="GB")
    assert plant(name, sites=()).iri == with_country.iri
    assert plant(name, sites=(), country="US").iri != with_country.iri


def test_a_plant_of_one_name_in_two_countries_is_two() -> None:
    told = [plant("Norvel Nowhere plant", sites=(), country=country).iri for country in (None, "DK", "RU")]
    assert len(set(told)) == 3


@pytest.mark.parametrize(("operator", "is_listed"), [("Zenith Wagons", False), ("EM", True), (None, True)])
def test_a_listed_plant_named_by_its_town_is_not_that_of_another_maker(operator: str | None, is_listed: bool) -> None:
    entry = next(entry for entry in GAZETTEER.entries if entry.id == "example-northport")
    named = entry.model_copy(update={"aliases": (Alias(name="Northport plant"),)})
    gazetteer = Gazetteer([named if other is entry else other for other in GAZETTEER.entries])
    resolver = Resolver(gazetteer)
    told = resolver.plant("Northport plant", [resolver.organization(operator)] if operator else [])
    assert (told.local == "example-northport") is is_listed


def test_a_plant_called_by_its_maker_alone_keeps_its_name() -> None:
    assert plant("Zed Works", "Zed Motors", sites=()).label == "Zed Works"


WORDINGS = [
    "its plant in Westhaven",
    "the plant in Westhaven",
    "Westhaven factory",
    "sein Werk in Westhaven",
    "son usine de Westhaven",
    "su nueva planta de Westhaven",
    "il suo stabilimento di Westhaven",
    "a sua fábrica de Westhaven",
    "Zenith Westhaven plant",
    "Zenith's factory in Westhaven",
    "the Westhaven plant of Zenith Motors",
    "its production base in Westhaven",
    "its Westhaven facility",
    "l'usine d'assemblage Zenith de Westhaven",
    "das Zenith-Werk in Westhaven",
]


@pytest.mark.parametrize("name", WORDINGS)
def test_wordings_for_the_plant_of_one_maker_in_a_town_are_one(name: str) -> None:
    made = plant(name, "Zenith Motors AG", sites=())
    assert made.label in ("Zenith Motors AG Westhaven plant", "Zenith Motors Westhaven plant", "Zenith Westhaven plant")
    assert made.iri == plant("Westhaven plant", "Zenith Motors", sites=()).iri
    assert (made.iri == plant(name, "Nova Cars", sites=()).iri) is ("Zenith" in name and "Motors" not in name)
    assert made.iri != plant(name.replace("Westhaven", "Easthaven"), "Zenith Motors", sites=()).iri


@pytest.mark.parametrize("name", ["its plant in Northport", "ihr neues Werk in Northport", "EM's Northport plant"])
def test_the_plant_of_a_known_maker_is_found_by_its_town(name: str) -> None:
    assert plant(name, "EM", sites=()).local == "example-northport"
    assert plant(name, "Zenith Motors", sites=()).resolution is Resolution.UNRESOLVED


@pytest.mark.parametrize("name", ["Westhaven engine plant", "Westhaven plant 2", "Nova Westhaven plant"])
def test_a_plant_that_is_told_by_more_than_its_town_is_another(name: str) -> None:
    sites = (MentionedSite(place="Westhaven", maker="Zenith Motors"),)
    assert plant(name, "Zenith Motors", sites=sites).iri != plant("Westhaven plant", "Zenith Motors", sites=sites).iri


def test_a_plant_without_a_word_of_its_own_is_told_by_the_place_beside_it() -> None:
    maker = RESOLVER.organization("Zenith Motors")
    beside = RESOLVER.plant("its plant", [maker], place="Westhaven")
    assert beside.iri == plant("Westhaven plant", "Zenith Motors", sites=()).iri
    assert beside.label == "Zenith Motors Westhaven plant"
    assert RESOLVER.plant("Zenith plant", [maker]).label == "Zenith plant"
    ending = RESOLVER.organization("Zenith Westhaven")
    assert RESOLVER.plant("Westhaven plant", [ending]).label == "Zenith Westhaven plant"


def test_the_maker_of_a_plant_is_the_one_that_the_document_tells() -> None:
    told = MentionedSite("Zenith Westhaven plant", maker="Zenith Motors", country="DK")
    again = MentionedSite("Westhaven factory", maker="Zenith")
    own = plant("Westhaven factory", "Zenith Motors", sites=(), country="DK").iri
    assert plant("Westhaven factory", sites=(told,)).iri == own
    assert plant("Westhaven factory", sites=(told, again)).iri == own
    other = MentionedSite("Westhaven factory", maker="Nova Cars")
    assert plant("Westhaven factory", sites=(told, other)).iri != own


def test_the_country_of_a_wording_tells_a_plant_apart() -> None:
    told = {plant(f"plant in Cartagena, {country}", "Zenith Motors", sites=()).iri for country in ("Spain", "Colombia")}
    assert len(told) == 2
    assert plant("Cartagena plant", "Zenith Motors", sites=(), country="ES").iri in told


def test_a_plant_may_be_named_after_a_brand_or_an_alias_that_the_document_tells() -> None:
    own = plant("Westhaven plant", "Zenith Motors", sites=()).iri
    brand = MentionedSite(maker="Zenith Motors AG", brand="Quill")
    assert plant("Quill Westhaven plant", "Zenith Motors", sites=(brand,)).iri == own
    assert plant("Quill Westhaven plant", "Nova Cars", sites=(brand,)).iri != own
    other = MentionedSite(maker="Nova Cars", brand="Quill")
    assert plant("Quill Westhaven plant", "Zenith Motors", sites=(brand, other)).iri != own
    scoped = RESOLVER.within({"ZM": "Zenith Motors"})
    assert scoped.plant("ZM Westhaven plant", [scoped.organization("ZM")]).iri == own


@pytest.mark.parametrize(("wording", "is_one"), [("ihr Westhavener Werk", True), ("ihr Easthavener Werk", False)])
def test_an_adjective_of_the_place_is_its_name(wording: str, *, is_one: bool) -> None:
    maker = RESOLVER.organization("Zenith Motors")
    made = RESOLVER.plant(wording, [maker], place="Westhaven")
    assert (made.iri == plant("Westhaven plant", "Zenith Motors", sites=()).iri) is is_one


@pytest.mark.parametrize(
    ("name", "collection"),
    [("Zenith Motors", "organization"), ("Zenith A/S", "organization"), ("Zenith", "thing"), ("Zenith plant", "thing")],
)
def test_a_name_of_unknown_type_is_an_organisation_if_its_words_tell_so(name: str, collection: str) -> None:
    assert f"/{collection}/" in RESOLVER.anything(name).iri.value


@pytest.mark.parametrize(
    ("target", "collection"), [("its plant in Westhaven", "plant"), ("Zenith Wagon Works", "organization")]
)
def test_a_target_is_a_plant_if_a_word_says_so(target: str, collection: str) -> None:
    thing = RESOLVER.plant_or_organization(target, RESOLVER.organization("Zenith Motors"))
    assert f"/{collection}/" in thing.iri.value


@pytest.mark.parametrize(
    ("name", "other", "is_one"), [("Zenith SL", "Zenith", False), ("ZENITH sl", "Zenith SL", True)]
)
def test_letters_of_a_model_are_no_legal_form(name: str, other: str, *, is_one: bool) -> None:
    assert (RESOLVER.model(name).iri == RESOLVER.model(other).iri) is is_one


@pytest.mark.parametrize(
    ("maker", "local"),
    [("Example Motors", "example-northport"), ("EM", "example-northport"), (None, "example-northport")],
)
def test_a_town_with_one_known_plant_is_that_plant_of_its_operator(maker: str | None, local: str) -> None:
    assert plant("Northport plant", sites=(MentionedSite(place="Northport", maker=maker),)).local == local


def test_the_plant_of_another_maker_in_a_town_is_never_the_one_known_there() -> None:
    told = MentionedSite(place="Northport", maker="Zenith Wagons")
    assert plant("Northport plant", sites=(told,)).resolution is Resolution.UNRESOLVED
    assert plant("Example Northport plant", sites=(told,)).local == "example-northport"


def test_an_operator_named_after_its_owner_runs_the_owners_plant() -> None:
    entries = [
        Entry(id="toyo", type=EntityType.GROUP, name="Toyo"),
        Entry(id="toyo-europe", type=EntityType.COMPANY, name="Toyo Motor Europe"),
        Entry(
            id="toyo-kolin", type=EntityType.PLANT, name="TKC Kolin plant", place="Kolin", organization="toyo-europe"
        ),
        Entry(id="acme", type=EntityType.COMPANY, name="Acme"),
    ]
    resolver = Resolver(Gazetteer(entries))
    assert resolver.plant("plant in Kolin", [resolver.organization("Toyo")]).local == "toyo-kolin"
    assert resolver.plant("plant in Kolin", [resolver.organization("Acme")]).local != "toyo-kolin"
