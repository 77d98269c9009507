"""Keeps a triple in one layer: one that the reference data comes to have leaves the accepted ones, and comes back.

A claim stays accepted in the judgements while its triple is in the reference data.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pyoxigraph import NamedNode, Quad, Triple

from autokg.building.updating.delta import Delta
from autokg.core.terms import AKG, GRAPH, RDF
from autokg.stores import OxigraphStore


def keep_apart(store: OxigraphStore, delta: Delta) -> None:
    """Correct a delta of reference data and accepted triples, each computed independently of the other."""
    listed = {quad.triple for quad in delta.gained if quad.graph_name == GRAPH.reference}
    unlisted = {quad.triple for quad in delta.dropped if quad.graph_name == GRAPH.reference}
    delta.dropped |= {quad for quad in map(_as_accepted, listed) if quad in store}
    delta.gained |= {_as_accepted(triple) for triple in unlisted if _is_accepted(triple, store, delta)}
    accepted = {quad for quad in delta.gained if quad.graph_name == GRAPH.accepted}
    delta.gained -= {quad for quad in accepted if _is_there(_in_layer(quad.triple, GRAPH.reference), store, delta)}


def _in_layer(triple: Triple, layer: NamedNode) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, layer)


def _as_accepted(triple: Triple) -> Quad:
    return _in_layer(triple, GRAPH.accepted)


def _is_there(quad: Quad, store: OxigraphStore, delta: Delta) -> bool:
    """Return whether a store has a quad after a change."""
    return quad in delta.gained or (quad in store and quad not in delta.dropped)


def _is_accepted(triple: Triple, store: OxigraphStore, delta: Delta) -> bool:
    """Return whether a claim of a triple is accepted after a change."""
    return any(
        _is_there(Quad(claim, AKG.outcome, AKG.accepted, GRAPH.judgements), store, delta)
        and _is_there(Quad(claim, RDF.predicate, triple.predicate, GRAPH.claims), store, delta)
        and _is_there(Quad(claim, RDF.object, triple.object, GRAPH.claims), store, delta)
        for claim in _claims_on(triple, store, delta)
    )


def _claims_on(triple: Triple, store: OxigraphStore, delta: Delta) -> Iterator[NamedNode]:
    """Yield the claims on a triple's subject, before or after a change."""
    if not isinstance(triple.subject, NamedNode):
        return
    stored = store.match(None, RDF.subject, triple.subject, GRAPH.claims)
    gained = (quad for quad in delta.gained if quad.predicate == RDF.subject and quad.object == triple.subject)
    yield from (quad.subject for quad in chain(stored, gained) if isinstance(quad.subject, NamedNode))
