"""Cytoscape JSON, for Cytoscape and Cytoscape.js."""

from __future__ import annotations

import json

from autokg.exports.graph_records import graph_of
from autokg.exports.network_view import NetworkView


def write(view: NetworkView) -> bytes:
    """Write a network in Cytoscape JSON; `name` is the label, edges have ids."""
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    data = nx.cytoscape_data(graph_of(view), name="label")
    data["data"] = {"name": view.name}
    for node in data["elements"]["nodes"]:
        node["data"]["label"] = node["data"]["name"]
    for edge in data["elements"]["edges"]:
        edge["data"]["id"] = edge["data"]["key"]
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
