"""DOT, for Graphviz."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autokg.exports.drawing import line_of, words_of
from autokg.exports.graph_records import edge_records, is_directed, node_records
from autokg.exports.network_view import NetworkView


def write(view: NetworkView) -> bytes:
    r"""Write a network in DOT.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("https://e.org/a", label='The "A"', type="Plant")
    >>> print(write(NetworkView("v", network, None)).decode())
    digraph "v" {
      rankdir=LR;
      node [shape=box, style=rounded, fontname="Helvetica"];
      edge [fontname="Helvetica", fontsize=10];
      "https://e.org/a" [label="The \"A\"", type="Plant", URL="https://e.org/a"];
    }
    <BLANKLINE>
    """
    kind, arrow = ("digraph", "->") if is_directed(view) else ("graph", "--")
    lines = [
        f"{kind} {quote(view.name)} {{",
        "  rankdir=LR;",
        '  node [shape=box, style=rounded, fontname="Helvetica"];',
        '  edge [fontname="Helvetica", fontsize=10];',
    ]
    for node in node_records(view):
        iri = node.pop("id")
        lines.append(f"  {quote(iri)} {_list({**node, 'URL': iri})};")
    for edge, data in zip(edge_records(view), (data for *_, data in view.network.edges(data=True)), strict=True):
        source, target = edge.pop("source"), edge.pop("target")
        drawn = {"label": words_of(data), **edge, "style": line_of(data).plain}
        lines.append(f"  {quote(source)} {arrow} {quote(target)} {_list(drawn)};")
    return "\n".join([*lines, "}", ""]).encode()


def _list(attributes: Mapping[str, Any]) -> str:
    pairs = (f"{name}={_text(value)}" for name, value in attributes.items())
    return f"[{', '.join(pairs)}]"


def _text(value: object) -> str:
    """Write a value so that Graphviz shows it as it is: `&` would open a character entity."""
    return quote(str(value).replace("&", "&amp;"))


def quote(text: str) -> str:
    r"""Write a quoted string; a backslash would open an escape such as `\N`, the name of the node."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", "\\n")
    return f'"{escaped}"'
