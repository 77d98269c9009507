"""Shapes → SPARQL queries that find what breaks them, and the shapes that are left to pySHACL, each with the reason.

A shape becomes one query for the nodes that break anything in it, and a query for each constraint, which is asked only
about those nodes. Only what the bundled shapes use is compiled. A shape that has anything else, or refers to such a
shape, is left to pySHACL whole.

>>> from pyoxigraph import parse, RdfFormat
>>> turtle = b"@prefix sh: <http://www.w3.org/ns/shacl#> . <e:S> sh:targetClass <e:C> ; sh:disjoint <e:p> ."
>>> shapes = compile_shapes(quad.triple for quad in parse(turtle, RdfFormat.TURTLE))
>>> print(shapes.compiled[0].query(nodes="?this a <e:C> ."))
SELECT DISTINCT ?this  WHERE { ?this a <e:C> . FILTER((EXISTS { ?this <e:p> ?this })) }
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from autokg.core.terms import RDF, RDFS, SH, shorten
from autokg.validation import conditions
from autokg.validation.breaches import Term
from autokg.validation.conditions import VALUE_CONDITIONS, Condition, NotCompiledError
from autokg.validation.shapes_graph import ShapesGraph, local_name
from autokg.validation.sparql_constraints import SparqlConstraint, compile_query

TARGETS = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)
_COUNTS = ("minCount", "maxCount")
_NOT_CONSTRAINTS = (
    *("path", "message", "severity", "deactivated", "name", "description", "order", "group", "defaultValue"),
    *("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf", "declare"),
)
_COMPILED = {*VALUE_CONDITIONS, *_COUNTS, "sparql", "property", "not", "or", *_NOT_CONSTRAINTS}


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint of a shape.

    Attributes:
        text: the constraint in words, for a shape without a message.
        condition: true if the node or the value breaks it.
        on_values: whether it is about each value by itself, or about the node with all its values.

    """

    component: str
    text: str
    condition: Condition
    on_values: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape or, with a path, a property shape.

    Attributes:
        path: in full, for queries. path_name: shortened, for people.
        targets: patterns of the nodes that it is for, as `?this`.

    """

    name: str
    severity: str
    messages: tuple[Literal, ...]
    path: str | None
    path_name: str | None
    targets: tuple[str, ...]
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...]
    sparql: tuple[SparqlConstraint, ...]

    @property
    def nodes(self) -> str:
        """The pattern of the nodes that it is for."""
        return " UNION ".join(f"{{ {target} }}" for target in self.targets)

    def broken(self, node: str = "?this") -> str:
        """Return the expression that is true if a node breaks any part of the shape except `sh:sparql`."""
        parts = [self._broken(constraint, node) for constraint in self.constraints]
        parts += [shape.broken(node) for shape in self.properties]
        return " || ".join(f"({part})" for part in parts) or "false"

    def _broken(self, constraint: Constraint, node: str) -> str:
        if not constraint.on_values or self.path is None:
            return constraint.condition(node, node)
        value = f"{node}v"
        return f"EXISTS {{ {node} {self.path} {value} FILTER({constraint.condition(node, value)}) }}"

    def query(self, dataset: str = "", nodes: str = "") -> str:
        """Return the query for the nodes that break any part of the shape except `sh:sparql`."""
        return f"SELECT DISTINCT ?this {dataset} WHERE {{ {nodes or self.nodes} FILTER({self.broken()}) }}"

    def constraint_query(self, constraint: Constraint, dataset: str, nodes: str) -> str:
        """Return the query for the nodes that break a constraint, with the value if it is about values."""
        if not constraint.on_values:
            return f"SELECT DISTINCT ?this {dataset} WHERE {{ {nodes} FILTER({constraint.condition('?this', '')}) }}"
        value = f"?this {self.path} ?value ." if self.path else "BIND(?this AS ?value)"
        broken = constraint.condition("?this", "?value")
        return f"SELECT DISTINCT ?this ?value {dataset} WHERE {{ {nodes} {value} FILTER({broken}) }}"


@dataclass(frozen=True, slots=True)
class HandedOn:
    """A shape that is left to pySHACL."""

    node: Term
    name: str
    reason: str

    def __str__(self) -> str:
        return f"shape {self.name} is checked by pySHACL, which is slower: {self.reason} is not compiled"


@dataclass(frozen=True, slots=True)
class CompiledShapes:
    """The shapes of a graph that have targets."""

    graph: ShapesGraph
    compiled: tuple[Shape, ...]
    handed_on: tuple[HandedOn, ...]


def compile_shapes(triples: Iterable[Triple], uncompiled: Iterable[Triple] = ()) -> CompiledShapes:
    """Compile shapes; those that `uncompiled` describes are left to pySHACL.

    Raise `ShapeError` for terms and queries that cannot be meant.
    """
    others = list(uncompiled)
    graph = ShapesGraph([*triples, *others])
    graph.check_terms()
    compiler = _Compiler(graph, {triple.subject for triple in others})
    compiled: list[Shape] = []
    handed_on: list[HandedOn] = []
    for node in filter(compiler.has_target, graph.subjects()):
        try:
            compiled.append(compiler.shape(node))
        except NotCompiledError as reason:
            handed_on.append(HandedOn(node, graph.name(node), str(reason)))
    return CompiledShapes(graph, tuple(compiled), tuple(handed_on))


class _Compiler:
    """Compiles the shapes of a graph."""

    def __init__(self, graph: ShapesGraph, uncompiled: set[object]) -> None:
        self._graph = graph
        self._uncompiled = uncompiled
        self._within: list[Term] = []
        declared = (inner for node in graph.subjects() for inner in graph.objects(node, SH.parameter))
        self._own_parameters = {path for inner in declared for path in graph.objects(inner, SH.path)}

    def has_target(self, node: Term) -> bool:
        """Whether a shape says which nodes it is for; a class that is a shape is for its instances."""
        return any(self._graph.objects(node, name) for name in TARGETS) or self._is_class(node)

    def shape(self, node: Term) -> Shape:
        """Compile the shape of a node."""
        if node in self._within:
            raise NotCompiledError("a shape that refers to itself")
        self._within.append(node)
        try:
            return self._shape(node)
        finally:
            self._within.pop()

    def _shape(self, node: Term) -> Shape:
        self._check(node)
        graph = self._graph
        path, severity = graph.find(node, SH.path), graph.find(node, SH.severity) or SH.Violation
        is_active = graph.find(node, SH.deactivated) != Literal(True)
        return Shape(
            name=graph.name(node),
            severity=local_name(severity),
            messages=tuple(message for message in graph.objects(node, SH.message) if isinstance(message, Literal)),
            path=f"({graph.path(path)})" if path else None,
            path_name=graph.path(path, shorten) if path else None,
            targets=tuple(self._targets(node)),
            constraints=tuple(self._constraints(node, path)) if is_active else (),
            properties=tuple(map(self.shape, graph.objects(node, SH.property))) if is_active else (),
            sparql=tuple(self._queries(node)) if is_active else (),
        )

    def _check(self, node: Term) -> None:
        """Raise for what is not compiled."""
        if node in self._uncompiled:
            raise NotCompiledError("a shape of a file of your own")
        if self._is_class(node):
            raise NotCompiledError("a class that is a shape")
        for predicate in self._graph.properties(node):
            name = predicate.value.removeprefix(SH.namespace)
            if predicate in self._own_parameters or (predicate in SH and name not in _COMPILED):
                raise NotCompiledError(shorten(predicate) if name == predicate.value else f"sh:{name}")
        path = self._graph.find(node, SH.path)
        if path and self._graph.find(node, SH.property):
            raise NotCompiledError("sh:property in a property shape")
        if path and set("*?") & set(self._graph.path(path, lambda _: "")):  # stores differ on nodes without triples
            raise NotCompiledError("a path of no steps")

    def _is_class(self, node: Term) -> bool:
        kinds = self._graph.objects(node, RDF.type)
        return RDFS.Class in kinds and (SH.NodeShape in kinds or SH.PropertyShape in kinds)

    def _targets(self, node: Term) -> Iterator[str]:
        values = self._graph.objects
        if nodes := values(node, SH.targetNode):
            yield f"VALUES ?this {{ {_terms(nodes)} }}"
        yield from (conditions.instances_of("?this", cls) for cls in values(node, SH.targetClass))
        yield from (f"?this {name} ?object ." for name in values(node, SH.targetSubjectsOf))
        yield from (f"?subject {name} ?this ." for name in values(node, SH.targetObjectsOf))

    def _constraints(self, node: Term, path_node: Term | None) -> Iterator[Constraint]:
        path = f"({self._graph.path(path_node)})" if path_node else None
        for predicate, values in self._graph.properties(node).items():
            name = predicate.value.removeprefix(SH.namespace)
            if predicate not in SH or name in (*_NOT_CONSTRAINTS, "sparql", "property"):
                continue
            component = f"{name[0].upper()}{name[1:]}ConstraintComponent"
            for value in values:
                condition = self._condition(node, name, value, path)
                yield Constraint(component, f"sh:{name} {_word(value)}", condition, name not in _COUNTS)

    def _condition(self, node: Term, name: str, value: Term, path: str | None) -> Condition:
        if name in _COUNTS:
            if path is None or not value.value.isdecimal():
                raise self._graph.error(node, f"sh:{name} {_word(value)}", "an integer of 0 or more, beside sh:path")
            number = int(value.value)
            return (
                conditions.fewer_than(number, path) if name == "minCount" else conditions.has_values(number + 1, path)
            )
        if name in ("not", "or"):
            return self._of_shapes(name, [value] if name == "not" else self._graph.items(value))
        return VALUE_CONDITIONS[name](value)

    def _of_shapes(self, name: str, nodes: list[Term]) -> Condition:
        """Return the condition of a node that meets one shape, or breaks each of several."""
        shapes = [self.shape(node) for node in nodes]
        if any(inner.sparql for shape in shapes for inner in (shape, *shape.properties)):
            raise NotCompiledError(f"sh:sparql within sh:{name}")
        sign = "!" if name == "not" else ""
        return lambda _, value: " && ".join(f"{sign}({shape.broken(value)})" for shape in shapes)

    def _queries(self, node: Term) -> Iterator[SparqlConstraint]:
        for constraint in self._graph.objects(node, SH.sparql):
            if self._graph.find(node, SH.path):
                raise NotCompiledError("sh:sparql in a property shape")
            if self._graph.find(constraint, SH.deactivated) != Literal(True):
                yield compile_query(self._graph, constraint)


def _terms(terms: Iterable[Term]) -> str:
    named = list(terms)
    if any(isinstance(term, BlankNode) for term in named):
        raise NotCompiledError("a blank node as a target")
    return " ".join(map(str, named))


def _word(term: Term) -> str:
    return shorten(term) if isinstance(term, NamedNode) else term.value
