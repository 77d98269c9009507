"""The claim: one slot of a press fact, as one source states it.

A claim is reified and never asserted, so that contradicting claims stand side by side and a plain query sees none of
them. Its IRI is a hash of what is said by whom where, so that a second reading of a text adds nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from autokg.core.dates import ImpreciseDate
from autokg.core.enums import Comparator, Position, Status
from autokg.core.ids import digest
from autokg.core.terms import AKG, EDTF, GRAPH, PROV, RDF, XSD
from autokg.stores.nquads import about, parse_quads, text_of

Value = NamedNode | Literal

STATUS_TERMS: dict[Status, NamedNode] = {status: getattr(AKG, status.value) for status in Status}
COMPARATOR_TERMS: dict[Comparator, NamedNode] = {
    Comparator.ABOUT: AKG.around,
    Comparator.NEARLY: AKG.nearly,
    Comparator.OVER: AKG.over,
    Comparator.AT_LEAST: AKG.atLeast,
    Comparator.AT_MOST: AKG.atMost,
}


def date_literal(date: ImpreciseDate) -> Literal:
    """Write a date as an EDTF literal; that it is approximate is said beside it."""
    return Literal(date.edtf, datatype=EDTF.EDTF)


def number_literal(number: float) -> Literal:
    """Write a number exactly: whole ones as `xsd:integer`, others as `xsd:decimal`."""
    if float(number).is_integer():
        return Literal(str(int(number)), datatype=XSD.integer)
    return Literal(str(Decimal(repr(number))), datatype=XSD.decimal)


@dataclass(frozen=True)
class Claim:
    """One slot and its value, who says so, where, when and how sure.

    Attributes:
        date: the object as a date where it is one; its bounds decide on conflicts.
        document, published: the source and the first day it may have been public.
        voice: who says it, independent of who printed it: the speaker if one is quoted, else the publisher.
        base: what resource IRIs start with.

    """

    subject: NamedNode
    predicate: NamedNode
    object: Value
    status: Status
    fact: NamedNode
    reading: NamedNode
    evidence: tuple[NamedNode, ...]
    document: NamedNode
    voice: str
    base: str
    position: Position = Position.BODY
    date: ImpreciseDate | None = None
    comparator: Comparator | None = None
    published: dt.date | None = None
    retrieved: str | None = None
    speaker: str | None = None
    confidence: float | None = None

    @cached_property
    def slot(self) -> str:
        """Subject and predicate as one string: what rival claims share."""
        local = self.subject.value.removeprefix(self.base)
        return f"{local}|{self.predicate.value.removeprefix(AKG.namespace)}"

    @cached_property
    def iri(self) -> NamedNode:
        """The hash of what is said, by whom, where; not of what read it."""
        said = (self.subject.value, self.predicate.value, str(self.object), self.status.value, self.approximate)
        where = (self.document.value, self.evidence[0].value, self.speaker, self.comparator)
        return NamedNode(f"{self.base}claim/{digest(*said, *where)}")

    @property
    def approximate(self) -> bool:
        """Whether the source says the value is not exact."""
        return self.comparator is not None or (self.date is not None and self.date.approximate)

    def quads(self) -> Iterator[Quad]:
        """Yield the quads that record the claim in the `claims` layer."""
        return parse_quads(self.nquads())

    def nquads(self) -> str:
        """Return the same as lines of N-Quads."""
        return about(self.iri, self._said(), GRAPH.claims)

    def _said(self) -> Iterator[str]:
        yield _IS_CLAIM
        yield f"{_SLOT} {text_of(self.slot)}"
        yield f"{_SUBJECT} {self.subject}"
        yield f"{_PREDICATE} {self.predicate}"
        yield f"{_OBJECT} {self.object}"
        yield _STATUS[self.status]
        yield f"{_FACT} {self.fact}"
        yield f"{_READING} {self.reading}"
        for evidence in self.evidence:
            yield f"{_EVIDENCE} {evidence}"
        if self.date:
            yield from _date_said(self.date)
        if self.comparator:
            yield f"{AKG.comparator} {COMPARATOR_TERMS[self.comparator]}"
        if self.published:
            yield f'{_PUBLISHED} "{self.published}"{_DAY}'
        if self.retrieved:
            moment = self.retrieved if "T" in self.retrieved else f"{self.retrieved}T00:00:00Z"
            yield f'{_RETRIEVED} "{moment}"{_MOMENT}'
        if self.speaker:
            yield f"{AKG.speaker} {text_of(self.speaker)}"
        if self.confidence is not None:
            yield f"{AKG.confidence} {number_literal(self.confidence)}"


def _date_said(date: ImpreciseDate) -> Iterator[str]:
    if date.earliest:
        yield f'{AKG.earliest} "{date.earliest}"{_DAY}'
    if date.latest:
        yield f'{AKG.latest} "{date.latest}"{_DAY}'
    if date.approximate:
        yield f'{AKG.approximate} "true"^^{XSD.boolean}'


# What nearly every claim says, written once: a term takes longer to write than a line to put together.
_IS_CLAIM = f"{RDF.type} {AKG.Claim}"
_STATUS = {status: f"{AKG.status} {term}" for status, term in STATUS_TERMS.items()}
_SLOT, _FACT, _EVIDENCE, _PUBLISHED = map(str, (AKG.slot, AKG.fact, AKG.evidence, AKG.publishedOn))
_SUBJECT, _PREDICATE, _OBJECT = map(str, (RDF.subject, RDF.predicate, RDF.object))
_READING, _RETRIEVED = map(str, (PROV.wasGeneratedBy, PROV.generatedAtTime))
_DAY, _MOMENT = f"^^{XSD.date}", f"^^{XSD.dateTime}"
