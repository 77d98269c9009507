"""Documents, facts and claims of a store, looked up as they are needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, QuerySolutions

from autokg.building.records import NO_RECORDS, REBUILD, mark, read_making, read_record
from autokg.claims.activity import BUILDING, Built
from autokg.claims.claim import Claim, Saying
from autokg.claims.decisions import Verdict
from autokg.claims.readback import Records, read_claims, read_sayings
from autokg.claims.sources import document_iri, fact_iri
from autokg.claims.whereabouts import is_production
from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Status
from autokg.core.ontology import Ontology
from autokg.core.terms import AKG, GRAPH, OA, RDF
from autokg.errors import StoreError, UsageError
from autokg.facts import Document, Fact
from autokg.facts.corpus import cited_by
from autokg.names.gazetteer import Gazetteer
from autokg.stores import OxigraphStore


class StoreContents:
    """The records of a store, and the decisions that it was built with.

    Attributes:
        base: what resource IRIs start with.

    """

    def __init__(self, store: OxigraphStore, ontology: Ontology, gazetteer: Gazetteer) -> None:
        """Raise `StoreError` for a store that was made with another ontology or other reference data."""
        making = next(store.match(GRAPH.records, RDF.value, None, GRAPH.records), None)
        if making is None:
            raise StoreError(NO_RECORDS)
        self.store = store
        self.decisions, made_with = read_making(making.object)
        self.base = self.decisions.base
        if made_with != mark(ontology, gazetteer):
            raise StoreError(f"the store was built by another version, ontology or reference data; {REBUILD}")
        decisions = self.decisions.on_facts().values()
        self._accepted = [
            decision.fact for decision in decisions if decision.fact and decision.decision is Verdict.ACCEPTS
        ]

    def find_document(self, id_: str) -> Document | None:
        """Return the record of a document, None if it is not there."""
        quads = self.store.match(document_iri(id_, self.base), RDF.value, None, GRAPH.records)
        document: Document | None = next((read_record(quad.object) for quad in quads), None)
        return document

    def document_ids(self) -> list[str]:
        """Return the ids of all documents, sorted."""
        start = len(document_iri("", self.base).value)
        quads = self.store.match(None, RDF.type, AKG.Document, GRAPH.sources)
        return sorted(quad.subject.value[start:] for quad in quads if isinstance(quad.subject, NamedNode))

    def facts_of(self, documents: Iterable[str]) -> list[Fact]:
        """Return the facts from files that cite some documents, each once."""
        named = " ".join(str(document_iri(id_, self.base)) for id_ in documents)
        rows = self._select(
            f"SELECT DISTINCT ?record WHERE {{ VALUES ?document {{ {named} }} "
            "GRAPH graph:claims { ?evidence oa:hasSource ?document . ?saying akg:evidence ?evidence ; akg:fact ?fact } "
            "GRAPH graph:records { ?fact rdf:value ?record } }"
        )
        return [read_record(row["record"]) for row in rows]

    def accepted_facts(self, documents: set[str]) -> list[Fact]:
        """Return the facts that cite some documents and that an editor's decision accepts."""
        return [fact for fact in self._accepted if not documents.isdisjoint(cited_by(fact))]

    def documents_on(self, thing: NamedNode) -> Iterator[str]:
        """Yield the ids of the documents with a claim on a thing."""
        start = len(document_iri("", self.base).value)
        rows = self._select(
            f"SELECT DISTINCT ?document WHERE {{ GRAPH graph:claims {{ {{ ?claim rdf:subject {thing} }} UNION "
            f"{{ ?claim rdf:object {thing} }} ?claim akg:saying/akg:evidence/oa:hasSource ?document }} }}"
        )
        yield from (row["document"].value[start:] for row in rows)

    def claim_iris_on(self, subject: NamedNode) -> set[NamedNode]:
        """Return the claims on a subject."""
        quads = self.store.match(None, RDF.subject, subject, GRAPH.claims)
        return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}

    def claims_on(self, subjects: Iterable[NamedNode]) -> list[Claim]:
        """Return the claims on some subjects as their layer records them."""
        claims = sorted({iri for subject in subjects for iri in self.claim_iris_on(subject)}, key=str)
        quads = [quad for claim in claims for quad in self.store.match(claim, None, None, GRAPH.claims)]
        for link in (AKG.saying, AKG.evidence, OA.hasSelector):
            linked = sorted({quad.object for quad in quads if quad.predicate == link}, key=str)
            quads += [quad for node in linked for quad in self.store.match(_iri(node), None, None, GRAPH.claims)]
        documents = sorted({quad.object for quad in quads if quad.predicate == OA.hasSource}, key=str)
        sources = (q for node in documents for q in self.store.match(_iri(node), None, None, GRAPH.sources))
        return list(read_claims(Records(quads, GRAPH.claims), Records(sources, GRAPH.sources)))

    def filings(self, makers: Iterable[str]) -> list[Saying]:
        """Return what some makers say of a period."""
        named = " ".join(str(Literal(maker)) for maker in sorted(makers))
        rows = self._select(
            f"SELECT DISTINCT ?saying WHERE {{ VALUES ?speaker {{ {named} }} GRAPH graph:claims {{ "
            "?saying akg:speaker ?speaker ; akg:validFrom ?from ; akg:validUntil ?until } }"
        )
        nodes = [row["saying"] for row in rows]
        quads = [quad for node in nodes for quad in self.store.match(node, None, None, GRAPH.claims)]
        evidence = sorted({quad.object for quad in quads if quad.predicate == AKG.evidence}, key=str)
        quads += [quad for node in evidence for quad in self.store.match(_iri(node), None, None, GRAPH.claims)]
        return list(read_sayings(Records(quads, GRAPH.claims), Records([], GRAPH.sources)).values())

    def subjects_filed_by(self, makers: Iterable[str]) -> set[NamedNode]:
        """Return the subjects of the claims that rest on filings of some makers."""
        named = " ".join(str(Literal(maker)) for maker in sorted(makers))
        rows = self._select(
            f"SELECT DISTINCT ?subject WHERE {{ VALUES ?speaker {{ {named} }} GRAPH graph:claims {{ "
            "?saying akg:speaker ?speaker ; akg:validFrom ?from ; akg:validUntil ?until . "
            "?claim akg:saying ?saying ; rdf:predicate akg:status ; rdf:subject ?subject } }"
        )
        return {row["subject"] for row in rows}

    def subjects_with(self, predicates: Iterable[NamedNode], objects: Iterable[NamedNode]) -> set[NamedNode]:
        """Return the subjects that claims link to some things by some properties."""
        terms, things = (" ".join(map(str, nodes)) for nodes in (predicates, objects))
        rows = self._select(
            f"SELECT DISTINCT ?subject WHERE {{ VALUES ?object {{ {things} }} VALUES ?predicate {{ {terms} }} "
            "GRAPH graph:claims { ?claim rdf:object ?object ; rdf:predicate ?predicate ; rdf:subject ?subject } }"
        )
        return {row["subject"] for row in rows}

    def with_state(self, things: Iterable[NamedNode]) -> set[NamedNode]:
        """Return the things whose state is claimed."""
        named = " ".join(map(str, things))
        rows = self._select(
            f"SELECT DISTINCT ?thing WHERE {{ VALUES ?thing {{ {named} }} "
            "GRAPH graph:claims { ?claim rdf:subject ?thing ; rdf:predicate akg:status } }"
        )
        return {row["thing"] for row in rows}

    def built_by(self, things: set[NamedNode]) -> Iterator[Built]:
        """Yield the productions of builders and at plants as they were judged, but not those that are among them."""
        links = [(term, thing) for term in BUILDING for thing in sorted(things, key=str) if not is_production(thing)]
        found = {_iri(q.subject) for term, thing in links for q in self.store.match(None, term, thing, GRAPH.accepted)}
        for production in sorted(found - things, key=str):
            accepted = list(self.store.match(production, None, None, GRAPH.accepted))
            builders, plants, status, reported = (
                [quad.object for quad in accepted if quad.predicate == term]
                for term in (*BUILDING, AKG.status, AKG.lastReported)
            )
            yield Built(
                frozenset(map(_iri, builders)),
                frozenset(map(_iri, plants)),
                Status(_iri(status[0]).value.removeprefix(AKG.namespace)),
                next((ImpreciseDate.parse(date.value) for date in reported if isinstance(date, Literal)), None),
            )

    def fact_iri(self, fact: Fact) -> str:
        """Return the IRI of a fact in this store."""
        return fact_iri(fact, self.base).value

    def _select(self, text: str) -> QuerySolutions:
        result = self.store.query(text)
        assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
        return result


def _iri(node: object) -> NamedNode:
    if not isinstance(node, NamedNode):
        raise UsageError(f"expected an IRI, found {node}")
    return node
