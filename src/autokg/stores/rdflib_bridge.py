"""Between pyoxigraph's terms and rdflib's, for what lives in rdflib: owlrl, pySHACL, and users.

>>> from autokg.core.terms import AKG, RDF
>>> graph = to_rdflib([Triple(AKG.planned, RDF.type, AKG.Status)])
>>> len(graph), next(from_rdflib(graph)).object
(1, <NamedNode value=https://w3id.org/autokg/ontology#Status>)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple
from rdflib.term import Node

from autokg.core.terms import PREFIXES


def to_rdflib(triples: Iterable[Triple | Quad]) -> rdflib.Graph:
    """Return triples as an rdflib graph with the project's prefixes bound."""
    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add((_to_node(triple.subject), _to_node(triple.predicate), _to_node(triple.object)))
    return graph


def to_dataset(quads: Iterable[Quad]) -> rdflib.Dataset:
    """Return quads as an rdflib dataset whose default graph is the union of all."""
    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    for quad in quads:
        graph = dataset.graph(_to_resource(quad.graph_name))
        graph.add((_to_node(quad.subject), _to_node(quad.predicate), _to_node(quad.object)))
    return dataset


def _to_resource(name: object) -> rdflib.URIRef | rdflib.BNode | None:
    """Return the name of a graph, None for the default graph."""
    node = None if isinstance(name, DefaultGraph) else _to_node(name)
    return None if isinstance(node, rdflib.Literal) else node


def from_rdflib(graph: rdflib.Graph) -> Iterator[Triple]:
    """Yield the triples of an rdflib graph; those that are not RDF (a literal as subject) are left out."""
    for subject, predicate, value in graph:
        if isinstance(subject, rdflib.URIRef | rdflib.BNode) and isinstance(predicate, rdflib.URIRef):
            yield Triple(_from_resource(subject), NamedNode(str(predicate)), from_node(value))


def _to_node(term: object) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    match term:
        case NamedNode(value=value):
            return rdflib.URIRef(value)
        case BlankNode(value=value):
            return rdflib.BNode(value)
        case Literal(value=value, language=language) if language:
            return rdflib.Literal(value, lang=language)
        case Literal(value=value, datatype=datatype):
            plain = datatype.value == str(rdflib.XSD.string)
            return rdflib.Literal(value, datatype=None if plain else rdflib.URIRef(datatype.value), normalize=False)
        case _:
            raise TypeError(f"not an RDF 1.1 term: {term!r}")


def _from_resource(term: rdflib.URIRef | rdflib.BNode) -> NamedNode | BlankNode:
    return NamedNode(str(term)) if isinstance(term, rdflib.URIRef) else BlankNode(str(term))


def from_node(term: Node) -> NamedNode | BlankNode | Literal:
    """Return an rdflib term as a pyoxigraph one."""
    if isinstance(term, rdflib.URIRef | rdflib.BNode):
        return _from_resource(term)
    if not isinstance(term, rdflib.Literal):
        raise TypeError(f"not an RDF 1.1 term: {term!r}")
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))
