"""What a store holds, in batches in a fixed order: everything, the facts, or the claims.

A batch is about one subject. Only the names of the subjects are kept in memory, so a store of any size can be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from pyoxigraph import BlankNode, NamedNode, Quad

from autokg.core.terms import GRAPH, RDF, RDFS
from autokg.stores import Store

Subject = NamedNode | BlankNode


@dataclass(slots=True)
class StoreData:
    """A part of a store about to be written.

    Attributes:
        count: how many statements, or other items, have been written.
        remarks: what writers have to tell of what they wrote.

    """

    name: str
    store: Store
    count: int = 0
    remarks: list[str] = field(default_factory=list)

    def batches(self) -> Iterator[list[Quad]]:
        """Yield the quads, subject by subject, and count them."""
        for batch in PARTS[self.name](self.store):
            self.count += len(batch)
            yield batch


def whole(store: Store) -> Iterator[list[Quad]]:
    """Yield all quads, layer by layer."""
    return chain.from_iterable(_layer(store, graph) for graph in store.graphs())


def claims(store: Store) -> Iterator[list[Quad]]:
    """Yield the claims with their evidence, their outcomes and the documents they are from."""
    return chain.from_iterable(_layer(store, graph) for graph in (GRAPH.claims, GRAPH.judgements, GRAPH.sources))


def facts(store: Store) -> Iterator[list[Quad]]:
    """Yield what is accepted or inferred, with the types and labels of all things in it."""
    layers = (GRAPH.accepted, GRAPH.inferred)
    for node in _sorted(end for graph in layers for quad in store.quads(graph) for end in (quad.subject, quad.object)):
        stated = [quad for graph in layers for quad in store.match(node, None, None, graph)]
        named = [quad for name in (RDF.type, RDFS.label) for quad in store.match(node, name, None, None)]
        batch = {str(quad.triple): quad for quad in (*named, *stated)}
        yield [batch[key] for key in sorted(batch)]


PARTS: dict[str, Callable[[Store], Iterator[list[Quad]]]] = {"all": whole, "facts": facts, "claims": claims}


def _layer(store: Store, graph: NamedNode) -> Iterator[list[Quad]]:
    for subject in _sorted(quad.subject for quad in store.quads(graph)):
        yield sorted(store.match(subject, None, None, graph), key=str)


def _sorted(nodes: Iterable[object]) -> list[Subject]:
    """Return the nodes that are things, each once; the vocabulary has its own layer."""
    found = {node for node in nodes if isinstance(node, NamedNode | BlankNode)}
    return sorted(found, key=str)
