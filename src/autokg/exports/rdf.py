"""RDF: a view as plain triples, and parts of the store.

A view says what its edges say where a property of the ontology states it, so that what was given up or rumoured is
never told as what is; the other formats have those edges too, with their status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from autokg.core.terms import AKG, RDF, RDFS
from autokg.exports import rdf_text
from autokg.exports.network_view import NetworkView
from autokg.exports.store_data import StoreData

Syntax = Callable[[rdf_text.Batches], Iterator[bytes]]

# By name: the endings of files, and what writes them.
SYNTAXES: dict[str, tuple[tuple[str, ...], Syntax]] = {
    "turtle": (("ttl",), rdf_text.turtle),
    "ntriples": (("nt",), rdf_text.ntriples),
    "rdfxml": (("rdf",), rdf_text.rdfxml),
    "jsonld": (("jsonld",), rdf_text.jsonld),
    "trig": (("trig",), rdf_text.trig),
    "nquads": (("nq",), rdf_text.nquads),
}


def write_view(syntax: str, view: NetworkView) -> Iterator[bytes]:
    """Write the nodes and edges of a view."""
    return SYNTAXES[syntax][1]([sorted(_of_network(view), key=str)])


def write_data(syntax: str, data: StoreData) -> Iterator[bytes]:
    """Write a part of a store."""
    return SYNTAXES[syntax][1](data.batches())


def _of_network(view: NetworkView) -> Iterator[Quad]:
    for iri, data in view.network.nodes(data=True):
        node = NamedNode(iri)
        yield Quad(node, RDFS.label, Literal(data["label"]))
        kind = NamedNode(AKG.namespace + data["type"])
        if kind in AKG:
            yield Quad(node, RDF.type, kind)
    stated = {ends for ends in view.network.edges(data="property") if ends[2] is not None}
    for source, target, relation in stated:
        yield Quad(NamedNode(source), NamedNode(relation), NamedNode(target))
