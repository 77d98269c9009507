"""What is written as text is read back as the same quads by Oxigraph's parser, whatever the words are."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from autokg.claims.claim import claim_nquads
from autokg.claims.layers import source_nquads
from autokg.claims.mapping import map_corpus
from autokg.core.terms import AKG, GRAPH, OA, RDFS, SKOS
from autokg.facts import parse_record
from autokg.names.resolver import Resolver
from autokg.stores import OxigraphStore
from autokg.stores.nquads import about, parse_quads, text_of
from builders import GAZETTEER, corpus, document

HALL = NamedNode("https://e.org/hall")
BASE = "https://e.org/"
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.sampled_from(
    ['"', "\\", "\\n", "a\nb", "a\r\nb", "\t", '" . <x> <y> "', "\u2028", "\x00", "\x1f", "𝒳", "<a>", "'", "%22", "é"]
)

# Names and titles of control characters, or of spaces only, are refused.
names = words.filter(lambda text: text.strip() and not any(unicodedata.category(c) == "Cc" for c in text))


@given(st.lists(words, min_size=1))
def test_any_words_come_back(texts: list[str]) -> None:
    written = about(HALL, [f"{AKG.summary} {text_of(text)}" for text in texts], GRAPH.claims)
    assert list(parse_quads(written)) == [Quad(HALL, AKG.summary, Literal(text), GRAPH.claims) for text in texts]


@settings(deadline=None, max_examples=50)
@given(names, names, names)
def test_a_store_holds_the_words_of_a_fact(quote: str, speaker: str, alias: str) -> None:
    record = {
        "kind": "alias", "status": "actual", "alias": alias, "of": "Example Motors", "speaker": speaker,
        "evidence": [{"document": "d1", "quote": quote, "start": 0, "end": len(quote)}],
    }  # fmt: skip
    told = corpus(document(title=quote), parse_record(json.dumps(record)))
    claims, _ = map_corpus(told, Resolver(GAZETTEER, BASE), BASE)
    store = OxigraphStore()
    store.load_nquads([*source_nquads(told, BASE), *claim_nquads(claims)])
    found = {(quad.predicate, quad.object) for quad in store.quads()}
    assert {(OA.exact, Literal(quote)), (RDFS.label, Literal(quote)), (AKG.speaker, Literal(speaker))} <= found
    assert {quad for claim in claims for quad in claim.quads()} <= set(store.quads())
    assert [claim.object for claim in claims if claim.predicate == SKOS.altLabel] == [Literal(alias)]
