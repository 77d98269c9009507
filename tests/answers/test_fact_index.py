"""Facts found in memory are those that a query for each thing finds."""

from __future__ import annotations

import pytest

from autokg.answers.conflicts import conflicts_of, find_conflicts
from autokg.answers.evidence import find_evidence
from autokg.answers.fact_index import IndexedAsker
from autokg.answers.facts import Fact
from autokg.answers.form import Condition, Form, Mode, Name, View, Window
from autokg.answers.retrieval import Asker
from autokg.answers.words import load_words
from autokg.core.terms import AKG, RDF
from autokg.stores import OxigraphStore
from autokg.stores.kept import keep_found, keep_results, kept, kept_each, kept_of

DAY = "2026-01-01"
ASKED = (
    (View.PRODUCTION, "model", "VehicleModel", ()),
    (View.PRODUCTION, "plant", "Plant", ("model", "market")),
    (View.PRODUCTION, "builder", "Company", ("model",)),
    (View.PRODUCTION, "brand", "Brand", ("model",)),
    (View.PRODUCTION, "market", "Country", ("model",)),
    (View.PRODUCTION, "site", "Country", ("model",)),
    (View.PLANT, "plant", "Plant", ()),
    (View.PLANT, "operator", "Company", ("plant",)),
    (View.OWNERSHIP, "owned", "Brand", ()),
    (View.OWNERSHIP, "owner", "Company", ("owned",)),
    (View.TIE, "party", "Company", ("tie",)),
    (View.TIE, "party", "Company", ("party",)),
    (View.ROLE, "organization", "Company", ()),
)


@pytest.fixture(scope="module")
def kept_store(store: OxigraphStore) -> OxigraphStore:
    copy = OxigraphStore()
    copy.load(store.quads())
    return copy


def names(store: OxigraphStore, kind: str) -> list[Name]:
    """Return some things of a kind."""
    nodes = sorted({quad.subject.value for quad in store.match(None, RDF.type, getattr(AKG, kind), None)})  # type: ignore[union-attr]
    return [Name(node, node, (kind,)) for node in nodes[:8]]


def unordered(facts: list[Fact]) -> list[str]:
    return sorted(map(str, facts))


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: f"{asked[0]}-{asked[1]}")
def test_the_facts_on_a_thing_are_the_same(
    store: OxigraphStore, kept_store: OxigraphStore, asked: tuple[View, str, str, tuple[str, ...]]
) -> None:
    view, slot, kind, targets = asked
    words = load_words("de")
    asker, indexed = Asker(store, DAY, words), IndexedAsker(kept_store, DAY, words)
    things = names(store, kind)
    assert things
    for name in things:
        form = Form(view, Mode.LIST, targets=targets, conditions=(Condition(slot, (name,)),), language="de")
        (expected, sparql), (found, query) = asker.facts(form), indexed.facts(form)
        assert unordered(found) == unordered(expected)
        assert query == sparql


def test_some_facts_are_found(kept_store: OxigraphStore) -> None:
    indexed = IndexedAsker(kept_store, DAY, load_words("en"))
    forms = [
        Form(View.PRODUCTION, Mode.LIST, conditions=(Condition("model", (name,)),))
        for name in names(kept_store, "VehicleModel")
    ]
    assert any(indexed.facts(form)[0] for form in forms)


def test_what_is_asked_of_another_time_is_asked_of_the_store(store: OxigraphStore, kept_store: OxigraphStore) -> None:
    words = load_words("en")
    for name in names(store, "VehicleModel"):
        form = Form(
            View.PRODUCTION, Mode.LIST, conditions=(Condition("model", (name,)),), window=Window("2020-01-01", DAY)
        )
        expected = Asker(store, DAY, words).facts(form)[0]
        assert unordered(IndexedAsker(kept_store, DAY, words).facts(form)[0]) == unordered(expected)


def test_the_conflicts_on_a_thing_are_the_same(store: OxigraphStore, kept_store: OxigraphStore) -> None:
    keep_results(kept_store)
    subjects = {row["subject"] for row in find_conflicts(store)}
    assert subjects
    for subject in sorted(subjects):
        assert conflicts_of(kept_store, [subject]) == conflicts_of(store, [subject]) != []
    assert conflicts_of(store, ["https://e.org/nothing"]) == conflicts_of(kept_store, ["https://e.org/nothing"]) == []


def test_results_are_kept_only_of_a_store_that_does_not_change() -> None:
    changing, steady = OxigraphStore(), OxigraphStore()
    keep_results(steady)
    numbers = iter(range(10))
    assert [kept(changing, "kind", "key", numbers.__next__, 1) for _ in range(2)] == [0, 1]
    assert [kept(steady, "kind", "key", numbers.__next__, 1) for _ in range(2)] == [2, 2]
    assert kept(steady, "another kind", "key", numbers.__next__, 1) == 3


def test_of_each_kind_the_results_asked_for_last_are_kept() -> None:
    steady, asked = OxigraphStore(), list[str]()
    keep_results(steady)

    def find(keys: list[str]) -> dict[str, str]:
        asked.extend(keys)
        return {key: key.upper() for key in keys}

    for keys in ("ab", "a", "c", "a", "b"):  # b is dropped when c comes, because a was asked for later
        assert kept_each(steady, "kind", keys, find, 2) == {key: key.upper() for key in keys}
    assert "".join(asked) == "abcb"
    assert len(kept_each(steady, "kind", "xyz", find, 2)) == 3


def test_the_evidence_on_a_thing_is_the_same(store: OxigraphStore, kept_store: OxigraphStore) -> None:
    keep_results(kept_store)
    nodes = [name.iri for kind in ("Production", "VehicleModel") for name in names(store, kind)]
    assert find_evidence(store, nodes)
    for some in (nodes[:3], nodes[2:9], nodes):
        assert find_evidence(kept_store, some) == find_evidence(store, some)


def test_what_one_process_found_is_known_to_another() -> None:
    first, second = OxigraphStore(), OxigraphStore()
    for store in (first, second):
        keep_results(store)
    kept(first, "numbers", 1, lambda: "one", 5)
    kept(first, "others", 1, lambda: "other", 5)
    kept(second, "numbers", 2, lambda: "two", 5)
    keep_found(second, kept_of(first, ["numbers"]))
    assert [kept(second, "numbers", key, lambda: "new", 5) for key in (1, 2, 3)] == ["one", "two", "new"]
    assert kept(second, "others", 1, lambda: "new", 5) == "new"
