"""RDF: a view as plain triples, and the whole store with its layers.

A view says what its edges say where a property of the ontology states it, so that what was given up or rumoured is
never told as what is; the other formats have those edges too, with their status.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from autokg.exports.drawing import WHOLE_STORE, Drawing
from autokg.vocab import AKG, PREFIXES, RDF, RDFS


def write_turtle(drawing: Drawing) -> bytes:
    """Write the triples of a drawing, whatever their layer."""
    triples = {str(quad.triple): quad.triple for quad in quads(drawing)}
    return _serialize((triples[key] for key in sorted(triples)), RdfFormat.TURTLE)


def write_trig(drawing: Drawing) -> bytes:
    """Write a drawing in TriG."""
    return _serialize(quads(drawing), RdfFormat.TRIG)


def write_nquads(drawing: Drawing) -> bytes:
    """Write a drawing in N-Quads."""
    return _serialize(quads(drawing), RdfFormat.N_QUADS)


def write_jsonld(drawing: Drawing) -> bytes:
    """Write a drawing in expanded JSON-LD, one thing a line."""
    nodes = json.loads(_serialize(quads(drawing), RdfFormat.JSON_LD))
    lines = (json.dumps(node, ensure_ascii=False) for node in nodes)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def quads(drawing: Drawing) -> list[Quad]:
    """Return the quads of a drawing in their order: the store's for all, else its nodes and edges."""
    found = _canonical(drawing.store.quads()) if drawing.view == WHOLE_STORE else _of_network(drawing)
    return sorted(found, key=lambda quad: (str(quad.graph_name), str(quad)))


def _of_network(drawing: Drawing) -> Iterator[Quad]:
    for iri, data in drawing.network.nodes(data=True):
        node = NamedNode(iri)
        yield Quad(node, RDFS.label, Literal(data["label"]))
        kind = NamedNode(AKG.namespace + data["type"])
        if kind in AKG:
            yield Quad(node, RDF.type, kind)
    for source, target, relation in drawing.network.edges(data="property"):
        if relation is not None:
            yield Quad(NamedNode(source), NamedNode(relation), NamedNode(target))


def _canonical(given: Iterable[Quad]) -> Iterator[Quad]:
    """Yield quads with blank nodes named by what they stand for; the ontology's would change with every reading."""
    anonymous = Dataset()
    for quad in given:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            anonymous.add(quad)
        else:
            yield quad
    anonymous.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    yield from anonymous


def _serialize(statements: Iterable[Triple] | Iterable[Quad], format_: RdfFormat) -> bytes:
    written = serialize(statements, format=format_, prefixes=PREFIXES) or b""
    lines = written.splitlines(keepends=True)
    head = [line for line in lines if line.startswith(b"@prefix ")]
    return b"".join([*sorted(head), *lines[len(head) :]])  # the library writes prefixes in the order of a hash map
