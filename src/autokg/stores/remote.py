"""A store behind a SPARQL 1.1 endpoint, read by queries only.

What the engine lacks is found by one query when the store is opened. If its default graph is not the union of the
layers, each request names them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import SEEK_END
from itertools import chain
from typing import IO, Any

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from autokg.core.terms import AKG, GRAPH, PREFIXES, RDF
from autokg.errors import StoreError
from autokg.stores.base import Dataset, Graph, Result, Store, Triples
from autokg.stores.endpoint import Endpoint, Response
from autokg.stores.engine_quirks import find_dataset, mend, read_boolean
from autokg.stores.examination import Check
from autokg.stores.replies import Replies
from autokg.stores.sparql_mistakes import explain_mistake, refuse_deep, refuse_service
from autokg.stores.sparql_tokens import form_of, names_dataset, read_tokens

_ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_GRAPHS = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_LAYERS = tuple(NamedNode(GRAPH.namespace + name) for name in GRAPH)
_IN = "GRAPH {} {{ ?s ?p ?o }}"
_PAGE = 50_000  # rows; our own server gives 100,000 at most
_SURELY_WHOLE = 1_000  # rows; no server cuts a result shorter than this
_VOID_DATASET = NamedNode("http://rdfs.org/ns/void#Dataset")
# A pattern of each layer that no other layer has, to see whether the default graph shows the layer.
_SIGNS = {
    GRAPH.description: f"?s a {_VOID_DATASET}",
    GRAPH.sources: f"?s a {AKG.Document}",
    GRAPH.claims: f"?s a {AKG.Claim}",
    GRAPH.judgements: f"?s {AKG.outcome} ?o",
    GRAPH.records: f"?s {RDF.value} ?o",
}


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the probe finds: the layers that are there, and whether a query without FROM sees all of them."""

    layers: tuple[NamedNode, ...]
    is_union: bool


class RemoteStore(Store):
    """A SPARQL endpoint behind the `Store` protocol; the data must not change while it is read."""

    def __init__(self, endpoint: Endpoint, abilities: Abilities) -> None:
        """Take an endpoint and what its probe has found."""
        self._endpoint, self.abilities = endpoint, abilities
        self._replies = Replies()
        layers = abilities.layers
        self._dataset = None if abilities.is_union else Dataset(layers, layers)

    @property
    def name(self) -> str:
        """The address, without secrets."""
        return self._endpoint.name

    def notes(self) -> Iterator[str]:
        """Yield what the engine lacks, and what that costs."""
        if not self.abilities.is_union:
            yield (
                f"{self.name}: its default graph is not the union of the named graphs, so each query names the layers; "
                "queries are faster if the server is set to have such a default graph (docs/remote-stores.md)"
            )

    def query(
        self, text: str, *, allow_service: bool = False, dataset: Dataset | None = None, base: str | None = None
    ) -> Result:
        """Run a SPARQL query over a dataset, else the graphs that it names with FROM, else the union of all layers."""
        refuse_deep(text)
        if not allow_service:
            refuse_service(text)
            _check(text, base)
        if dataset is None:
            dataset = find_dataset(text) if names_dataset(text) else self._dataset
        is_graph = form_of(text) not in ("SELECT", "ASK")
        response = self._send(_with_prologue(text, base), dataset, _GRAPHS if is_graph else _ROWS)
        _require_complete(response.headers, self.name)
        return _read(response, self.name, is_graph=is_graph)

    def quads(self, graph: Graph | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all layers."""
        if graph is not None:
            return self.match(None, None, None, graph)
        return chain.from_iterable(self.match(None, None, None, layer) for layer in self.abilities.layers)

    def match(
        self,
        subject: NamedNode | BlankNode | None,
        predicate: NamedNode | None,
        value: NamedNode | BlankNode | Literal | None,
        graph: Graph | None,
    ) -> Iterator[Quad]:
        """Yield the quads of a pattern; none for a blank node, which a server cannot be asked for by its name."""
        if isinstance(subject, BlankNode) or isinstance(value, BlankNode):
            return
        pattern = f"{subject or '?s'} {predicate or '?p'} {value or '?o'}"
        if not isinstance(graph, DefaultGraph):
            pattern = f"GRAPH {graph or '?g'} {{ {pattern} }}"
        known = (subject, predicate, value, graph)
        unknown = [place for place, term in enumerate(known) if term is None]
        quad = list[Any](known)
        for row in self.pages(pattern, ["spog"[place] for place in unknown]):
            for place, term in zip(unknown, row, strict=False):  # without a variable, a row has a mark
                quad[place] = term
            yield Quad(*quad)

    def graphs(self) -> list[NamedNode]:
        """Return the names of the layers that are there, sorted; other graphs of the server are not ours."""
        return list(self.abilities.layers)

    def has_graph(self, graph: Graph) -> bool:
        """Return whether a graph is there; the default graph always is."""
        text = f"SELECT (1 AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }} LIMIT 1"
        return isinstance(graph, DefaultGraph) or any(True for _ in self._rows(text))

    def examine(self) -> Iterator[Check]:
        """Yield what is found of the store."""
        yield Check("server", f"{self.name} answers queries")
        union = "the union of the layers"
        yield Check("default graph", union if self._dataset is None else f"not {union}: each query names them")
        counts = {layer.value.rsplit("/", 1)[-1]: self._count(_IN.format(layer)) for layer in self.abilities.layers}
        yield Check("layers", ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items())))

    def __len__(self) -> int:
        return sum(self._count(_IN.format(layer)) for layer in self.abilities.layers)

    def _count(self, pattern: str) -> int:
        (row,) = self._rows(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
        return int(row["n"].value)

    def _rows(self, text: str, *, may_be_cut: bool = False) -> QuerySolutions:
        """Return the rows of a SELECT in full terms; if they may be cut, the caller counts them."""
        response = self._send(text, self._dataset, _ROWS)
        if not may_be_cut:
            _require_complete(response.headers, self.name)
        result = _read(response, self.name, is_graph=False)
        if not isinstance(result, QuerySolutions):
            raise _no_endpoint(self.name, "it answers a SELECT with yes or no")
        return result

    def _send(self, text: str, dataset: Dataset | None, accept: str) -> Response:
        fields: dict[str, str | list[str]] = {"query": text}
        if dataset is not None:
            fields["default-graph-uri"] = [graph.value for graph in dataset.default]
            fields["named-graph-uri"] = [graph.value for graph in dataset.named]
        return self._replies.get(f"{accept}\n{fields}", lambda: mend(self._endpoint.query(fields, accept)))

    def pages(self, pattern: str, names: Sequence[str], *, distinct: bool = False) -> Iterator[QuerySolution]:
        """Yield the solutions of a pattern, asked for page by page; a server may give less at a time than asked."""
        variables = " ".join(f"?{name}" for name in names) or "(1 AS ?found)"
        select = f"SELECT {'DISTINCT ' if distinct else ''}{variables} {{ {pattern} }}"
        offset, last = 0, _PAGE
        seen = set[int]()
        while last >= _SURELY_WHOLE:
            page = list(self._rows(f"{select} LIMIT {_PAGE}{f' OFFSET {offset}' if offset else ''}", may_be_cut=True))
            known, last = len(seen), len(page)
            if offset or last >= _SURELY_WHOLE:
                seen.update(hash(tuple(row)) for row in page)
            yield from page
            offset += last
            if last and known == len(seen) > 0:  # the same page again
                break
        if seen and (len(seen) != offset or self._count(f"{{ {select} }}" if distinct else pattern) != offset):
            problem = "the data changed while it was read, or the server gives pages in no fixed order"
            raise StoreError(f"{self.name}: {problem}; try again, or read an export of the store")


def open_remote(
    url: str, *, environment: Mapping[str, str] = os.environ, sleep: Callable[[float], None] = time.sleep
) -> RemoteStore:
    """Open the base behind an endpoint; raise `StoreError` if there is none, or its server fails."""
    endpoint = Endpoint(url, environment=environment, sleep=sleep)
    return RemoteStore(endpoint, _probe(endpoint))


def _probe(endpoint: Endpoint) -> Abilities:
    """Ask which layers are there, and whether the default graph shows them."""
    parts = [_sample("there", layer, _IN.format(layer)) for layer in _LAYERS]
    for layer, sign in _SIGNS.items():
        parts += [_sample("signed", layer, f"GRAPH {layer} {{ {sign} }}"), _sample("seen", layer, sign)]
    response = endpoint.query({"query": f"SELECT ?what ?layer {{ {' UNION '.join(parts)} }}"}, _ROWS)
    rows = _read(response, endpoint.name, is_graph=False)
    if not isinstance(rows, QuerySolutions):
        raise _no_endpoint(endpoint.name, "it answers a SELECT with yes or no")
    found: dict[str, set[NamedNode]] = {"there": set(), "signed": set(), "seen": set()}
    for row in rows:
        found[row["what"].value].add(row["layer"])
    there, signed, seen = found.values()
    if not there:
        raise StoreError(f"{endpoint.name}: {_EMPTY_BUT[bool(seen)]}")
    return Abilities(tuple(sorted(there, key=str)), is_union=signed <= seen)


def _sample(what: str, layer: NamedNode, pattern: str) -> str:
    """Return a part of a query that gives one row if there is a match of a pattern."""
    return f'{{ SELECT ("{what}" AS ?what) ({layer} AS ?layer) {{ {pattern} }} LIMIT 1 }}'


_EMPTY_BUT = {
    False: "there is no autokg base here; write one with autokg build -s, or load an export (docs/remote-stores.md)",
    True: "the data is in the default graph, without its layers; load N-Quads or TriG instead of triples",
}


def _check(text: str, base: str | None) -> None:
    """Raise `QueryError` with line and column for a mistake, as an embedded store does."""
    try:
        pyoxigraph.Store().query(text, base_iri=base, prefixes=PREFIXES)
    except SyntaxError as error:
        raise explain_mistake(text, PREFIXES, str(error)) from error


def _with_prologue(text: str, base: str | None) -> str:
    """Return a query that declares the known prefixes that it uses, and the base, itself.

    >>> _with_prologue("ASK { ?s rdfs:label ?o }", None)
    'PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> ASK { ?s rdfs:label ?o }'
    """
    used = {token.text.partition(":")[0] for token in read_tokens(text) if token.kind == "name"}
    prologue = [f"BASE {NamedNode(base)}"] if base else []
    prologue += [f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in PREFIXES if prefix in used]
    return " ".join([*prologue, text])


def _read(response: Response, name: str, *, is_graph: bool) -> Result:
    """Return the result in a response; raise `StoreError` if it is in another form, or not whole."""
    if is_graph:
        form = RdfFormat.from_media_type(response.media)
        if form is None:
            raise _no_endpoint(name, f"it sends {response.media or 'no media type'} instead of RDF")
        return Triples(_triples(response.body, form, name))
    results = QueryResultsFormat.from_media_type(response.media)
    if results is None:
        raise _no_endpoint(name, f"it sends {response.media or 'no media type'} instead of results")
    _require_end(response.body, results, name)
    try:
        return read_boolean(parse_query_results(response.body, results))
    except SyntaxError as error:
        raise _broken(name, error) from error


def _triples(body: IO[bytes], form: RdfFormat, name: str) -> Iterator[Triple]:
    try:
        yield from (quad.triple for quad in parse(body, format=form))
    except SyntaxError as error:
        raise _broken(name, error) from error


_ENDS = {QueryResultsFormat.JSON: b"}", QueryResultsFormat.XML: b">"}


def _require_end(body: IO[bytes], form: QueryResultsFormat, name: str) -> None:
    """Raise `StoreError` if results stop in the middle: a server may die after it has sent its headers."""
    size = body.seek(0, SEEK_END)
    body.seek(max(size - 100, 0))
    tail = body.read().rstrip()
    body.seek(0)
    if not tail.endswith(_ENDS.get(form, b"")):
        raise StoreError(f"{name}: the result stops in the middle; try again, and look into the server's log")


_CUT = ("x-sparql-maxrows", "x-sparql-anytime")


def _require_complete(headers: Mapping[str, str], name: str) -> None:
    """Raise `StoreError` if a server says that it left out rows."""
    for header in _CUT:
        if header in headers:
            problem = f"the server gives only a part of the result ({header}: {headers[header]})"
            raise StoreError(f"{name}: {problem}; raise its limit (ResultSetMaxRows), or ask with LIMIT and OFFSET")


def _no_endpoint(name: str, why: str) -> StoreError:
    return StoreError(f"{name}: not a SPARQL endpoint: {why}; give the address of one, such as http://host/sparql")


def _broken(name: str, error: SyntaxError) -> StoreError:
    return StoreError(f"{name}: the server's result cannot be read ({error.msg}); look into the server's log")
