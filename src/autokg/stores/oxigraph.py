"""The embedded store: Oxigraph, in memory or over a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QueryTriples, RdfFormat

from autokg.core.terms import PREFIXES
from autokg.stores.base import Dataset, Graph, Result, Store, Triples
from autokg.stores.sparql_mistakes import explain_mistake, refuse_deep, refuse_service
from autokg.stores.sparql_tokens import names_dataset
from autokg.stores.sparql_updates import explain_update, prepare_update

_AT_ONCE = 100_000  # quads: the bulk path keeps all in memory, 1.2 kB each; smaller parts mean more files to sync
_TEXT_AT_ONCE = 20_000_000  # characters, about as many quads


class OxigraphStore(Store):
    """A pyoxigraph store behind the `Store` protocol."""

    def __init__(self, store: pyoxigraph.Store | None = None) -> None:
        """Wrap a pyoxigraph store, by default a new one in memory."""
        self._store = store if store is not None else pyoxigraph.Store()

    def query(
        self, text: str, *, allow_service: bool = False, dataset: Dataset | None = None, base: str | None = None
    ) -> Result:
        """Run a SPARQL query over a dataset, else the graphs that it names with FROM, else the union of all.

        Relative IRIs are resolved against `base`.
        """
        refuse_deep(text)
        if not allow_service:
            refuse_service(text)
        try:
            result = self._store.query(text, base_iri=base, prefixes=PREFIXES, **_graphs(text, dataset))
        except SyntaxError as error:
            raise explain_mistake(text, PREFIXES, str(error)) from error
        return Triples(result) if isinstance(result, QueryTriples) else result

    def update(self, text: str, *, dataset: Dataset | None = None, base: str | None = None) -> None:
        """Run a SPARQL update; raise `QueryError` if it has a mistake or would read from another server."""
        refuse_deep(text)
        try:
            self._store.update(prepare_update(text, dataset), base_iri=base, prefixes=PREFIXES)
        except (SyntaxError, RuntimeError) as error:  # a RuntimeError tells of a graph that is missing or there already
            raise explain_update(error) from error

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

    @property
    def engine(self) -> pyoxigraph.Store:
        """The store of Oxigraph itself, for libraries that wrap one."""
        return self._store

    def close(self) -> None:
        """Close the database; nothing can be asked of it afterwards."""
        del self._store

    def flush(self) -> None:
        """Write to disk what is only in memory."""
        self._store.flush()

    def compact(self) -> None:
        """Put the files of a store on disk together: queries over all of it are several times faster then."""
        self._store.optimize()

    def amend(self, dropped: Iterable[Quad], gained: Iterable[Quad]) -> None:
        """Take quads out and put others in."""
        for quad in dropped:
            self._store.remove(quad)
        self._store.extend(gained)

    def graphs(self) -> list[NamedNode]:
        """Return the names of the graphs, sorted."""
        names = (name for name in self._store.named_graphs() if isinstance(name, NamedNode))
        return sorted(names, key=lambda name: name.value)

    def has_graph(self, graph: Graph) -> bool:
        """Return whether a graph is there; the default graph always is."""
        return isinstance(graph, DefaultGraph) or self._store.contains_named_graph(graph)

    def replace_graph(self, graph: Graph, quads: Iterable[Quad]) -> None:
        """Make quads the whole content of a graph, which then is there even if it is empty."""
        self._store.clear_graph(graph)
        self.add_to_graph(graph, quads)

    def add_to_graph(self, graph: Graph, quads: Iterable[Quad]) -> None:
        """Add quads of a graph, which then is there even if it is empty."""
        if isinstance(graph, NamedNode):
            self._store.add_graph(graph)
        self._store.extend(quads)

    def drop_graph(self, graph: Graph) -> None:
        """Remove a graph with its content."""
        self._store.remove_graph(graph)

    def quads(self, graph: Graph | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all."""
        return self._store.quads_for_pattern(None, None, None, graph)

    def match(
        self,
        subject: NamedNode | BlankNode | None,
        predicate: NamedNode | None,
        value: NamedNode | BlankNode | Literal | None,
        graph: Graph | None,
    ) -> Iterator[Quad]:
        """Yield the quads of a pattern, None standing for anything: one look-up in an index."""
        return self._store.quads_for_pattern(subject, predicate, value, graph)

    def __contains__(self, quad: Quad) -> bool:
        return quad in self._store

    def __len__(self) -> int:
        return len(self._store)


def _graphs(text: str, dataset: Dataset | None) -> dict[str, Any]:
    if dataset is not None:
        return {"default_graph": list(dataset.default), "named_graphs": list(dataset.named)}
    return {"use_default_graph_as_union": not names_dataset(text)}
