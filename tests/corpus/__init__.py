"""A small invented corpus, so that a test can say which rows a question must get: no firm in it exists."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import rdflib
from pyoxigraph import RdfFormat, serialize

from autokg.building.build import KnowledgeBuild, build
from autokg.claims.decisions import read_decisions
from autokg.facts.corpus import load_corpus
from autokg.names.gazetteer import load_gazetteer
from autokg.stores import OxigraphStore

FOLDER = Path(__file__).parent
BASE = "https://w3id.org/autokg/id/"


@cache
def build_example() -> KnowledgeBuild:
    """Build the invented corpus, once a session; every quote in it is checked against its text."""
    corpus = load_corpus([FOLDER / "facts"])
    texts = corpus.check_quotes(FOLDER / "texts")
    assert texts == 2
    decided = (FOLDER / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    return build(
        corpus,
        decisions=read_decisions(decided, "decisions.jsonl"),
        gazetteer=load_gazetteer(FOLDER / "reference"),
    )


def as_dataset(store: OxigraphStore) -> rdflib.Dataset:
    """Return a store as an rdflib dataset whose default graph is the union of all graphs, as in the store."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=serialize(store.quads(), format=RdfFormat.N_QUADS), format="nquads")
    return dataset
