"""How many values a node has, which must be among them, and which properties it may have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from autokg.core.terms import shorten
from autokg.validation.constraints.kinds import name
from autokg.validation.graph import Term, Values, WholeGraph
from autokg.validation.paths import union
from autokg.validation.shape import Hit


@dataclass(frozen=True, slots=True)
class MinCount:
    """A node has so many values or more."""

    least: int
    component = "MinCount"

    def __str__(self) -> str:
        return f"{_values(self.least)} or more"

    def hits(self, graph: WholeGraph, values: Values) -> Iterator[Hit]:  # noqa: ARG002
        """Yield the nodes with fewer."""
        return (Hit(node) for node, own in values.items() if len(own) < self.least)


@dataclass(frozen=True, slots=True)
class MaxCount:
    """A node has so many values or fewer."""

    most: int
    component = "MaxCount"

    def __str__(self) -> str:
        return f"{_values(self.most)} or fewer" if self.most else "no value"

    def hits(self, graph: WholeGraph, values: Values) -> Iterator[Hit]:  # noqa: ARG002
        """Yield the nodes with more."""
        return (Hit(node) for node, own in values.items() if len(own) > self.most)


@dataclass(frozen=True, slots=True)
class HasValue:
    """A node has a certain value, beside others."""

    value: Term
    component = "HasValue"

    def __str__(self) -> str:
        return f"{name(self.value)} among the values"

    def hits(self, graph: WholeGraph, values: Values) -> Iterator[Hit]:  # noqa: ARG002
        """Yield the nodes without it."""
        return (Hit(node) for node, own in values.items() if self.value not in own)


@dataclass(frozen=True, slots=True)
class Closed:
    """Each value has no properties but those that are named."""

    allowed: frozenset[NamedNode]
    component = "Closed"

    def __str__(self) -> str:
        return f"no properties but {', '.join(sorted(map(shorten, self.allowed)))}"

    def hits(self, graph: WholeGraph, values: Values) -> Iterator[Hit]:
        """Yield the nodes with each triple of a value that has another property."""
        other: dict[Term, list[tuple[Term, str]]] = {}
        for one, predicate, value in graph.edges(union(values.values())):
            if predicate not in self.allowed:
                other.setdefault(one, []).append((value, shorten(predicate)))
        for node, own in values.items():
            yield from (Hit(node, value, path) for one in own for value, path in other.get(one, ()))


def _values(number: int) -> str:
    return f"{number} value{'' if number == 1 else 's'}"
