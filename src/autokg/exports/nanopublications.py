"""Nanopublications: each accepted or supporting claim as four graphs, its assertion, provenance and publication.

https://nanopub.net/guidelines/working_draft/ tells the form. They are not signed: whoever publishes them signs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import NamedNode, Quad

from autokg.core.terms import AKG, GRAPH, OA, PROV, RDF
from autokg.exports import rdf_text
from autokg.exports.store_data import StoreData
from autokg.stores import Store

_NP = "http://www.nanopub.org/nschema#"
_DERIVED, _ATTRIBUTED = (NamedNode(f"{PROV.namespace}{name}") for name in ("wasDerivedFrom", "wasAttributedTo"))
_QUOTED = NamedNode(f"{PROV.namespace}value")
_WRITER = NamedNode("https://w3id.org/autokg/ontology")
_KEPT = (AKG.accepted, AKG.supporting)


def write(data: StoreData) -> Iterator[bytes]:
    """Write the claims that count, in TriG."""
    return rdf_text.trig(_publications(data))


def _publications(data: StoreData) -> Iterator[list[Quad]]:
    left_out = 0
    for claim in _claims(data.store):
        outcomes = {quad.object for quad in data.store.match(claim, AKG.outcome, None, GRAPH.judgements)}
        if outcomes.isdisjoint(_KEPT):
            left_out += 1
            continue
        data.count += 1
        yield _publication(claim, data.store)
    if left_out:
        data.remarks.append(f"{left_out:,} claims that were not accepted are left out")


def _claims(store: Store) -> list[NamedNode]:
    found = (quad.subject for quad in store.match(None, RDF.type, AKG.Claim, GRAPH.claims))
    return sorted({claim for claim in found if isinstance(claim, NamedNode)}, key=str)


def _publication(claim: NamedNode, store: Store) -> list[Quad]:
    about: dict[NamedNode, Any] = {q.predicate: q.object for q in store.match(claim, None, None, GRAPH.claims)}
    head, assertion, provenance, info = (NamedNode(f"{claim.value}#{name}") for name in _GRAPHS)
    parts = zip(("hasAssertion", "hasProvenance", "hasPublicationInfo"), (assertion, provenance, info), strict=True)
    return [
        Quad(claim, RDF.type, NamedNode(f"{_NP}Nanopublication"), head),
        *(Quad(claim, NamedNode(_NP + name), graph, head) for name, graph in parts),
        Quad(about[RDF.subject], about[RDF.predicate], about[RDF.object], assertion),
        *_provenance(claim, assertion, provenance, store),
        Quad(claim, _ATTRIBUTED, _WRITER, info),
    ]


_GRAPHS = ("head", "assertion", "provenance", "pubinfo")


def _provenance(claim: NamedNode, assertion: NamedNode, graph: NamedNode, store: Store) -> Iterator[Quad]:
    """Yield the documents, readings and words that a claim rests on."""
    said: set[tuple[NamedNode, Any]] = set()
    for saying in _objects(store, claim, AKG.saying):
        said |= {(PROV.wasGeneratedBy, reading) for reading in _objects(store, saying, PROV.wasGeneratedBy)}
        for evidence in _objects(store, saying, AKG.evidence):
            said |= {(_DERIVED, document) for document in _objects(store, evidence, OA.hasSource)}
            said |= {(_QUOTED, words) for words in _objects(store, evidence, AKG.summary)}
            for selector in _objects(store, evidence, OA.hasSelector):
                said |= {(_QUOTED, words) for words in _objects(store, selector, OA.exact)}
    for predicate, value in sorted(said, key=str):
        yield Quad(assertion, predicate, value, graph)


def _objects(store: Store, subject: NamedNode, predicate: NamedNode) -> list[Any]:
    return [quad.object for quad in store.match(subject, predicate, None, GRAPH.claims)]
