"""Shapes that are not compiled go to pySHACL, with a copy of the graph; what it finds comes back in the same form."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Triple

from autokg.core.terms import RDF, RDFS, SH
from autokg.errors import ShapeError
from autokg.validation.graph import Term, WholeGraph
from autokg.validation.shape import Breach
from autokg.validation.shape_compiler import TARGETS, CompiledShapes
from autokg.validation.shapes_graph import ShapesGraph, local_name

if TYPE_CHECKING:
    from rdflib import Graph


def check_handed_on(
    shapes: CompiledShapes, graph: WholeGraph, focus: Collection[Term] | None = None
) -> Iterator[Breach]:
    """Yield what breaks the shapes that are not compiled."""
    if shapes.handed_on:
        found = check_by_pyshacl(shapes.graph, _without_other_targets(shapes), graph.triples())
        yield from (breach for breach in found if focus is None or breach.focus in focus)


def check_by_pyshacl(shapes: ShapesGraph, given: Iterable[Triple], data: Iterable[Triple]) -> Iterator[Breach]:
    """Yield what breaks the shapes in `given`, as pySHACL sees it; `shapes` knows what they are called."""
    from autokg.stores.rdflib_bridge import to_rdflib  # noqa: PLC0415 (0.13 s, and few shapes need it)

    return check_graph(shapes, given, to_rdflib(data))


def check_graph(shapes: ShapesGraph, given: Iterable[Triple], data: Graph) -> Iterator[Breach]:
    """Yield what breaks the shapes in `given` in an rdflib graph; raise `ShapeError` where pySHACL fails."""
    import pyshacl  # noqa: PLC0415 (0.3 s)
    import rdflib  # noqa: PLC0415

    from autokg.stores.rdflib_bridge import from_rdflib, to_rdflib  # noqa: PLC0415

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


def _without_other_targets(shapes: CompiledShapes) -> Iterator[Triple]:
    """Yield the shapes, of which none but those handed on name their nodes."""
    targets = {*TARGETS, RDF.type}
    keep = {handed.node for handed in shapes.handed_on}
    for triple in shapes.graph.triples:
        names_nodes = triple.predicate in targets and (triple.predicate != RDF.type or triple.object == RDFS.Class)
        if triple.subject in keep or not names_nodes:
            yield triple


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
        path=str(results.path(path)) if path is not None else None,
        value=value,
        shape=shapes.name(results.objects(node, SH.sourceShape)[0]),
        severity=local_name(severity),
        messages=tuple(sorted(said, key=str)),
    )
