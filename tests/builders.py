"""Small parts to build tests from: invented firms, one document, records as a reader would write them."""

from __future__ import annotations

import json
from typing import Any

from pyoxigraph import NamedNode

from autokg.claims.claim import Claim
from autokg.claims.judgement import Judgement
from autokg.claims.mapping import Mapping, map_document
from autokg.facts import Document, Fact, parse_record
from autokg.facts.corpus import Corpus
from autokg.names.gazetteer import Alias, EntityType, Entry, Gazetteer
from autokg.names.resolver import Resolver

GAZETTEER = Gazetteer(
    [
        Entry(id="example-motors", type=EntityType.COMPANY, name="Example Motors", aliases=(Alias(name="EM"), Alias(name="Exemple Automobile"))),
        Entry(id="sample-group", type=EntityType.GROUP, name="Sample Group", aliases=(Alias(name="groupe Sample"),)),
        Entry(id="sample", type=EntityType.BRAND, name="Sample", organization="sample-group"),
        Entry(id="sample-3", type=EntityType.MODEL, name="Sample 3", brand="sample"),
        Entry(id="sample-4", type=EntityType.MODEL, name="Sample 4", brand="sample"),
        Entry(
            id="example-northport", type=EntityType.PLANT, name="Example Northport plant", place="Northport",
            country="KR", organization="example-motors", source="a test",
        ),
    ]
)  # fmt: skip


def document(id_: str = "d1", **about: Any) -> Document:
    return Document(kind="document", id=id_, **{"publisher": f"{id_} press", "published": "2024-01-15", **about})


def fact(kind: str, *, status: str = "actual", documents: tuple[str, ...] = ("d1",), **slots: Any) -> Fact:
    evidence = [{"document": id_, "summary": f"What {id_} says of the {kind}."} for id_ in documents]
    record: Fact = parse_record(json.dumps({"kind": kind, "status": status, "evidence": evidence, **slots}))
    return record


def plant_at(place: str, country: str) -> Entry:
    """Return a plant of the reference data that is called by the town it lies in."""
    return Entry(
        id=place.lower(), type=EntityType.PLANT, name=f"{place} plant", country=country, place=place, source="a test"
    )


def corpus(*records: Document | Fact) -> Corpus:
    made = Corpus()
    for record in records:
        made.add(record, "a test")
    made.check_citations()
    return made


def map_fact(fact: Fact, document: Document, resolver: Resolver) -> Mapping:
    """Map a record as the only one of its document."""
    (mapping,) = map_document(document, [fact], resolver)
    return mapping


def claims_of(*facts: Fact, documents: tuple[Document, ...] = (document(),)) -> list[Claim]:
    resolver = Resolver(GAZETTEER)
    return [claim for one in facts for source in documents for claim in map_fact(one, source, resolver).claims]


def told(kind: str, published: str | None, *, status: str = "actual", by: str = "", **slots: Any) -> list[Claim]:
    """Return what a paper of a day tells; `by` keeps apart papers of one day."""
    id_ = f"d-{published or 'undated'}{by and '-'}{by}"
    return claims_of(
        fact(kind, status=status, documents=(id_,), **slots),
        documents=(document(id_, published=published, publisher=by or f"{id_} press"),),
    )


def values(judgement: Judgement, *terms: NamedNode) -> list[str]:
    """Return the accepted values of properties, sorted: literals as they stand, things by the last part of their IRI."""
    return sorted(local(triple.object) for triple in judgement.accepted if triple.predicate in terms)


def local(term: Any) -> str:
    """Return the text of a literal, the last part of an IRI."""
    text = str(term.value)
    return text.rpartition("/")[2].rpartition("#")[2] if isinstance(term, NamedNode) else text
