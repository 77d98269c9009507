"""What every store can do. All that touches data is SPARQL or quads, so any SPARQL 1.1 server can stand behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, Triple


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
    """A set of quads under SPARQL.

    Queries without FROM see all named graphs as one default graph; all know the prefixes of `terms.PREFIXES`.
    """

    def query(self, text: str, *, allow_service: bool = False) -> Result:
        """Run a SPARQL query; raise `QueryError` with line and column if it has a mistake or calls other servers."""
        ...

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads; those already there change nothing."""
        ...

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all."""
        ...

    def __len__(self) -> int: ...
