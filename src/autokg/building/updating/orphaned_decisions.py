"""Decisions whose claim, thing or document is removed with the documents of an update."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from autokg.building.updating.reference_layer import ReferenceLayer
from autokg.building.updating.touched_documents import CitedDocuments
from autokg.claims.claim import Claim
from autokg.claims.decisions import Decision, Decisions, Verdict
from autokg.facts.corpus import cited_by
from autokg.names.entity import Thing


def orphaned_decisions(
    decisions: Decisions,
    reference: ReferenceLayer,
    removed: Iterable[Claim],
    things: tuple[Mapping[str, Thing], Mapping[str, Thing]],
    documents: tuple[CitedDocuments, CitedDocuments],
) -> list[Decision]:
    """Return the decisions that name a removed claim, a thing that no document mentions now, or a removed document.

    Things and documents are those before the update, and those after it.
    """
    claims = {claim.iri.value for claim in removed}
    orphaned = [decision for iri, decision in decisions.on_claims().items() if iri in claims]
    unmentioned = set(_unmentioned(decisions, reference, *things))
    before, after = ({document.id for document in side.documents} for side in documents)
    for decision in decisions.all:
        accepted = decision.fact if decision.decision is Verdict.ACCEPTS else None
        if not unmentioned.isdisjoint(decisions.things_of(decision)) or (
            accepted is not None and not (before - after).isdisjoint(cited_by(accepted))
        ):
            orphaned.append(decision)
    return orphaned


def _unmentioned(
    decisions: Decisions, reference: ReferenceLayer, before: Mapping[str, Thing], after: Mapping[str, Thing]
) -> Iterator[str]:
    """Yield the IRIs that decisions name and that no document mentions any more."""
    decided = {iri for decision in decisions.all for iri in decisions.things_of(decision)}
    if not decided:
        return
    mentioned = set(_names(after))
    for iri, thing in _names(before).items():
        if iri in decided and iri not in mentioned and not reference.is_mentioned(thing, iri):
            yield iri


def _names(things: Mapping[str, Thing]) -> dict[str, Thing]:
    """Return things by their IRIs, and by the IRIs of names that were resolved to them."""
    return {iri: thing for thing in things.values() for iri in (thing.iri.value, *thing.absorbed)}
