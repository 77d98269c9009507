"""Mermaid, for Markdown pages that draw it, such as GitHub's."""

from __future__ import annotations

import re

from autokg.exports.drawing import Line, line_of, words_of
from autokg.exports.network_view import NetworkView

_ARROWS = {Line.SOLID: "-->", Line.DASHED: "-.->", Line.DASH_DOTTED: "-.->", Line.DOTTED: "-.-x"}
_LINES = {Line.SOLID: "---", Line.DASHED: "-.-", Line.DASH_DOTTED: "-.-", Line.DOTTED: "x-.-x"}
_SHAPES = {
    "Plant": ("[[", "]]"),
    "VehicleModel": ("([", "])"),
    "Product": ("([", "])"),
    "Country": ("{{", "}}"),
    "Place": ("{{", "}}"),
    "Region": ("{{", "}}"),
}
# What Mermaid draws unless the page that embeds it raises these limits (`maxEdges`, `maxTextSize`).
_MOST_EDGES, _MOST_TEXT = 500, 50_000
_TOO_LARGE = (
    "most pages draw Mermaid of fewer than 500 edges and 50,000 characters only; a part around a thing is smaller"
)
_UNSAFE = re.compile(r'["#&<>%`\\;{}|]')


def write(view: NetworkView) -> bytes:
    r"""Write a network as a Mermaid flowchart.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("https://e.org/a", label='The "A"', type="Plant")
    >>> network.add_edge("https://e.org/a", "https://e.org/a", type="partOf", status="planned")
    0
    >>> print(write(NetworkView("v", network, None)).decode())
    flowchart LR
      n0[["The #34;A#34;"]]
      n0 -.->|"part of"| n0
      click n0 href "https://e.org/a"
    <BLANKLINE>
    """
    names = {node: f"n{number}" for number, node in enumerate(view.network)}
    lines = ["flowchart LR"]
    for node, data in view.network.nodes(data=True):
        opening, closing = _SHAPES.get(data["type"], ("[", "]"))
        lines.append(f"  {names[node]}{opening}{quote(data['label'])}{closing}")
    for source, target, data in view.network.edges(data=True):
        arrow = _ARROWS[line_of(data)] if data.get("directed", True) else _LINES[line_of(data)]
        lines.append(f"  {names[source]} {arrow}|{quote(words_of(data))}| {names[target]}")
    lines.extend(f"  click {name} href {quote(node)}" for node, name in names.items())
    text = "\n".join([*lines, ""])
    if view.network.number_of_edges() >= _MOST_EDGES or len(text) > _MOST_TEXT:
        view.remarks.append(_TOO_LARGE)
    return text.encode()


def quote(text: str) -> str:
    """Write a quoted text; what Mermaid would take for markup goes by its code."""
    escaped = _UNSAFE.sub(lambda match: f"#{ord(match[0])};", " ".join(text.split()))
    return f'"{escaped}"'
