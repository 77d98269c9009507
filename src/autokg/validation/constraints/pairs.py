"""The values of a path beside those of another property of the same node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from autokg.core.terms import shorten
from autokg.validation.batch_queries import satisfying_pairs
from autokg.validation.graph import Values, WholeGraph
from autokg.validation.shape import Hit


@dataclass(frozen=True, slots=True)
class Equals:
    """A node has the same values for both."""

    other: NamedNode
    component = "Equals"

    def __str__(self) -> str:
        return f"the values of {shorten(self.other)}"

    def hits(self, graph: WholeGraph, values: Values) -> Iterator[Hit]:
        """Yield the nodes with each value of one that the other does not have."""
        others = graph.objects(self.other, values)
        for node, own in values.items():
            yield from (Hit(node, value) for value in set(own).symmetric_difference(others.get(node, ())))


@dataclass(frozen=True, slots=True)
class Disjoint:
    """A node has no value for both."""

    other: NamedNode
    component = "Disjoint"

    def __str__(self) -> str:
        return f"no value of {shorten(self.other)}"

    def hits(self, graph: WholeGraph, values: Values) -> Iterator[Hit]:
        """Yield the nodes with each value of both."""
        others = graph.objects(self.other, values)
        for node, own in values.items():
            yield from (Hit(node, value) for value in set(own).intersection(others.get(node, ())))


@dataclass(frozen=True, slots=True)
class LessThan:
    """Each value is less than each of the other property, or as great where `or_equal`, as SPARQL compares."""

    other: NamedNode
    or_equal: bool = False

    @property
    def component(self) -> str:
        """The name of the component."""
        return "LessThanOrEquals" if self.or_equal else "LessThan"

    def __str__(self) -> str:
        return f"values {self._operator} those of {shorten(self.other)}"

    def hits(self, graph: WholeGraph, values: Values) -> Iterator[Hit]:
        """Yield the nodes with each value that is not, or cannot be compared."""
        others = graph.objects(self.other, values)
        pairs = {node: [(one, other) for one in own for other in others.get(node, ())] for node, own in values.items()}
        right = satisfying_pairs({pair for own in pairs.values() for pair in own}, f"?one {self._operator} ?other")
        for node, own in pairs.items():
            yield from (Hit(node, one) for one, other in own if (one, other) not in right)

    @property
    def _operator(self) -> str:
        return "<=" if self.or_equal else "<"
