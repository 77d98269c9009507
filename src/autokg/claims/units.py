"""What is judged together: the productions of one model, the stakes or posts in one organisation, else one subject.

>>> from autokg.core.terms import AKG
>>> AKG.stakeIn in ANCHORS
True
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from autokg.claims.claim import Claim
from autokg.claims.ranking import sureness
from autokg.core.terms import AKG

# Nodes with one value of such a property make a unit: what is told of one of them bears on the others.
ANCHORS = (AKG.ofModel, AKG.ofProduct, AKG.stakeIn, AKG.postIn)


def by_unit(claims: Iterable[Claim]) -> list[dict[NamedNode, list[Claim]]]:
    """Return the claims by unit, then by subject; the order of units and claims follows their identifiers."""
    subjects: dict[NamedNode, dict[str, Claim]] = {}
    anchors: dict[NamedNode, NamedNode] = {}
    for claim in claims:
        same = subjects.setdefault(claim.subject, {})
        known = same.get(claim.iri.value)
        if known is None or is_surer(claim, known):
            same[claim.iri.value] = claim
        if claim.predicate in ANCHORS and isinstance(claim.object, NamedNode):
            anchor = anchors.setdefault(claim.subject, claim.object)
            anchors[claim.subject] = min(anchor, claim.object, key=str)
    units: dict[NamedNode, dict[NamedNode, list[Claim]]] = {}
    for subject in sorted(subjects, key=str):
        told = subjects[subject]
        units.setdefault(anchors.get(subject, subject), {})[subject] = [told[iri] for iri in sorted(told)]
    return list(units.values())


def is_surer(claim: Claim, other: Claim) -> bool:
    """Whether of two readings of the same words one is surer."""
    return sureness(claim.saying) > sureness(other.saying)
