"""A network as a property graph, which Neo4j and its kin store: what the Cypher script and the import tables share.

A node has the label `Thing`, by which it is found, and that of its type; a relationship has the type of its edge in
capitals, as is the habit there, and an `id` of its own, so that loading it twice adds nothing. Dates stand twice: as
the source has them (`start`, `end`: EDTF) and as the outermost days they may mean (`first_day`, `last_day`), which a
database compares.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autokg.core.ids import digest
from autokg.exports.network_view import NetworkView, printable
from autokg.network.projection import Value, days_of

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
    for iri, data in view.network.nodes(data=True):
        properties = {name: printable(value) for name, value in data.items() if name != "type"}
        yield Node(iri, to_name(str(data.get("type", COMMON_LABEL))), properties)


def relationships_of(view: NetworkView) -> Iterator[Relationship]:
    """Yield the edges of a view as relationships."""
    for source, target, key, data in view.network.edges(keys=True, data=True):
        days = zip(("first_day", "last_day"), days_of(data), strict=True)
        properties: Properties = {"id": digest(source, target, key)}
        properties |= {name: printable(value) for name, value in data.items() if name != "type"}
        properties |= {name: day for name, day in days if day}
        yield Relationship(source, target, to_relationship_type(data["type"]), properties)


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
