"""CSV: a table of nodes and a table of edges."""

from __future__ import annotations

from collections.abc import Iterable

from autokg.core.csv_text import write_csv
from autokg.exports.graph_records import EDGE_COLUMNS, NODE_COLUMNS, Record, columns_of, edge_records, node_records
from autokg.exports.network_view import NetworkView


def write_nodes(view: NetworkView) -> bytes:
    """Write the nodes, one a row."""
    return _table(node_records(view), NODE_COLUMNS)


def write_edges(view: NetworkView) -> bytes:
    """Write the edges, one a row; what only some views say stands in further columns."""
    return _table(edge_records(view), EDGE_COLUMNS)


def _table(records: Iterable[Record], leading: tuple[str, ...]) -> bytes:
    rows = list(records)
    columns = columns_of(rows, leading)
    return write_csv(columns, ([row.get(name) for name in columns] for row in rows)).encode()
