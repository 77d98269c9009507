"""Parquet, for pandas, Polars, DuckDB and Spark: a table of nodes and a table of edges, each column of one type.

The columns are those of the CSV, with the first and last day that `start` and `end` may mean as days. pyarrow writes
them (the extra `autokg[parquet]`).
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

from autokg.core.extras import require_extra
from autokg.exports.csv_tables import EDGE_COLUMNS, NODE_COLUMNS
from autokg.exports.network_view import NetworkView
from autokg.network.projection import days_of

if TYPE_CHECKING:
    import pyarrow as pa

_DAYS = ("first_day", "last_day")
_TYPES: dict[str, type] = {"sources": int, **dict.fromkeys(_DAYS, dt.date)}


def require_library() -> ModuleType:
    """Import pyarrow; raise `UsageError` if it is not installed."""
    require_extra("pyarrow.parquet", extra="parquet", purpose="Parquet")
    return require_extra("pyarrow", extra="parquet", purpose="Parquet")


def write_nodes(view: NetworkView) -> bytes:
    """Write the nodes, one a row."""
    return _table(NODE_COLUMNS, [{"id": node, **data} for node, data in view.network.nodes(data=True)])


def write_edges(view: NetworkView) -> bytes:
    """Write the edges, one a row."""
    rows = [
        {"source": source, "target": target, **data, **dict(zip(_DAYS, days_of(data), strict=True))}
        for source, target, data in view.network.edges(data=True)
    ]
    return _table((*EDGE_COLUMNS, *_DAYS), rows)


def _table(leading: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    arrow = require_library()
    further = sorted({name for row in rows for name in row}.difference(leading))
    schema = arrow.schema([(name, _type_of(name, rows, arrow)) for name in (*leading, *further)])
    written = io.BytesIO()
    arrow.parquet.write_table(arrow.Table.from_pylist(list(rows), schema=schema), written)
    return written.getvalue()


def _type_of(column: str, rows: Iterable[Mapping[str, Any]], arrow: Any) -> pa.DataType:
    """Return the type of a column: the known one, else that of its values, which a view gives as one type."""
    found = next((type(row[column]) for row in rows if row.get(column) is not None), str)
    known = {int: arrow.int64(), float: arrow.float64(), dt.date: arrow.date32()}
    return known.get(_TYPES.get(column, found), arrow.string())
