"""What files say of nodes and edges: what a node belongs to, and the words that decided on an edge."""

from __future__ import annotations

import pytest

from autokg.building.build import build
from autokg.network import project
from autokg.network.details import describe
from autokg.network.edge_evidence import EdgeEvidence, find_deciding
from builders import GAZETTEER, corpus, document, fact

pytestmark = pytest.mark.slow


def test_a_node_has_its_brand_group_and_country_and_an_edge_the_words_that_decided() -> None:
    records = (
        document("d1", url="https://e.org/1"),
        fact("production", model="Sample 4", brand="Sample", plant="Example Northport plant", confidence=0.9),
        fact("brand", brand="Sample", owner="Sample Group"),
    )
    store = build(corpus(*records), gazetteer=GAZETTEER).store
    network = project(store, "production")
    describe(network, store)
    nodes = {data["label"]: data for _, data in network.nodes(data=True)}
    assert (nodes["Sample 4"]["brand"], nodes["Sample 4"]["group"]) == ("Sample", "Sample Group")
    assert nodes["Example Northport plant"]["country"] == "South Korea"
    (edge,) = [data for *_, data in network.edges(data=True) if data["type"] == "producedAt"]
    assert edge["words"] == "What d1 says of the production."
    assert (edge["publisher"], edge["url"], edge["confidence"]) == ("d1 press", "https://e.org/1", 0.9)
    assert edge["document"].endswith("document/d1")


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ([("old", 0.9, False), ("new", 0.5, True)], "new"),
        ([("less", 0.5, True), ("more", 0.9, True)], "more"),
        ([("first", 0.9, True), ("second", 0.9, True)], "first"),
        ([("unknown", None, True), ("known", 0.1, True)], "known"),
    ],
)
def test_the_accepted_claim_decides_then_the_confidence_then_the_age(
    pieces: list[tuple[str, float | None, bool]], words: str
) -> None:
    evidence = [
        EdgeEvidence(text, True, "actual", "", "", "", "", "", confidence=confidence, decides=decides)
        for text, confidence, decides in pieces
    ]
    deciding = find_deciding(evidence)
    assert deciding is not None
    assert deciding.words == words
    assert find_deciding([]) is None
