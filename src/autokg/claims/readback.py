"""A store's layers → the claims they record: what `Claim.quads` wrote, read back.

>>> from autokg.facts import Status
>>> from autokg.stores import OxigraphStore
>>> from autokg.core.terms import GRAPH
>>> base = "https://example.org/"
>>> car, plant, fact, reading, evidence, source = (NamedNode(base + name) for name in "cpfres")
>>> saying = Saying(fact, evidence, reading, source, "A. Person", base, Status.PLANNED, speaker="A. Person")
>>> claim = Claim(car, AKG.producedAt, plant, saying)
>>> store = OxigraphStore()
>>> store.load(claim.quads())
>>> store.load([Quad(evidence, OA.hasSource, source, GRAPH.claims)])
>>> list(read_claims(Records.of(store, GRAPH.claims), Records.of(store, GRAPH.sources))) == [claim]
True
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad, Triple

from autokg.claims.claim import COMPARATOR_TERMS, STATUS_TERMS, Claim, Saying, Value
from autokg.claims.ranking import sureness
from autokg.core.dates import ImpreciseDate
from autokg.core.terms import AKG, EDTF, OA, PROV, RDF, SCHEMA
from autokg.facts import Position
from autokg.stores.base import Store

_STATUSES = {term: status for status, term in STATUS_TERMS.items()}
_COMPARATORS = {term: comparator for comparator, term in COMPARATOR_TERMS.items()}
_SAYING, _CLAIM = "saying/", "claim/"
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


def read_claims(claims: Records, sources: Records) -> Iterator[Claim]:
    """Yield the claims of a store, sorted by IRI.

    What several readings found alike comes back as one claim of the surest of them.
    """
    sayings = read_sayings(claims, sources)
    for iri in claims.of_class(AKG.Claim):
        yield _claim(iri, claims, sayings)


def read_sayings(claims: Records, sources: Records) -> dict[str, Saying]:
    """Return the sayings of a store by IRI."""
    return {iri: _saying(iri, claims, sources) for iri in claims.of_class(AKG.Saying)}


def _claim(iri: str, claims: Records, sayings: Mapping[str, Saying]) -> Claim:
    record = claims.record(iri)

    def read(term: NamedNode) -> list[Value]:
        return record.get(term.value, [])

    value, comparator, cited = read(RDF.object)[0], read(AKG.comparator), read(AKG.evidence)
    return Claim(
        subject=_node(read(RDF.subject)),
        predicate=_node(read(RDF.predicate)),
        object=value,
        saying=max((sayings[node.value] for node in read(AKG.saying)), key=sureness),
        cited=_node(cited) if cited else None,
        date=_date(value, approximate=bool(read(AKG.approximate))),
        comparator=_COMPARATORS[_node(comparator)] if comparator else None,
    )


def _saying(iri: str, claims: Records, sources: Records) -> Saying:
    record = claims.record(iri)

    def read(term: NamedNode) -> list[Value]:
        return record.get(term.value, [])

    evidence = _node(read(AKG.evidence))
    document = _node(claims.values(evidence.value, OA.hasSource))
    speaker, published = _text(read(AKG.speaker)), _text(read(AKG.publishedOn))
    return Saying(
        fact=_node(read(AKG.fact)),
        evidence=evidence,
        reading=_node(read(PROV.wasGeneratedBy)),
        document=document,
        voice=speaker or sources.text(document.value, SCHEMA.publisher) or document.value.rpartition("document/")[2],
        base=iri[: iri.rindex(_SAYING)] if _SAYING in iri else "",
        status=_STATUSES[_node(read(AKG.status))],
        position=Position(claims.text(evidence.value, AKG.position) or Position.BODY),
        words=_words(evidence, claims),
        published=dt.date.fromisoformat(published) if published else None,
        retrieved=sources.text(document.value, PROV.generatedAtTime),
        as_of=_first_date(read(AKG.asOf)),
        stated_for=_first_date(read(AKG.statedFor)),
        begins=_first_date(read(AKG.validFrom)),
        ends=_first_date(read(AKG.validUntil)),
        speaker=speaker,
        own=bool(read(AKG.ownParty)),
        confidence=max((float(sure.value) for sure in read(AKG.confidence)), default=None),
    )


def _words(evidence: NamedNode, claims: Records) -> str:
    """Return the text of a quote or summary."""
    quotes = (claims.text(node.value, OA.exact) for node in claims.values(evidence.value, OA.hasSelector))
    return next(filter(None, quotes), None) or claims.text(evidence.value, AKG.summary) or ""


def _first_date(values: list[Value]) -> ImpreciseDate | None:
    return _date(min(values, key=str), approximate=False) if values else None


def _date(value: Value, *, approximate: bool) -> ImpreciseDate | None:
    if not isinstance(value, Literal) or value.datatype != EDTF.EDTF:
        return None
    return replace(ImpreciseDate.parse(value.value), approximate=approximate)


def _node(values: Iterable[Value]) -> NamedNode:
    nodes = [value for value in values if isinstance(value, NamedNode)]
    return nodes[0] if len(nodes) == 1 else min(nodes, key=str)


def _text(values: Iterable[Value]) -> str | None:
    return min((value.value for value in values), default=None)
