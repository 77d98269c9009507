"""What changed between two states, what is likely next, and what such a guess was worth before."""

from __future__ import annotations

import datetime as dt

import networkx as nx

from autokg.building.build import build
from autokg.network import project
from autokg.network.comparison import Comparison, compare
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


def test_a_tie_of_unknown_date_is_first_reported_and_a_dated_one_is_new() -> None:
    records = (
        document("d1", published="2022-05-01"),
        document("d2", published="2024-05-01"),
        fact("stake", documents=("d1",), owner="Acme", owned="Zenith", since="2020"),
        fact("stake", documents=("d2",), owner="Acme", owned="Ajax", since="2023-06"),
        fact("stake", documents=("d2",), owner="Acme", owned="Borealis"),
    )
    store = build(corpus(*records), gazetteer=GAZETTEER).store
    found = compare(*(project(store, "ownership", on=dt.date(year, 1, 1)) for year in (2023, 2025)))
    assert [link.source_label for link in found.new] == ["Ajax"]
    assert [link.source_label for link in found.reported] == ["Borealis"]


def test_backwards_what_joined_has_left() -> None:
    before, after = states()
    forth, back = compare(before, after), compare(after, before)
    assert (forth.joined, {*forth.new, *forth.reported}) == (back.left, {*back.gone})
    assert forth.changed[0].changes["status"] == back.changed[0].changes["status"][::-1]


def test_a_network_does_not_differ_from_itself() -> None:
    network = project(build_example().store, "all")
    assert compare(network, network.copy()) == Comparison((), (), (), (), (), ())


def test_between_two_days_what_began_is_new_and_what_ended_is_gone() -> None:
    store = build_example().store
    days = (dt.date(2015, 6, 1), dt.date(2024, 6, 1))
    found = compare(*(project(store, "production", on=day, status={"actual", "ended"}) for day in days))
    assert "Sample Pickup" in found.left
    assert "Example One" in found.joined
