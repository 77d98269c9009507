"""When a query on one node may be asked of all nodes at once, and which properties it reads.

SHACL asks a SPARQL constraint anew for every node, with $this standing for it. Asked once with ?this bound to each
node in turn, it says the same unless a part of it is worked out by itself, before it meets ?this, and depends on it.

>>> plan_query("SELECT $this WHERE { $this a <https://e.org/C> }").predicates
frozenset({<NamedNode value=http://www.w3.org/1999/02/22-rdf-syntax-ns#type>})
>>> plan_query("SELECT $this WHERE { $this ?p ?o } LIMIT 1")
Traceback (most recent call last):
autokg.validation.prebinding.NotAskedOnceError: a limit
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from autokg.core.terms import PREFIXES

_FOCUS = "<urn:autokg:focus>"
_FOCUS_PATTERN = f"{_FOCUS} {_FOCUS} ?this ."
_OPENING = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|<[^<>\s]*>|#[^\n]*|\{')
_FIXED = {"currentShape", "shapesGraph"}

# What a query may not have: SHACL forbids some for constraints, others need $this to be put in their place beforehand.
_REFUSED = {
    "Slice": "a limit",
    "Minus": "MINUS",
    "ServiceGraphPattern": "SERVICE",
    "Graph": "GRAPH",
    "values": "VALUES",
}
_REFUSED_IN_EXISTS = frozenset(
    {*_REFUSED, "GraphGraphPattern", "InlineData", "MinusGraphPattern", "SubSelect", "ToMultiSet"}
)


class NotAskedOnceError(Exception):
    """A query that must be asked anew for each node; it names what in it is the reason."""


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """A query on all nodes of the graph `urn:autokg:focus`.

    Attributes:
        text: SPARQL, without the prefixes that are known here anyway.
        predicates: the properties that it reads; None where that may be any.
        of_nodes: whether it reads triples of the nodes alone, so that those of others need not be there.

    """

    text: str
    predicates: frozenset[NamedNode] | None
    of_nodes: bool


def plan_query(select: str) -> QueryPlan:
    """Return how a SELECT on $this is asked of all nodes at once; raise `NotAskedOnceError` where it cannot be."""
    from rdflib.plugins.sparql.algebra import translateQuery  # noqa: PLC0415 (0.13 s, where shapes have SPARQL)
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415

    algebra = translateQuery(parseQuery(_insert(select, _FOCUS_PATTERN)), initNs=PREFIXES).algebra
    if "this" not in map(str, algebra.PV):
        raise NotAskedOnceError("a SELECT without $this")
    if "failure" in map(str, algebra.PV):
        raise NotAskedOnceError("?failure")
    _check(algebra)
    return QueryPlan(
        _insert(select, f"GRAPH {_FOCUS} {{ {_FOCUS_PATTERN} }}"), _predicates(algebra), _is_of_nodes(algebra)
    )


def focus_node() -> NamedNode:
    """Return the name of the graph, and of what stands in it as subject and property of each node."""
    return NamedNode(_FOCUS[1:-1])


def _insert(select: str, pattern: str) -> str:
    """Put a pattern first into the outermost group of a query."""
    brace = next(match for match in _OPENING.finditer(select) if match[0] == "{")
    return f"{select[: brace.end()]} {pattern} {select[brace.end() :]}"


def _check(part: Any) -> None:
    """Raise for a part that is worked out without ?this and depends on it."""
    name = part.name
    if name in _REFUSED:
        raise NotAskedOnceError(_REFUSED[name])
    if name == "Group" and not _mentions(part.expr):
        raise NotAskedOnceError("an aggregate over all nodes")
    if name == "Project" and "this" not in map(str, part.PV):
        raise NotAskedOnceError("a nested SELECT without $this")
    if name == "Extend" and str(part.var) == "this" and not str(part.expr).startswith("__agg_"):  # GROUP BY makes one
        raise NotAskedOnceError("another value for $this")
    if name in {"Filter", "Extend", "LeftJoin", "OrderBy"}:
        _check_expression(part, part.expr)
    for inner in _inner(part):
        _check(inner)


def _check_expression(part: Any, expression: Any) -> None:
    names = {str(variable) for variable in _variables(expression)}
    if names & _FIXED:
        raise NotAskedOnceError(f"${min(names & _FIXED)}")
    if "this" in names and not any(_binds(inner) for inner in _inner(part)):
        raise NotAskedOnceError("a group that speaks of $this without a pattern for it")
    if any(node.name in _REFUSED_IN_EXISTS for node in _nodes(expression)):
        raise NotAskedOnceError("more than patterns within EXISTS")


def _binds(part: Any) -> bool:
    """Whether every solution of a part has ?this."""
    match part.name:
        case "BGP":
            return _mentions(part.triples)
        case "Join":
            return _binds(part.p1) or _binds(part.p2)
        case "Union":
            return _binds(part.p1) and _binds(part.p2)
        case "LeftJoin":
            return _binds(part.p1)
        case _:
            return any(_binds(inner) for inner in _inner(part))


def _inner(part: Any) -> list[Any]:
    """Return the groups that a group is made of."""
    return [part[key] for key in ("p", "p1", "p2") if key in part]


def _nodes(part: Any) -> Iterator[Any]:
    """Yield the nodes of an algebra or an expression, itself among them."""
    if hasattr(part, "name") and hasattr(part, "items"):
        yield part
    parts = part.values() if hasattr(part, "values") else part if isinstance(part, list | tuple | set) else ()
    for inner in parts:
        yield from _nodes(inner)


def _variables(part: Any) -> Iterator[Any]:
    """Yield the variables in an expression, those in its EXISTS among them."""
    from rdflib import Variable  # noqa: PLC0415

    if isinstance(part, Variable):
        yield part
    parts = part.values() if hasattr(part, "values") else part if isinstance(part, list | tuple | set) else ()
    for inner in parts:
        yield from _variables(inner)


def _mentions(part: Any) -> bool:
    return any(str(variable) == "this" for variable in _variables(part))


def _predicates(algebra: Any) -> frozenset[NamedNode] | None:
    found: set[NamedNode] = set()
    for node in _nodes(algebra):
        for predicate in _verbs(node):
            steps = _steps(predicate)
            if steps is None:
                return None
            found |= steps
    return frozenset(found - {focus_node()})


def _verbs(node: Any) -> Iterator[Any]:
    """Yield the predicates of a node's own patterns; rdflib leaves some EXISTS as parsed, rows of threes."""
    if node.name == "BGP":
        yield from (predicate for _, predicate, _ in node.triples)
    if node.name == "TriplesBlock":
        yield from (predicate for row in node.triples for predicate in row[1::3])


def _is_of_nodes(algebra: Any) -> bool:
    """Whether ?this is the subject of each pattern, and no path leads on from it."""
    patterns = [(s, p) for node in _nodes(algebra) if node.name == "BGP" for s, p, _ in node.triples]
    parsed = any(node.name == "TriplesBlock" for node in _nodes(algebra))
    on_nodes = all(str(subject) in ("this", _FOCUS[1:-1]) for subject, _ in patterns)
    return on_nodes and not parsed and all(_is_plain(predicate) for _, predicate in patterns)


def _is_plain(predicate: Any) -> bool:
    """Whether a predicate is a property, no path and no variable."""
    from rdflib import URIRef  # noqa: PLC0415

    return isinstance(predicate, URIRef)


def _steps(predicate: Any) -> set[NamedNode] | None:
    """Return the properties of a predicate or a path; None where a path or a variable may have any."""
    from rdflib import URIRef  # noqa: PLC0415
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath  # noqa: PLC0415

    match predicate:
        case URIRef():
            return {NamedNode(str(predicate))}
        case InvPath(arg=inner):
            return _steps(inner)
        case MulPath(path=inner, zero=False):
            return _steps(inner)
        case SequencePath(args=parts) | AlternativePath(args=parts):
            found = [_steps(part) for part in parts]
            return None if None in found else {step for steps in found for step in steps or ()}
        case _:
            return None
