"""GEXF, for Gephi: dynamic, so that its time line shows what held when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from autokg.dates import ImpreciseDate
from autokg.exports.drawing import Drawing, printable

_TODAY = re.compile(r' lastmodifieddate="[^"]*"')


def write(drawing: Drawing) -> bytes:
    """Write a network in GEXF."""
    import networkx as nx  # noqa: PLC0415 (0.2 s)

    network = nx.MultiDiGraph()
    for node, data in drawing.network.nodes(data=True):
        network.add_node(node, **{name: printable(value) for name, value in data.items()})
    for source, target, key, data in drawing.network.edges(keys=True, data=True):
        network.add_edge(source, target, key=key, **_attributes(data))
    text = "".join(f"{line}\n" for line in nx.generate_gexf(network))
    return _TODAY.sub("", text, count=1).encode()  # the writer dates the file, and a date is no content


def _attributes(edge: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes of an edge under names that GEXF leaves free.

    `type` is GEXF's word for directedness, `start` and `end` are days for it; EDTF stands in `starts` and `ends`.
    """
    attributes = {name: printable(value) for name, value in edge.items() if name not in ("type", "start", "end")}
    attributes |= {"label": edge["type"], "relation": edge["type"]}
    if "start" in edge:
        attributes["starts"] = edge["start"]
        if first := ImpreciseDate.parse(edge["start"]).earliest:
            attributes["start"] = first.isoformat()
    if "end" in edge:
        attributes["ends"] = edge["end"]
        if last := ImpreciseDate.parse(edge["end"]).latest:
            attributes["end"] = last.isoformat()
    return attributes
