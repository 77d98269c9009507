"""Judge again the slots in which a claim was added, removed or changed, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from autokg.building.updating.delta import Delta
from autokg.building.updating.store_contents import StoreContents
from autokg.claims.claim import Claim
from autokg.claims.judging import Conflict, judge
from autokg.core.ontology import Ontology
from autokg.core.terms import AKG, GRAPH


def rejudge(
    contents: StoreContents, ontology: Ontology, delta: Delta, before: set[Claim], after: set[Claim]
) -> tuple[list[Conflict], int]:
    """Judge the slots where claims differ, into a delta; return new conflicts and the number of those gone.

    The claims are those of the touched documents; the claims of others in the slots are read from the store.
    """
    touched = {claim.slot: claim for claim in before ^ after}
    mapped = {claim.iri for claim in before}
    stored = {slot: contents.claims_in(slot) for slot in sorted(touched)}
    others = contents.read_claims(iri for claims in stored.values() for iri in claims if iri not in mapped)
    judgement = judge([*others, *(claim for claim in after if claim.slot in touched)], ontology, contents.decisions)
    old = [quad for slot, claim in touched.items() for quad in _judged(contents, slot, claim, stored[slot])]
    delta.replace(old, judgement.quads())
    conflicts = [conflict for conflict in judgement.conflicts if not delta.gained.isdisjoint(conflict.quads())]
    settled = {q.subject for q in delta.dropped if q.predicate == AKG.rejectedClaim}
    again = {q.subject for q in delta.gained if q.predicate == AKG.rejectedClaim}
    return conflicts, len(settled - again)


def _judged(contents: StoreContents, slot: str, claim: Claim, claims: Iterable[NamedNode]) -> Iterator[Quad]:
    """Yield the quads that the judging of a slot wrote."""
    store = contents.store
    yield from store.match(claim.subject, claim.predicate, None, GRAPH.accepted)
    for iri in claims:
        yield from store.match(iri, AKG.outcome, None, GRAPH.judgements)
    for quad in store.match(None, AKG.slot, Literal(slot), GRAPH.judgements):
        if isinstance(quad.subject, NamedNode):
            yield from store.match(quad.subject, None, None, GRAPH.judgements)
