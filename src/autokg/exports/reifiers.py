"""Claims with RDF 1.2 reifiers: `<claim> rdf:reifies <<( s p o )>>` in the place of three triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Triple

from autokg.core.terms import RDF
from autokg.exports import rdf_text
from autokg.exports.store_data import StoreData

REIFIES = NamedNode(f"{RDF.namespace}reifies")
_ENDS = (RDF.subject, RDF.predicate, RDF.object)


def write(data: StoreData) -> Iterator[bytes]:
    """Write claims in Turtle 1.2."""
    return rdf_text.turtle(_reified(batch) for batch in data.batches())


def _reified(batch: Iterable[Quad]) -> list[Quad]:
    """Return the quads about a subject, its statement as one triple term."""
    ends = {quad.predicate: quad for quad in batch if quad.predicate in _ENDS}
    if len(ends) < len(_ENDS):
        return list(batch)
    subject, predicate, value = (ends[end].object for end in _ENDS)
    assert isinstance(subject, NamedNode)  # noqa: S101 (claims are about things)
    assert isinstance(predicate, NamedNode)  # noqa: S101 (and state properties)
    first = ends[RDF.subject]
    reified = Quad(first.subject, REIFIES, Triple(subject, predicate, value), first.graph_name)
    return [reified, *(quad for quad in batch if quad.predicate not in _ENDS)]
