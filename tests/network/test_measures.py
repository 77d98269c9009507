"""Measures agree with networkx, with what can be counted by hand, and with themselves in any order of nodes."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import pytest
from hypothesis import given

from autokg.errors import UnknownNameError, UsageError
from autokg.network import project, project_layers
from autokg.network.centrality import MEASURES, rank
from autokg.network.communities import find_communities
from autokg.network.connections import find_shortest_chains, find_strongest_chain
from autokg.network.cuts import find_cut_nodes, find_cut_ties
from autokg.network.ties import flatten
from corpus import BASE, build_example
from network.drawn import drawn, networks

ORGANIZATION = f"{BASE}organization/"


@pytest.fixture(scope="module")
def partners() -> nx.MultiDiGraph:
    return project(build_example().store, "partners")


def test_a_tie_through_one_agreement_counts_once() -> None:
    network = nx.MultiDiGraph()
    network.add_edge("a", "b", through="x", sources=0)
    network.add_edge("a", "a", through="y", sources=7)
    assert list(flatten(network, "ties").edges(data="weight")) == [("a", "b", 1)]
    assert list(flatten(network, "sources").edges) == []


def test_a_ranking_by_sampled_betweenness_gives_the_error() -> None:
    ring = nx.MultiDiGraph(nx.barabasi_albert_graph(60, 2, seed=1))
    assert any(row.error > 0 for row in rank(ring, "betweenness", pivots=30).rows)
    assert {row.error for row in rank(ring, "betweenness").rows} == {0.0}


@pytest.mark.parametrize("measure", MEASURES)
def test_a_ranking_is_the_same_in_any_order_of_nodes(measure: str, partners: nx.MultiDiGraph) -> None:
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(partners.nodes(data=True))))
    turned.add_edges_from(reversed(list(partners.edges(keys=True, data=True))))
    assert rank(turned, measure, weight="ties") == rank(partners, measure, weight="ties")


def test_degree_counts_neighbours_and_strength_their_ties(partners: nx.MultiDiGraph) -> None:
    degree = {row.label: row.value for row in rank(partners, "degree").rows}
    strength = {row.label: row.value for row in rank(partners, "strength", weight="ties").rows}
    assert (degree["Muster Werke"], strength["Muster Werke"]) == (3, 4)


def test_equal_values_share_a_rank() -> None:
    rows = rank(nx.MultiDiGraph([("hub", "a"), ("hub", "b")]), "degree").rows
    assert [(row.rank, row.node) for row in rows] == [(1, "hub"), (2, "a"), (2, "b")]


def test_a_node_without_ties_has_no_constraint() -> None:
    network = nx.MultiDiGraph([("a", "b")])
    network.add_node("alone")
    assert [row.node for row in rank(network, "constraint").rows] == ["a", "b"]


def test_an_unknown_measure_offers_near_names(partners: nx.MultiDiGraph) -> None:
    with pytest.raises(UnknownNameError, match=r"no measure named 'betweeness'; did you mean betweenness"):
        rank(partners, "betweeness")


def test_the_best_tied_members_give_a_community_its_name(partners: nx.MultiDiGraph) -> None:
    names = [community.name for community in find_communities(partners, weight="ties").communities]
    assert names == ["Muster Werke, Sample Automotive and 1 more", "Fictif Auto, Placeholder Cars"]


def test_an_unknown_method_offers_near_names(partners: nx.MultiDiGraph) -> None:
    with pytest.raises(UnknownNameError, match=r"no method named 'luvain'; did you mean louvain"):
        find_communities(partners, method="luvain")


@drawn
@given(networks())
def test_cut_nodes_are_those_whose_removal_leaves_the_pieces_said(network: nx.MultiDiGraph) -> None:
    found = {cut.node: cut.pieces for cut in find_cut_nodes(network)}
    assert found == dict(pieces_by_removal(network))


def pieces_by_removal(network: nx.MultiDiGraph) -> Iterator[tuple[str, tuple[int, ...]]]:
    for component in nx.weakly_connected_components(network):
        for node in component:
            rest = network.subgraph(component - {node})
            pieces = sorted(map(len, nx.weakly_connected_components(rest)), reverse=True)
            if len(pieces) > 1:
                yield node, tuple(pieces)


@drawn
@given(networks())
def test_cut_ties_are_those_whose_removal_leaves_the_pieces_said(network: nx.MultiDiGraph) -> None:
    graph = flatten(network)
    expected = {}
    for source, target in nx.bridges(graph):
        halved = graph.copy()
        halved.remove_edge(source, target)
        sides = (len(nx.node_connected_component(halved, end)) for end in (source, target))
        expected[tuple(sorted((source, target)))] = tuple(sorted(sides, reverse=True))
    assert {(cut.source, cut.target): cut.pieces for cut in find_cut_ties(network)} == expected


def test_a_star_of_many_is_measured_in_one_walk() -> None:
    star = nx.MultiDiGraph([("hub", f"leaf {number}") for number in range(5000)])
    (cut,) = find_cut_nodes(star)
    assert (cut.node, cut.cut_off) == ("hub", 4999)


@drawn
@given(networks())
def test_shortest_chains_are_as_long_as_those_of_networkx(network: nx.MultiDiGraph) -> None:
    nodes = sorted(network)
    chains = find_shortest_chains(network, nodes[0], nodes[-1], limit=1000)
    graph = network.to_undirected()
    if not nx.has_path(graph, nodes[0], nodes[-1]):
        assert chains == []
        assert find_strongest_chain(network, nodes[0], nodes[-1]) is None
        return
    simple = list(nx.all_shortest_paths(nx.Graph(graph), nodes[0], nodes[-1]))
    assert sorted([nodes[0], *(step.target for step in chain)] for chain in chains) == sorted(simple)
    assert all(step.ties for chain in chains for step in chain)


def test_a_chain_names_what_ties_each_step() -> None:
    network = project_layers(build_example().store, ["partners", "ownership"], status={"actual"})
    (chain,) = find_shortest_chains(network, f"{ORGANIZATION}example-capital", f"{ORGANIZATION}fictif-auto")[:1]
    assert [(step.source_label, step.target_label) for step in chain] == [
        ("Example Capital", "Example Holding"),
        ("Example Holding", "Example Motors"),
        ("Example Motors", "Fictif Auto"),
    ]
    last = {(tie.type, tie.along, tie.layer, tie.start) for tie in chain[-1].ties}
    assert last == {("partnerOf", True, "partners", "2017"), ("shareholder", False, "ownership", "2016")}
    assert all(tie.through.startswith(BASE) for step in chain for tie in step.ties)


def test_two_that_nothing_connects_have_no_chain() -> None:
    network = project(build_example().store, "partners")
    network.add_node("alone")
    assert find_shortest_chains(network, "alone", next(iter(network))) == []
    assert find_strongest_chain(network, "alone", next(iter(network))) is None


def test_the_chain_from_a_node_to_itself_has_no_steps(partners: nx.MultiDiGraph) -> None:
    node = next(iter(partners))
    assert find_shortest_chains(partners, node, node) == [()]


def test_a_node_that_is_not_in_the_network_is_named(partners: nx.MultiDiGraph) -> None:
    with pytest.raises(UsageError, match="<nobody> is not in the network partners; it may be in another view"):
        find_shortest_chains(partners, "nobody", next(iter(partners)))
