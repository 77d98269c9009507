"""A graph of shapes → shapes that can be run, and those that have to be handed on, each with the reason.

A shape is handed on whole, where anything in it, or in a shape that it refers to, is not compiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode, Triple

from autokg.core.terms import RDFS, SH, shorten
from autokg.validation.components import COMPONENTS, SINGLE, NotCompiledError, Site
from autokg.validation.graph import Term
from autokg.validation.shape import Constraint, Shape, Targets
from autokg.validation.shapes_graph import ShapesGraph, local_name

TARGETS = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)
_HANDED_ON = frozenset({"expression", "rule", "target"})  # SHACL Advanced Features


@dataclass(frozen=True, slots=True)
class HandedOn:
    """A shape that is not compiled, and what in it is the reason."""

    node: Term
    name: str
    reason: str

    def __str__(self) -> str:
        return f"shape {self.name} is checked by pySHACL, which takes longer: {self.reason} is not compiled"


@dataclass(frozen=True, slots=True)
class CompiledShapes:
    """The shapes with targets of a shapes graph: those compiled, and those handed on."""

    graph: ShapesGraph
    shapes: tuple[Shape, ...]
    handed_on: tuple[HandedOn, ...]


def compile_shapes(triples: Iterable[Triple]) -> CompiledShapes:
    """Compile the shapes that have targets; raise `ShapeError` for what is no SHACL."""
    graph = ShapesGraph(triples)
    compiler = _Compiler(graph)
    shapes: list[Shape] = []
    handed_on: list[HandedOn] = []
    for node in filter(compiler.has_target, graph.subjects()):
        try:
            shapes.append(compiler.shape(node))
        except NotCompiledError as reason:
            handed_on.append(HandedOn(node, graph.name(node), str(reason)))
    return CompiledShapes(graph, tuple(shapes), tuple(handed_on))


class _Compiler:
    """Compiles the shapes of a graph, each once."""

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._shapes: dict[Term, Shape] = {}
        self._within: list[Term] = []
        declared = (inner for node in graph.subjects() for inner in graph.objects(node, SH.parameter))
        self._own_parameters = {path for inner in declared for path in graph.objects(inner, SH.path)}

    def has_target(self, node: Term) -> bool:
        """Whether a node is a shape that names its nodes, or is a class whose instances they are."""
        return any(self._graph.objects(node, name) for name in TARGETS) or self._is_class(node)

    def shape(self, node: Term) -> Shape:
        """Return the shape of a node."""
        if node in self._within:
            raise NotCompiledError("a shape that refers to itself")
        if node not in self._shapes:
            self._within.append(node)
            try:
                self._shapes[node] = self._compile(node)
            finally:
                self._within.pop()
        return self._shapes[node]

    def _compile(self, node: Term) -> Shape:
        graph = self._graph
        self._check_terms(node)
        path = graph.find(node, SH.path)
        severity = graph.find(node, SH.severity) or SH.Violation
        active = not Site(graph, node, self.shape).flag(SH.deactivated)
        return Shape(
            name=graph.name(node),
            severity=local_name(severity),
            messages=tuple(found for found in graph.objects(node, SH.message) if isinstance(found, Literal)),
            path=graph.path(path) if path is not None else None,
            targets=self._targets(node),
            constraints=tuple(self._constraints(node)) if active else (),
            properties=tuple(map(self._property, graph.objects(node, SH.property))) if active else (),
        )

    def _constraints(self, node: Term) -> Iterator[Constraint]:
        site = Site(self._graph, node, self.shape)
        for name, build in COMPONENTS.items():
            values = self._graph.objects(node, getattr(SH, name))
            if values:
                yield from build(site, values)

    def _property(self, node: Term) -> Shape:
        if not self._graph.objects(node, SH.path):
            raise self._graph.error(node, "a property shape without a path", "sh:path")
        return self.shape(node)

    def _targets(self, node: Term) -> Targets:
        nodes, classes, subjects_of, objects_of, _ = (self._graph.objects(node, name) for name in TARGETS)
        return Targets(
            tuple(nodes),
            (*classes, node) if self._is_class(node) else tuple(classes),
            self._names(node, subjects_of),
            self._names(node, objects_of),
        )

    def _names(self, node: Term, values: list[Term]) -> tuple[NamedNode, ...]:
        names = tuple(value for value in values if isinstance(value, NamedNode))
        if len(names) < len(values):
            raise self._graph.error(node, "a target that is not a property", "an IRI")
        return names

    def _is_class(self, node: Term) -> bool:
        kinds = (SH.NodeShape, SH.PropertyShape)
        return self._graph.is_a(node, RDFS.Class) and any(self._graph.is_a(node, kind) for kind in kinds)

    def _check_terms(self, node: Term) -> None:
        """Raise for what is not compiled, for several values where one belongs, and for terms that SHACL lacks."""
        for predicate in self._graph.properties(node):
            name = predicate.value.removeprefix(SH.namespace)
            if predicate in self._own_parameters:
                raise NotCompiledError(f"a constraint component of its own ({shorten(predicate)})")
            if name == predicate.value:
                continue
            if name == "js" or name not in set(SH):
                near = get_close_matches(name, SH, n=3)
                hint = f"did you mean {', '.join(f'sh:{one}' for one in near)}?" if near and name != "js" else None
                raise self._graph.error(node, f"sh:{name} is not known here", hint=hint)
            if name in _HANDED_ON:
                raise NotCompiledError(f"sh:{name}")
            if name in SINGLE:
                self._graph.find(node, predicate)
