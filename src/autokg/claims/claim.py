"""The claim: one slot of a press fact, as one source states it.

A claim is reified and never asserted, so that contradicting claims stand side by side and a plain query sees none of
them. Its IRI is a hash of what is said by whom where, so that a second reading of a text adds nothing.
All claims of one fact that rest on one piece of evidence share a saying, which holds what is common to them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

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


def day_literal(day: dt.date) -> Literal:
    """Write a day as `xsd:date`."""
    return Literal(day.isoformat(), datatype=XSD.date)


def number_literal(number: float) -> Literal:
    """Write a number exactly: whole ones as `xsd:integer`, others as `xsd:decimal`."""
    if float(number).is_integer():
        return Literal(str(int(number)), datatype=XSD.integer)
    return Literal(str(Decimal(repr(number))), datatype=XSD.decimal)


@dataclass(frozen=True, slots=True)
class Saying:
    """One fact as one piece of evidence states it: the part that all its claims share.

    Attributes:
        evidence: the quote or summary; `words` is its text.
        document, published: the source and the first day it may have been public.
        voice: who says it, independent of who printed it: the speaker if one is quoted, else the publisher.
        as_of: the time for which the source states it, None where nothing tells.
        stated_for: the time for which the fact says so itself, if that lies after the publication; as_of is then that.
        begins, ends: the period that the fact itself gives for what it states.
        own: whether the voice is one of the organisations that the fact is about.
        base: what resource IRIs start with.
        iri: the hash of the fact and the evidence.

    """

    fact: NamedNode
    evidence: NamedNode
    reading: NamedNode
    document: NamedNode
    voice: str
    base: str
    status: Status
    position: Position = Position.BODY
    words: str = ""
    published: dt.date | None = None
    retrieved: str | None = None
    as_of: ImpreciseDate | None = None
    stated_for: ImpreciseDate | None = None
    begins: ImpreciseDate | None = None
    ends: ImpreciseDate | None = None
    speaker: str | None = None
    own: bool = False
    confidence: float | None = None
    iri: NamedNode = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Name it."""
        iri = NamedNode(f"{self.base}saying/{digest(self.fact.value, self.evidence.value)}")
        object.__setattr__(self, "iri", iri)

    @property
    def may_deny(self) -> bool:
        """Whether a denial comes from the party concerned, or from its paper without another voice."""
        return self.own or self.speaker is None

    def nquads(self) -> str:
        """Return the lines of N-Quads that record it in the `claims` layer."""
        return about(self.iri, self._lines(), GRAPH.claims)

    def _lines(self) -> Iterator[str]:
        yield _IS_SAYING
        yield _STATUS[self.status]
        yield f"{_FACT} {self.fact}"
        yield f"{_EVIDENCE} {self.evidence}"
        yield f"{_READING} {self.reading}"
        if self.published:
            yield f'{_PUBLISHED} "{self.published}"{_DAY}'
        for term, date in zip(_DATES, (self.as_of, self.stated_for, self.begins, self.ends), strict=True):
            if date:
                yield f"{term} {date_literal(date)}"
        if self.speaker:
            yield f"{AKG.speaker} {text_of(self.speaker)}"
        if self.own:
            yield f'{AKG.ownParty} "true"^^{XSD.boolean}'
        if self.confidence is not None:
            yield f"{AKG.confidence} {number_literal(self.confidence)}"


@dataclass(frozen=True, slots=True)
class Claim:
    """One slot and its value, as a saying has it.

    Attributes:
        cited: a span outside the quote that the value was taken from.
        date: the object as a date where it is one; its bounds decide on conflicts.
        iri: the hash of what is said, by whom, where; not of what read it.

    """

    subject: NamedNode
    predicate: NamedNode
    object: Value
    saying: Saying
    cited: NamedNode | None = None
    date: ImpreciseDate | None = None
    comparator: Comparator | None = None
    iri: NamedNode = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Name it now: there are a million claims, and one that is named later needs a dictionary of its own."""
        saying = self.saying
        said = (self.subject.value, self.predicate.value, str(self.object), saying.status.value, self.approximate)
        where = (saying.document.value, saying.evidence.value, saying.speaker, self.comparator)
        object.__setattr__(self, "iri", NamedNode(f"{saying.base}claim/{digest(*said, *where)}"))

    @property
    def slot(self) -> str:
        """Subject and predicate as one string: what rival claims share."""
        local = self.subject.value.removeprefix(self.saying.base)
        return f"{local}|{self.predicate.value.removeprefix(AKG.namespace)}"

    @property
    def status(self) -> Status:
        """What the source says of the fact's reality."""
        return self.saying.status

    @property
    def approximate(self) -> bool:
        """Whether the source says the value is not exact."""
        return self.comparator is not None or (self.date is not None and self.date.approximate)

    def quads(self) -> Iterator[Quad]:
        """Yield the quads that record the claim and its saying in the `claims` layer."""
        return parse_quads(self.nquads() + self.saying.nquads())

    def nquads(self) -> str:
        """Return the lines of N-Quads on the claim alone."""
        return about(self.iri, self._lines(), GRAPH.claims)

    def _lines(self) -> Iterator[str]:
        yield _IS_CLAIM
        yield f"{_SUBJECT} {self.subject}"
        yield f"{_PREDICATE} {self.predicate}"
        yield f"{_OBJECT} {self.object}"
        yield f"{_SAYING} {self.saying.iri}"
        if self.cited:
            yield f"{_EVIDENCE} {self.cited}"
        if self.date:
            yield from _date_lines(self.date)
        if self.comparator:
            yield f"{AKG.comparator} {COMPARATOR_TERMS[self.comparator]}"


def claim_nquads(claims: Iterable[Claim]) -> Iterator[str]:
    """Yield the lines of N-Quads on claims, and on each saying once."""
    written: set[NamedNode] = set()
    for claim in claims:
        yield claim.nquads()
        if claim.saying.iri not in written:
            written.add(claim.saying.iri)
            yield claim.saying.nquads()


def _date_lines(date: ImpreciseDate) -> Iterator[str]:
    if date.earliest:
        yield f'{AKG.earliest} "{date.earliest}"{_DAY}'
    if date.latest:
        yield f'{AKG.latest} "{date.latest}"{_DAY}'
    if date.approximate:
        yield f'{AKG.approximate} "true"^^{XSD.boolean}'


# What nearly every claim says, written once: a term takes longer to write than a line to put together.
_IS_CLAIM, _IS_SAYING = f"{RDF.type} {AKG.Claim}", f"{RDF.type} {AKG.Saying}"
_STATUS = {status: f"{AKG.status} {term}" for status, term in STATUS_TERMS.items()}
_DATES = (AKG.asOf, AKG.statedFor, AKG.validFrom, AKG.validUntil)
_FACT, _EVIDENCE, _PUBLISHED, _SAYING = map(str, (AKG.fact, AKG.evidence, AKG.publishedOn, AKG.saying))
_SUBJECT, _PREDICATE, _OBJECT = map(str, (RDF.subject, RDF.predicate, RDF.object))
_READING, _DAY = str(PROV.wasGeneratedBy), f"^^{XSD.date}"
