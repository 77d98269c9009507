"""A closure that is kept up is the closure taken anew."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, Triple

from autokg.core.terms import AKG, GRAPH
from autokg.reasoning.base import Inconsistency
from autokg.reasoning.closed_graph import ClosedGraph, TripleGraph
from autokg.reasoning.incremental import Upkeep
from autokg.reasoning.memory import MemoryReasoner
from autokg.reasoning.rulebook import Rulebook
from autokg.reasoning.store_graph import LookedUpGraph
from autokg.stores import OxigraphStore

from .worlds import BOOK, graphs, thing

DENIED = (AKG.directParent, AKG.ancestorOrganization, AKG.jointVentureOf)
BUILT = (AKG.modelBrand, AKG.brandOwner, AKG.builder, AKG.plannedBuilder)


def in_memory(given: set[Triple], inferred: set[Triple]) -> ClosedGraph:
    return TripleGraph(given | set(BOOK.assertions), inferred)


def in_a_store(given: set[Triple], inferred: set[Triple]) -> ClosedGraph:
    store = OxigraphStore()
    layers = [(triple, GRAPH.accepted) for triple in given] + [(triple, GRAPH.inferred) for triple in inferred]
    store.load(Quad(t.subject, t.predicate, t.object, layer) for t, layer in layers)
    return LookedUpGraph(store, BOOK.assertions)


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


@pytest.mark.parametrize("make", [in_memory, in_a_store])
@settings(max_examples=120, deadline=None)
@given(st.data())
def test_any_change_gives_what_the_closure_of_the_new_graph_is(make: object, data: st.DataObject) -> None:
    drawn = data.draw(st.sampled_from([graphs(), families()]))
    before = data.draw(drawn)
    kept = data.draw(st.sets(st.sampled_from(sorted(before, key=str))))
    after = kept | data.draw(drawn)
    (old, broken), (new, breaks) = closure_of(before), closure_of(after)
    change = Upkeep(BOOK, make(before, old)).change(before - after, after - before)  # type: ignore[operator]
    assert (old - change.vanished) | change.appeared == new
    assert change.vanished <= old
    assert not change.appeared & old
    assert breaks - broken <= set(change.inconsistencies) <= breaks
