"""Where claims come from, as N-Quads: documents, evidence (Web Annotation selectors) and readings (PROV-O)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from autokg.core.dates import ImpreciseDate
from autokg.core.ids import DEFAULT_BASE, digest
from autokg.core.terms import AKG, EDTF, GRAPH, OA, PROV, RDF, RDFS, SCHEMA, XSD
from autokg.facts import Document, Evidence, Fact, Finder, Position, Span
from autokg.stores.nquads import about, text_of

CURATION = Finder(reader="curation", version="1")


def document_iri(document: str, base: str = DEFAULT_BASE) -> NamedNode:
    """Return the IRI of a document by its id."""
    return NamedNode(f"{base}document/{document}")


def fact_iri(fact: Fact, base: str = DEFAULT_BASE) -> NamedNode:
    """Return the IRI of a fact, by what it says and rests on."""
    return NamedNode(f"{base}fact/{fact.content_hash}")


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


def document_nquads(document: Document, base: str = DEFAULT_BASE) -> str:
    """Return what the `sources` layer says of a document, as lines of N-Quads."""
    iri = document_iri(document.id, base)
    published = Literal(document.published, datatype=EDTF.EDTF) if document.published else None
    said = {
        RDF.type: AKG.Document,
        RDFS.label: _title(document),
        SCHEMA.publisher: _text(document.publisher),
        SCHEMA.datePublished: published,
        PROV.generatedAtTime: _moment(document.retrieved),
        SCHEMA.inLanguage: _text(document.language),
        SCHEMA.url: _text(document.url),
        SCHEMA.sha256: _text(document.sha256),
        SCHEMA.license: _text(document.licence),
    }
    return about(iri, (f"{predicate} {value}" for predicate, value in said.items() if value is not None), GRAPH.sources)


def fact_nquads(fact: Fact, base: str = DEFAULT_BASE) -> str:
    """Return what the `claims` layer says of a fact and its evidence, as lines of N-Quads."""
    said = (f"{RDF.type} {AKG.PressFact}", f"{RDFS.label} {text_of(fact.kind)}")
    parts = [about(fact_iri(fact, base), said, GRAPH.claims)]
    for evidence in fact.evidence:
        parts.append(_evidence_nquads(evidence, base))
        parts.append(_reading_nquads(fact.found_by or CURATION, evidence.document, base))
    return "".join(parts)


def _evidence_nquads(evidence: Evidence, base: str) -> str:
    iri, source = evidence_iri(evidence, base), document_iri(evidence.document, base)
    said = [f"{RDF.type} {AKG.Evidence}", f"{OA.hasSource} {source}"]
    if evidence.summary:
        return about(iri, [*said, f"{AKG.summary} {text_of(evidence.summary)}"], GRAPH.claims)
    if evidence.position is not Position.BODY:
        said.append(f"{AKG.position} {text_of(evidence.position)}")
    exact = (f"{RDF.type} {OA.TextQuoteSelector}", f"{OA.exact} {text_of(evidence.quote or '')}")
    parts = [about(iri, said, GRAPH.claims), _selector_nquads(iri, evidence.start or 0, evidence.end or 0, exact)]
    for span in evidence.slots.values():
        cited = cited_iri(evidence, span, base)
        parts.append(about(cited, (f"{RDF.type} {OA.SpecificResource}", f"{OA.hasSource} {source}"), GRAPH.claims))
        parts.append(_selector_nquads(cited, span.start, span.end))
    return "".join(parts)


def _selector_nquads(evidence: NamedNode, start: int, end: int, exact: Iterable[str] = ()) -> str:
    """Return the selector of a span: by its offsets, and of a quote by its words too."""
    selector = NamedNode(f"{evidence.value}-selector")
    said = [*exact, f"{RDF.type} {OA.TextPositionSelector}"]
    said += [f'{name} "{at}"^^{XSD.nonNegativeInteger}' for name, at in ((OA.start, start), (OA.end, end))]
    return about(evidence, [f"{OA.hasSelector} {selector}"], GRAPH.claims) + about(selector, said, GRAPH.claims)


@lru_cache(maxsize=1024)
def _reading_nquads(finder: Finder, document: str, base: str) -> str:
    said = (
        f"{RDF.type} {AKG.Reading}",
        f"{PROV.used} {document_iri(document, base)}",
        f"{RDFS.label} {text_of(f'{finder.reader} {finder.version}')}",
    )
    return about(reading_iri(finder, document, base), said, GRAPH.claims)


def _title(document: Document) -> Literal:
    """Return the title in the language of the document, else its address, publisher and day, or id."""
    if document.title and document.language and re.fullmatch(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*", document.language):
        return Literal(document.title, language=document.language.lower())
    published = ", ".join(filter(None, [document.publisher, document.published])) if document.publisher else None
    return Literal(document.title or document.url or published or document.id)


def _moment(retrieved: str | None) -> Literal | None:
    """Return a day or moment of retrieval as `xsd:dateTime`."""
    if not retrieved:
        return None
    return Literal(retrieved if "T" in retrieved else f"{retrieved}T00:00:00Z", datatype=XSD.dateTime)


def _text(value: str | None) -> Literal | None:
    return Literal(value) if value else None
