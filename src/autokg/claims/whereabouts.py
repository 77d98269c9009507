"""Which production a source means if it names only a town, a country or a builder.

A production is a model at a plant. One that is told without its plant is the same production if one of the model's
plants lies there; only if none is known there does it stand for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad, Triple

from autokg.claims.claim import Claim
from autokg.core.terms import AKG

_WHERE = frozenset({AKG.locatedIn, AKG.inCountry})
_OPERATED = frozenset({AKG.operatedBy, AKG.listedOperator})
# What tells where something lies or who runs it.
LOCATING = (*sorted(_WHERE | _OPERATED, key=str),)
_PLANT, _TOWN, _COUNTRY, _UNPLACED = 3, 2, 1, 0
Unit = Mapping[NamedNode, Sequence[Claim]]
Known = dict[NamedNode, set[NamedNode]]


@dataclass(frozen=True, slots=True)
class Sites:
    """Where plants and towns lie, and who runs plants, whatever the time."""

    places: Known = field(default_factory=dict)
    operators: Known = field(default_factory=dict)

    @classmethod
    def of(cls, claims: Iterable[Claim], listed: Iterable[Quad | Triple] = ()) -> Sites:
        """Gather what claims and the reference data tell."""
        sites = cls(defaultdict(set), defaultdict(set))
        for claim in claims:
            sites._note(claim.subject, claim.predicate, claim.object)
        for triple in listed:
            sites._note(triple.subject, triple.predicate, triple.object)
        return sites

    def _note(self, subject: object, predicate: NamedNode, value: object) -> None:
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            if predicate in _WHERE:
                self.places[subject].add(value)
            elif predicate in _OPERATED:
                self.operators[subject].add(value)

    def around(self, nodes: Iterable[NamedNode]) -> set[NamedNode]:
        """Return places and all that they lie in."""
        reached: set[NamedNode] = set()
        waiting = set(nodes)
        while waiting:
            reached |= waiting
            waiting = {place for node in waiting for place in self.places.get(node, ())} - reached
        return reached


@dataclass(frozen=True, slots=True)
class _Telling:
    """Where and by whom a production is told to be."""

    plants: frozenset[NamedNode]
    places: frozenset[NamedNode]
    builders: frozenset[NamedNode]
    level: int

    @classmethod
    def of(cls, claims: Sequence[Claim]) -> _Telling:
        plants = _values(claims, {AKG.atPlant})
        towns, countries = _values(claims, {AKG.locatedIn}), _values(claims, {AKG.inCountry})
        level = _PLANT if plants else _TOWN if towns else _COUNTRY if countries else _UNPLACED
        return cls(plants, towns | countries, _values(claims, {AKG.productionBuilder}), level)


def less_specific(unit: Unit, sites: Sites) -> dict[NamedNode, tuple[NamedNode, ...]]:
    """Return the productions of a model that are told without their site, each with those that it may be."""
    if len(unit) == 1:
        return {}
    told = {
        subject: _Telling.of(claims)
        for subject, claims in unit.items()
        if any(claim.predicate in (AKG.ofModel, AKG.ofProduct) and is_production(subject) for claim in claims)
    }
    found = {}
    for subject, telling in told.items():
        matches = [other for other in told if _includes(telling, told[other], sites)]
        if matches:
            finest = max(told[other].level for other in matches)
            found[subject] = tuple(other for other in matches if told[other].level == finest)
    return {subject: tuple(sorted(_ends_of(subject, found), key=str)) for subject in found}


def _ends_of(subject: NamedNode, found: Mapping[NamedNode, Sequence[NamedNode]]) -> set[NamedNode]:
    """Follow productions to those that are not less specific than others; each step leads to a finer one."""
    if subject not in found:
        return {subject}
    return {end for other in found[subject] for end in _ends_of(other, found)}


def is_production(subject: NamedNode) -> bool:
    """Whether a thing is a production, by its IRI."""
    return "/production/" in subject.value


def _includes(telling: _Telling, other: _Telling, sites: Sites) -> bool:
    """Whether a more specific telling may be of the same production."""
    if telling.level >= other.level or not telling.places <= sites.around(other.plants | other.places):
        return False
    builders = other.builders.union(*(sites.operators.get(plant, ()) for plant in other.plants))
    if not telling.builders:
        return True
    return not builders.isdisjoint(telling.builders) or (not builders and telling.level > _UNPLACED)


def _values(claims: Sequence[Claim], terms: set[NamedNode]) -> frozenset[NamedNode]:
    return frozenset(
        claim.object for claim in claims if claim.predicate in terms and isinstance(claim.object, NamedNode)
    )
