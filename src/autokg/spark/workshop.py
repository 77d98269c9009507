"""The work of a build on one document, one node and one unit, by the functions of a build on one machine.

A worker unpacks a `Workshop` once and keeps it, so names are resolved against one gazetteer all along.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import NamedNode, Triple

from autokg.building.records import making_quad, record_quads
from autokg.claims.activity import Activity, Built
from autokg.claims.claim import Claim, claim_nquads
from autokg.claims.decisions import Decisions
from autokg.claims.judging import Court
from autokg.claims.layers import reference_quads
from autokg.claims.mapping import map_document, merge_things, stated_ahead
from autokg.claims.model_years import filed_year, years_filed
from autokg.claims.sources import document_nquads, fact_iri, fact_nquads
from autokg.claims.units import surest, unit_of
from autokg.claims.whereabouts import LOCATING, Sites, is_production
from autokg.core.ontology import description_quads, load_ontology
from autokg.facts import Document, Fact
from autokg.facts.corpus import cited_by
from autokg.names.entity import Thing
from autokg.names.gazetteer import Gazetteer
from autokg.names.resolver import Resolver
from autokg.spark.shards import as_lines

# One mention of a node: as a thing, or in claims on it that one document makes.
Mention: TypeAlias = Thing | list[Claim]
Part: TypeAlias = tuple[NamedNode, list[Claim]]  # a subject of a unit, with all claims on it
Filing: TypeAlias = tuple[str, int]  # maker and model year


@dataclass(frozen=True, slots=True)
class Judged:
    """A unit as judged.

    Attributes:
        lines: the accepted and judgements layers, as N-Quads.
        activity: each production of the unit with each of its builders and plants.
        overruled: claim that a decision prefers → rival that a later decision prefers, by IRI.

    """

    lines: str
    activity: tuple[tuple[str, Built], ...]
    overruled: dict[str, str]


@dataclass(frozen=True)
class Workshop:
    """What each worker needs beside the facts.

    Attributes:
        index: folder of files that tell units of each other: where sites lie, who runs them, and who filed when.

    """

    gazetteer: Gazetteer
    decisions: Decisions
    base: str
    index: Path

    @cached_property
    def resolver(self) -> Resolver:
        """Resolves names; it remembers those that it has resolved."""
        return Resolver(self.gazetteer, self.base, self.decisions.on_things())

    @cached_property
    def court(self) -> Court:
        """Judges units by the index, which must be written before."""
        sites, filings = _read_index(self.index)
        places = Sites.of((), chain(sites, reference_quads(self.resolver, ())))
        return Court.of(load_ontology(), self.decisions, places, years_filed((), filings), Activity())

    def fixed_lines(self) -> Iterator[str]:
        """Yield the quads that do not depend on the facts."""
        ontology = load_ontology()
        yield as_lines(chain(ontology.quads(), description_quads(), reference_quads(self.resolver, ())))
        yield as_lines([making_quad(self.decisions, ontology, self.gazetteer, self.base), *self.decisions.quads()])

    def record_lines(self, record: Document | Fact, *, is_given: bool) -> Iterator[str]:
        """Yield what is told of a record itself; it is not in the input if a decision has it accepted."""
        yield fact_nquads(record, self.base) if isinstance(record, Fact) else document_nquads(record, self.base)
        if is_given:
            yield as_lines(record_quads([record], self.base))

    def map(self, document: Document, facts: Sequence[Fact]) -> Iterator[tuple[str, Mention]]:
        """Yield each mention of a node in a document."""
        mappings = list(map_document(document, facts, self.resolver, self.base))
        for thing in merge_things(thing for mapping in mappings for thing in mapping.things):
            yield thing.iri.value, thing
        claims: dict[str, list[Claim]] = defaultdict(list)
        for mapping in mappings:
            for claim in mapping.claims:
                claims[claim.subject.value].append(claim)
        yield from claims.items()

    def dated_lines(self, document: Document, facts: Sequence[Fact]) -> Iterator[str]:
        """Yield the claims of facts that are stated for a time after the document, or may be so in another one.

        Validation compares that time with all documents of the fact.
        """
        dated = [f for f in facts if f.as_of and (len(cited_by(f)) > 1 or stated_ahead(f, document))]
        if dated:
            yield document_nquads(document, self.base)
            iris = {fact_iri(fact, self.base) for fact in dated}
            mappings = map_document(document, facts, self.resolver, self.base)
            yield from claim_nquads(c for mapping in mappings for c in mapping.claims if c.saying.fact in iris)
            yield from (fact_nquads(fact, self.base) for fact in dated)

    def judge(self, parts: Iterable[Part], built: Iterable[Built] = ()) -> Judged:
        """Judge a unit, given what is built by the things in it."""
        court = self.court.afresh(dict.fromkeys(built))
        court.judge_unit(dict(sorted(parts, key=lambda part: str(part[0]))))
        activity = tuple((thing.value, production) for thing, production in court.activity.by_thing())
        return Judged(as_lines(court.judgement.quads()), activity, court.judgement.overruled)


def node_lines(mentions: Iterable[Mention]) -> Iterator[str]:
    """Yield what the layers of reference data and claims say of a node."""
    things, claims = _parted(mentions)
    yield as_lines(quad for thing in merge_things(things) for quad in thing.quads())
    yield from claim_nquads(claims)


def as_part(mentions: Iterable[Mention]) -> Iterator[tuple[str, Part]]:
    """Yield a node as part of its unit, by the name of that, if claims are made on it."""
    claims = _parted(mentions)[1]
    if claims:
        subject = claims[0].subject
        yield unit_of(subject, claims).value, (subject, surest(claims))


def _parted(mentions: Iterable[Mention]) -> tuple[list[Thing], list[Claim]]:
    things, claims = list[Thing](), list[Claim]()
    for mention in mentions:
        if isinstance(mention, Thing):
            things.append(mention)
        else:
            claims += mention
    return things, claims


def named_among(mentions: Iterable[Mention], iris: Collection[str]) -> Iterator[str]:
    """Yield those of some IRIs that a node, a thing merged into it or a claim on it has."""
    things, claims = _parted(mentions)
    names = chain(
        (iri for thing in things for iri in (thing.iri.value, *thing.absorbed)), (claim.iri.value for claim in claims)
    )
    return (iri for iri in names if iri in iris)


def index_of(mentions: Iterable[Mention]) -> Iterator[Triple | Filing]:
    """Yield what units of other nodes need to know of one: where it lies, who runs it, who filed for which year."""
    for claim in _parted(mentions)[1]:
        is_site = claim.predicate in LOCATING and not is_production(claim.subject)
        if is_site and isinstance(claim.object, NamedNode):
            yield Triple(claim.subject, claim.predicate, claim.object)
        if (year := filed_year(claim.saying)) is not None:
            yield claim.saying.speaker or "", year


def write_index(number: int, entries: Iterable[Triple | Filing], folder: Path) -> Iterator[Path]:
    """Write a part of the index; it grows with the plants and towns of the world, not with what is told of them."""
    path = folder / f"index-{number}"
    aside = path.with_suffix(".part")
    aside.write_bytes(pickle.dumps(set(entries)))
    yield aside.replace(path)


def _read_index(folder: Path) -> tuple[list[Triple], list[Filing]]:
    """Return where sites lie and who runs them, and who filed for which model year."""
    parts = (pickle.loads(path.read_bytes()) for path in sorted(folder.glob("index-*[0-9]")))  # noqa: S301 (of this build)
    entries = set().union(*parts)
    sites = [entry for entry in entries if isinstance(entry, Triple)]
    return sites, [entry for entry in entries if not isinstance(entry, Triple)]
