"""A large network is gathered by what its things are part of, and nothing is lost but what lies within."""

from __future__ import annotations

import networkx as nx
import pytest

from autokg.core.terms import AKG
from autokg.network import project
from autokg.network.gathering import Whole, find_top, gather, keep_best_tied, load_wholes
from autokg.stores.base import Store
from corpus import build_example


@pytest.fixture(scope="module")
def store() -> Store:
    return build_example().store


def test_things_come_under_their_group_brand_or_country(store: Store) -> None:
    network = project(store, "production")
    gathered = gather(network, load_wholes(store))
    types = {data["type"] for _, data in gathered.nodes(data=True)}
    assert "Country" in types
    assert not {"Plant", "Place"} & types
    assert sum(members for _, members in gathered.nodes(data="members")) == len(network)


def test_sources_and_ties_between_wholes_are_kept(store: Store) -> None:
    network, wholes = project(store, "production"), load_wholes(store)
    tops = {node: (find_top(node, wholes) or Whole(node, "", "")).iri for node in network}
    between = [data for source, target, data in network.edges(data=True) if tops[source] != tops[target]]
    gathered = gather(network, wholes)
    assert sum(ties for *_, ties in gathered.edges(data="ties")) == len(between)
    assert sum(sources for *_, sources in gathered.edges(data="sources")) == sum(data["sources"] for data in between)
    assert {data["status"] for *_, data in gathered.edges(data=True)} == {data["status"] for data in between}


def test_owners_in_a_circle_end_somewhere() -> None:
    wholes = {"a": Whole("b", "B", "Company"), "b": Whole("a", "A", "Company")}
    assert find_top("a", wholes) is None
    assert find_top("c", wholes | {"c": Whole("a", "A", "Company")}) is not None


def test_the_best_tied_are_kept() -> None:
    star = nx.MultiDiGraph([("a", "hub"), ("b", "hub"), ("c", "hub"), ("c", "a")])
    assert set(keep_best_tied(star, 2)) == {"hub", "a"}


def test_kinds_of_agreements_have_their_english_name(store: Store) -> None:
    kinds = {whole.iri: whole.label for whole in load_wholes(store).values() if whole.type == "Agreement"}
    assert kinds[AKG.platformSharing.value] == "platform sharing"
