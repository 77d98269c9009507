"""Cypher, for Neo4j, Memgraph, FalkorDB and other databases that speak it.

A script of statements that end with semicolons, as `cypher-shell -f` runs it. Running it again changes nothing, and
running one of a later day adds to what is there: everything is merged by its IRI or id.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from autokg.exports.network_view import NetworkView
from autokg.exports.property_graph import COMMON_LABEL, Node, Relationship, nodes_of, relationships_of, to_name

Part = TypeVar("Part", Node, Relationship)

_BATCH = 500  # rows a statement: few enough for any database's memory, enough to be quick
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile(r"[\\'\n\r\t]")


def write(view: NetworkView) -> bytes:
    r"""Write a network as a Cypher script.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("https://e.org/a", label="Ann's", type="Company")
    >>> print(write(NetworkView("v", network, None)).decode())
    // The unique name of a thing is Neo4j's way to say so; other databases word this line otherwise.
    CREATE CONSTRAINT thing_iri IF NOT EXISTS FOR (thing:Thing) REQUIRE thing.iri IS UNIQUE;
    <BLANKLINE>
    UNWIND [
      {iri: 'https://e.org/a', label: 'Ann\'s'}
    ] AS row
    MERGE (thing:Thing {iri: row.iri}) SET thing:Company, thing += row;
    <BLANKLINE>
    """
    constraint = (
        "// The unique name of a thing is Neo4j's way to say so; other databases word this line otherwise.\n"
        f"CREATE CONSTRAINT thing_iri IF NOT EXISTS FOR (thing:{COMMON_LABEL}) REQUIRE thing.iri IS UNIQUE;\n"
    )
    things = (_merge_nodes(label, batch) for label, batch in _batches(nodes_of(view), lambda node: node.label))
    ties = (_merge_ties(type_, batch) for type_, batch in _batches(relationships_of(view), lambda tie: tie.type))
    return "\n".join([constraint, *things, *ties]).encode()


def _batches(parts: Iterable[Part], sort: Callable[[Part], str]) -> Iterator[tuple[str, list[Part]]]:
    """Yield parts of a sort, so many at a time; a statement cannot take a label or type from its rows."""
    for name, alike in itertools.groupby(sorted(parts, key=sort), sort):
        rest = list(alike)
        for first in range(0, len(rest), _BATCH):
            yield name, rest[first : first + _BATCH]


def _merge_nodes(label: str, nodes: Iterable[Node]) -> str:
    rows = ({"iri": node.iri, **node.properties} for node in nodes)
    return f"{_unwind(rows)}\nMERGE (thing:{COMMON_LABEL} {{iri: row.iri}}) SET thing:{label}, thing += row;\n"


def _merge_ties(type_: str, ties: Iterable[Relationship]) -> str:
    rows = ({"source": tie.source, "target": tie.target, "tie": tie.properties} for tie in ties)
    return (
        f"{_unwind(rows)}\n"
        f"MATCH (source:{COMMON_LABEL} {{iri: row.source}}) MATCH (target:{COMMON_LABEL} {{iri: row.target}})\n"
        f"MERGE (source)-[tie:{type_} {{id: row.tie.id}}]->(target) SET tie += row.tie;\n"
    )


def _unwind(rows: Iterable[Mapping[str, object]]) -> str:
    return "UNWIND [\n" + ",\n".join(f"  {literal(row)}" for row in rows) + "\n] AS row"


def literal(value: object) -> str:
    r"""Write a value in Cypher.

    >>> print(literal({"label": "L'Usine \\ 2", "sources": 3, "first day": dt.date(2025, 7, 1)}))
    {label: 'L\'Usine \\ 2', sources: 3, first_day: date('2025-07-01')}
    """
    match value:
        case bool():
            return str(value).lower()
        case dt.date():
            return f"date('{value.isoformat()}')"
        case Mapping():
            return "{" + ", ".join(f"{to_name(str(name))}: {literal(one)}" for name, one in value.items()) + "}"
        case int() | float():
            return repr(value)
        case _:
            return "'" + _TO_ESCAPE.sub(lambda match: _ESCAPES[match[0]], str(value)) + "'"
