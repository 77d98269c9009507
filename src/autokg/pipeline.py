"""Facts → knowledge base, on one screen: map → judge → accepted → reason → inferred → validate.

Each step is a function of the one before it. Nothing is written until all of them are done, so a build that fails
leaves the old store as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from autokg.corpus import Corpus
from autokg.decisions import Decisions
from autokg.ids import DEFAULT_BASE
from autokg.judging import Judgement, judge
from autokg.mapping import map_corpus
from autokg.ontology import load_ontology
from autokg.output import Progress
from autokg.reasoning import Closure, infer
from autokg.reference import EntityType, Gazetteer, load_gazetteer
from autokg.resolution import Resolver
from autokg.sources import document_quads, fact_quads
from autokg.stores import OxigraphStore, replace_store
from autokg.things import Resolution, Thing
from autokg.validation import Finding, validate
from autokg.vocab import AKG, GRAPH, SKOS, WIKIDATA


@dataclass(slots=True)
class KnowledgeBuild:
    """What a build made: the store, and what it has to say of it."""

    store: OxigraphStore
    counts: dict[str, int]
    judgement: Judgement
    closure: Closure
    findings: list[Finding]
    unresolved: list[Thing] = field(default_factory=list)


def build(
    corpus: Corpus,
    *,
    decisions: Decisions | None = None,
    gazetteer: Gazetteer | None = None,
    base: str = DEFAULT_BASE,
    progress: Progress = lambda _: None,
) -> KnowledgeBuild:
    """Turn facts into a knowledge base in memory."""
    decisions = decisions or Decisions(base=base)
    ontology = load_ontology()
    resolver = Resolver(gazetteer or load_gazetteer(), base, decisions.same())
    progress("mapping facts to claims")
    claims, things = map_corpus(corpus, resolver, base)
    progress("judging claims")
    judgement = judge(claims, ontology, decisions)
    reference = reference_quads(resolver, things)
    progress("reasoning")
    closure = infer(ontology, [*judgement.accepted, *(quad.triple for quad in reference)])
    progress("loading")
    store = OxigraphStore()
    for layer in (
        ontology.quads(),
        reference,
        source_quads(corpus, base),
        (quad for claim in claims for quad in claim.quads()),
        decisions.quads(),
        judgement.quads(),
        closure.quads(),
    ):
        store.load(layer)
    progress("validating")
    findings = validate(store)
    unresolved = [thing for thing in things if thing.resolution is Resolution.UNRESOLVED]
    counts = {
        "documents": len(corpus.documents),
        "facts": len(corpus.facts),
        "claims": len({claim.iri for claim in claims}),
        "conflicts": len(judgement.conflicts),
        "accepted": len(judgement.accepted),
        "inferred": len(closure.inferred),
        "findings": len(findings),
        "unresolved names": len(unresolved),
    }
    return KnowledgeBuild(store, counts, judgement, closure, findings, unresolved)


def write_store(built: KnowledgeBuild, path: Path) -> None:
    """Make a build the content of the store at a path, whole or not at all."""
    replace_store(path, built.store.quads())


def source_quads(corpus: Corpus, base: str) -> Iterable[Quad]:
    """Yield documents, facts and evidence as quads."""
    for document in corpus.documents.values():
        yield from document_quads(document, base)
    for fact in corpus.facts:
        yield from fact_quads(fact, base)


def reference_quads(resolver: Resolver, things: Iterable[Thing]) -> list[Quad]:
    """Return the `reference` layer: all that the gazetteer knows, and the things that facts brought."""
    quads = [quad for thing in things for quad in thing.quads()]
    for entry in resolver.gazetteer.entries:
        thing = resolver.known(entry)
        quads.extend(thing.quads())
        for alias in entry.aliases:
            quads.append(Quad(thing.iri, SKOS.altLabel, Literal(alias.name, language=alias.language), GRAPH.reference))
        if entry.wikidata:
            quads.append(Quad(thing.iri, SKOS.exactMatch, NamedNode(WIKIDATA + entry.wikidata), GRAPH.reference))
        if entry.country and entry.type in (EntityType.PLANT, EntityType.PLACE):
            country = resolver.region(entry.country)
            quads.extend(country.quads())
            quads.append(Quad(thing.iri, AKG.inCountry, country.iri, GRAPH.reference))
        if entry.place and entry.type is EntityType.PLANT:
            place = resolver.place(entry.place, entry.country)
            quads.extend(place.quads())
            quads.append(Quad(thing.iri, AKG.locatedIn, place.iri, GRAPH.reference))
    return sorted(set(quads), key=str)
