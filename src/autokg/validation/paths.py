"""SHACL property paths: from some nodes to the values of each.

>>> from autokg.core.terms import AKG
>>> print(Sequence((Step(AKG.stakeIn, inverse=True), Repeat(Step(AKG.directParent), least=0))))
^akg:stakeIn/akg:directParent*
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from autokg.core.terms import shorten
from autokg.validation.graph import Term, Values, WholeGraph


@dataclass(frozen=True, slots=True)
class Step:
    """One property, from subject to object or, inverse, from object to subject."""

    predicate: NamedNode
    inverse: bool = False

    def __str__(self) -> str:
        return f"{'^' if self.inverse else ''}{shorten(self.predicate)}"

    def values(self, graph: WholeGraph, nodes: Collection[Term]) -> Values:
        """Return the values of some nodes at least."""
        return (graph.subjects if self.inverse else graph.objects)(self.predicate, nodes)


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after another."""

    parts: tuple[Path, ...]

    def __str__(self) -> str:
        return "/".join(_part(part) for part in self.parts)

    def values(self, graph: WholeGraph, nodes: Collection[Term]) -> Values:
        """Return the values of some nodes."""
        reached: dict[Term, set[Term]] = {node: {node} for node in nodes}
        for part in self.parts:
            onward = part.values(graph, union(reached.values()))
            reached = {node: union(onward.get(via, ()) for via in middle) for node, middle in reached.items()}
        return reached


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any of some paths."""

    parts: tuple[Path, ...]

    def __str__(self) -> str:
        return "|".join(_part(part) for part in self.parts)

    def values(self, graph: WholeGraph, nodes: Collection[Term]) -> Values:
        """Return the values of some nodes."""
        found = [part.values(graph, nodes) for part in self.parts]
        return {node: union(values.get(node, ()) for values in found) for node in nodes}


@dataclass(frozen=True, slots=True)
class Optional:
    """A path, or none."""

    path: Path

    def __str__(self) -> str:
        return f"{_repeated(self.path)}?"

    def values(self, graph: WholeGraph, nodes: Collection[Term]) -> Values:
        """Return the values of some nodes, each among its own."""
        found = self.path.values(graph, nodes)
        return {node: {node, *found.get(node, ())} for node in nodes}


@dataclass(frozen=True, slots=True)
class Repeat:
    """A path over and over, at least 0 times (a node is among its own values) or 1."""

    path: Path
    least: int

    def __str__(self) -> str:
        return f"{_repeated(self.path)}{'+' if self.least else '*'}"

    def values(self, graph: WholeGraph, nodes: Collection[Term]) -> Values:
        """Return the values of some nodes."""
        onward = self._onward(graph, nodes)
        return {node: _reach(onward, onward[node] if self.least else (node,)) for node in nodes}

    def _onward(self, graph: WholeGraph, nodes: Collection[Term]) -> dict[Term, Collection[Term]]:
        """Return where one turn leads from the nodes and from all that they reach."""
        onward: dict[Term, Collection[Term]] = {}
        new = set(nodes)
        while new:
            found = self.path.values(graph, new)
            onward |= {node: found.get(node, ()) for node in new}
            new = union(onward[node] for node in new) - onward.keys()
        return onward


Path = Step | Sequence | Alternative | Optional | Repeat


def invert(path: Path) -> Path:
    """Return the path that leads back."""
    match path:
        case Step(predicate, inverse):
            return Step(predicate, not inverse)
        case Sequence(parts):
            return Sequence(tuple(invert(part) for part in reversed(parts)))
        case Alternative(parts):
            return Alternative(tuple(invert(part) for part in parts))
        case Optional(inner):
            return Optional(invert(inner))
        case Repeat(inner, least):
            return Repeat(invert(inner), least)


def union(collections: Iterable[Collection[Term]]) -> set[Term]:
    """Return what is in any of some collections."""
    return set().union(*collections)


def _reach(onward: dict[Term, Collection[Term]], start: Collection[Term]) -> set[Term]:
    found, new = set(start), list(start)
    while new:
        for node in onward[new.pop()]:
            if node not in found:
                found.add(node)
                new.append(node)
    return found


def _part(path: Path) -> str:
    """Write a path as a part of a list."""
    return f"({path})" if isinstance(path, Sequence | Alternative) else str(path)


def _repeated(path: Path) -> str:
    """Write a path as what a sign of repetition follows."""
    return str(path) if isinstance(path, Step) else f"({path})"
