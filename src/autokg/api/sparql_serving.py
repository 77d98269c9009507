"""SPARQL for servers: results and graphs as bytes in a media type, within a limit; updates of a store in a folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from autokg.api.knowledge_base import KnowledgeBase
from autokg.core.ontology import describe_syntax
from autokg.core.terms import RDF, SD
from autokg.errors import InputError, UnknownNameError, UsageError
from autokg.query.limits import limit_rows
from autokg.query.results import write_rdf
from autokg.stores import Dataset, OxigraphStore, Result, Store, changing_store
from autokg.stores.base import Triples
from autokg.stores.sparql_mistakes import refuse_service
from autokg.stores.sparql_tokens import form_of

# Media types of results and graphs, the default first. Those without a registered meaning for results come last.
ROW_MEDIA = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
    "text/xml",
)
BOOLEAN_MEDIA = tuple(media for media in ROW_MEDIA if media not in ("text/csv", "text/tab-separated-values"))
GRAPH_MEDIA = (
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/trig",
    "application/n-quads",
    "application/xml",
    "text/xml",
)
Graph = NamedNode | DefaultGraph
_FORMATS = "http://www.w3.org/ns/formats/"
_GRAPH_FORMATS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes with their media type."""

    body: bytes
    media: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Media types that a client takes: of rows, of a yes or no, of a graph; None if it takes none of them."""

    rows: str | None = ROW_MEDIA[0]
    boolean: str | None = BOOLEAN_MEDIA[0]
    graph: str | None = GRAPH_MEDIA[0]


class NotAcceptableError(UsageError):
    """A result of a form that the client takes in no format."""


def run_query(
    kb: KnowledgeBase,
    text: str,
    *,
    wanted: Wanted,
    limit: int,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    base: str | None = None,
) -> Content:
    """Run a query and return its result in a media type that suits it; refuse results of more rows than a limit."""
    refuse_service(text, hint="labels need none: they are in the graph as rdfs:label")
    dataset = _dataset(default_graphs, named_graphs)
    result = _run_limited(kb.store, text, limit + 1, dataset, base)
    if isinstance(result, Triples):
        media = _require(wanted.graph, "a graph", GRAPH_MEDIA)
        triples = list(islice(result, limit + 1))
        refuse_more(len(triples), limit, "triples")
        return serialize_triples(triples, media)
    if isinstance(result, QueryBoolean):
        media = _require(wanted.boolean, "a yes or no", BOOLEAN_MEDIA)
        return Content(result.serialize(format=_results_format(media)) or b"", media)
    media = _require(wanted.rows, "rows", ROW_MEDIA)
    return Content(_serialize_within(result, _results_format(media), limit), media)


def _run_limited(store: Store, text: str, limit: int, dataset: Dataset | None, base: str | None) -> Result:
    """Run a query with a limit on its rows; a mistake is told by its place in the text as it was given."""
    if form_of(text) != "SELECT":
        return store.query(text, dataset=dataset, base=base)
    try:
        return store.query(limit_rows(text, limit), dataset=dataset, base=base)
    except InputError:
        return store.query(text, dataset=dataset, base=base)


def _serialize_within(result: QuerySolutions, format_: QueryResultsFormat, limit: int) -> bytes:
    body = result.serialize(format=format_) or b""
    if len(body) > limit:  # a row takes a byte or more: few results have to be counted
        refuse_more(_count_rows(body, format_), limit, "rows")
    return body


def _count_rows(body: bytes, format_: QueryResultsFormat) -> int:
    if format_ == QueryResultsFormat.CSV:  # the parser has no CSV, which does not tell IRIs from strings
        return sum(1 for _ in csv.reader(io.StringIO(body.decode(), newline=""))) - 1
    rows = parse_query_results(body, format_)
    return sum(1 for _ in rows) if isinstance(rows, QuerySolutions) else 1


def refuse_more(number: int, limit: int, what: str) -> None:
    """Raise `UsageError` if a result is larger than a limit."""
    if number > limit:
        raise UsageError(f"the result has more than {limit:,} {what}; ask for parts of it with LIMIT and OFFSET")


def _require(media: str | None, what: str, offered: Iterable[str]) -> str:
    if media is None:
        raise NotAcceptableError(f"the result is {what}; accept one of {', '.join(offered)}")
    return media


def _results_format(media: str) -> QueryResultsFormat:
    format_ = QueryResultsFormat.from_media_type(media)
    assert format_ is not None, media  # noqa: S101 (all of the media types are known)
    return format_


def _rdf_format(media: str) -> RdfFormat:
    format_ = RdfFormat.from_media_type(media)
    if format_ is None:
        raise UsageError(f"{media!r} is no format of RDF; use one of {', '.join(GRAPH_MEDIA[:6])}")
    return format_


def serialize_triples(triples: Iterable[Triple], media: str) -> Content:
    """Write triples, sorted, in a media type of RDF."""
    return Content(write_rdf(sorted(triples, key=str), _rdf_format(media)), media)


def _dataset(default_graphs: Sequence[str], named_graphs: Sequence[str]) -> Dataset | None:
    if not default_graphs and not named_graphs:
        return None
    return Dataset(tuple(map(_iri, default_graphs)), tuple(map(_iri, named_graphs)))


def _iri(text: str) -> NamedNode:
    try:
        return NamedNode(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no IRI ({error})") from error


def _graph(name: str | None) -> Graph:
    return DefaultGraph() if name is None else _iri(name)


def read_graph(kb: KnowledgeBase, name: str | None, media: str) -> Content:
    """Return a graph, the default graph if it has no name; raise `UnknownNameError` if there is no such graph."""
    graph = _graph(name)
    if not kb.store.has_graph(graph):
        raise UnknownNameError("graph", str(name), (graph.value for graph in kb.store.graphs()))
    return serialize_triples((quad.triple for quad in kb.store.quads(graph)), media)


def run_update(
    _: KnowledgeBase,
    path: str,
    text: str,
    *,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    base: str | None = None,
) -> None:
    """Run an update on the store in a folder, completely or not at all."""
    dataset = _dataset(default_graphs, named_graphs)
    with _changing(path) as store:
        store.update(text, dataset=dataset, base=base)


def put_graph(_: KnowledgeBase, path: str, name: str | None, parts: Sequence[Content], *, replace: bool) -> bool:
    """Write parts of RDF to a graph of the store in a folder; return whether the graph is new."""
    graph = _graph(name)
    quads = [quad for part in parts for quad in _parse(part, graph)]
    with _changing(path) as store:
        is_new = not store.has_graph(graph)
        (store.replace_graph if replace else store.add_to_graph)(graph, quads)
    return is_new


def drop_graph(_: KnowledgeBase, path: str, name: str | None) -> bool:
    """Remove a graph from the store in a folder; return whether it was there."""
    graph = _graph(name)
    with _changing(path) as store:
        is_there = store.has_graph(graph)
        store.drop_graph(graph)
    return is_there


def new_graph_name(base: str) -> str:
    """Return a new name for a graph under a base."""
    return f"{base}{uuid4()}"


@contextmanager
def _changing(path: str) -> Iterator[OxigraphStore]:
    with changing_store(Path(path)) as change, change.next_state() as store:
        yield store


def _parse(part: Content, graph: Graph) -> Iterator[Quad]:
    """Yield the triples of a document as quads of a graph, with blank nodes of their own."""
    base = graph.value if isinstance(graph, NamedNode) else None
    try:
        for quad in parse(
            part.body, _rdf_format(part.media), base_iri=base, without_named_graphs=True, rename_blank_nodes=True
        ):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)
    except SyntaxError as error:
        problem = f"the {part.media} has a mistake ({describe_syntax(error)})"
        raise InputError(problem, line=error.lineno, column=error.offset) from error


def describe_service(kb: KnowledgeBase, endpoint: str, media: str, *, is_writable: bool) -> Content:
    """Return the description of an endpoint over a base by the W3C's vocabulary, in a media type of RDF."""
    service, dataset, default = (_iri(endpoint + part) for part in ("", "#dataset", "#default-graph"))
    languages = ["SPARQL11Query", *["SPARQL11Update"] * is_writable]
    formats = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
    triples = [
        Triple(service, RDF.type, SD.Service),
        Triple(service, SD.endpoint, service),
        *(Triple(service, SD.supportedLanguage, NamedNode(SD.namespace + name)) for name in languages),
        *(Triple(service, SD.resultFormat, NamedNode(f"{_FORMATS}{name}")) for name in (*formats, *_GRAPH_FORMATS)),
        Triple(service, SD.feature, SD.UnionDefaultGraph),
        Triple(service, SD.defaultDataset, dataset),
        Triple(dataset, RDF.type, SD.Dataset),
        Triple(dataset, SD.defaultGraph, default),
        Triple(default, RDF.type, SD.Graph),
    ]
    for name in kb.store.graphs():
        entry = _iri(f"{endpoint}#{quote(name.value, safe='')}")
        triples += [
            Triple(dataset, SD.namedGraph, entry),
            Triple(entry, RDF.type, SD.NamedGraph),
            Triple(entry, SD.name, name),
        ]
    return serialize_triples(triples, media)
