"""A network as a property graph, which Neo4j and its kin store: what the Cypher script and the import tables share.

A node has the label `Thing`, by which it is found, and that of its type; a relationship has the type of its edge in
capitals, as is the habit there, and an `id` of its own, so that loading it twice adds nothing. Dates stand twice: as
the source has them (`start`, `end`: EDTF) and as the outermost days they may mean (`firstDay`, `lastDay`), which a
database compares. A relationship of these databases always has a direction: a symmetric one has `directed` false.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autokg.core.ids import digest
from autokg.exports.graph_records import edge_records, node_records
from autokg.exports.network_view import NetworkView, printable
from autokg.network.projection import Value

COMMON_LABEL = "Thing"

Properties = dict[str, Value | dt.date]

_NOT_IN_NAMES = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its IRI, the label of its type, and its properties."""

    iri: str
    label: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship between two nodes, told by their IRIs."""

    source: str
    target: str
    type: str
    properties: Properties


def nodes_of(view: NetworkView) -> Iterator[Node]:
    """Yield the nodes of a view."""
    for record in node_records(view):
        iri, type_ = record.pop("id"), record.pop("type", COMMON_LABEL)
        yield Node(iri, to_name(str(type_)), {name: printable(value) for name, value in record.items()})


def relationships_of(view: NetworkView) -> Iterator[Relationship]:
    """Yield the edges of a view as relationships."""
    for (source, target, key), record in zip(view.network.edges(keys=True), edge_records(view), strict=True):
        properties: Properties = {"id": digest(source, target, key)}
        properties |= {name: printable(value) for name, value in record.items() if name not in _NO_PROPERTIES}
        yield Relationship(source, target, to_relationship_type(record["relation"]), properties)


_NO_PROPERTIES = ("source", "target", "sourceLabel", "targetLabel", "relation")


def to_relationship_type(name: str) -> str:
    """Return the name of a relation as the type of a relationship.

    >>> to_relationship_type("plannedProductionAt"), to_relationship_type("is sold in")
    ('PLANNED_PRODUCTION_AT', 'IS_SOLD_IN')
    """
    return to_name(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)).upper()


def to_name(text: str) -> str:
    """Return a text as a name that needs no quotes.

    >>> to_name("two words"), to_name("4x4")
    ('two_words', '_4x4')
    """
    name = _NOT_IN_NAMES.sub("_", text) or "_"
    return f"_{name}" if name[0].isdigit() else name
