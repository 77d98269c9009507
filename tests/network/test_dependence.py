"""What hangs on what, and how concentrated it is, counted by hand on the invented corpus."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions

from autokg.errors import UnknownNameError, UsageError
from autokg.network.concentration import herfindahl, measure_concentration
from autokg.network.exposure import Exposed, Exposure, measure_exposure
from autokg.network.productions import DIMENSIONS, Named, Production, load_productions
from autokg.network.reports import concentrate
from autokg.network.views import load_measure_query
from autokg.stores import OxigraphStore
from corpus import BASE, as_dataset, build_example


@pytest.fixture(scope="module")
def live() -> list[Production]:
    return load_productions(build_example().store)


def exposed(exposure: Exposure, dimension: str) -> list[tuple[str, bool, int, int]]:
    rows: list[Exposed] = [row for row in exposure.exposed if row.dimension == dimension]
    return [(row.label, row.alone, row.hanging, row.total) for row in rows]


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own query engine uses the old name
@pytest.mark.slow
def test_rdflib_and_oxigraph_give_the_same_rows() -> None:
    store, text = build_example().store, load_measure_query("productions").text
    result = store.query(text)
    assert isinstance(result, QuerySolutions)
    rows = [[term if term is None else term.value for term in row] for row in result]
    other = as_dataset(store).query(text)
    assert rows == [[term if term is None else str(term) for term in row] for row in other]  # type: ignore[union-attr]


def test_a_production_has_all_its_markets_and_all_it_hangs_on(live: list[Production]) -> None:
    (production,) = [one for one in live if one.iri == f"{BASE}production/example-one@exampleville"]
    assert [market.label for market in production.markets] == ["France", "Germany"]
    assert production.volume == 90000
    assert {role: [thing.label for thing in things] for role, things in production.on.items()} == {
        "builder": ["Example Motors"],
        "country": ["France"],
        "operator": ["Example Motors"],
        "owner": ["Example Capital", "Example Holding"],
        "place": ["Exampleville"],
        "plant": ["Exampleville plant"],
        "region": ["Europe", "European Union", "Western Europe", "world"],
    }


def test_only_live_productions_count_unless_told_otherwise(live: list[Production]) -> None:
    assert {production.status for production in live} == {"actual", "planned"}
    ended = load_productions(build_example().store, {"ended"})
    assert [production.model.label for production in ended] == ["Fictif Petite", "Sample Pickup"]


def test_what_hangs_on_a_plant_alone_comes_before_what_is_built_elsewhere_too(live: list[Production]) -> None:
    exposure = measure_exposure(live, f"{BASE}plant/exampleville")
    assert exposed(exposure, "model") == [("Example One", True, 1, 1), ("Example 3", False, 1, 2)]
    assert exposed(exposure, "brand") == [("Example", False, 2, 4)]
    assert exposed(exposure, "market") == [
        ("France", True, 1, 1),
        ("Germany", True, 1, 1),
        ("United States", True, 1, 1),
        ("South Korea", False, 1, 3),
    ]
    elsewhere = {row.label: row.elsewhere for row in exposure.exposed}
    assert elsewhere["Example 3"] == ("Placeholder City plant",)


def test_volumes_nobody_gives_are_counted_apart(live: list[Production]) -> None:
    exposure = measure_exposure(live, f"{BASE}plant/exampleville")
    assert (exposure.productions, exposure.volume, exposure.unknown_volumes) == (2, 90000, 1)


def test_an_owner_is_exposed_through_any_number_of_majorities(live: list[Production]) -> None:
    owner = measure_exposure(live, f"{BASE}organization/example-capital")
    itself = measure_exposure(live, f"{BASE}organization/example-motors")
    assert exposed(owner, "model") == exposed(itself, "model")
    assert ("Example One", True, 1, 1) in exposed(owner, "model")


def test_a_country_is_what_its_plants_are(live: list[Production]) -> None:
    assert exposed(measure_exposure(live, f"{BASE}country/AT"), "model") == [
        ("Example Two", True, 1, 1),
        ("Sample Wagon", False, 1, 2),
    ]


def test_nothing_hangs_on_what_builds_nothing(live: list[Production]) -> None:
    assert measure_exposure(live, f"{BASE}organization/specimen-batteries") == Exposure(0, 0, 0, ())


@given(st.lists(st.integers(0, 1000), min_size=1).filter(any))
def test_the_index_lies_between_equal_shares_and_one_share(sizes: list[int]) -> None:
    index = herfindahl(sizes)
    assert 1 / len(sizes) - 1e-9 <= index <= 1 + 1e-9
    assert herfindahl(size * 7 for size in sizes) == pytest.approx(index)


def test_plants_per_brand(live: list[Production]) -> None:
    rows = {row.group[0].label: row for row in measure_concentration(live)}
    example = rows["Example"]  # One and 3 at Exampleville, 3 at Placeholder City, Two at Musterstadt
    assert (example.size, example.count) == (3, 3)
    assert example.hhi == pytest.approx((1.5 / 3) ** 2 + (0.5 / 3) ** 2 + (1 / 3) ** 2)
    assert (example.largest.label, example.share) == ("Exampleville plant", 0.5)
    assert example.effective == pytest.approx(1 / example.hhi)
    assert (rows["Sample"].count, rows["Sample"].hhi) == (2, 0.5)


def test_brands_per_plant_and_country(live: list[Production]) -> None:
    rows = measure_concentration(live, "brand", ("plant", "country"))
    found = {tuple(thing.label for thing in row.group): row.hhi for row in rows}
    assert found["Musterstadt plant", "Austria"] == 0.5
    assert found["Exampleville plant", "France"] == 1.0


def test_by_volume_only_what_has_a_volume_counts(live: list[Production]) -> None:
    (row,) = measure_concentration(live, weight="volume")
    assert (row.group[0].label, row.size, row.count, row.hhi) == ("Example", 90000, 1, 1.0)


def built(model: str, brand: str, countries: str, volume: int | None = None) -> Production:
    named = tuple(Named(country, country) for country in countries)
    iri = f"{model}@{countries}"
    return Production(iri, "actual", Named(model, model), Named(brand, brand), named, {"country": named}, volume)


@pytest.mark.parametrize(
    ("productions", "size", "share"),
    [
        ([built("m", "B", "X")], 1, 1),
        ([built("m", "B", "X"), built("m", "B", "Y")], 1, 1 / 2),
        ([built("m", "B", "XY")], 1, 1 / 2),
        ([built("m", "B", "X"), built("m", "B", "Y"), built("n", "B", "X")], 2, 3 / 4),
        ([built("m", "B", "XY"), built("m", "B", "X")], 1, 1 / 2),
    ],
)
def test_a_model_of_several_countries_counts_once(productions: list[Production], size: int, share: float) -> None:
    (row,) = measure_concentration(productions, "country")
    assert (row.size, row.largest.label, row.share) == (size, "X", share)


def test_a_volume_of_several_markets_counts_once() -> None:
    (row,) = measure_concentration([built("m", "B", "XY", 100), built("m", "B", "X", 50)], "market", weight="volume")
    assert (row.size, row.largest.label, row.share) == (150, "X", 100 / 150)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_dimension_can_be_measured(live: list[Production], dimension: str) -> None:
    assert measure_concentration(live, dimension, ("builder",))


def test_an_unknown_dimension_or_weight_offers_near_names(live: list[Production]) -> None:
    with pytest.raises(UnknownNameError, match=r"no dimension named 'plants'; did you mean plant"):
        measure_concentration(live, "plants")
    with pytest.raises(UnknownNameError, match=r"no weight named 'model'; did you mean models"):
        measure_concentration(live, weight="model")


def test_a_dimension_is_not_compared_with_itself() -> None:
    with pytest.raises(UsageError, match="`of`: plant is one of the groups too"):
        concentrate(OxigraphStore(), "plant", ("plant", "brand"))
    with pytest.raises(UnknownNameError, match="no dimension named 'x'"):
        concentrate(OxigraphStore(), "x", ("brand",))
