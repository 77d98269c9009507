"""Tables for `neo4j-admin database import`, which loads millions a minute into an empty database.

    neo4j-admin database import full --nodes=x.nodes.csv --relationships=x.relationships.csv

Their headers tell which column is an id, a label, a type or a number. A field is one line, as the import expects it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence

from autokg.exports.network_view import NetworkView
from autokg.exports.property_graph import COMMON_LABEL, Properties, nodes_of, relationships_of, to_name

_ENDS = (":START_ID", ":END_ID", ":TYPE")
_TYPES = ((dt.date, ":date"), (bool, ":boolean"), (float, ":double"), (int, ":long"))


def write_nodes(view: NetworkView) -> bytes:
    """Write the nodes, one a row, under their IRIs."""
    rows = [
        ({"iri:ID": node.iri, ":LABEL": f"{COMMON_LABEL};{node.label}"}, node.properties) for node in nodes_of(view)
    ]
    return _table(("iri:ID", ":LABEL"), rows)


def write_relationships(view: NetworkView) -> bytes:
    """Write the edges, one a row, between IRIs."""
    rows = [
        (dict(zip(_ENDS, (tie.source, tie.target, tie.type), strict=True)), tie.properties)
        for tie in relationships_of(view)
    ]
    return _table(_ENDS, rows)


def _table(leading: Sequence[str], rows: Sequence[tuple[Mapping[str, str], Properties]]) -> bytes:
    headers = _headers(properties for _, properties in rows)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*leading, *headers.values()])
    for ends, properties in rows:
        writer.writerow([*(ends[name] for name in leading), *(_field(properties.get(name)) for name in headers)])
    return text.getvalue().encode()


def _headers(rows: Iterable[Properties]) -> dict[str, str]:
    """Return the header of each property; one that all rows give as a number or day is of that type."""
    columns: dict[str, list[object]] = {}
    for properties in rows:
        for name, value in properties.items():
            columns.setdefault(name, []).append(value)
    return {name: f"{to_name(name)}{_type_of(columns[name])}" for name in sorted(columns)}


def _type_of(values: Sequence[object]) -> str:
    return next((name for type_, name in _TYPES if all(isinstance(value, type_) for value in values)), "")


def _field(value: object) -> str:
    """Return a value on one line; what is missing is nothing between two commas, which the import leaves out."""
    return "" if value is None else " ".join((str(value).lower() if isinstance(value, bool) else str(value)).split())
