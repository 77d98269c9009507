"""RDF of one's own beside the facts of a store, in a layer of its own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from autokg.core.ontology import name_blank_nodes
from autokg.core.rdf_files import read_rdf_file
from autokg.core.terms import GRAPH
from autokg.errors import InputError
from autokg.stores import OxigraphStore

_ENDINGS = "a file that ends in .ttl, .nt, .nq, .trig, .rdf or .jsonld"


def read_rdf(path: Path) -> list[Triple]:
    """Return the triples of a file of RDF, whatever graphs they stand in; raise `InputError` with line and column."""
    format_ = RdfFormat.from_extension(path.suffix.removeprefix(".").lower())
    if format_ is None:
        raise InputError("no known extension of RDF", source=str(path), expected=_ENDINGS)
    return list(dict.fromkeys(name_blank_nodes(read_rdf_file(path, format_, InputError))))


def own_quads(triples: Iterable[Triple], store: OxigraphStore) -> list[Quad]:
    """Return triples as quads of the layer of own triples, without those that another layer of the store has."""
    graphs = store.graphs()
    return [
        _in_graph(triple, GRAPH.own)
        for triple in triples
        if not any(_in_graph(triple, graph) in store for graph in graphs)
    ]


def _in_graph(triple: Triple, graph: NamedNode) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)
