"""What a build wrote of claims comes back as it was."""

from __future__ import annotations

from autokg.building.build import build
from autokg.claims.mapping import map_corpus
from autokg.claims.readback import Records, read_claims
from autokg.core.terms import AKG, GRAPH
from autokg.names.resolver import Resolver
from builders import GAZETTEER, corpus, document, fact
from corpus import build_example

BASE = "https://example.org/kb/"
RECORDS = (
    document("d1", retrieved="2024-02-01"),
    document("d2", publisher=None, published=None),
    fact("production", status="planned", model="Sample 4", builder="EM", start="2025-41~", confidence=0.75),
    fact("plant", documents=("d2",), plant="Northport", opened="../1990", employees=2000, employees_comparator="over"),
    fact("stake", speaker="A. Person", owner="EM", owned="Sample Group", share_percent=33.4, since="2020/.."),
)


def test_claims_come_back_as_they_were() -> None:
    store = build(corpus(*RECORDS), gazetteer=GAZETTEER, base=BASE).store
    made, _ = map_corpus(corpus(*RECORDS), Resolver(GAZETTEER, BASE), BASE)
    found = read_claims(Records.of(store, GRAPH.claims), Records.of(store, GRAPH.sources))
    assert {claim.iri: set(claim.quads()) for claim in found} == {claim.iri: set(claim.quads()) for claim in made}
    back = {c.iri: c for c in read_claims(Records.of(store, GRAPH.claims), Records.of(store, GRAPH.sources))}
    for claim in made:
        twin = back[claim.iri]
        assert twin.date == claim.date
        for name in ("voice", "base", "position", "words", "published", "confidence", "as_of", "own", "status"):
            assert getattr(twin.saying, name) == getattr(claim.saying, name)


def test_every_claim_of_a_corpus_keeps_its_identity() -> None:
    store = build_example().store
    records = Records.of(store, GRAPH.claims)
    claims = list(read_claims(records, Records.of(store, GRAPH.sources)))
    assert [claim.iri.value for claim in claims] == records.of_class(AKG.Claim)
    assert {quad for claim in claims for quad in claim.quads()} <= set(store.quads(GRAPH.claims))


def test_what_two_records_found_alike_comes_back_once_with_the_surer_word() -> None:
    twice = [
        fact("plant", plant="Northport", operator="EM", confidence=0.2),
        fact("plant", plant="Northport", operator="EM", country="KR", confidence=0.7),
    ]
    store = build(corpus(document(), *twice), gazetteer=GAZETTEER).store
    claims = list(read_claims(Records.of(store, GRAPH.claims), Records.of(store, GRAPH.sources)))
    assert [claim.saying.confidence for claim in claims if claim.predicate == AKG.operatedBy] == [0.7]
