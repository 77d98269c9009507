"""Check shapes by pySHACL, on a copy of the graph; nothing is fetched from the network."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Triple

from autokg.core.terms import SH, shorten
from autokg.errors import ShapeError
from autokg.stores.sparql_tokens import read_tokens
from autokg.validation.breaches import Breach, Term
from autokg.validation.shape_compiler import CompiledShapes
from autokg.validation.shapes_graph import ShapesGraph, local_name

if TYPE_CHECKING:
    from rdflib import Graph


def check_by_pyshacl(shapes: ShapesGraph, given: Iterable[Triple], data: Iterable[Triple]) -> Iterator[Breach]:
    """Yield the breaches of the shapes in `given`; `shapes` has their names."""
    from autokg.stores.rdflib_bridge import to_rdflib  # noqa: PLC0415 (0.13 s, and few shapes need it)

    return check_graph(shapes, given, to_rdflib(data))


def check_graph(shapes: ShapesGraph, given: Iterable[Triple], data: Graph) -> Iterator[Breach]:
    """Yield the breaches of the shapes in `given` in an rdflib graph; raise `ShapeError` if pySHACL fails."""
    import pyshacl  # noqa: PLC0415 (0.3 s)
    import rdflib  # noqa: PLC0415

    from autokg.stores.rdflib_bridge import from_rdflib, to_rdflib  # noqa: PLC0415

    _check_queries(shapes)
    rules = to_rdflib(given)
    advanced = any((None, rdflib.SH[name], None) in rules for name in ("expression", "rule", "target"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a shape refers to itself is said already
            _, report, text = pyshacl.validate(data, shacl_graph=rules, advanced=advanced)
    except Exception as error:  # its own errors have no common root, and rdflib raises `Exception` itself
        raise ShapeError(f"pySHACL cannot check the shapes: {error}") from error
    if not isinstance(report, rdflib.Graph):
        raise ShapeError(f"pySHACL cannot check the shapes: {text}")
    results = ShapesGraph(from_rdflib(report))
    for top in results.subjects():
        yield from (_breach(shapes, results, node) for node in results.objects(top, SH.result))


def only_handed_on(shapes: CompiledShapes) -> Iterator[Triple]:
    """Yield the shapes without the targets of those that are compiled."""
    compiled = {(check.node, target) for check in shapes.checks for target in (SH.targetClass, SH.targetObjectsOf)}
    return (triple for triple in shapes.graph.triples if (triple.subject, triple.predicate) not in compiled)


def _check_queries(shapes: ShapesGraph) -> None:
    """Raise for a query with FROM or SERVICE, for which rdflib would fetch from the network."""
    for node in shapes.subjects():
        for query in (*shapes.objects(node, SH.select), *shapes.objects(node, SH.ask)):
            words = {token.word for token in read_tokens(query.value)}
            if fetching := words & {"FROM", "SERVICE"}:
                raise shapes.error(node, f"{min(fetching)} in a query", "a query on the graph that is checked")


def _breach(shapes: ShapesGraph, results: ShapesGraph, node: Term) -> Breach:
    """Return a result of a report as a breach."""
    focus, component, severity = (
        results.objects(node, name)[0] for name in (SH.focusNode, SH.sourceConstraintComponent, SH.resultSeverity)
    )
    path, value = results.find(node, SH.resultPath), results.find(node, SH.value)
    said = (found for found in results.objects(node, SH.resultMessage) if isinstance(found, Literal))
    return Breach(
        focus=focus,
        component=local_name(component),
        path=results.path(path, shorten) if path is not None else None,
        value=value,
        shape=shapes.name(results.objects(node, SH.sourceShape)[0]),
        severity=local_name(severity),
        messages=tuple(sorted(said, key=str)),
    )
