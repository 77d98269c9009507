"""A shape as it is run: its targets, the path to its values, and what it demands of them.

A constraint takes all nodes of a shape at once, each with its values, and tells which of them break it. Most judge
values one by one, whoever has them: those need only tell which of some values fail (`ValueConstraint`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import Literal, NamedNode

from autokg.validation.graph import Term, Values, WholeGraph
from autokg.validation.paths import Path, union


@dataclass(frozen=True, slots=True)
class Breach:
    """What a node breaks: one validation result of SHACL.

    Attributes:
        component: the name of the constraint component, without its namespace: `MinCountConstraintComponent`.
        path: as SPARQL writes it; None for a constraint on the node itself.
        value: the value that breaks it, where it is one.
        shape: the name of the node shape that demands it.
        severity: `Violation`, `Warning`, `Info`, or what else the shape says.
        messages: what it demands, in each language that the shape says it in.

    """

    focus: Term
    component: str
    path: str | None
    value: Term | None
    shape: str
    severity: str
    messages: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that breaks a constraint, with what differs from node to node; None is what the shape has."""

    focus: Term
    value: Term | None = None
    path: str | None = None
    messages: tuple[Literal, ...] | None = None


class Constraint(Protocol):
    """What a shape demands of the values of its nodes; its text says it for a person."""

    @property
    def component(self) -> str:
        """The name of the component, without its namespace and `ConstraintComponent`."""
        ...

    def hits(self, graph: WholeGraph, values: Values) -> Iterator[Hit]:
        """Yield the nodes that break it; `values` has the values of each node, none twice."""
        ...


class ValueConstraint(ABC):
    """A constraint on each value by itself."""

    __slots__ = ()

    @abstractmethod
    def failing(self, graph: WholeGraph, values: set[Term]) -> Collection[Term]:
        """Return which of some values break it."""

    def hits(self, graph: WholeGraph, values: Values) -> Iterator[Hit]:
        """Yield each node with each of its values that fails."""
        failing = set(self.failing(graph, union(values.values())))
        if failing:
            yield from (Hit(node, value) for node, own in values.items() for value in own if value in failing)


@dataclass(frozen=True, slots=True)
class Targets:
    """Which nodes a shape is for."""

    nodes: tuple[Term, ...] = ()
    classes: tuple[Term, ...] = ()
    subjects_of: tuple[NamedNode, ...] = ()
    objects_of: tuple[NamedNode, ...] = ()

    def find(self, graph: WholeGraph, among: Collection[Term]) -> set[Term]:
        """Return the nodes, of those in `among` at least."""
        found = union(graph.members(cls, among) for cls in self.classes)
        found |= union(graph.objects(step, among).keys() for step in self.subjects_of)
        return found.union(self.nodes, *(graph.subjects(step, among).keys() for step in self.objects_of))


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A node shape or, with a path, a property shape.

    Attributes:
        properties: the property shapes for its values.

    """

    name: str
    severity: str
    messages: tuple[Literal, ...]
    path: Path | None = None
    targets: Targets = Targets()
    constraints: tuple[Constraint, ...] = ()
    properties: tuple[Shape, ...] = ()

    def check(self, graph: WholeGraph, focus: Collection[Term] | None = None) -> Iterator[Breach]:
        """Yield what its targets break: all of them, or those in `focus`."""
        nodes = self.targets.find(graph, focus or ())
        return self.breaches(graph, nodes if focus is None else nodes.intersection(focus))

    def breaches(self, graph: WholeGraph, nodes: Collection[Term]) -> Iterator[Breach]:
        """Yield what some nodes break."""
        values = self._values(graph, nodes)
        for constraint in self.constraints:
            yield from (self._breach(constraint, hit) for hit in constraint.hits(graph, values))
        if self.properties:
            inner = union(values.values())
            for shape in self.properties:
                yield from shape.breaches(graph, inner)

    def failing(self, graph: WholeGraph, nodes: Collection[Term]) -> set[Term]:
        """Return which of some nodes do not conform."""
        values = self._values(graph, nodes)
        found = {hit.focus for constraint in self.constraints for hit in constraint.hits(graph, values)}
        for shape in self.properties:
            bad = shape.failing(graph, union(values.values()))
            found |= {node for node, own in values.items() if not bad.isdisjoint(own)}
        return found

    def _values(self, graph: WholeGraph, nodes: Collection[Term]) -> Values:
        if self.path is None:
            return {node: (node,) for node in nodes}
        found = self.path.values(graph, nodes)
        return {node: found.get(node, ()) for node in nodes}

    def _breach(self, constraint: Constraint, hit: Hit) -> Breach:
        path = str(self.path) if self.path else None
        of = f" of {path}" if path else ""
        said = hit.messages or self.messages or (Literal(f"expected{of}: {constraint}", language="en"),)
        component = f"{constraint.component}ConstraintComponent"
        return Breach(hit.focus, component, hit.path or path, hit.value, self.name, self.severity, said)
