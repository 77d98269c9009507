"""Constraints that are made of shapes: values conform to all of some, to any, to one, to none, or so many do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from autokg.validation.graph import Term, Values, WholeGraph
from autokg.validation.paths import union
from autokg.validation.shape import Hit, Shape, ValueConstraint


@dataclass(frozen=True, slots=True)
class Node(ValueConstraint):
    """Each value conforms to a shape."""

    shape: Shape
    component = "Node"

    def __str__(self) -> str:
        return f"values that conform to {self.shape.name}"

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:
        """Return the values that do not."""
        return self.shape.failing(graph, values)


@dataclass(frozen=True, slots=True)
class Not(ValueConstraint):
    """No value conforms to a shape."""

    shape: Shape
    component = "Not"

    def __str__(self) -> str:
        return "values that do not conform to the shape of sh:not"

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:
        """Return the values that do."""
        return values - self.shape.failing(graph, values)


@dataclass(frozen=True, slots=True)
class And(ValueConstraint):
    """Each value conforms to all of some shapes."""

    shapes: tuple[Shape, ...]
    component = "And"

    def __str__(self) -> str:
        return "values that conform to all shapes of sh:and"

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:
        """Return the values that do not."""
        return union(shape.failing(graph, values) for shape in self.shapes)


@dataclass(frozen=True, slots=True)
class Or(ValueConstraint):
    """Each value conforms to one of some shapes or more."""

    shapes: tuple[Shape, ...]
    component = "Or"

    def __str__(self) -> str:
        return "values that conform to a shape of sh:or"

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:
        """Return the values that conform to none."""
        left = values
        for shape in self.shapes:
            left = shape.failing(graph, left)
        return left


@dataclass(frozen=True, slots=True)
class Xone(ValueConstraint):
    """Each value conforms to just one of some shapes."""

    shapes: tuple[Shape, ...]
    component = "Xone"

    def __str__(self) -> str:
        return "values that conform to one shape of sh:xone only"

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:
        """Return the values that conform to none or to several."""
        times = Counter(value for shape in self.shapes for value in values - shape.failing(graph, values))
        return {value for value in values if times[value] != 1}


@dataclass(frozen=True, slots=True)
class Qualified:
    """Of the values of a node, so many conform to a shape and to none of its siblings.

    Attributes:
        most: whether the count is the most there may be, or the least.

    """

    shape: Shape
    count: int
    most: bool
    siblings: tuple[Shape, ...] = ()

    @property
    def component(self) -> str:
        """The name of the component."""
        return "QualifiedMaxCount" if self.most else "QualifiedMinCount"

    def __str__(self) -> str:
        return f"{self.count} values or {'fewer' if self.most else 'more'} that conform to {self.shape.name}"

    def hits(self, graph: WholeGraph, values: Values) -> Iterator[Hit]:
        """Yield the nodes of which more, or fewer, do."""
        fitting = union(values.values())
        fitting -= self.shape.failing(graph, fitting)
        for sibling in self.siblings:
            fitting &= sibling.failing(graph, fitting)
        for node, own in values.items():
            found = sum(value in fitting for value in own)
            if found > self.count if self.most else found < self.count:
                yield Hit(node)
