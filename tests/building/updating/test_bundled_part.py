"""Documents of the bundled data removed from a store and added again: what a build gives, both times."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autokg.building.updating import Delta, Maintainer
from autokg.stores import OxigraphStore
from bundled_part import built, of_documents, part, part_store


def apply(store: OxigraphStore, delta: Delta) -> OxigraphStore:
    changed = OxigraphStore()
    changed.load((set(store.quads()) - delta.dropped) | delta.gained)
    return changed


def nquads(store: OxigraphStore) -> list[str]:
    return sorted(map(str, store.quads()))


@settings(max_examples=1, deadline=None)  # each builds two thirds of the bundled data, twice
@given(st.data())
@pytest.mark.slow
def test_what_is_removed_and_added_again_is_what_a_build_gives(data: st.DataObject) -> None:
    ids = sorted(part().documents)
    gone = data.draw(st.sets(st.sampled_from(ids), min_size=1, max_size=len(ids) // 2))
    shared = {each.document for one in part().facts for each in one.evidence if len(one.evidence) > 1}
    gone -= shared  # a fact that rests on others too is left with these, which is not the part without it
    without = apply(part_store(), Maintainer(part_store()).remove(gone).delta)
    assert nquads(without) == nquads(built(of_documents(part(), set(ids) - gone)))
    again = apply(without, Maintainer(without).add(of_documents(part(), gone)).delta)
    assert nquads(again) == nquads(part_store())
