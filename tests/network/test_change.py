"""What changed between two states, what is likely next, and what such a guess was worth before."""

from __future__ import annotations

import datetime as dt

import networkx as nx
import pytest

from autokg.building.build import build
from autokg.errors import UnknownNameError
from autokg.network import project
from autokg.network.comparison import Comparison, compare
from autokg.network.prediction import METHODS, backtest, predict
from builders import GAZETTEER, corpus, document, fact
from corpus import build_example


def states() -> tuple[nx.MultiDiGraph, nx.MultiDiGraph]:
    plan = fact("production", status="planned", model="Sample 4", plant="Example Northport plant", start="2025")
    done = fact(
        "production", documents=("d2",), model="Sample 4", plant="Example Northport plant", builder="Example Motors"
    )
    before = build(corpus(document("d1"), plan), gazetteer=GAZETTEER)
    after = build(corpus(document("d1"), document("d2"), plan, done), gazetteer=GAZETTEER)
    return project(before.store, "production"), project(after.store, "production")


def test_a_plan_that_came_true_is_a_change_and_not_another_edge() -> None:
    found = compare(*states())
    assert [change.changes for change in found.changed] == [
        {"type": ("plannedProductionAt", "producedAt"), "status": ("planned", "actual")}
    ]
    assert found.joined == ("Example Motors",)
    assert [(link.source_label, link.type, link.target_label) for link in found.new] == [
        ("Sample 4", "builder", "Example Motors")
    ]
    assert (found.left, found.gone) == ((), ())


def test_backwards_what_joined_has_left() -> None:
    before, after = states()
    forth, back = compare(before, after), compare(after, before)
    assert (forth.joined, forth.new) == (back.left, back.gone)
    assert forth.changed[0].changes["status"] == back.changed[0].changes["status"][::-1]


def test_a_network_does_not_differ_from_itself() -> None:
    network = project(build_example().store, "all")
    assert compare(network, network.copy()) == Comparison((), (), (), (), ())


def test_between_two_days_what_began_is_new_and_what_ended_is_gone() -> None:
    store = build_example().store
    days = (dt.date(2015, 6, 1), dt.date(2024, 6, 1))
    found = compare(*(project(store, "production", on=day, status={"actual", "ended"}) for day in days))
    assert "Sample Pickup" in found.left
    assert "Example One" in found.joined


@pytest.mark.parametrize("method", METHODS)
def test_predictions_are_of_pairs_that_are_not_tied(method: str) -> None:
    network = project(build_example().store, "partners")
    for found in predict(network, method):
        assert not network.has_edge(found.source, found.target)
        assert not network.has_edge(found.target, found.source)
        assert found.score > 0


def test_a_prediction_names_the_neighbours_both_have() -> None:
    network = project(build_example().store, "partners", status={"actual"})
    found = predict(network, "common-neighbours")
    assert [(pair.source_label, pair.target_label, pair.common) for pair in found] == [
        ("Fictif Auto", "Muster Werke", ("Example Motors",)),
        ("Fictif Auto", "Sample Automotive", ("Example Motors",)),
    ]


def test_an_unknown_method_offers_near_names() -> None:
    with pytest.raises(UnknownNameError, match=r"no method named 'jacard'; did you mean jaccard"):
        predict(nx.MultiDiGraph(), "jacard")


def test_a_backtest_sees_nothing_of_what_came_later() -> None:
    network = nx.MultiDiGraph()
    for pair in ("am", "bm", "an", "bn", "xm"):
        network.add_edge(*pair, start="2019")
    network.add_edge("a", "b", start="2021-05", type="partnerOf")
    network.add_edge("b", "newcomer", start="2021-05", type="partnerOf")
    (test,) = backtest(network, [dt.date(2020, 1, 1)], "common-neighbours", limit=1)
    assert (test.predicted, test.hits, test.new, test.candidates) == (1, 1, 1, 5)
    assert (test.hit_rate, test.chance) == (1.0, 0.2)
    (late,) = backtest(network, [dt.date(2022, 1, 1)], limit=1)
    assert (late.hits, late.new, late.chance) == (0, 0, 0.0)


def test_a_backtest_of_what_has_no_date_predicts_nothing() -> None:
    (test,) = backtest(nx.MultiDiGraph([("a", "b"), ("b", "c")]), [dt.date(2020, 1, 1)])
    assert (test.predicted, test.hit_rate, test.candidates) == (0, 0.0, 0)
