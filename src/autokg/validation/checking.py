"""Run the queries of compiled shapes on a store, and pySHACL for the other shapes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from autokg.core.terms import shorten
from autokg.stores.base import Store
from autokg.validation.breaches import CHECKED, Breach, Term
from autokg.validation.pyshacl_fallback import check_by_pyshacl, only_handed_on
from autokg.validation.shape_compiler import CompiledShapes, Shape
from autokg.validation.sparql_constraints import SparqlConstraint

_DATASET = " ".join(f"FROM {graph}" for graph in CHECKED)
_NAMED_AT_ONCE = 5_000  # nodes in one query; of more than these, a query looks for the nodes again
_FOCUS_AT_MOST = 50  # of more nodes, checking all and leaving out the others takes less time
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")

Row = dict[str, Term]


def find_breaches(store: Store, shapes: CompiledShapes, focus: Collection[NamedNode] | None = None) -> list[Breach]:
    """Return the breaches of shapes in the checked layers of a store, of some nodes or of all."""
    if focus is not None and len(focus) > _FOCUS_AT_MOST:
        nodes = set(focus)
        return [breach for breach in find_breaches(store, shapes) if breach.focus in nodes]
    given = "" if focus is None else _values(sorted(set(focus), key=str))
    breaches = [breach for shape in shapes.compiled for breach in _check(store, shape, given)]
    if shapes.handed_on and (focus is None or focus):
        rows = _rows(store, f"SELECT DISTINCT ?s ?p ?o {_DATASET} WHERE {{ ?s ?p ?o }}")
        data = (Triple(row["s"], row["p"], row["o"]) for row in rows)  # type: ignore[arg-type]  # a query cannot tell
        found = check_by_pyshacl(shapes.graph, only_handed_on(shapes), data)
        breaches += (breach for breach in found if focus is None or breach.focus in focus)
    return list(dict.fromkeys(breaches))


def _values(nodes: Collection[Term]) -> str:
    return f"VALUES ?this {{ {' '.join(map(str, nodes))} }}"


def _check(store: Store, shape: Shape, given: str) -> Iterator[Breach]:
    """Yield the breaches of a shape; `given` binds ?this to the nodes to check."""
    nodes = f"{given} {shape.nodes}"
    failing = [row["this"] for row in _rows(store, shape.query(_DATASET, nodes))]
    if failing:
        yield from _breaches(store, shape, _named(failing) or nodes)
    for constraint in shape.sparql:
        yield from _sparql_breaches(store, shape, constraint, nodes)


def _named(failing: list[Term]) -> str | None:
    """Return the pattern that names the failing nodes; None if a query cannot name one, or there are too many."""
    if len(failing) > _NAMED_AT_ONCE or any(isinstance(node, BlankNode) for node in failing):
        return None
    return _values(failing)


def _breaches(store: Store, shape: Shape, nodes: str) -> Iterator[Breach]:
    """Yield what some nodes break of a node shape and its property shapes."""
    for part in (shape, *shape.properties):
        for constraint in part.constraints:
            of = f" of {part.path_name}" if part.path else ""
            said = part.messages or (Literal(f"expected{of}: {constraint.text}", language="en"),)
            for row in _rows(store, part.constraint_query(constraint, _DATASET, nodes)):
                yield Breach(
                    row["this"], constraint.component, part.path_name, row.get("value"), part.name, part.severity, said
                )


def _sparql_breaches(store: Store, shape: Shape, constraint: SparqlConstraint, nodes: str) -> Iterator[Breach]:
    subquery = f"{{ SELECT DISTINCT ?this WHERE {{ {nodes} }} }}"
    for row in _rows(store, constraint.query(_DATASET, subquery)):
        path, value = row.get("path"), row.setdefault("value", row["this"])
        said = tuple(_fill(message, row) for message in constraint.messages or shape.messages)
        yield Breach(
            focus=row["this"],
            component="SPARQLConstraintComponent",
            path=shorten(path) if isinstance(path, NamedNode) else None,
            value=value,
            shape=shape.name,
            severity=shape.severity,
            messages=said or (Literal("expected: no row of the query of sh:sparql", language="en"),),
        )


def _fill(message: Literal, row: Row) -> Literal:
    """Replace `{?value}` in a message by the value of a row."""
    text = _PLACEHOLDER.sub(lambda name: row[name[1]].value if name[1] in row else name[0], message.value)
    return Literal(text, language=message.language) if message.language else Literal(text)


def _rows(store: Store, text: str) -> Iterator[Row]:
    result = store.query(text)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    names = [variable.value for variable in result.variables]
    return ({name: row[name] for name in names if row[name] is not None} for row in result)
