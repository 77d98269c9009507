"""The embedded store: Oxigraph, in memory or over a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryTriples, RdfFormat

from autokg.core.terms import PREFIXES
from autokg.stores.base import Result, Triples
from autokg.stores.sparql_mistakes import explain_mistake, refuse_service
from autokg.stores.sparql_tokens import names_dataset

_AT_ONCE = 250_000  # quads: the bulk path keeps all in memory, 1.2 kB each; smaller parts mean more files to sync
_TEXT_AT_ONCE = 40_000_000  # characters, about as many quads


class OxigraphStore:
    """A pyoxigraph store behind the `Store` protocol."""

    def __init__(self, store: pyoxigraph.Store | None = None) -> None:
        """Wrap a pyoxigraph store, by default a new one in memory."""
        self._store = store if store is not None else pyoxigraph.Store()

    def query(self, text: str, *, allow_service: bool = False) -> Result:
        """Run a SPARQL query over the graphs that it names with FROM, by default over the union of all."""
        if not allow_service:
            refuse_service(text)
        try:
            result = self._store.query(text, prefixes=PREFIXES, use_default_graph_as_union=not names_dataset(text))
        except SyntaxError as error:
            raise explain_mistake(text, PREFIXES, str(error)) from error
        return Triples(result) if isinstance(result, QueryTriples) else result

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads by the store's bulk path."""
        remaining = iter(quads)
        for first in remaining:
            self._store.bulk_extend(chain([first], islice(remaining, _AT_ONCE - 1)))

    def load_nquads(self, parts: Iterable[str]) -> None:
        """Add quads given as lines of N-Quads, in parts of any number of lines."""
        waiting: list[str] = []
        size = 0
        for part in parts:
            waiting.append(part)
            size += len(part)
            if size > _TEXT_AT_ONCE:
                self._load_text(waiting)
                size = 0
        self._load_text(waiting)

    def _load_text(self, waiting: list[str]) -> None:
        """Add the parts that wait, and forget them."""
        text = "".join(waiting).encode()
        waiting.clear()
        self._store.bulk_load(text, RdfFormat.N_QUADS)

    def compact(self) -> None:
        """Put the files of a store on disk together: queries over all of it are several times faster then."""
        self._store.optimize()

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all."""
        return self._store.quads_for_pattern(None, None, None, graph)

    def match(
        self,
        subject: NamedNode | BlankNode | None,
        predicate: NamedNode | None,
        value: NamedNode | BlankNode | Literal | None,
        graph: NamedNode | None,
    ) -> Iterator[Quad]:
        """Yield the quads of a pattern, None standing for anything: one look-up in an index."""
        return self._store.quads_for_pattern(subject, predicate, value, graph)

    def __contains__(self, quad: Quad) -> bool:
        return quad in self._store

    def __len__(self) -> int:
        return len(self._store)
