"""Tables, graphs and pictures of a base are what analysts expect: labels first, numbers as numbers, IRIs last."""

from __future__ import annotations

import datetime as dt
from itertools import dropwhile
from pathlib import Path

import pytest
import rdflib

import autokg
from autokg.api.analyst_tables import load_tables
from autokg.building.build import build
from autokg.core.terms import AKG, GRAPH
from autokg.errors import UnknownNameError
from autokg.names.gazetteer import EntityType, Entry, Gazetteer
from autokg.stores import OxigraphStore
from builders import corpus, document, fact
from corpus import build_example

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def kb() -> autokg.KnowledgeBase:
    return autokg.KnowledgeBase(build_example().store, "an example")


@pytest.mark.parametrize("name", load_tables())
def test_a_table_has_labels_first_and_iris_last_and_a_row_for_each_thing(kb: autokg.KnowledgeBase, name: str) -> None:
    table = kb.table(name)
    assert len(table) > 0
    assert table.columns[0].endswith("Label")
    are_iris = [any(str(value).startswith("https://w3id.org/") for value in table.column(c)) for c in table.columns]
    assert all(dropwhile(lambda is_iri: not is_iri, are_iris))
    own = table.column(table.columns[-1])
    classes = {"ventures": "JointVenture", "models": "VehicleModel"}
    count = kb.query(f"SELECT DISTINCT ?s {{ ?s a akg:{classes.get(name, name[:-1].capitalize())} }}")
    assert set(own) == set(count.column("s"))


def test_a_table_has_days_and_numbers_and_goes_to_every_kind_of_frame() -> None:
    kb = autokg.build(
        [
            document(published="2025-01-15"),
            fact("production", model="Sample 4", plant="Example Northport plant", markets=["FR", "DE"], start="2024-41",
                 volume_per_year=1200),
        ]
    )  # fmt: skip
    table = kb.table("productions")
    (row,) = table
    assert (row["modelLabel"], row["marketLabels"], row["status"]) == ("Sample 4", "France; Germany", "actual")
    assert (row["start"], row["startEarliest"], row["volumePerYear"]) == ("2024-41", dt.date(2024, 7, 1), 1200)
    assert table.to_pandas().loc[0, "volumePerYear"] == 1200
    assert table.to_polars().item(0, "startEarliest") == dt.date(2024, 7, 1)
    assert table.to_arrow().column("startEarliest").to_pylist() == [dt.date(2024, 7, 1)]


def test_an_unknown_table_part_or_type_offers_near_names(kb: autokg.KnowledgeBase) -> None:
    with pytest.raises(autokg.UnknownNameError, match="no table named 'production'; did you mean productions"):
        kb.table("production")
    with pytest.raises(autokg.UnknownNameError, match="no part named 'fact'; did you mean facts"):
        kb.rdf("fact")
    with pytest.raises(autokg.UnknownNameError, match="no type named 'modle'; did you mean model"):
        kb.find("Example 4", type="modle")
    with pytest.raises(autokg.UsageError, match="`lazy` reads the whole store"):
        kb.rdf("facts", lazy=True)


def test_things_are_found_by_name_and_else_by_similar_names(kb: autokg.KnowledgeBase) -> None:
    (row,) = kb.find("EXAMPLE 4", type="model")
    assert (row["label"], row["type"], row["score"]) == ("Example 4", "VehicleModel", 100)
    near = kb.find("Exampel 4", type="model")
    assert near[0]["label"] == "Example 4"
    assert near.column("score")[0] not in (None, 100)
    assert len(kb.find("zzzz")) == 0


def test_construct_and_describe_give_graphs_and_ask_a_truth_value(kb: autokg.KnowledgeBase) -> None:
    graph = kb.query("CONSTRUCT { ?s a akg:Brand } WHERE { ?s a akg:Brand }")
    assert isinstance(graph, rdflib.Graph)
    brands = kb.query("SELECT DISTINCT ?s { ?s a akg:Brand }").column("s")
    assert {str(subject) for subject in graph.subjects()} == set(brands)
    assert len(kb.query(f"DESCRIBE <{brands[0]}>")) > 0
    assert kb.query("ASK { ?s a akg:Brand }") is True


def test_facts_are_a_graph_and_with_layers_a_dataset(kb: autokg.KnowledgeBase) -> None:
    graph = kb.rdf()
    assert not any(graph.triples((None, rdflib.RDF.type, rdflib.URIRef(AKG.Claim.value))))
    accepted = {tuple(map(str, (q.subject.value, q.predicate.value))) for q in kb.store.quads(GRAPH.accepted)}  # type: ignore[union-attr]
    assert accepted <= {(str(s), str(p)) for s, p, _ in graph}
    dataset = kb.rdf("all", layers=True)
    assert isinstance(dataset, rdflib.Dataset)
    names = {str(context.identifier) for context in dataset.graphs()}
    assert {graph.value for graph in kb.store.graphs()} <= names


def test_a_lazy_graph_asks_the_store(kb: autokg.KnowledgeBase) -> None:
    rows = list(kb.rdf("all", lazy=True).query(f"SELECT DISTINCT ?s {{ ?s a <{AKG.Brand.value}> }}"))
    assert len(rows) == len(kb.query("SELECT DISTINCT ?s { ?s a akg:Brand }"))


def test_a_graph_around_a_thing_is_what_an_export_around_it_has(kb: autokg.KnowledgeBase, tmp_path: Path) -> None:
    graph = kb.graph("production", around="Example Motors")
    done = kb.export("production", tmp_path / "a.json", format="node-link", around="Example Motors")
    assert 0 < len(graph) == done.nodes < len(kb.graph("production"))
    assert set(kb.graph("production", around="Example Motors", hops=0)) < set(graph)
    with pytest.raises(UnknownNameError):
        kb.graph("production", around="zzzz")


def test_a_notebook_shows_pictures_and_figures(kb: autokg.KnowledgeBase) -> None:
    drawing = kb.draw("partners")
    assert drawing._repr_svg_().startswith("<svg")
    figure = kb.network.central()
    assert figure.sentence in figure._repr_html_()
    assert "<table>" in figure._repr_html_()


def test_an_empty_base_has_empty_tables() -> None:
    kb = autokg.KnowledgeBase(OxigraphStore(), "an empty base")
    assert {name: len(kb.table(name)) for name in load_tables()} == dict.fromkeys(load_tables(), 0)


def test_a_table_tells_phases_as_answers_do() -> None:
    kb = autokg.build(
        [
            document("old", published="2020-05-01"),
            document("new", published="2025-01-15"),
            fact("production", documents=("old",), model="Sample 3", plant="Example Northport plant"),
            fact("production", documents=("new",), model="Sample 4", plant="Example Northport plant"),
            fact("production", documents=("new",), product="cars", plant="Example Northport plant"),
        ]
    )
    told = {row["modelLabel"]: (row["status"], row["phase"], row["isProduct"]) for row in kb.table("productions")}
    assert told == {
        "Sample 3": ("actual", "last_known", False),
        "Sample 4": ("actual", "current", False),
        "cars": ("actual", "current", True),
    }


def test_a_brand_has_one_row_with_the_nearest_of_its_owners() -> None:
    kb = autokg.build(
        [
            document(),
            fact("stake", owner="Volkswagen Group", owned="Porsche AG", share_percent=75),
            fact("brand", brand="Porsche", owner="Volkswagen Group"),
            fact("brand", brand="Porsche", owner="Porsche AG"),
        ]
    )
    owners = [row["ownerLabel"] for row in kb.table("brands") if row["brandLabel"] == "Porsche"]
    assert len(owners) == 1


def test_a_plant_has_the_operator_of_a_source_else_of_the_reference_data() -> None:
    gazetteer = Gazetteer(
        [
            Entry(id="acme", type=EntityType.COMPANY, name="Acme Motors"),
            Entry(id="one", type=EntityType.PLANT, name="Acme One plant", organization="acme", source="a test"),
            Entry(id="two", type=EntityType.PLANT, name="Acme Two plant", organization="acme", source="a test"),
        ]
    )
    told = fact("plant", plant="Acme One plant", operator="Zenith Wagons")
    kb = autokg.KnowledgeBase(build(corpus(document(), told), gazetteer=gazetteer).store, "an example")
    rows = {row["plantLabel"]: (row["operatorLabel"], row["operatorBasis"]) for row in kb.table("plants")}
    assert rows == {"Acme One plant": ("Zenith Wagons", "stated"), "Acme Two plant": ("Acme Motors", "listed")}
