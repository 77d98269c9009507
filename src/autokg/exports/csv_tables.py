"""CSV: a table of nodes and a table of edges."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from autokg.exports.network_view import NetworkView

NODE_COLUMNS = ("id", "label", "type")
EDGE_COLUMNS = ("source", "target", "type", "status", "start", "end", "sources")


def write_nodes(view: NetworkView) -> bytes:
    """Write the nodes, one a row."""
    return _table(NODE_COLUMNS, ({"id": node, **data} for node, data in view.network.nodes(data=True)))


def write_edges(view: NetworkView) -> bytes:
    """Write the edges, one a row; what only some views say stands in further columns."""
    edges = view.network.edges(data=True)
    further = sorted({name for *_, data in edges for name in data}.difference(EDGE_COLUMNS))
    rows = ({"source": source, "target": target, **data} for source, target, data in edges)
    return _table((*EDGE_COLUMNS, *further), rows)


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
