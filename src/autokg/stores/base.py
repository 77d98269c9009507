"""What every store can do. All that touches data is SPARQL or quads, so any SPARQL 1.1 server can stand behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples

Result = QuerySolutions | QueryTriples | QueryBoolean


class Store(Protocol):
    """A set of quads under SPARQL.

    Queries see all named graphs as one default graph, and the prefixes of `vocab.PREFIXES` without declaring them.
    """

    def query(self, text: str) -> Result:
        """Run a SPARQL query; raise `QueryError` with line and column where it has a mistake."""
        ...

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads; those already there change nothing."""
        ...

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all."""
        ...

    def __len__(self) -> int: ...
