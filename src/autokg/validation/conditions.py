"""Constraints of the bundled shapes → SPARQL expressions that are true if a node or one of its values breaks them.

No expression raises an error, for SPARQL drops a row whose filter has an error, and the finding with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode

from autokg.core.terms import RDF, RDFS, SH
from autokg.validation.breaches import Term
from autokg.validation.shapes_graph import ShapesGraph

INSTANCE_OF = f"{RDF.type}/{RDFS.subClassOf}*"
COUNTS = ("minCount", "maxCount")  # constraints on a node with all its values; all others are on each value
_NOT_CONSTRAINTS = {
    *(RDF.type, RDFS.label, SH.path, SH.message, SH.severity),
    *(SH.targetClass, SH.targetObjectsOf, SH.property, SH.sparql),
}

_ONE = "EXISTS {{ {node} {path} {node}a }}"
_TWO = "EXISTS {{ {node} {path} {node}a , {node}b FILTER(!sameTerm({node}a, {node}b)) }}"
# By the local name of the constraint; of a count with its number.
_CONDITIONS = {
    "minCount 1": f"!{_ONE}",
    "minCount 2": f"!{_TWO}",
    "maxCount 0": _ONE,
    "maxCount 1": _TWO,
    "class": f"isLiteral({{value}}) || !EXISTS {{{{ {{value}} {INSTANCE_OF} {{parameter}} }}}}",
    "disjoint": "EXISTS {{ {node} {parameter} {value} }}",
    "minExclusive": "!COALESCE({value} > {parameter}, false)",
    "minInclusive": "!COALESCE({value} >= {parameter}, false)",
    "maxExclusive": "!COALESCE({value} < {parameter}, false)",
    "maxInclusive": "!COALESCE({value} <= {parameter}, false)",
}


class NotCompiledError(Exception):
    """A shape that has more than the bundled shapes need."""


def require_inline(graph: ShapesGraph, part: Term) -> None:
    """Raise if a part of a shape has a name, for others may refer to it or add to it, or has parts itself."""
    if not isinstance(part, BlankNode) or graph.find(part, SH.property) or graph.find(part, SH.sparql):
        raise NotCompiledError


def write_path(graph: ShapesGraph, shape: Term) -> str | None:
    """Return the path of a property shape in SPARQL, a property or alternatives; None for a node shape."""
    path = graph.find(shape, SH.path)
    if path is None:
        return None
    if graph.path(path, lambda _: "").strip("|"):
        raise NotCompiledError
    return f"({graph.path(path)})"


def conditions(graph: ShapesGraph, shape: Term, node: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield each constraint of a shape by name, and when a node or one of its values, given as variables, breaks it."""
    path = write_path(graph, shape)
    for name, parameter in _constraints(graph, shape):
        if name == "not":
            yield name, f"!({_breaks(graph, parameter, value)})"
        elif name == "or":
            yield name, " && ".join(f"({_breaks(graph, inner, value)})" for inner in graph.items(parameter))
        else:
            template = _CONDITIONS.get(f"{name} {parameter.value}" if path and name in COUNTS else name)
            if template is None:
                raise NotCompiledError
            yield name, template.format(node=node, path=path, value=value, parameter=parameter)


def _constraints(graph: ShapesGraph, shape: Term) -> Iterator[tuple[str, Term]]:
    for predicate, parameters in graph.properties(shape).items():
        if predicate not in _NOT_CONSTRAINTS:
            yield from ((predicate.value.removeprefix(SH.namespace), parameter) for parameter in parameters)


def _breaks(graph: ShapesGraph, shape: Term, node: str) -> str:
    """Return the expression that is true if a node breaks any constraint of a shape within `sh:not` or `sh:or`."""
    require_inline(graph, shape)
    path = write_path(graph, shape)
    value = f"{node}v" if path else node
    return " || ".join(
        f"EXISTS {{ {node} {path} {value} FILTER({condition}) }}" if path and name not in COUNTS else f"({condition})"
        for name, condition in conditions(graph, shape, node, value)
    )
