"""A store's layers → the claims and decisions they record: what `Claim.quads` and `Decisions.quads` wrote, read back.

>>> from autokg.claims.claim import Claim
>>> from autokg.facts import Status
>>> from autokg.stores import OxigraphStore
>>> from autokg.core.terms import GRAPH
>>> base = "https://example.org/"
>>> car, plant, fact, reading, evidence, source = (NamedNode(base + name) for name in "cpfres")
>>> claim = Claim(car, AKG.producedAt, plant, Status.PLANNED, fact, reading, (evidence,), source, "A. Person", base,
...               speaker="A. Person")
>>> store = OxigraphStore()
>>> store.load(claim.quads())
>>> store.load([Quad(evidence, OA.hasSource, source, GRAPH.claims)])
>>> list(read_claims(Records.of(store, GRAPH.claims), Records.of(store, GRAPH.sources))) == [claim]
True
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad, Triple

from autokg.claims.claim import COMPARATOR_TERMS, STATUS_TERMS, Claim, Value
from autokg.claims.decisions import Decision, Verdict
from autokg.core.dates import ImpreciseDate
from autokg.core.terms import AKG, EDTF, OA, PROV, RDF, SCHEMA
from autokg.facts import Position
from autokg.stores.base import Store

_STATUSES = {term: status for status, term in STATUS_TERMS.items()}
_COMPARATORS = {term: comparator for comparator, term in COMPARATOR_TERMS.items()}
_CLAIM = "claim/"
Record = dict[str, list[Value]]


class Records:
    """What one layer says, by subject and property."""

    def __init__(self, triples: Iterable[Quad | Triple], layer: NamedNode) -> None:
        """Sort what a layer says: one pass costs less than a query a record."""
        self._records: dict[str, Record] = defaultdict(dict)
        self._classes: dict[str, list[str]] = defaultdict(list)
        self._layer = layer
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                self._records[subject.value].setdefault(predicate, []).append(value)
                if predicate == RDF.type.value:
                    self._classes[value.value].append(subject.value)

    @classmethod
    def of(cls, store: Store, layer: NamedNode) -> Records:
        """Read a layer whole."""
        return cls(store.quads(layer), layer)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._records))

    def __contains__(self, subject: str) -> bool:
        return subject in self._records

    def record(self, subject: str) -> Record:
        """Return what the layer says of a subject: values by the IRI of the property."""
        return self._records.get(subject, {})

    def values(self, subject: str, predicate: NamedNode) -> list[Value]:
        """Return the values of a property."""
        return self.record(subject).get(predicate.value, [])

    def text(self, subject: str, predicate: NamedNode) -> str | None:
        """Return the first value of a property as a string, None where it has none."""
        return _text(self.values(subject, predicate))

    def of_class(self, class_: NamedNode) -> list[str]:
        """Return the subjects of a class, sorted."""
        return sorted(self._classes.get(class_.value, []))

    def quads(self, subject: str) -> Iterator[Quad]:
        """Yield what the layer says of a subject."""
        node = NamedNode(subject)
        for predicate, values in self.record(subject).items():
            for value in values:
                yield Quad(node, NamedNode(predicate), value, self._layer)


def read_claims(claims: Records, sources: Records) -> Iterator[Claim]:
    """Yield the claims of a store, sorted by IRI.

    What several readings found alike comes back as one claim of the surest of them.
    """
    for iri in claims.of_class(AKG.Claim):
        yield _claim(iri, claims, sources)


def _claim(iri: str, claims: Records, sources: Records) -> Claim:
    record = claims.record(iri)

    def read(term: NamedNode) -> list[Value]:
        return record.get(term.value, [])

    evidence = _main_first(read(AKG.evidence), claims)
    document = _node(claims.values(evidence[0].value, OA.hasSource))
    value, comparator = read(RDF.object)[0], read(AKG.comparator)
    speaker, published = _text(read(AKG.speaker)), _text(read(AKG.publishedOn))
    return Claim(
        subject=_node(read(RDF.subject)),
        predicate=_node(read(RDF.predicate)),
        object=value,
        status=_STATUSES[_node(read(AKG.status))],
        fact=_node(read(AKG.fact)),
        reading=_node(read(PROV.wasGeneratedBy)),
        evidence=evidence,
        document=document,
        voice=speaker or sources.text(document.value, SCHEMA.publisher) or document.value.rpartition("document/")[2],
        base=iri[: iri.rindex(_CLAIM)] if _CLAIM in iri else "",
        position=Position(claims.text(evidence[0].value, AKG.position) or Position.BODY),
        date=_date(value, approximate=bool(read(AKG.approximate))),
        comparator=_COMPARATORS[_node(comparator)] if comparator else None,
        published=dt.date.fromisoformat(published) if published else None,
        retrieved=_text(read(PROV.generatedAtTime)),
        speaker=speaker,
        confidence=max((float(sure.value) for sure in read(AKG.confidence)), default=None),
    )


def _main_first(evidence: Sequence[Value], claims: Records) -> tuple[NamedNode, ...]:
    """Put the quote or summary before the spans that slots were taken over from: these are no `akg:Evidence`."""
    nodes = [node for node in evidence if isinstance(node, NamedNode)]
    if len(nodes) > 1:
        nodes.sort(key=lambda node: (AKG.Evidence not in claims.values(node.value, RDF.type), node.value))
    return tuple(nodes)


def _date(value: Value, *, approximate: bool) -> ImpreciseDate | None:
    if not isinstance(value, Literal) or value.datatype != EDTF.EDTF:
        return None
    return replace(ImpreciseDate.parse(value.value), approximate=approximate)


def _node(values: Iterable[Value]) -> NamedNode:
    nodes = [value for value in values if isinstance(value, NamedNode)]
    return nodes[0] if len(nodes) == 1 else min(nodes, key=str)


def _text(values: Iterable[Value]) -> str | None:
    return min((value.value for value in values), default=None)


def read_decisions_on_claims(records: Records) -> Iterator[Decision]:
    """Yield what persons decided on claims, the earliest first."""
    found = [
        Decision(
            decision=Verdict(records.text(iri, AKG.verdict) or ""),
            claim=records.text(iri, AKG.decides),
            by=records.text(iri, AKG.decidedBy) or "",
            on=decided_on(iri, records),
            reason=records.text(iri, AKG.reason) or "",
        )
        for iri in records.of_class(AKG.Decision)
        if records.text(iri, AKG.verdict) in (Verdict.PREFERS, Verdict.DEPRECATES)
    ]
    yield from sorted(found, key=lambda decision: decision.on)


def decided_on(decision: str, records: Records) -> dt.date:
    """Return the day of a decision."""
    return dt.date.fromisoformat(records.text(decision, AKG.decidedOn) or "")
