"""Decisions that lose what they name when documents go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from autokg.building.updating.relabelling import Naming
from autokg.building.updating.store_contents import cited_by
from autokg.building.updating.touched_documents import Sayings
from autokg.claims.claim import Claim
from autokg.claims.decisions import Decision, Decisions, Verdict
from autokg.names.entity import Thing


def newly_idle(
    decisions: Decisions,
    naming: Naming,
    gone: Iterable[Claim],
    told: tuple[Mapping[str, Thing], Mapping[str, Thing]],
    said: tuple[Sayings, Sayings],
) -> list[Decision]:
    """Return the decisions that name a claim that is gone, a thing that nobody speaks of now, or a document less."""
    claims = {claim.iri.value for claim in gone}
    found = [decision for iri, decision in decisions.on_claims().items() if iri in claims]
    things = set(_unspoken(decisions, naming, *told))
    documents = {one.id for one in said[0].documents} - {one.id for one in said[1].documents}
    for decision in decisions.all:
        accepted = decision.fact if decision.decision is Verdict.ACCEPTS else None
        if not things.isdisjoint(decisions.things_of(decision)) or (
            accepted is not None and not documents.isdisjoint(cited_by(accepted))
        ):
            found.append(decision)
    return found


def _unspoken(
    decisions: Decisions, naming: Naming, before: Mapping[str, Thing], after: Mapping[str, Thing]
) -> Iterator[str]:
    """Yield the IRIs that decisions name and that no document speaks of any more."""
    decided = {iri for decision in decisions.all for iri in decisions.things_of(decision)}
    if not decided:
        return
    now = set(_names(after))
    for iri, thing in _names(before).items():
        if iri in decided and iri not in now and not naming.is_spoken_of(thing, iri):
            yield iri


def _names(things: Mapping[str, Thing]) -> dict[str, Thing]:
    """Return things by their IRIs, and by those of the names that were taken for them."""
    return {iri: thing for thing in things.values() for iri in (thing.iri.value, *thing.absorbed)}
