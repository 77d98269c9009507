"""GraphML, for yEd, Gephi, Cytoscape, igraph and NetworkX."""

from __future__ import annotations

from autokg.exports.graph_records import graph_of
from autokg.exports.network_view import NetworkView


def write(view: NetworkView) -> bytes:
    """Write a network in GraphML."""
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    return "".join(f"{line}\n" for line in nx.generate_graphml(graph_of(view))).encode()
