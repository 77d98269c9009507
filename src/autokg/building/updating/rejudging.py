"""Judge again the units in which a claim was added, removed or changed, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from autokg.building.updating.delta import Delta
from autokg.building.updating.store_contents import StoreContents
from autokg.claims.activity import BUILDING
from autokg.claims.claim import Claim
from autokg.claims.judging import Conflict, judge
from autokg.claims.model_years import filed_year
from autokg.claims.units import ANCHORS
from autokg.claims.whereabouts import LOCATING, is_production
from autokg.core.ontology import Ontology
from autokg.core.terms import AKG, GRAPH

_AT = (AKG.atPlant, AKG.locatedIn, AKG.inCountry)


def rejudge(
    contents: StoreContents, ontology: Ontology, delta: Delta, before: set[Claim], after: set[Claim]
) -> tuple[list[Conflict], int]:
    """Note in a delta what becomes of the units where claims differ; return their conflicts, and how many were settled.

    The claims are those of the touched documents; what others claim in the units is read from the store.
    """
    changed = _Change(contents, before, after)
    subjects = changed.unit(changed.touched())
    subjects |= changed.unit(changed.sites(subjects))
    claims, places = changed.claims_on(subjects), changed.places(subjects)
    built = contents.built_by(subjects)
    judgement = judge(claims, ontology, contents.decisions, places, changed.filed(claims), built=built)
    delta.replace(_judged(contents, subjects, before), judgement.quads())
    conflicts = [conflict for conflict in judgement.conflicts if not delta.gained.isdisjoint(conflict.quads())]
    settled = {q.subject for q in delta.dropped if q.predicate == AKG.rejectedClaim}
    again = {q.subject for q in delta.gained if q.predicate == AKG.rejectedClaim}
    return conflicts, len(settled - again)


@dataclass(frozen=True, slots=True)
class _Change:
    """The claims of touched documents before and after, and those of all others in the store."""

    contents: StoreContents
    before: set[Claim]
    after: set[Claim]

    def touched(self) -> set[NamedNode]:
        """Return the subjects of changed claims, and the productions at sites that lie or are run elsewhere now."""
        changed = self.before ^ self.after
        touched = {claim.subject for claim in changed} | self._filed_by(_filers(changed))
        moved = {claim.subject for claim in changed if claim.predicate in LOCATING}
        while moved:
            moved = self._subjects(_AT, moved) - touched
            touched |= moved
        return touched

    def sites(self, subjects: set[NamedNode]) -> set[NamedNode]:
        """Return the plants and ventures of productions: what is built, or no longer, tells whether they go on."""
        claims = [claim for claim in (*self.before, *self.after) if claim.subject in subjects]
        claims += self.contents.claims_on(filter(is_production, subjects))
        things = {
            claim.object for claim in claims if claim.predicate in BUILDING and isinstance(claim.object, NamedNode)
        }
        changed = {claim.subject for claim in (*self.before, *self.after) if claim.predicate == AKG.status}
        return (things & changed) | self.contents.with_state(things)

    def filed(self, claims: Iterable[Claim]) -> Iterator[tuple[str, int]]:
        """Yield the model years, with their makers, that filings beside some claims cover."""
        gone = {claim.saying.iri for claim in self.before}
        for saying in self.contents.filings(_filers(claims)):
            if saying.iri not in gone and (year := filed_year(saying)) is not None and saying.speaker:
                yield saying.speaker, year
        for saying in {claim.saying for claim in self.after}:
            if (year := filed_year(saying)) is not None and saying.speaker:
                yield saying.speaker, year

    def _filed_by(self, makers: set[str]) -> set[NamedNode]:
        """Return the subjects that makers file for: another filing may be the first without them."""
        claimed_subjects = {claim.subject for claim in (*self.before, *self.after) if claim.saying.speaker in makers}
        return claimed_subjects | self.contents.subjects_filed_by(makers)

    def unit(self, subjects: set[NamedNode]) -> set[NamedNode]:
        """Return some subjects and all that are judged together with them, as stakes are with the venture itself."""
        claims = [*self.before, *self.after, *self.contents.claims_on(subjects)]
        anchors = {
            claim.object
            for claim in claims
            if claim.predicate in ANCHORS and claim.subject in subjects and isinstance(claim.object, NamedNode)
        }
        stakes = {claim.object for claim in claims if claim.predicate == AKG.stakeIn}
        held = {anchor for anchor in anchors if anchor in stakes}
        return subjects | held | self._subjects(ANCHORS, anchors) | self._subjects((AKG.stakeIn,), subjects)

    def claims_on(self, subjects: set[NamedNode]) -> list[Claim]:
        """Return the claims on some subjects as they are after the change."""
        gone = {claim.iri for claim in self.before}
        other_claims = [claim for claim in self.contents.claims_on(subjects) if claim.iri not in gone]
        return [*other_claims, *(claim for claim in self.after if claim.subject in subjects)]

    def places(self, subjects: set[NamedNode]) -> Iterator[Quad]:
        """Yield where the sites of some subjects lie, and who runs them, by claims and by the reference data."""
        reached: set[NamedNode] = set()
        waiting = self._sites(self.claims_on(subjects)) | subjects
        while waiting:
            reached |= waiting
            claims = [claim for claim in self.claims_on(waiting) if claim.predicate in LOCATING]
            listed = [q for node in waiting for term in LOCATING for q in self._listed(node, term)]
            yield from (Quad(claim.subject, claim.predicate, claim.object) for claim in claims)
            yield from listed
            waiting = self._sites(claims) | {q.object for q in listed if isinstance(q.object, NamedNode)}
            waiting -= reached

    def _listed(self, node: NamedNode, term: NamedNode) -> Iterator[Quad]:
        return self.contents.store.match(node, term, None, GRAPH.reference)

    def _sites(self, claims: Iterable[Claim]) -> set[NamedNode]:
        return {claim.object for claim in claims if claim.predicate in _AT and isinstance(claim.object, NamedNode)}

    def _subjects(self, predicates: Iterable[NamedNode], objects: set[NamedNode]) -> set[NamedNode]:
        """Return the subjects that claims link to some things, before or after the change."""
        terms = tuple(predicates)
        subjects = (c.subject for c in (*self.before, *self.after) if c.predicate in terms and c.object in objects)
        return {*subjects, *self.contents.subjects_with(terms, objects)}


def _filers(claims: Iterable[Claim]) -> set[str]:
    """Return the makers whose filings claims come from."""
    return {claim.saying.speaker for claim in claims if claim.saying.speaker and filed_year(claim.saying) is not None}


def _judged(contents: StoreContents, subjects: Iterable[NamedNode], before: Iterable[Claim]) -> Iterator[Quad]:
    """Yield the judgements on some subjects."""
    store = contents.store
    nodes = set(subjects)
    claims = {claim.iri for claim in before if claim.subject in nodes}.union(
        *(contents.claim_iris_on(node) for node in nodes)
    )
    for node in nodes:
        yield from store.match(node, None, None, GRAPH.accepted)
        yield from store.match(node, None, None, GRAPH.judgements)
        for quad in store.match(None, AKG.about, node, GRAPH.judgements):
            if isinstance(quad.subject, NamedNode):
                yield from store.match(quad.subject, None, None, GRAPH.judgements)
    for iri in claims:
        yield from store.match(iri, None, None, GRAPH.judgements)
