"""A network too large to draw, made smaller: its things gathered by the group or country they are part of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autokg.network.projection import load_names
from autokg.network.views import run_measure_query
from autokg.stores.base import Store

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Whole:
    """What something is part of."""

    iri: str
    label: str
    type: str


Wholes = Mapping[str, Whole]

_NAME = ("label", "type")


def load_wholes(store: Store) -> dict[str, Whole]:
    """Return for each thing what it is part of, one step up: the brand of a model, the country of a plant, …."""
    rows = [(row["part"].value, row["rank"].value, row["whole"].value) for row in run_measure_query(store, "wholes")]
    names = load_names(store, sorted({iri for *_, iri in rows}))
    known = {iri: _whole(iri, name) for iri, name in names.items() if len(name) == len(_NAME)}
    ranked = sorted((part, rank, known[iri].label, iri) for part, rank, iri in rows if iri in known)
    return {part: known[iri] for part, _, _, iri in reversed(ranked)}


def _whole(iri: str, name: Mapping[str, Any]) -> Whole:
    type_ = str(name["type"])
    return Whole(iri, str(name["label"]), "Agreement" if type_ == "AgreementType" else type_)


def find_top(thing: str, wholes: Wholes) -> Whole | None:
    """Return what a thing is part of in the end, None where it is part of nothing else.

    >>> wholes = {"car": Whole("badge", "Badge", "Brand"), "badge": Whole("firm", "Firm", "Company")}
    >>> find_top("car", wholes)
    Whole(iri='firm', label='Firm', type='Company')
    >>> find_top("firm", wholes)
    """
    top, seen = wholes.get(thing), {thing}
    while top and top.iri in wholes and top.iri not in seen:  # two firms may own each other
        seen.add(top.iri)
        top = wholes[top.iri]
    return top if top and top.iri != thing else None


def gather(network: nx.MultiDiGraph, wholes: Wholes) -> nx.MultiDiGraph:
    """Return a network whose nodes stand for all things that are part of the same.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        A network as `project` gives it.
    wholes : mapping of str to Whole
        What each thing is part of, as `load_wholes` gives it.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes with `label`, `type` and how many `members` of the network they stand for. Edges of the same type and
        status between the same two are one, with the sum of their `sources` and how many `ties` it stands for; edges
        between members of one node are left out.

    Examples
    --------
    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> network.add_nodes_from(["a1", "a2", "x"], label="…", type="Plant")
    >>> _ = network.add_edge("a1", "x", type="supplies", sources=2)
    >>> _ = network.add_edge("a2", "x", type="supplies", sources=1)
    >>> small = gather(network, {"a1": Whole("A", "A", "Country"), "a2": Whole("A", "A", "Country")})
    >>> list(small.nodes(data="members")), list(small.edges(data="sources"))
    ([('A', 2), ('x', 1)], [('A', 'x', 3)])

    """
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    tops = {node: find_top(node, wholes) or _itself(node, data) for node, data in network.nodes(data=True)}
    gathered = nx.MultiDiGraph(name=network.name)
    gathered.add_nodes_from(sorted(_nodes(tops.values()).items()))
    edges: dict[tuple[str, str, str], dict[str, Any]] = {}
    for source, target, data in network.edges(data=True):
        ends = tops[source].iri, tops[target].iri
        if ends[0] != ends[1]:
            _add(edges, *ends, data)
    gathered.add_edges_from((*ends, edges[ends]) for ends in sorted(edges))
    return gathered


def keep_best_tied(network: nx.MultiDiGraph, most: int) -> nx.MultiDiGraph:
    """Return a network with only so many of its nodes, those with the most edges."""
    ranked = sorted(network, key=lambda node: (-network.degree(node), node))
    kept = network.copy()
    kept.remove_nodes_from(ranked[most:])
    return kept


def _itself(node: str, data: Mapping[str, Any]) -> Whole:
    return Whole(node, data.get("label", node), data.get("type", ""))


def _nodes(tops: Iterable[Whole]) -> dict[str, dict[str, Any]]:
    nodes: dict[str, dict[str, Any]] = {}
    for top in tops:
        node = nodes.setdefault(top.iri, {"label": top.label, "type": top.type, "members": 0})
        node["members"] += 1
    return nodes


def _add(edges: dict[tuple[str, str, str], dict[str, Any]], source: str, target: str, edge: Mapping[str, Any]) -> None:
    key = f"{edge['type']} {edge.get('status', '')}"
    known = {name: edge[name] for name in ("type", "status", "property") if name in edge}
    sums = edges.setdefault((source, target, key), {**known, "sources": 0, "ties": 0})
    sums["sources"] += edge.get("sources", 1)
    sums["ties"] += 1
