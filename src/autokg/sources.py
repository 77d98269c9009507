"""Where claims come from, as quads: documents, evidence (Web Annotation selectors) and readings (PROV-O)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from autokg.claims import Value
from autokg.dates import ImpreciseDate
from autokg.facts import Document, Evidence, Fact, Finder, Span
from autokg.ids import DEFAULT_BASE, digest
from autokg.vocab import AKG, EDTF, GRAPH, OA, PROV, RDF, RDFS, SCHEMA, XSD

CURATION = Finder(reader="curation", version="1")


def document_iri(document: str, base: str = DEFAULT_BASE) -> NamedNode:
    """Return the IRI of a document by its id."""
    return NamedNode(f"{base}document/{document}")


def fact_iri(fact: Fact, base: str = DEFAULT_BASE) -> NamedNode:
    """Return the IRI of a fact: a hash of what it says and rests on, not of its id, its note or what found it."""
    content = fact.model_dump_json(exclude={"id", "note", "found_by"}, exclude_defaults=True)
    return NamedNode(f"{base}fact/{digest(content)}")


def evidence_iri(evidence: Evidence, base: str = DEFAULT_BASE) -> NamedNode:
    """Return the IRI of the quote or summary of a piece of evidence."""
    content = (evidence.document, evidence.quote, evidence.start, evidence.summary)
    return NamedNode(f"{base}evidence/{digest(*content)}")


def cited_iri(evidence: Evidence, span: Span, base: str = DEFAULT_BASE) -> NamedNode:
    """Return the IRI of a span outside the quote that a slot was taken over from."""
    return NamedNode(f"{base}evidence/{digest(evidence.document, span.start, span.end)}")


def reading_iri(finder: Finder | None, document: str, base: str = DEFAULT_BASE) -> NamedNode:
    """Return the IRI of one reader's (or the curators') reading of one document."""
    by = finder or CURATION
    return NamedNode(f"{base}reading/{by.reader}-{by.version}/{document}")


def first_public(document: Document) -> dt.date | None:
    """Return the first day on which a document may have been public, None where it bears no date."""
    return ImpreciseDate.parse(document.published).earliest if document.published else None


def document_quads(document: Document, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """Yield what the `sources` layer says of a document."""
    iri = document_iri(document.id, base)
    statements: list[tuple[NamedNode, Value | None]] = [
        (RDF.type, AKG.Document),
        (RDFS.label, Literal(document.title or document.url or document.id)),
        (SCHEMA.publisher, _text(document.publisher)),
        (SCHEMA.datePublished, Literal(document.published, datatype=EDTF.EDTF) if document.published else None),
        (SCHEMA.inLanguage, _text(document.language)),
        (SCHEMA.url, _text(document.url)),
        (SCHEMA.sha256, _text(document.sha256)),
        (SCHEMA.license, _text(document.licence)),
    ]
    for predicate, value in statements:
        if value is not None:
            yield Quad(iri, predicate, value, GRAPH.sources)


def fact_quads(fact: Fact, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """Yield what the `claims` layer says of a fact's evidence and reading."""
    iri = fact_iri(fact, base)
    yield Quad(iri, RDF.type, AKG.PressFact, GRAPH.claims)
    yield Quad(iri, RDFS.label, Literal(fact.kind), GRAPH.claims)
    for evidence in fact.evidence:
        yield from _evidence_quads(evidence, base)
        yield from _reading_quads(fact.found_by, evidence.document, base)


def _evidence_quads(evidence: Evidence, base: str) -> Iterator[Quad]:
    iri, source = evidence_iri(evidence, base), document_iri(evidence.document, base)
    yield Quad(iri, RDF.type, OA.SpecificResource, GRAPH.claims)
    yield Quad(iri, RDF.type, AKG.Evidence, GRAPH.claims)
    yield Quad(iri, OA.hasSource, source, GRAPH.claims)
    if evidence.summary:
        yield Quad(iri, AKG.summary, Literal(evidence.summary), GRAPH.claims)
        return
    yield Quad(iri, AKG.position, Literal(evidence.position.value), GRAPH.claims)
    quote = NamedNode(f"{iri.value}-quote")
    yield Quad(iri, OA.hasSelector, quote, GRAPH.claims)
    yield Quad(quote, RDF.type, OA.TextQuoteSelector, GRAPH.claims)
    yield Quad(quote, OA.exact, Literal(evidence.quote or ""), GRAPH.claims)
    yield from _position_quads(iri, evidence.start or 0, evidence.end or 0)
    for span in evidence.slots.values():
        cited = cited_iri(evidence, span, base)
        yield Quad(cited, RDF.type, OA.SpecificResource, GRAPH.claims)
        yield Quad(cited, OA.hasSource, source, GRAPH.claims)
        yield from _position_quads(cited, span.start, span.end)


def _position_quads(evidence: NamedNode, start: int, end: int) -> Iterator[Quad]:
    selector = NamedNode(f"{evidence.value}-position")
    yield Quad(evidence, OA.hasSelector, selector, GRAPH.claims)
    yield Quad(selector, RDF.type, OA.TextPositionSelector, GRAPH.claims)
    for predicate, offset in ((OA.start, start), (OA.end, end)):
        yield Quad(selector, predicate, Literal(str(offset), datatype=XSD.nonNegativeInteger), GRAPH.claims)


def _reading_quads(finder: Finder | None, document: str, base: str) -> Iterator[Quad]:
    by, iri = finder or CURATION, reading_iri(finder, document, base)
    yield Quad(iri, RDF.type, AKG.Reading, GRAPH.claims)
    yield Quad(iri, RDF.type, PROV.Activity, GRAPH.claims)
    yield Quad(iri, PROV.used, document_iri(document, base), GRAPH.claims)
    yield Quad(iri, RDFS.label, Literal(f"{by.reader} {by.version}"), GRAPH.claims)


def _text(value: str | None) -> Literal | None:
    return Literal(value) if value else None
