"""A closure that is kept up is the closure taken anew."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Triple

from autokg.core.terms import AKG
from autokg.reasoning.closure import Inconsistency
from autokg.reasoning.incremental import Upkeep
from autokg.reasoning.memory import MemoryReasoner
from autokg.reasoning.rulebook import Rulebook

from .test_rule_files import DEAL, ONE_FAMILY
from .worlds import BOOK, closed_graph, follow_from, graphs, thing, triples

pytestmark = pytest.mark.slow

DENIED = (AKG.directParent, AKG.ancestorOrganization, AKG.jointVentureOf)
BUILT = (AKG.modelBrand, AKG.brandOwner, AKG.builder, AKG.plannedBuilder)


def closure_of(given: set[Triple], book: Rulebook = BOOK) -> tuple[set[Triple], set[Inconsistency]]:
    reasoner = MemoryReasoner(book)
    reasoner.load(given)
    reasoner.close()
    return set(reasoner.derived()), set(reasoner.inconsistencies())


@st.composite
def families(draw: st.DrawFn) -> set[Triple]:
    """Draw builders, brands and owners who may or may not be of one family: the rule with denials turns on it."""
    things = st.sampled_from([thing(str(number)) for number in range(5)])
    ties = st.builds(Triple, things, st.sampled_from(DENIED), things)
    goods = st.builds(Triple, things, st.sampled_from(BUILT), things)
    return draw(st.sets(goods, min_size=3, max_size=12)) | draw(st.sets(ties, max_size=5))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_change_gives_what_the_closure_of_the_new_graph_is(data: st.DataObject) -> None:
    drawn = data.draw(st.sampled_from([graphs(), families()]))
    before = data.draw(drawn)
    kept = data.draw(st.sets(st.sampled_from(sorted(before, key=str))))
    after = kept | data.draw(drawn)
    (old, broken), (new, breaks) = closure_of(before), closure_of(after)
    change = Upkeep(BOOK, closed_graph(before, old)).change(before - after, after - before)
    assert (old - change.vanished) | change.appeared == new
    assert change.vanished <= old
    assert not change.appeared & (old | after)
    assert not new & (after | set(BOOK.assertions))
    assert breaks - broken <= set(change.inconsistencies) <= breaks


@pytest.mark.parametrize("tie", list(ONE_FAMILY.values()), ids=list(ONE_FAMILY))
@pytest.mark.parametrize("built", ["builder", "plannedBuilder"])
def test_a_new_fact_retracts_what_it_forbids_and_its_loss_restores_it(built: str, tie: str) -> None:
    deal = triples(DEAL.format(built=built, owner="brandOwner"))
    relation = AKG.contractManufacturerFor if built == "builder" else AKG.plannedContractManufacturerFor
    made = Triple(thing("o"), relation, thing("w"))
    for fact in sorted(triples(tie), key=str):  # the last of them is the new fact
        before = deal | (triples(tie) - {fact})
        after = before | {fact}
        assert made in follow_from(before)
        change = Upkeep(BOOK, closed_graph(before, follow_from(before))).change([], [fact])
        assert made in change.vanished
        assert (follow_from(before) - change.vanished) | change.appeared == follow_from(after)
        change = Upkeep(BOOK, closed_graph(after, follow_from(after))).change([fact], [])
        assert made in change.appeared
        assert (follow_from(after) - change.vanished) | change.appeared == follow_from(before)


def test_a_conclusion_that_is_asserted_is_inferred_no_more_until_it_is_lost() -> None:
    deal = triples(DEAL.format(built="builder", owner="brandOwner"))
    made = Triple(thing("o"), AKG.builds, thing("m"))
    inferred = follow_from(deal)
    change = Upkeep(BOOK, closed_graph(deal, inferred)).change([], [made])
    assert change.vanished == {made}
    assert not change.appeared
    change = Upkeep(BOOK, closed_graph(deal | {made}, inferred - {made})).change([made], [])
    assert not change.vanished
    assert change.appeared == {made}
