"""GraphML, for yEd, Gephi, Cytoscape, igraph and NetworkX."""

from __future__ import annotations

from autokg.exports.network_view import NetworkView, printable


def write(view: NetworkView) -> bytes:
    """Write a network in GraphML, its edges numbered, for the format wants an id on each."""
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    network = nx.MultiDiGraph()
    for node, data in view.network.nodes(data=True):
        network.add_node(node, **{name: printable(value) for name, value in data.items()})
    for number, (source, target, data) in enumerate(view.network.edges(data=True)):
        edge = {name: printable(value) for name, value in data.items()}
        network.add_edge(source, target, key=f"e{number}", **edge)
    return "".join(f"{line}\n" for line in nx.generate_graphml(network)).encode()
