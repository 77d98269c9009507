"""The nodes first and then their slots, and all at once: both give the same."""

from __future__ import annotations

import pytest

from autokg.answers import compiling, form_rows
from autokg.answers.compiling import compile_count, compile_form, compile_ranking
from autokg.answers.evidence import solutions
from autokg.answers.facts import gather
from autokg.answers.form import Condition, Event, Form, Mode, Name, View, Window
from autokg.answers.form_rows import count_things, find_rows, rank_things
from autokg.answers.patterns import PATTERNS
from autokg.core.terms import AKG, RDF
from autokg.stores import OxigraphStore

DAY = "2026-01-01"
PAST = Window("2010-01-01", "2022-12-31", event=Event.HOLDS)
FORMS = (
    (View.PRODUCTION, "builder", "Company"),
    (View.PRODUCTION, "builder_before", "Company"),
    (View.PRODUCTION, "site", "Country"),
    (View.PRODUCTION, "brand", "Brand"),
    (View.PLANT, "operator", "Company"),
    (View.TIE, "party", "Company"),
    (View.TIE, "site", "Country"),
    (View.OWNERSHIP, "owned", "Brand"),
    (View.ROLE, "organization", "Company"),
    (View.CHANGE, "party", "Company"),
)
TWO = (
    (View.PRODUCTION, ("builder", "Company"), ("site", "Country")),
    (View.PLANT, ("operator", "Company"), ("site", "Country")),
)


def names(store: OxigraphStore, kind: str) -> tuple[Name, ...]:
    """Return some things of a kind."""
    nodes = sorted({quad.subject.value for quad in store.match(None, RDF.type, getattr(AKG, kind), None)})  # type: ignore[union-attr]
    return tuple(Name(node, node, (kind,)) for node in nodes[:20])


def forms(store: OxigraphStore) -> list[Form]:
    """Return a form of each kind, of now and of a past time, negated too."""
    single = [Form(v, Mode.LIST, conditions=(Condition(slot, names(store, kind)),)) for v, slot, kind in FORMS]
    pairs = [
        Form(
            v,
            Mode.LIST,
            conditions=tuple(
                Condition(slot, names(store, kind), negated=negated and at == 0) for at, (slot, kind) in enumerate(two)
            ),
        )
        for v, *two in TWO
        for negated in (False, True)
    ]
    plain = [*single, *pairs, Form(View.PLANT, Mode.LIST), Form(View.TIE, Mode.LIST, kinds=("JointVenture",))]
    now = [Form(f.view, f.mode, conditions=f.conditions, states=("current",)) for f in plain]
    return [*plain, *now, *(Form(f.view, f.mode, conditions=f.conditions, window=PAST) for f in plain)]


@pytest.fixture(
    autouse=True, params=((0, 0), (0, 10_000), (10_000, 10_000)), ids=("at once", "many nodes first", "few nodes first")
)
def most_named(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "_MOST_NAMED", request.param[0])
    monkeypatch.setattr(form_rows, "_MOST_LISTED", request.param[1])


def test_the_rows_are_those_of_the_query(store: OxigraphStore) -> None:
    filled = 0
    for form in forms(store):
        pattern = PATTERNS[form.view]
        expected, found = solutions(store, compile_form(form, store, DAY)), find_rows(form, store, DAY)
        filled += bool(expected)
        assert gather(found, tuple(pattern.things), DAY, pattern.key) == gather(
            expected, tuple(pattern.things), DAY, pattern.key
        )
    assert filled > len(FORMS)


def test_counts_and_rankings_are_those_of_the_query(store: OxigraphStore) -> None:
    counted = 0
    for form in forms(store):
        slot, by = [*PATTERNS[form.view].things, "model"][:2]
        if form.view in (View.OWNERSHIP, View.CHANGE, View.ROLE):
            continue
        number = count_things(form, store, DAY, slot)
        counted += number > 0
        assert str(number) == solutions(store, compile_count(form, store, DAY, slot))[0]["n"]
        expected = solutions(store, compile_ranking(form, store, DAY, slot, by))
        assert rank_things(form, store, DAY, slot, by) == expected
    assert counted > 0
