"""The embedded store: Oxigraph, in memory or over a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat

from autokg.core.terms import PREFIXES
from autokg.errors import QueryError
from autokg.stores.base import Result

_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?P<expected>.*)", re.DOTALL)
_AT_ONCE = 250_000  # quads: the bulk path keeps all in memory, 1.2 kB each; smaller parts mean more files to sync
_TEXT_AT_ONCE = 40_000_000  # characters, about as many quads
_ALTERNATIVES = re.compile(r",\s+(?![^\[]*\])")


class OxigraphStore:
    """A pyoxigraph store behind the `Store` protocol."""

    def __init__(self, store: pyoxigraph.Store | None = None) -> None:
        """Wrap a pyoxigraph store, by default a new one in memory."""
        self._store = store if store is not None else pyoxigraph.Store()

    def query(self, text: str) -> Result:
        """Run a SPARQL query over the union of all graphs."""
        try:
            return self._store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise _query_error(error) from error

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


def _query_error(error: SyntaxError) -> QueryError:
    """Keep the place and the readable alternatives of the parser's message, without its character classes."""
    match = _PLACE.match(str(error))
    if not match:
        return QueryError(f"the SPARQL has a mistake: {error}")
    alternatives = [part for part in _ALTERNATIVES.split(match["expected"].removeprefix("one of ")) if "[" not in part]
    readable = [part for part in alternatives if " " in part] or alternatives
    return QueryError(
        "the SPARQL has a mistake here",
        line=int(match["line"]),
        column=int(match["column"]),
        expected=", ".join(readable[:5]) or None,
        hint="prefixes known without declaring: " + ", ".join(PREFIXES) if "Prefix not found" in readable else None,
    )
