"""RDF: a view as plain triples, and the whole store with its layers.

A view says what its edges say where a property of the ontology states it, so that what was given up or rumoured is
never told as what is; the other formats have those edges too, with their status.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from autokg.core.terms import AKG, RDF, RDFS
from autokg.exports.network_view import WHOLE_STORE, NetworkView
from autokg.query.results import write_rdf


def write_turtle(view: NetworkView) -> bytes:
    """Write the triples of a view, whatever their layer."""
    triples = {str(quad.triple): quad.triple for quad in quads(view)}
    return write_rdf([triples[key] for key in sorted(triples)], RdfFormat.TURTLE)


def write_trig(view: NetworkView) -> bytes:
    """Write a view in TriG."""
    return write_rdf(quads(view), RdfFormat.TRIG)


def write_nquads(view: NetworkView) -> bytes:
    """Write a view in N-Quads."""
    return write_rdf(quads(view), RdfFormat.N_QUADS)


def write_jsonld(view: NetworkView) -> bytes:
    """Write a view in expanded JSON-LD, one thing a line."""
    nodes = json.loads(write_rdf(quads(view), RdfFormat.JSON_LD))
    lines = (json.dumps(node, ensure_ascii=False) for node in nodes)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def quads(view: NetworkView) -> list[Quad]:
    """Return the quads of a view in their order: the store's for all, else its nodes and edges."""
    found = view.store.quads() if view.name == WHOLE_STORE else _of_network(view)
    return sorted(found, key=lambda quad: (str(quad.graph_name), str(quad)))


def _of_network(view: NetworkView) -> Iterator[Quad]:
    for iri, data in view.network.nodes(data=True):
        node = NamedNode(iri)
        yield Quad(node, RDFS.label, Literal(data["label"]))
        kind = NamedNode(AKG.namespace + data["type"])
        if kind in AKG:
            yield Quad(node, RDF.type, kind)
    for source, target, relation in view.network.edges(data="property"):
        if relation is not None:
            yield Quad(NamedNode(source), NamedNode(relation), NamedNode(target))
