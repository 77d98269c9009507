"""What every store can do. All that touches data is SPARQL or quads, so any SPARQL 1.1 server can stand behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Triple

Graph = NamedNode | DefaultGraph


class Triples(Iterator[Triple]):
    """What a CONSTRUCT or DESCRIBE gives: a set of triples, each told once."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Take triples, as often as an engine tells them."""
        self._remaining, self._seen = iter(triples), set[Triple]()

    def __next__(self) -> Triple:
        triple = next(triple for triple in self._remaining if triple not in self._seen)
        self._seen.add(triple)
        return triple


Result = QuerySolutions | Triples | QueryBoolean


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query or an update reads, in place of those that its own text names."""

    default: tuple[NamedNode, ...] = ()
    named: tuple[NamedNode, ...] = ()


class Store(Protocol):
    """A set of quads under SPARQL, for reading: embedded, or on a server.

    Queries without FROM see all named graphs as one default graph; all know the prefixes of `terms.PREFIXES`.
    """

    def query(
        self, text: str, *, allow_service: bool = False, dataset: Dataset | None = None, base: str | None = None
    ) -> Result:
        """Run a SPARQL query over a dataset, else the graphs that it names with FROM, else the union of all.

        Raise `QueryError` with line and column if it has a mistake or calls other servers.
        """
        ...

    def quads(self, graph: Graph | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all."""
        ...

    def match(
        self,
        subject: NamedNode | BlankNode | None,
        predicate: NamedNode | None,
        value: NamedNode | BlankNode | Literal | None,
        graph: Graph | None,
    ) -> Iterator[Quad]:
        """Yield the quads of a pattern, None standing for anything."""
        ...

    def graphs(self) -> list[NamedNode]:
        """Return the names of the graphs, sorted."""
        ...

    def has_graph(self, graph: Graph) -> bool:
        """Return whether a graph is there; the default graph always is."""
        ...

    def __len__(self) -> int: ...
