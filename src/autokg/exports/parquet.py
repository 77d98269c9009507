"""Parquet, for pandas, Polars, DuckDB and Spark: a table of nodes and a table of edges, each column of one type.

The columns are those of the CSV. pyarrow writes them (the extra `autokg[parquet]`).
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from types import ModuleType
from typing import TYPE_CHECKING, Any

from autokg.core.extras import require_extra
from autokg.exports.graph_records import EDGE_COLUMNS, NODE_COLUMNS, Record, columns_of, edge_records, node_records
from autokg.exports.network_view import NetworkView

if TYPE_CHECKING:
    import pyarrow as pa

_TYPES: dict[str, type] = {
    "sources": int,
    "directed": bool,
    **dict.fromkeys(("firstDay", "lastDay"), dt.date),
    **dict.fromkeys(("confidence", "latitude", "longitude"), float),
}


def require_library() -> ModuleType:
    """Import pyarrow; raise `UsageError` if it is not installed."""
    require_extra("pyarrow.parquet", extra="parquet", purpose="Parquet")
    return require_extra("pyarrow", extra="parquet", purpose="Parquet")


def write_nodes(view: NetworkView) -> bytes:
    """Write the nodes, one a row."""
    return _table(node_records(view), NODE_COLUMNS)


def write_edges(view: NetworkView) -> bytes:
    """Write the edges, one a row."""
    return _table(edge_records(view), EDGE_COLUMNS)


def _table(records: Iterable[Record], leading: tuple[str, ...]) -> bytes:
    arrow = require_library()
    rows = list(records)
    schema = arrow.schema([(name, _type_of(name, rows, arrow)) for name in columns_of(rows, leading)])
    written = io.BytesIO()
    arrow.parquet.write_table(arrow.Table.from_pylist(rows, schema=schema), written)
    return written.getvalue()


def _type_of(column: str, rows: Iterable[Record], arrow: Any) -> pa.DataType:
    """Return the type of a column: the known one, else that of its values, which a view gives as one type."""
    found = next((type(row[column]) for row in rows if row.get(column) is not None), str)
    known = {int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_(), dt.date: arrow.date32()}
    return known.get(_TYPES.get(column, found), arrow.string())
