"""Every view gives one row per edge, with what it rests on, whatever engine answers."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, QuerySolutions

from autokg.building.build import build
from autokg.core.terms import AKG
from autokg.errors import UnknownNameError
from autokg.network import VIEWS, get_view, load_views, project
from autokg.network.edge_evidence import load_edge_evidence
from autokg.stores.base import Store
from builders import GAZETTEER, corpus, document, fact
from corpus import as_dataset, build_example

pytestmark = pytest.mark.slow

COLUMNS = {"source", "relation", "target", "status", "start", "sources", "slot"}
MARKETS = {AKG.forMarket.value, AKG.plannedForMarket.value, AKG.formerlyForMarket.value}


def build_store(*records: object) -> Store:
    return build(corpus(*records), gazetteer=GAZETTEER).store  # type: ignore[arg-type]


def edges(store: Store, view: str) -> list[tuple[str, str, str, str, int]]:
    network = project(store, view)
    label = network.nodes(data="label")
    return sorted(
        (label[source], data["type"], label[target], data["status"], data["sources"])
        for source, target, data in network.edges(data=True)
    )


def test_the_views_are_the_files_of_the_folder() -> None:
    assert sorted(VIEWS) == sorted(load_views())


def test_an_unknown_view_offers_near_names() -> None:
    with pytest.raises(UnknownNameError, match=r"no view named 'partner'; did you mean partners\?"):
        get_view("partner")


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own query engine uses the old name
@pytest.mark.parametrize("view", VIEWS)
def test_rdflib_and_oxigraph_give_the_same_rows(view: str) -> None:
    store = build_example().store
    result = store.query(get_view(view).text)
    assert isinstance(result, QuerySolutions)
    rows = [[term if term is None else term.value for term in row] for row in result]
    answer = as_dataset(store).query(get_view(view).text)
    other = [[term if term is None else str(term) for term in row] for row in answer]  # type: ignore[union-attr]
    assert sorted(rows, key=str) == sorted(other, key=str)  # a network sorts them
    assert rows


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_the_columns_of_an_edge_and_one_row_per_edge(view: str) -> None:
    result = build_example().store.query(get_view(view).text)
    assert isinstance(result, QuerySolutions)
    assert {variable.value for variable in result.variables} >= COLUMNS
    has_through = "through" in {variable.value for variable in result.variables}
    keys = [(row["source"], row["relation"], row["target"], row["through"] if has_through else None) for row in result]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("view", VIEWS)
def test_a_property_is_named_only_where_the_store_holds_it_or_it_is_a_market(view: str) -> None:
    store = build_example().store
    plain = {
        (triple.subject.value, triple.predicate.value, triple.object.value)
        for triple in (quad.triple for quad in store.quads())
        if isinstance(triple.object, NamedNode) and isinstance(triple.subject, NamedNode)
    }
    for source, target, data in project(store, view).edges(data=True):
        if "property" in data and data["property"] not in MARKETS:
            told = (source, data["property"], target)
            mirrored = (target, data["property"], source)
            assert told in plain or mirrored in plain


def test_production_leads_from_operator_to_plant_and_from_model_to_builder_plant_and_market() -> None:
    store = build_store(
        document("d1"),
        document("d2"),
        fact("production", documents=("d1", "d2"), model="Sample 4", plant="Example Northport plant",
             builder="Example Motors", markets=["FR"], start="2023-41"),
        fact("plant", plant="Example Northport plant", operator="Example Motors"),
    )  # fmt: skip
    assert edges(store, "production") == [
        ("Example Motors", "operates", "Example Northport plant", "actual", 1),
        ("Sample 4", "builder", "Example Motors", "actual", 2),
        ("Sample 4", "forMarket", "France", "actual", 2),
        ("Sample 4", "producedAt", "Example Northport plant", "actual", 2),
    ]
    starts = {data.get("start") for *_, data in project(store, "production").edges(data=True)}
    assert starts == {"2023-41", None}


@pytest.mark.parametrize(
    ("status", "relation"),
    [
        ("actual", "producedAt"),
        ("planned", "plannedProductionAt"),
        ("ended", "formerlyProducedAt"),
        ("cancelled", "cancelledProductionAt"),
        ("reported", "reportedProductionAt"),
    ],
)
def test_the_relation_of_a_production_is_true_to_its_status(status: str, relation: str) -> None:
    store = build_store(
        document(), fact("production", status=status, model="Sample 4", plant="Example Northport plant")
    )
    assert edges(store, "production") == [("Sample 4", relation, "Example Northport plant", status, 1)]


def test_a_denied_production_is_no_edge() -> None:
    store = build_store(
        document(), fact("production", status="denied", model="Sample 4", plant="Example Northport plant")
    )
    assert edges(store, "production") == []


def test_a_place_or_else_a_country_stands_in_for_a_plant_that_is_not_named() -> None:
    store = build_store(
        document(),
        fact("production", model="Sample 3", place="Northport", country="KR"),
        fact("production", model="Sample 4", country="KR"),
    )
    assert edges(store, "production") == [
        ("Sample 3", "producedIn", "Northport", "actual", 1),
        ("Sample 4", "builtInCountry", "South Korea", "actual", 1),
    ]


def test_partners_are_tied_once_per_agreement_and_venture() -> None:
    parties = ["Example Motors", "Sample Group"]
    store = build_store(
        document("d1"),
        document("d2"),
        fact("agreement", documents=("d1", "d2"), type="supply", parties=parties, model="Sample 4"),
        fact("joint_venture", status="planned", name="Joint Example", parents=parties),
    )
    network = project(store, "partners")
    ties = sorted((data["agreement"], data["status"], data["sources"]) for *_, data in network.edges(data=True))
    assert ties == [("jointVenture", "planned", 1), ("supplyAgreement", "actual", 2)]
    assert sorted(dict(network.nodes(data="label")).values()) == ["Example Motors", "Sample Group"]


def test_a_closer_sort_of_agreement_replaces_the_open_one() -> None:
    parties = ["Example Motors", "Sample Group"]
    store = build_store(
        document("d1"),
        document("d2"),
        fact("agreement", documents=("d1",), type="partnership", parties=parties, name="The deal"),
        fact("agreement", documents=("d2",), type="technology-licence", parties=parties, name="The deal"),
    )
    assert [data["agreement"] for *_, data in project(store, "partners").edges(data=True)] == ["technologyLicence"]


def test_agreements_of_two_sorts_without_a_name_are_two_ties() -> None:
    parties = ["Example Motors", "Sample Group"]
    store = build_store(
        document(),
        fact("agreement", type="partnership", parties=parties),
        fact("agreement", type="technology-licence", parties=parties),
    )
    sorts = sorted(data["agreement"] for *_, data in project(store, "partners").edges(data=True))
    assert sorts == ["partnership", "technologyLicence"]


def test_partners_that_no_document_names_together_have_no_source() -> None:
    store = build_store(
        document("d1"),
        document("d2"),
        fact("joint_venture", documents=("d1",), name="Joint Example", parents=["Example Motors", "Example Holding"]),
        fact("joint_venture", documents=("d2",), name="Joint Example", parents=["Example Motors", "Sample Group"]),
    )
    assert edges(store, "partners") == [
        ("Example Holding", "partnerOf", "Example Motors", "actual", 1),
        ("Example Holding", "partnerOf", "Sample Group", "actual", 0),
        ("Example Motors", "partnerOf", "Sample Group", "actual", 1),
    ]


def test_ownership_leads_from_what_is_owned_to_its_owner() -> None:
    store = build_store(
        document(),
        fact("stake", owner="Sample Group", owned="Example Motors", share_percent=34.5, since="2022"),
        fact("brand", brand="Sample", owner="Sample Group"),
        fact("joint_venture", name="Joint Example", parents=["Example Motors", "Sample Group"]),
    )
    assert edges(store, "ownership") == [
        ("Example Motors", "shareholder", "Sample Group", "actual", 1),
        ("Joint Example", "jointVentureOf", "Example Motors", "actual", 1),
        ("Joint Example", "jointVentureOf", "Sample Group", "actual", 1),
        ("Sample", "brandOwner", "Sample Group", "actual", 1),
    ]
    assert {data.get("share") for *_, data in project(store, "ownership").edges(data=True)} == {34.5, None}


def test_an_agreement_leads_to_its_parties_and_what_it_is_about() -> None:
    store = build_store(
        document(),
        fact("agreement", type="contract-manufacturing", parties=["Example Motors", "Sample Group"], name="The deal",
             model="Sample 4", plant="Example Northport plant", markets=["KR"], signed="2024-01"),
    )  # fmt: skip
    assert edges(store, "agreements") == [
        ("The deal", "concernsModel", "Sample 4", "actual", 1),
        ("The deal", "concernsPlant", "Example Northport plant", "actual", 1),
        ("The deal", "forMarket", "South Korea", "actual", 1),
        ("The deal", "party", "Example Motors", "actual", 1),
        ("The deal", "party", "Sample Group", "actual", 1),
    ]


def test_a_claim_that_was_rejected_counts_as_no_source() -> None:
    store = build_store(
        document("d1"),
        document("d2"),
        document("d3"),
        fact("plant", plant="Example Northport plant", operator="Example Motors", documents=("d1", "d3")),
        fact("plant", plant="Example Northport plant", operator="Sample Group", documents=("d2",)),
    )
    assert edges(store, "production") == [("Example Motors", "operates", "Example Northport plant", "actual", 2)]
    assert edges(store, "all") == [("Example Northport plant", "operatedBy", "Example Motors", "actual", 2)]


def test_a_planned_operator_stands_beside_the_present_one() -> None:
    store = build_store(
        document("d1"),
        document("d2"),
        fact("plant", plant="Example Northport plant", operator="Example Motors", documents=("d1",)),
        fact("plant", plant="Example Northport plant", operator="Sample Group", documents=("d2",), status="planned"),
    )
    assert edges(store, "production") == [
        ("Example Motors", "operates", "Example Northport plant", "actual", 1),
        ("Sample Group", "plannedOperatorOf", "Example Northport plant", "planned", 1),
    ]
    assert edges(store, "all") == [
        ("Example Northport plant", "operatedBy", "Example Motors", "actual", 1),
        ("Example Northport plant", "plannedOperator", "Sample Group", "planned", 1),
    ]


def test_a_carmaker_is_shown_by_what_it_is_besides() -> None:
    network = project(build_example().store, "partners")
    assert set(dict(network.nodes(data="type")).values()) == {"Company"}


@pytest.mark.parametrize("view", VIEWS)
def test_the_documents_behind_an_edge_are_as_many_as_it_counts(view: str) -> None:
    store = build_example().store
    for source, target, edge in project(store, view).edges(data=True):
        evidence = load_edge_evidence(store, source, target, edge)
        assert len({(item.title, item.publisher) for item in evidence}) == edge["sources"]
        assert all(item.words for item in evidence)


def test_an_edge_of_a_query_without_slots_has_no_evidence() -> None:
    assert load_edge_evidence(build_example().store, "https://e.org/a", "https://e.org/b", {"type": "related"}) == []


@pytest.mark.parametrize("status", ["planned", "actual"])
def test_a_market_that_is_only_planned_is_told_as_planned(status: str) -> None:
    store = build_store(
        document("d1"),
        document("d2"),
        fact("production", documents=("d1",), model="Sample 4", plant="Example Northport plant", markets=["FR"]),
        fact("production", documents=("d2",), status=status, model="Sample 4", plant="Example Northport plant",
             markets=["DE"]),
    )  # fmt: skip
    markets = {(relation, target, told) for _, relation, target, told, _ in edges(store, "production")}
    relation = {"planned": "plannedForMarket", "actual": "forMarket"}[status]
    assert {("forMarket", "France", "actual"), (relation, "Germany", status)} <= markets


@pytest.mark.parametrize("view", ["production", "all"])
def test_a_carmaker_that_nobody_lists_is_an_organization_of_every_view(view: str) -> None:
    store = build_store(document(), fact("production", model="Sample 4", plant="Zorg plant", builder="Zorg Motors"))
    (zorg,) = [data for _, data in project(store, view).nodes(data=True) if data["label"] == "Zorg Motors"]
    assert zorg["type"] == "Organization"


def test_only_ties_of_partners_have_no_direction() -> None:
    store = build_example().store
    directions = {view: {data.get("directed") for *_, data in project(store, view).edges(data=True)} for view in VIEWS}
    assert directions == {view: {False} if view == "partners" else {None} for view in VIEWS}
