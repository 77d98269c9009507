"""Changes of a store if documents are added or removed: map → judge → reason, on the things they touch alone.

The store is only read. A change is computed from look-ups; the caller writes it, whole or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from pyoxigraph import Quad, Triple

from autokg.building.records import record_quads
from autokg.building.updating.delta import Delta
from autokg.building.updating.disjointness import keep_apart
from autokg.building.updating.orphaned_decisions import orphaned_decisions
from autokg.building.updating.reference_layer import ReferenceLayer
from autokg.building.updating.rejudging import rejudge
from autokg.building.updating.store_contents import StoreContents
from autokg.building.updating.touched_documents import touched_by
from autokg.claims.decisions import Decision
from autokg.claims.judging import Conflict
from autokg.core.ontology import Ontology, load_ontology
from autokg.core.terms import GRAPH
from autokg.errors import InputError, UnknownNameError, UsageError
from autokg.facts.corpus import Corpus, cited_by
from autokg.names.entity import Resolution, Thing
from autokg.names.gazetteer import Gazetteer, load_gazetteer
from autokg.names.resolver import Resolver
from autokg.reasoning import Inconsistency
from autokg.reasoning.closed_graph import ASSERTED, ClosedGraph
from autokg.reasoning.incremental import Upkeep
from autokg.reasoning.rulebook import Rulebook, compile_rulebook
from autokg.stores import OxigraphStore
from autokg.validation import Finding


@dataclass(slots=True)
class Maintenance:
    """A change of a store, and the report on it.

    Attributes:
        added, removed, unchanged: ids of documents; one that is replaced is in both of the first.
        claims: number of claims added, less those removed.
        conflicts: those that are new or settled otherwise than before; `settled` is the number of those gone.
        findings: violations of shapes among the touched things.
        unheeded: decisions that named something before and name nothing now.

    """

    delta: Delta = field(default_factory=Delta)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    claims: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    settled: int = 0
    inconsistencies: tuple[Inconsistency, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    unresolved: list[Thing] = field(default_factory=list)
    unheeded: list[Decision] = field(default_factory=list)


class Maintainer:
    """Computes changes of one store."""

    def __init__(
        self, store: OxigraphStore, *, ontology: Ontology | None = None, gazetteer: Gazetteer | None = None
    ) -> None:
        """Raise `StoreError` for a store that was made with another ontology or other reference data."""
        self._ontology, self._gazetteer = ontology or load_ontology(), gazetteer or load_gazetteer()
        self._contents = StoreContents(store, self._ontology, self._gazetteer)
        self._book = compile_rulebook(self._ontology)

    def add(self, corpus: Corpus, *, replace: bool = False) -> Maintenance:
        """Compute the change by documents and their facts that are not there already.

        Raise `InputError` for a document that is there with other content, unless it is to be replaced.
        """
        known = {id_ for id_ in corpus.documents if self._contents.find_document(id_)}
        same = {id_ for id_ in known if self._is_unchanged(corpus, id_)}
        if changed := sorted(known - same):
            if not replace:
                raise InputError(
                    f"the store has {_listed(changed)} with other content",
                    hint="remove the document first, or replace it with `replace=True`",
                )
            same -= _cited_beside(corpus, changed)
        gained = _part(corpus, corpus.documents.keys() - same)
        made = self._change(known - same, gained)
        made.unchanged = sorted(same)
        return made

    def remove(self, documents: Collection[str]) -> Maintenance:
        """Compute the change without some documents; raise `UnknownNameError` for one that is not there."""
        for id_ in documents:
            if self._contents.find_document(id_) is None:
                known = self._contents.document_ids()
                if not known:
                    raise UsageError("the store has no documents")
                raise UnknownNameError("document", id_, known)
        return self._change(set(documents), Corpus())

    def _is_unchanged(self, corpus: Corpus, id_: str) -> bool:
        """Return whether the store has a document, and the facts that cite it, exactly as in a corpus."""
        contents = [self._contents.find_document(id_), *self._contents.facts_of([id_])]
        facts = (fact for fact in corpus.facts if id_ in cited_by(fact))
        return set(record_quads(filter(None, contents))) == set(record_quads([corpus.documents[id_], *facts]))

    def _is_new_name(self, thing: Thing) -> bool:
        """Return whether a thing is unresolved and the store does not know it."""
        known = self._contents.store.match(thing.iri, None, None, GRAPH.reference)
        return thing.resolution is Resolution.UNRESOLVED and next(known, None) is None

    def _change(self, dropped: Collection[str], gained: Corpus) -> Maintenance:
        contents, delta = self._contents, Delta()
        made = Maintenance(delta, added=sorted(gained.documents), removed=sorted(dropped))
        if not dropped and not gained.documents:
            return made
        resolver = Resolver(self._gazetteer, contents.base, contents.decisions.on_things())
        before, after = touched_by(contents, dropped, gained)
        old_claims, old_things = before.map(resolver, contents.base)
        new_claims, new_things = after.map(resolver, contents.base)
        delta.replace(before.quads(contents.base), after.quads(contents.base))
        delta.replace(*({quad for claim in claims for quad in claim.quads()} for claims in (old_claims, new_claims)))
        touched = {document.id for document in (*before.documents, *after.documents)}
        reference = ReferenceLayer(contents, resolver, touched)
        for old, new in reference.change(old_things, new_things):
            delta.replace(old, new)
        made.conflicts, made.settled = rejudge(contents, self._ontology, delta, old_claims, new_claims)
        keep_apart(contents.store, delta)
        made.inconsistencies = close(contents.store, self._book, delta)
        made.claims = len({claim.iri for claim in new_claims}) - len({claim.iri for claim in old_claims})
        made.unresolved = [thing for _, thing in sorted(new_things.items()) if self._is_new_name(thing)]
        gone = {claim for claim in old_claims if claim.iri not in {claim_after.iri for claim_after in new_claims}}
        made.unheeded = orphaned_decisions(
            contents.decisions, reference, gone, (old_things, new_things), (before, after)
        )
        return made


def close(store: OxigraphStore, book: Rulebook, delta: Delta) -> tuple[Inconsistency, ...]:
    """Add to a delta the inferred triples that go and come; return new contradictions of an axiom."""
    graph = ClosedGraph(store)
    changed = {
        quad.triple
        for quad in delta.dropped | delta.gained
        if quad.graph_name in ASSERTED and quad.predicate in book.predicates
    }
    before = {triple for triple in changed if graph.is_asserted(triple)}
    after = {triple for triple in changed if _will_be_asserted(triple, store, delta)}
    change = Upkeep(book, graph).change(before - after, after - before)
    delta.replace(_inferred(change.vanished), _inferred(change.appeared))
    return change.inconsistencies


def _will_be_asserted(triple: Triple, store: OxigraphStore, delta: Delta) -> bool:
    """Return whether a layer other than `inferred` has a triple after a change."""
    quads = (Quad(triple.subject, triple.predicate, triple.object, layer) for layer in ASSERTED)
    return any(quad in delta.gained or (quad in store and quad not in delta.dropped) for quad in quads)


def _inferred(triples: Iterable[Triple]) -> list[Quad]:
    return [Quad(triple.subject, triple.predicate, triple.object, GRAPH.inferred) for triple in triples]


def _cited_beside(corpus: Corpus, documents: Iterable[str]) -> set[str]:
    """Return the documents that facts cite beside some others, and those beside them."""
    reached = set(documents)
    while more := {id_ for f in corpus.facts if not reached.isdisjoint(cited_by(f)) for id_ in cited_by(f)} - reached:
        reached |= more
    return reached


def _part(corpus: Corpus, documents: Collection[str]) -> Corpus:
    """Return some documents with the facts that cite them."""
    facts = [fact for fact in corpus.facts if not cited_by(fact).isdisjoint(documents)]
    return Corpus({id_: document for id_, document in corpus.documents.items() if id_ in documents}, facts)


def _listed(documents: list[str]) -> str:
    shown = ", ".join(documents[:5])
    return f"{shown} and {len(documents) - 5} more" if len(documents) > 5 else shown  # noqa: PLR2004
