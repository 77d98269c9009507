"""The graph that shapes are checked on: some layers of a store, in which a triple of two layers counts once.

Shapes ask for one property at a time, of many nodes. `WholeGraph` reads all triples of a property and keeps them;
`NearGraph` reads those of the nodes asked for, which is less where only few nodes are checked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Triple

from autokg.core.terms import GRAPH, RDF, RDFS
from autokg.stores.base import Store

Term = NamedNode | BlankNode | Literal
Values = Mapping[Term, Collection[Term]]
Edge = tuple[Term, NamedNode, Term]

CHECKED = (GRAPH.reference, GRAPH.accepted, GRAPH.inferred)


class WholeGraph:
    """Layers of a store, read a property at a time, each once."""

    def __init__(self, store: Store, layers: Iterable[NamedNode] = CHECKED) -> None:
        """Look at some layers of a store."""
        self._store = store
        self._layers = " ".join(str(layer) for layer in layers)
        self._values: dict[str, Values] = {}
        self._members: dict[Term, set[Term]] = {}

    def objects(self, predicate: NamedNode, subjects: Collection[Term]) -> Values:  # noqa: ARG002 (NearGraph does)
        """Return the objects of a property by subject, of those subjects at least."""
        return self._related(f"?one {predicate} ?other")

    def subjects(self, predicate: NamedNode, objects: Collection[Term]) -> Values:  # noqa: ARG002
        """Return the subjects of a property by object, of those objects at least."""
        return self._related(f"?other {predicate} ?one")

    def members(self, cls: Term, among: Collection[Term]) -> set[Term]:  # noqa: ARG002
        """Return the instances of a class and of its subclasses, among some nodes at least."""
        if cls not in self._members:
            kinds = self._kinds(cls)
            self._members[cls] = {node for kind in kinds for (node,) in self._rows("?one", f"?one {RDF.type} {kind}")}
        return self._members[cls]

    def edges(self, subjects: Collection[Term]) -> Iterator[Edge]:
        """Yield all triples of some subjects."""
        wanted = set(subjects)
        rows = self._rows("?one ?predicate ?other", "?one ?predicate ?other")
        return ((one, predicate, other) for one, predicate, other in rows if one in wanted)

    def triples(self) -> Iterator[Triple]:
        """Yield all triples."""
        rows = self._rows("?one ?predicate ?other", "?one ?predicate ?other")
        return (Triple(one, predicate, other) for one, predicate, other in rows)

    def copy(self, predicates: Collection[NamedNode] | None, among: Collection[Term] | None = None) -> pyoxigraph.Store:
        """Return triples in the default graph of a store of their own: of some properties, and subjects at least."""
        kinds = " ".join(str(predicate) for predicate in predicates or ())
        given = f"VALUES ?predicate {{ {kinds} }}" if predicates is not None else ""
        if among is not None:
            given += self._subjects(among)
        copied = pyoxigraph.Store()
        rows = self._rows("?one ?predicate ?other", "?one ?predicate ?other", given)
        copied.bulk_extend(Quad(one, predicate, other) for one, predicate, other in rows)
        return copied

    def _subjects(self, among: Collection[Term]) -> str:  # noqa: ARG002
        """Return what limits a query to some subjects: nothing, where most are asked for."""
        return ""

    def _kinds(self, cls: Term) -> set[Term]:
        """Return a class and what the graph says is below it."""
        found, new = {cls}, {cls}
        while new:
            below = self.subjects(RDFS.subClassOf, new)
            new = {kind for one in new for kind in below.get(one, ())} - found
            found |= new
        return {kind for kind in found if isinstance(kind, NamedNode)}

    def _related(self, pattern: str) -> Values:
        if pattern not in self._values:
            self._values[pattern] = _group(self._rows("?one ?other", pattern))
        return self._values[pattern]

    def _rows(self, variables: str, pattern: str, given: str = "") -> Iterator[Any]:
        """Yield the rows of a pattern; DISTINCT, for layers may say the same."""
        layers = f"VALUES ?layer {{ {self._layers} }}"
        text = f"SELECT DISTINCT {variables} WHERE {{ {given} {layers} GRAPH ?layer {{ {pattern} }} }}"
        result = self._store.query(text)
        assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
        return iter(result)


class NearGraph(WholeGraph):
    """Layers of a store, of which no more is read than is asked for."""

    def objects(self, predicate: NamedNode, subjects: Collection[Term]) -> Values:
        """Return the objects of a property by subject."""
        given = _given(subjects)
        if given is None:
            return super().objects(predicate, subjects)
        return _group(self._rows("?one ?other", f"?one {predicate} ?other", given))

    def subjects(self, predicate: NamedNode, objects: Collection[Term]) -> Values:
        """Return the subjects of a property by object."""
        given = _given(objects)
        if given is None:
            return super().subjects(predicate, objects)
        return _group(self._rows("?one ?other", f"?other {predicate} ?one", given))

    def members(self, cls: Term, among: Collection[Term]) -> set[Term]:
        """Return the instances of a class and of its subclasses among some nodes."""
        types, kinds = self.objects(RDF.type, among), self._kinds(cls)
        return {node for node in among if not kinds.isdisjoint(types.get(node, ()))}

    def _subjects(self, among: Collection[Term]) -> str:
        return _given(among) or ""

    def edges(self, subjects: Collection[Term]) -> Iterator[Edge]:
        """Yield all triples of some subjects."""
        given = _given(subjects)
        if given is None:
            return super().edges(subjects)
        return self._rows("?one ?predicate ?other", "?one ?predicate ?other", given)


def _given(nodes: Collection[Term]) -> str | None:
    """Return the VALUES that bind ?one to some nodes, None where a blank node, which no query can name, is one."""
    if any(isinstance(node, BlankNode) for node in nodes):
        return None
    return f"VALUES ?one {{ {' '.join(str(node) for node in nodes)} }}"


def _group(rows: Iterable[Any]) -> Values:
    grouped: dict[Term, list[Term]] = {}
    for one, other in rows:
        grouped.setdefault(one, []).append(other)
    return grouped
