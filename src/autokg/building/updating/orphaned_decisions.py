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
    """Return the decisions on a removed claim, a thing or state that no document mentions now, or a removed document.

    Things and documents are those before the update, and those after it.
    """
    gone = {claim.iri.value for claim in removed}.union(_unmentioned(decisions, reference, *things))
    orphaned = []
    before, after = ({document.id for document in side.documents} for side in documents)
    for decision in decisions.all:
        accepted = decision.fact if decision.decision is Verdict.ACCEPTS else None
        if not gone.isdisjoint(_named(decisions, decision)) or (
            accepted is not None and not (before - after).isdisjoint(cited_by(accepted))
        ):
            orphaned.append(decision)
    return orphaned


def _unmentioned(
    decisions: Decisions, reference: ReferenceLayer, before: Mapping[str, Thing], after: Mapping[str, Thing]
) -> Iterator[str]:
    """Yield the IRIs that decisions name and that no document mentions any more."""
    decided = {iri for decision in decisions.all for iri in _named(decisions, decision)}
    if not decided:
        return
    mentioned = set(_names(after))
    for iri, thing in _names(before).items():
        if iri in decided and iri not in mentioned and not reference.is_mentioned(thing, iri):
            yield iri


def _named(decisions: Decisions, decision: Decision) -> tuple[str, ...]:
    """Return the IRIs of the claim, things or state that a decision is on."""
    target = None if decision.fact is not None else decisions.target(decision)
    return (*decisions.things_of(decision), *filter(None, (target,)))


def _names(things: Mapping[str, Thing]) -> dict[str, Thing]:
    """Return things by their IRIs, and by the IRIs of names that were resolved to them."""
    return {iri: thing for thing in things.values() for iri in (thing.iri.value, *thing.absorbed)}
