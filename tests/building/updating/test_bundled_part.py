"""Documents of the bundled data removed from a store and added again: what a build gives, both times."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autokg.building.build import build
from autokg.building.bundled import bundled_decisions
from autokg.building.updating import Delta, Maintainer
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


def built(corpus: Corpus) -> OxigraphStore:
    return build(corpus, decisions=bundled_decisions()).store


@cache
def whole_store() -> OxigraphStore:
    return built(part())


def apply(store: OxigraphStore, delta: Delta) -> OxigraphStore:
    changed = OxigraphStore()
    changed.load((set(store.quads()) - delta.dropped) | delta.gained)
    return changed


def nquads(store: OxigraphStore) -> list[str]:
    return sorted(map(str, store.quads()))


@settings(max_examples=3, deadline=None)
@given(st.data())
@pytest.mark.slow
def test_what_is_removed_and_added_again_is_what_a_build_gives(data: st.DataObject) -> None:
    ids = sorted(part().documents)
    gone = data.draw(st.sets(st.sampled_from(ids), min_size=1, max_size=len(ids) // 2))
    shared = {each.document for one in part().facts for each in one.evidence if len(one.evidence) > 1}
    gone -= shared  # a fact that rests on others too is left with these, which is not the part without it
    without = apply(whole_store(), Maintainer(whole_store()).remove(gone).delta)
    assert nquads(without) == nquads(built(of_documents(part(), set(ids) - gone)))
    again = apply(without, Maintainer(without).add(of_documents(part(), gone)).delta)
    assert nquads(again) == nquads(whole_store())
