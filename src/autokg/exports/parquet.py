"""Parquet, for pandas, Polars, DuckDB and Spark: a table of nodes and a table of edges, each column of one type.

The columns are those of the CSV, with the first and last day that `start` and `end` may mean as days. pyarrow writes
them (the extra `autokg[parquet]`).
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from autokg.errors import UsageError
from autokg.exports.csv_tables import EDGE_COLUMNS, NODE_COLUMNS
from autokg.exports.network_view import Drawing
from autokg.network.projection import days_of

if TYPE_CHECKING:
    import pyarrow as pa

_DAYS = ("first_day", "last_day")
_TYPES: dict[str, type] = {"sources": int, **dict.fromkeys(_DAYS, dt.date)}


def write_nodes(drawing: Drawing) -> bytes:
    """Write the nodes, one a row."""
    return _table(NODE_COLUMNS, [{"id": node, **data} for node, data in drawing.network.nodes(data=True)])


def write_edges(drawing: Drawing) -> bytes:
    """Write the edges, one a row."""
    rows = [
        {"source": source, "target": target, **data, **dict(zip(_DAYS, days_of(data), strict=True))}
        for source, target, data in drawing.network.edges(data=True)
    ]
    return _table((*EDGE_COLUMNS, *_DAYS), rows)


def _table(leading: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    arrow = _import_pyarrow()
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


def _import_pyarrow() -> Any:
    try:
        import pyarrow.parquet  # noqa: PLC0415 (an extra)
    except ModuleNotFoundError as error:
        raise UsageError('Parquet needs the extra "parquet": pip install "autokg[parquet]"') from error
    return pyarrow
