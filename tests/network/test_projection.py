"""A projection keeps what a view says, in one order, and tells a query that is no view."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from autokg.core.terms import AKG, XSD
from autokg.errors import QueryError, StoreError
from autokg.network import VIEWS, correct_periods, project, project_layers
from autokg.network.projection import may_hold
from autokg.query.saved import SavedQuery
from autokg.stores import OxigraphStore, Result
from autokg.stores.base import Graph
from autokg.stores.remote import RemoteStore
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


def test_as_of_a_day_only_what_was_published_by_then_is_known() -> None:
    store = build_example().store
    known = project(store, "all", as_of=dt.date(2023, 12, 31))
    assert {data["published"] for *_, data in known.edges(data=True)} == {"2022-06-01", "2023-05"}
    assert project(store, "all", as_of=dt.date(2022, 5, 31)).number_of_edges() == 0


@pytest.mark.parametrize(
    ("edge", "day", "holds"),
    [
        ({"status": "actual", "start": "2021"}, "2020-12-31", False),
        ({"status": "actual", "start": "2021"}, "2021-01-01", True),
        ({"status": "actual"}, "1990-01-01", True),
        ({"status": "actual", "published": "2022-06-01"}, "2022-05-31", False),
        ({"status": "actual", "published": "2022-06-01"}, "2022-06-01", True),
        ({"status": "actual", "published": "2022-06-01", "end": "2030"}, "2022-05-31", True),
        ({"status": "planned", "published": "2022-06"}, "2022-06-01", True),
        ({"status": "planned", "start": "2025-41"}, "2025-07-01", True),
        ({"status": "ended", "start": "2014", "end": "2020"}, "2020-12-31", True),
        ({"status": "ended", "start": "2014", "end": "2020"}, "2021-01-01", False),
        ({"status": "ended", "published": "2022-06-01"}, "2022-06-02", False),
        ({"status": "ended"}, "2022-06-02", True),
        ({"status": "cancelled", "start": "2020"}, "2021-01-01", False),
        ({"status": "actual", "start": "../2020", "end": "2021/.."}, "1990-01-01", True),
    ],
)
def test_an_edge_holds_from_its_earliest_to_its_latest_day(edge: dict[str, str], day: str, holds: bool) -> None:
    assert may_hold(edge, dt.date.fromisoformat(day)) is holds


def test_on_a_day_only_what_may_hold_is_kept() -> None:
    network = project(build_example().store, "production", on=dt.date(2015, 1, 1))
    assert not any(data["start"] > "2015" for *_, data in network.edges(data=True) if "start" in data)
    former = [data["type"] for *_, data in network.edges(data=True) if data["status"] == "ended"]
    assert sorted(former) == ["formerBuilder", "formerOperatorOf", "formerlyProducedAt", "formerlyProducedAt"]


def test_layers_are_one_network_that_says_where_each_edge_stands() -> None:
    store = build_example().store
    union = project_layers(store, ["partners", "ownership"])
    parts = [project(store, view) for view in ("partners", "ownership")]
    assert set(union) == set(parts[0]) | set(parts[1])
    layers = Counter(layer for *_, layer in union.edges(data="layer"))
    assert layers == {part.name: part.number_of_edges() for part in parts}


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


@pytest.mark.parametrize("view", VIEWS)
def test_periods_can_be_corrected_later(view: str) -> None:
    store = build_example().store
    at_once, later = project(store, view), project(store, view, periods=False)
    correct_periods(later, store)
    assert list(later.edges(keys=True, data=True)) == list(at_once.edges(keys=True, data=True))


class Weak(RemoteStore):
    """A server over a store that fails at every view, and gives all quads."""

    def __init__(self, store: OxigraphStore, error: Exception) -> None:
        self.store, self.error = store, error

    def query(self, text: str, **options: Any) -> Result:
        if "?source" in text and "?target" in text:
            raise self.error
        return self.store.query(text, **options)

    def quads(self, graph: Graph | None = None) -> Iterator[Quad]:
        return self.store.quads(graph)


@pytest.mark.parametrize("error", [StoreError("HTTP 500: stack overflow"), QueryError("HTTP 400: too many arguments")])
def test_a_view_at_which_a_server_fails_is_asked_of_a_copy(error: Exception) -> None:
    store = build_example().store
    weak = Weak(store, error)
    assert list(project(weak, "partners").edges(data=True)) == list(project(store, "partners").edges(data=True))
    with pytest.raises(type(error)):
        project(weak, query_of("SELECT ?source ?target { ?source akg:partnerOf ?target }"))


def test_a_server_is_asked_of_a_few_nodes_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    store = build_example().store
    whole = project(store, "partners")
    monkeypatch.setattr("autokg.network.views._MOST_LISTED", 1)
    parts = project(Weak(store, StoreError("too many")), "partners")
    assert list(parts.nodes(data=True)) == list(whole.nodes(data=True))
    assert list(parts.edges(data=True)) == list(whole.edges(data=True))
