"""Every engine gives what plain networkx gives; communities, which break even in many ways, of the same quality."""

from __future__ import annotations

import random
import sys
from fractions import Fraction

import igraph
import networkx as nx
import pytest
from hypothesis import given
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from autokg.errors import UnknownNameError, UsageError
from autokg.network.betweenness import measure_betweenness
from autokg.network.centrality import rank
from autokg.network.communities import find_communities
from autokg.network.engines import by_igraph, by_networkx, choose_engine, installed_engines
from autokg.network.engines.base import Task
from autokg.network.ties import flatten
from network.drawn import drawn, networks

pytestmark = pytest.mark.slow

HAS: dict[Task, list[str]] = {
    "pagerank": ["networkx", "igraph", "rustworkx"],
    "constraint": ["networkx", "igraph"],
    "betweenness": ["networkx", "igraph"],
    "louvain": ["networkx", "igraph"],
    "leiden": ["igraph"],
}


def tied(network: nx.MultiDiGraph) -> nx.Graph:
    """Return the ties with weights up to 16, whose lengths are whole numbers."""
    graph = flatten(network, "sources")
    for *_, data in graph.edges(data=True):
        data["weight"] = min(data["weight"], 16)
    return graph


def planted(groups: int, size: int) -> nx.MultiDiGraph:
    """Return groups of nodes that are tied within, and hardly to each other."""
    graph = nx.planted_partition_graph(groups, size, 0.7, 0.005, seed=1)
    return nx.MultiDiGraph((f"n{one:03}", f"n{other:03}") for one, other in graph.edges())


@pytest.mark.parametrize("engine", HAS["pagerank"])
@drawn
@given(network=networks())
def test_pagerank_is_that_of_networkx(engine: str, network: nx.MultiDiGraph) -> None:
    graph = tied(network)
    expected = _pagerank_python(graph, tol=1e-12, max_iter=1000)
    assert choose_engine("pagerank", graph, engine).pagerank() == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("engine", HAS["constraint"])
@drawn
@given(network=networks())
def test_constraint_is_that_of_networkx(engine: str, network: nx.MultiDiGraph) -> None:
    graph = tied(network)
    expected = nx.constraint(graph, nodes=list(graph), weight="weight")
    found = choose_engine("constraint", graph, engine).constraint()
    assert found == pytest.approx(expected, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("engine", HAS["betweenness"])
@drawn
@given(network=networks())
def test_betweenness_takes_a_heavier_tie_for_a_shorter_step(engine: str, network: nx.MultiDiGraph) -> None:
    graph = tied(network)
    for *_, data in graph.edges(data=True):
        data["length"] = Fraction(1, data["weight"])
    found = measure_betweenness(graph, engine=engine)
    assert found.scores == pytest.approx(nx.betweenness_centrality(graph, weight="length"), abs=1e-9)
    assert (found.errors, found.sample) == ({}, None)


@pytest.mark.parametrize("engine", ["networkx", "igraph", "rustworkx"])
@drawn
@given(network=networks())
def test_betweenness_counts_steps_where_all_ties_weigh_the_same(engine: str, network: nx.MultiDiGraph) -> None:
    graph = flatten(network)
    found = measure_betweenness(graph, engine=engine)
    assert found.scores == pytest.approx(nx.betweenness_centrality(graph), abs=1e-9)


@drawn
@given(networks())
def test_a_sample_is_the_same_in_every_engine(network: nx.MultiDiGraph) -> None:
    graph = tied(network)
    plain, fast = (measure_betweenness(graph, 5, engine=engine) for engine in HAS["betweenness"])
    assert fast.scores == pytest.approx(plain.scores, abs=1e-9)
    assert fast.errors == pytest.approx(plain.errors, abs=1e-9)
    assert fast.sample == plain.sample


@pytest.mark.parametrize("weighed", [False, True])
def test_of_central_nodes_the_exact_betweenness_mostly_lies_within_two_errors_of_the_sampled_one(weighed: bool) -> None:
    within, all_within = 0, 0
    for seed in range(1, 11):  # a sample of 100 of 500 nodes is a small one: of larger ones 95 of 100 do
        graph = nx.relabel_nodes(nx.barabasi_albert_graph(500, 2, seed=seed), str)
        draw = random.Random(seed)
        nx.set_edge_attributes(graph, {e: draw.randint(1, 5) if weighed else 1 for e in graph.edges()}, "weight")
        exact, found = (
            measure_betweenness(graph, engine="igraph").scores,
            measure_betweenness(graph, 100, engine="igraph"),
        )
        assert found.sample is not None
        off = {node: abs(found.scores[node] - exact[node]) for node in graph}
        central = sorted(exact, key=lambda node: -exact[node])[:30]
        within += sum(off[node] <= 2 * found.errors[node] for node in central)
        all_within += max(off.values()) <= found.sample.bound
    assert 0.8 * 300 <= within < 300
    assert all_within == 10


def test_the_error_of_a_sample_shrinks_with_its_size_and_is_gone_where_it_is_all() -> None:
    graph = nx.relabel_nodes(nx.barabasi_albert_graph(400, 2, seed=1), str)
    errors = [measure_betweenness(graph, pivots, engine="igraph").errors["0"] for pivots in (50, 200, 399)]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < errors[0] / 5
    assert measure_betweenness(graph, 400).sample is None


def test_a_sample_is_of_equal_parts() -> None:
    sample = measure_betweenness(nx.path_graph(300), 130).sample
    assert sample is not None
    assert (sample.size, sample.of, sample.seed) == (100, 300, 0)


@pytest.mark.parametrize(("method", "engine"), [(method, e) for method in ("louvain", "leiden") for e in HAS[method]])
@drawn
@given(network=networks())
def test_communities_part_the_nodes_and_modularity_is_theirs(
    method: str, engine: str, network: nx.MultiDiGraph
) -> None:
    found = find_communities(network, weight="sources", method=method, engine=engine)
    parts = [set(community.nodes) for community in found.communities]
    assert sorted(node for part in parts for node in part) == sorted(network)
    graph = flatten(network, "sources")
    expected = nx.community.modularity(graph, parts) if graph.size() else 0.0
    assert found.modularity == pytest.approx(expected)


@pytest.mark.parametrize(("method", "engine"), [(method, e) for method in ("louvain", "leiden") for e in HAS[method]])
def test_every_engine_finds_the_groups_that_are_there(method: str, engine: str) -> None:
    network = planted(8, 12)
    found = find_communities(network, method=method, engine=engine)
    plain = find_communities(network, engine="networkx")
    assert (found.engine, len(found.communities)) == (engine, 8)
    assert found.modularity == pytest.approx(plain.modularity, rel=0.02)
    assert all(len({int(node[1:]) // 12 for node in community.nodes}) == 1 for community in found.communities)


@pytest.mark.parametrize("engine", ["networkx", "igraph"])
def test_communities_are_the_same_in_every_run_and_any_order_of_nodes(engine: str) -> None:
    network = planted(5, 10)
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(network)))
    turned.add_edges_from((other, one) for one, other in reversed(list(network.edges())))
    first, second = (find_communities(graph, engine=engine) for graph in (network, turned))
    assert first == second == find_communities(network, engine=engine)


def test_igraph_leaves_the_generator_of_others_alone() -> None:
    random.seed(5)
    expected = random.random()
    random.seed(5)
    find_communities(planted(2, 5), engine="igraph")
    assert random.random() == expected
    igraph.Graph.Erdos_Renyi(5, 0.5)  # draws from Python's generator again
    assert random.random() != expected


def test_a_large_graph_goes_to_the_fast_engine_and_a_small_one_stays() -> None:
    small, large = nx.path_graph(100), nx.path_graph(30_000)
    assert [choose_engine("betweenness", graph).name for graph in (small, large)] == ["networkx", "igraph"]
    assert choose_engine("pagerank", large).name == "networkx"  # no slower, and spares the copy
    assert choose_engine("leiden", small).name == "igraph"


def test_without_a_fast_engine_all_stays_with_networkx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autokg.network.engines.choice.has_igraph", lambda: False)
    assert choose_engine("betweenness", nx.path_graph(30_000)).name == "networkx"
    assert installed_engines() == ["networkx", "rustworkx"]
    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(UsageError, match=r'needs the package igraph: pip install "autokg\[fast\]"'):
        choose_engine("pagerank", nx.path_graph(3), "igraph")
    with pytest.raises(UsageError, match=r"no installed engine supports leiden; .*, or use louvain"):
        choose_engine("leiden", nx.path_graph(3))


def test_an_unknown_engine_offers_near_names() -> None:
    with pytest.raises(UnknownNameError, match=r"no engine named 'igrap'; did you mean igraph\?"):
        rank(nx.MultiDiGraph([("a", "b")]), "degree", engine="igrap")


def test_an_engine_is_not_asked_for_what_it_lacks() -> None:
    network = nx.MultiDiGraph([("a", "b")])
    with pytest.raises(
        UsageError, match="the engine networkx does not support leiden; what is installed and has it: igraph"
    ):
        find_communities(network, method="leiden", engine="networkx")
    with pytest.raises(UsageError, match="the engine rustworkx does not support constraint"):
        rank(network, "constraint", engine="rustworkx")
    with pytest.raises(UsageError, match="degree needs no engine; remove igraph"):
        rank(network, "degree", engine="igraph")


def test_a_backend_that_cannot_sample_says_so() -> None:
    graph = nx.path_graph(60)
    with pytest.raises(
        UsageError, match="the engine rustworkx has no betweenness_centrality_subset for this; use another"
    ):
        measure_betweenness(graph, 20, engine="rustworkx")


def test_what_each_engine_has_is_what_is_tested_here() -> None:
    tasks = {
        task: [e for e in installed_engines() if e == "igraph" or by_networkx.backend_has(e, task)] for task in HAS
    }
    assert by_igraph.has_igraph()
    assert tasks == {**HAS, "betweenness": ["networkx", "igraph", "rustworkx"]}


def test_nothing_is_measured_too() -> None:
    for engine in ("networkx", "igraph"):
        assert choose_engine("pagerank", nx.Graph(), engine).pagerank() == {}
        assert measure_betweenness(nx.Graph(), engine=engine).scores == {}
        assert find_communities(nx.MultiDiGraph(), engine=engine).communities == ()
