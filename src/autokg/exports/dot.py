"""DOT, for Graphviz."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autokg.exports.drawing import line_of, words_of
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
    lines = [
        f"digraph {quote(view.name)} {{",
        "  rankdir=LR;",
        '  node [shape=box, style=rounded, fontname="Helvetica"];',
        '  edge [fontname="Helvetica", fontsize=10];',
    ]
    for node, data in view.network.nodes(data=True):
        lines.append(f"  {quote(node)} {_list({**data, 'URL': node})};")
    for source, target, data in view.network.edges(data=True):
        drawn = {"label": words_of(data), **data, "style": line_of(data)}
        lines.append(f"  {quote(source)} -> {quote(target)} {_list(drawn)};")
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
