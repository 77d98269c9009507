"""What is judged together: the productions of one model, the stakes or posts in one organisation, else one subject.

>>> from autokg.core.terms import AKG
>>> AKG.stakeIn in ANCHORS
True
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode

from autokg.claims.claim import Claim
from autokg.claims.ranking import sureness
from autokg.claims.whereabouts import is_production
from autokg.core.terms import AKG

# Nodes with one value of such a property make a unit: what is told of one of them bears on the others.
ANCHORS = (AKG.ofModel, AKG.ofProduct, AKG.stakeIn, AKG.postIn)


Unit = dict[NamedNode, list[Claim]]


def by_unit(claims: Iterable[Claim]) -> list[Unit]:
    """Return the claims by unit, then by subject; the order of units and claims follows their identifiers."""
    subjects: Unit = defaultdict(list)
    for claim in claims:
        subjects[claim.subject].append(claim)
    units: dict[NamedNode, Unit] = defaultdict(dict)
    for subject in sorted(subjects, key=str):
        units[unit_of(subject, subjects[subject])][subject] = surest(subjects[subject])
    return list(units.values())


def unit_of(subject: NamedNode, claims: Iterable[Claim]) -> NamedNode:
    """Return the node that names the unit of a subject, given all claims on it."""
    anchors = (claim.object for claim in claims if claim.predicate in ANCHORS)
    return min((node for node in anchors if isinstance(node, NamedNode)), key=str, default=subject)


def surest(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims sorted by identifier, of several readings of the same words the surest."""
    told: dict[str, Claim] = {}
    for claim in claims:
        known = told.get(claim.iri.value)
        if known is None or is_surer(claim, known):
            told[claim.iri.value] = claim
    return [told[iri] for iri in sorted(told)]


def is_of_production(unit: Iterable[NamedNode]) -> bool:
    """Whether a unit tells of productions; such units are judged first: plants and ventures go by what is built."""
    return any(map(is_production, unit))


def is_surer(claim: Claim, other: Claim) -> bool:
    """Whether of two readings of the same words one is surer."""
    return sureness(claim.saying) > sureness(other.saying)
