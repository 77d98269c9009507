"""Linked data of a base: documents on things, the ontology, and the description of the data set."""

from __future__ import annotations

from pyoxigraph import NamedNode, Triple

from autokg.api.knowledge_base import KnowledgeBase
from autokg.api.sparql_serving import Content, serialize_triples
from autokg.core.terms import GRAPH
from autokg.entities.description import triples_about
from autokg.entities.name_index import index_of
from autokg.errors import UnknownNameError, UsageError

_VOID = "http://rdfs.org/ns/void#"
DATASET = NamedNode(GRAPH.namespace)


def document_of(kb: KnowledgeBase, iri: str, media: str) -> Content:
    """Return what is said of a thing, in a media type of RDF; raise `UnknownNameError` if the base does not know it."""
    try:
        triples = triples_about(kb.store, NamedNode(iri))
    except ValueError as error:
        raise UsageError(f"{iri!r} is no IRI ({error})") from error
    if not triples:
        raise UnknownNameError("thing", iri, index_of(kb.store).labels())
    return serialize_triples(triples, media)


def describe_data(kb: KnowledgeBase, address: str, media: str) -> Content:
    """Return the description of the data set and its layers, with where a server has it."""
    triples = [quad.triple for quad in kb.store.quads(GRAPH.description)]
    triples += [
        Triple(DATASET, NamedNode(f"{_VOID}sparqlEndpoint"), NamedNode(f"{address}/sparql")),
        Triple(DATASET, NamedNode(f"{_VOID}uriLookupEndpoint"), NamedNode(f"{address}/api/search?q=")),
    ]
    return serialize_triples(triples, media)
