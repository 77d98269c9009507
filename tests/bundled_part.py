"""A part of the bundled data: what holds of any sources is tested on it in a fraction of the time."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from pyoxigraph import Triple

from autokg.building.build import build
from autokg.building.bundled import bundled_decisions
from autokg.core.resources import find_resource
from autokg.facts.corpus import Corpus, load_corpus
from autokg.stores import OxigraphStore

EVERY = 9  # one document in so many


@cache
def part() -> Corpus:
    whole = load_corpus([find_resource("data", "facts")])
    return of_documents(whole, set(sorted(whole.documents)[::EVERY]))


def of_documents(whole: Corpus, ids: set[str]) -> Corpus:
    """Return some documents, and the facts that rest on them and no others."""
    documents = {id_: one for id_, one in whole.documents.items() if id_ in ids}
    return Corpus(documents, [one for one in whole.facts if {each.document for each in one.evidence} <= ids])


def built(corpus: Corpus, listed: Collection[Triple] | None = None) -> OxigraphStore:
    return build(corpus, decisions=bundled_decisions(), listed=listed).store


@cache
def part_store() -> OxigraphStore:
    return built(part())
