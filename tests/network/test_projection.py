"""A projection keeps what a view says, in one order, and tells a query that is no view."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from autokg.errors import QueryError
from autokg.network import project
from autokg.queries import SavedQuery
from autokg.stores import OxigraphStore
from autokg.vocab import AKG, XSD
from corpus import build_example


def query_of(text: str) -> SavedQuery:
    return SavedQuery("mine", text)


def test_nodes_and_edges_are_sorted() -> None:
    network = project(build_example().store, "all")
    assert list(network) == sorted(network)
    keyed = [(source, target, key) for source, target, key in network.edges(keys=True)]
    assert keyed == sorted(keyed)


def test_every_node_has_a_label_and_a_type_and_every_edge_a_status_and_a_count() -> None:
    network = project(build_example().store, "all")
    assert all({"label", "type"} <= data.keys() for _, data in network.nodes(data=True))
    assert all({"type", "status", "sources"} <= data.keys() for *_, data in network.edges(data=True))
    assert "Thing" not in dict(network.nodes(data="type")).values()


def test_only_edges_of_the_statuses_asked_for_are_kept() -> None:
    store = build_example().store
    planned = project(store, "production", status={"planned"})
    assert {data["status"] for *_, data in planned.edges(data=True)} == {"planned"}
    assert 0 < planned.number_of_edges() < project(store, "production").number_of_edges()
    assert all(degree > 0 for _, degree in planned.degree)


def test_only_nodes_of_the_types_asked_for_are_kept() -> None:
    network = project(build_example().store, "production", kinds={"Company", "Plant"})
    assert set(dict(network.nodes(data="type")).values()) == {"Company", "Plant"}
    assert {data["type"] for *_, data in network.edges(data=True)} == {"operates", "formerOperatorOf"}


def test_any_query_that_returns_ends_is_a_view() -> None:
    store = build_example().store
    text = "SELECT ?source ?target ?weight { ?source akg:directParent ?target BIND(2.5 AS ?weight) }"
    network = project(store, query_of(text))
    assert network.number_of_edges() > 0
    assert {(data["type"], data["weight"]) for *_, data in network.edges(data=True)} == {("related", 2.5)}


@pytest.mark.parametrize("text", ["SELECT ?source { ?source a akg:Plant }", "ASK { ?a ?b ?c }"])
def test_a_query_without_ends_is_no_view(text: str) -> None:
    with pytest.raises(QueryError, match=r"mine: the query returns no edges; expected the columns \?source and"):
        project(build_example().store, query_of(text))


def test_the_numbers_of_a_column_have_one_type() -> None:
    store = OxigraphStore()
    ends = [NamedNode(f"https://e.org/{name}") for name in "abc"]
    values = [Literal("1", datatype=XSD.integer), Literal("1.5", datatype=XSD.decimal)]
    store.load(Quad(end, AKG.amount, value) for end, value in zip(ends, values, strict=False))
    text = "SELECT ?source (?source AS ?target) ?amount { ?source akg:amount ?amount }"
    amounts = [data["amount"] for *_, data in project(store, query_of(text)).edges(data=True)]
    assert [(type(amount), amount) for amount in amounts] == [(float, 1.0), (float, 1.5)]


def test_an_empty_store_gives_an_empty_network() -> None:
    assert project(OxigraphStore(), "all").number_of_nodes() == 0
