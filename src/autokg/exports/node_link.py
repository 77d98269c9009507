"""Node-link JSON, for D3, NetworkX and programs of one's own."""

from __future__ import annotations

import json

from autokg.exports.graph_records import graph_of
from autokg.exports.network_view import NetworkView


def write(view: NetworkView) -> bytes:
    """Write a network in node-link JSON, as `networkx.node_link_graph` reads it."""
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    data = nx.node_link_data(graph_of(view), edges="links")
    data["graph"] = {"name": view.name}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
