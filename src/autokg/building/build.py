"""Build a knowledge base from facts: map → judge → accepted → reason → inferred → validate.

Each step is a function of the one before it. A store on disk is written beside the old one and replaces it at the end.
A failed build leaves the old store as it was.
"""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain

from pyoxigraph import Triple

from autokg.building.listed_then import LISTED
from autokg.building.own_layer import own_quads
from autokg.building.records import making_quad, record_quads
from autokg.claims.claim import claim_nquads
from autokg.claims.decisions import Decisions
from autokg.claims.judging import Judgement, judge
from autokg.claims.layers import judged_quads, reference_quads, source_nquads
from autokg.claims.mapping import map_corpus
from autokg.core.files import Progress
from autokg.core.ids import DEFAULT_BASE
from autokg.core.ontology import description_quads, load_ontology
from autokg.facts.corpus import Corpus
from autokg.names.entity import Resolution, Thing
from autokg.names.gazetteer import Gazetteer, load_gazetteer
from autokg.names.resolver import Resolver
from autokg.reasoning import Closure, Reasoner, infer
from autokg.reasoning.memory import collection_paused
from autokg.stores import OxigraphStore
from autokg.validation import Finding, validate


@dataclass(slots=True)
class KnowledgeBuild:
    """Hold the store that a build made, and its report.

    Attributes:
        fuzzy: names read as a misspelling of a known name, each with that name, sorted.
        unheeded: decisions that could not be applied, each with the reason.

    """

    store: OxigraphStore
    counts: dict[str, int]
    judgement: Judgement
    closure: Closure
    findings: list[Finding]
    unresolved: list[Thing] = field(default_factory=list)
    unheeded: list[str] = field(default_factory=list)
    fuzzy: list[tuple[str, str]] = field(default_factory=list)


@collection_paused()
def build(
    corpus: Corpus,
    *,
    decisions: Decisions | None = None,
    gazetteer: Gazetteer | None = None,
    base: str = DEFAULT_BASE,
    progress: Progress = lambda _: None,
    store: OxigraphStore | None = None,
    reasoner: Reasoner = "memory",
    is_checked: bool = True,
    own: Collection[Triple] = (),
    listed: Collection[Triple] | None = None,
) -> KnowledgeBuild:
    """Build a knowledge base from facts, in an empty store if one is given, else in memory.

    If `is_checked` is False, it is not validated and has no findings. Triples of one's own get a layer of their own;
    nothing is inferred from them, and those that another layer has stay there alone. Of the owners and operators that
    the reference data list, only those in `listed` count, if it is given.
    """
    decisions = decisions or Decisions(base=base)
    full_corpus, corpus = corpus, decisions.admit(corpus)
    ontology, gazetteer = load_ontology(), gazetteer or load_gazetteer()
    resolver = Resolver(gazetteer, base, decisions.on_things())
    progress("mapping facts to claims")
    claims, things = map_corpus(corpus, resolver, base)
    progress("judging claims")
    reference = [
        quad
        for quad in reference_quads(resolver, things)
        if listed is None or quad.predicate not in LISTED or quad.triple in listed
    ]
    store = OxigraphStore() if store is None else store
    with ThreadPoolExecutor(max_workers=1) as background:  # the store parses without holding up Python
        loading = background.submit(store.load_nquads, chain(source_nquads(corpus, base), claim_nquads(claims)))
        judgement = judge(claims, ontology, decisions, reference)
        progress("reasoning")
        closure = infer(ontology, [*judgement.accepted, *(quad.triple for quad in reference)], reasoner)
        progress("loading")
        loading.result()
    del claims  # they are the most of what a large build holds
    store.load(
        chain(
            ontology.quads(),
            description_quads(),
            reference,
            record_quads([*full_corpus.documents.values(), *full_corpus.facts], base),
            [making_quad(decisions, ontology, gazetteer, base)],
            decisions.quads(),
            judged_quads(judgement, reference),
            closure.quads(),
        )
    )
    del reference
    store.load(own_quads(own, store))
    store.compact()
    progress("validating")
    findings = validate(store) if is_checked else []
    unresolved = [thing for thing in things if thing.resolution is Resolution.UNRESOLVED]
    counts = {
        "documents": len(corpus.documents),
        "facts": len(corpus.facts),
        "claims": len(judgement.outcomes),  # each claim has one
        "conflicts": len(judgement.conflicts),
        "accepted": len(judgement.accepted),
        "inferred": len(closure.inferred),
        "findings": len(findings),
        "unresolved names": len(unresolved),
        "fuzzy names": len(resolver.repaired),
        "merged statements": len(judgement.merged),
    }
    decided = {decisions.target(decision) for decision in decisions.all}
    claimed = {claim.value for claim in judgement.outcomes if claim.value in decided}
    named = claimed.union(resolver.listed(), *((thing.iri.value, *thing.absorbed) for thing in things))
    unheeded = decisions.unheeded(named, corpus, judgement.overruled)
    fuzzy = sorted(resolver.repaired.items())
    return KnowledgeBuild(store, counts, judgement, closure, findings, unresolved, unheeded, fuzzy)
