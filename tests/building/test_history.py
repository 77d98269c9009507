"""A past read from the history of a store is what recomputing it gives, quad by quad."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from autokg.building.as_of import recall
from autokg.building.build import build
from autokg.building.history import record
from autokg.building.history_file import ALWAYS, FOREVER, Block, History
from autokg.building.moment import Moment
from autokg.building.retracing import retrace
from autokg.claims.decisions import Decision, Decisions
from autokg.core.terms import AKG, GRAPH, RDF
from autokg.errors import StoreError
from autokg.facts import Document, Fact
from autokg.names.gazetteer import Gazetteer, load_gazetteer
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact
from bundled_part import part_store
from corpus import FOLDER, build_example

pytestmark = pytest.mark.slow  # each test builds several stores


def assert_retraced(store: OxigraphStore, days: list[str], gazetteer: Gazetteer | None = None) -> None:
    """Check that days are told alike by the history of a store and by recomputing."""
    with TemporaryDirectory() as folder:
        history = History(Path(folder) / "history")
        record(store, history, gazetteer)
        for day in days:
            past = retrace(store, history, dt.date.fromisoformat(day), OxigraphStore())
            expected = recall(store, Moment.of(day), gazetteer)
            assert set(past.store.quads()) == set(expected.store.quads())
            assert list(past.notes()) == list(expected.notes())


def test_the_history_of_the_example_tells_each_day() -> None:
    days = ["1990-01-01", "2022-05-31", "2022-06-01", "2023-05-30", "2024-01-15", "2024-01-16", "2026-12-31"]
    assert_retraced(build_example().store, days, load_gazetteer(FOLDER / "reference"))


def test_the_history_of_real_sources_tells_each_day() -> None:
    assert_retraced(part_store(), ["2012-03-31", "2019-06-30", "2023-11-15", "2025-10-01"])


Records = list[Document | Fact]


def production(n: int, **slots: Any) -> Records:
    """Return a production told on the tenth of a month."""
    return [document(f"d{n}", published=f"2024-0{n}-10"), fact("production", documents=(f"d{n}",), **slots)]


TOLD: list[Records] = [
    production(1, status="planned", model="Sample 4", builder="EM", plant="Northport", start="2025"),
    production(2, model="Sample 4", builder="EM"),
    production(3, status="denied", model="Sample 4", builder="EM", plant="Northport", start="2024"),
    production(4, status="ended", model="Sample 4", builder="EM", country="DE", end="2024"),
    production(5, model="Sample 4", plant="Eastworks", place="Newtown", country="DE"),
    [document("d6", published="2024-06-10"), fact("plant", documents=("d6",), plant="Eastworks", place="Newtown", country="DE", operator="EM")],
    [document("d7", published="2024-07-10"), fact("plant", documents=("d2", "d7"), plant="Northport", employees=1000)],
    [document("d8", published=None), fact("plant", documents=("d8",), plant="Northport", opened="1990")],
    [document("d9", published="2024-09-10"), fact("joint_venture", documents=("d9",), name="Twin Cars", parents=["EM", "Zenith Wagons"])],
]  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(st.sets(st.integers(0, len(TOLD) - 1), min_size=1))
def test_any_corpus_is_told_alike_on_any_day(places: set[int]) -> None:
    if 6 in places:
        places = places | {1}  # it cites the document of that
    records = [one for place in sorted(places) for one in TOLD[place]]
    store = build(corpus(*records), gazetteer=GAZETTEER).store
    assert_retraced(store, ["2024-02-09", *(f"2024-0{month}-10" for month in range(1, 10))], GAZETTEER)


def filing(year: int, model: str) -> Records:
    told = fact(
        "production", documents=(f"f{year}",), model=model, country="US", start=f"../{year}", end=f"{year}/..", speaker="EM"
    )  # fmt: skip
    return [document(f"f{year}", published=f"{year}-06-01"), told]


def test_a_filing_without_a_model_changes_what_earlier_ones_told() -> None:
    records = (*filing(2020, "Sample 4"), *filing(2021, "Other 5"))
    store = build(corpus(*records), gazetteer=GAZETTEER).store
    assert_retraced(store, ["2020-05-31", "2020-06-01", "2021-05-31", "2021-06-01"], GAZETTEER)
    ended = [q.subject for q in store.quads(GRAPH.accepted) if (q.predicate, q.object) == (AKG.status, AKG.ended)]
    before = recall(store, Moment.of("2021-05-31"), GAZETTEER).store
    assert len(ended) == 1
    assert isinstance(ended[0], NamedNode)
    assert next(before.match(ended[0], AKG.status, AKG.actual, GRAPH.accepted), None)


def test_an_operator_that_is_told_later_joins_two_productions_from_then_on() -> None:
    records = [one for place in (1, 4, 5) for one in TOLD[place]]
    store = build(corpus(*records), gazetteer=GAZETTEER).store
    merged = {
        day: len(list(recall(store, Moment.of(day), GAZETTEER).store.match(None, AKG.mergedInto, None, None)))
        for day in ("2024-06-09", "2024-06-10")
    }
    assert merged == {"2024-06-09": 0, "2024-06-10": 1}
    assert_retraced(store, list(merged), GAZETTEER)


def test_what_a_venture_builds_tells_that_it_goes_on_from_then_on() -> None:
    formed = fact("joint_venture", name="Twin Cars", parents=["EM", "Zenith Wagons"], formed="2001")
    records = (document("d1"), formed, *production(3, model="Sample 4", builder="Twin Cars", country="DE"))
    store = build(corpus(*records), gazetteer=GAZETTEER).store
    reported = {}
    for day in ("2024-03-09", "2024-03-10"):
        past = recall(store, Moment.of(day), GAZETTEER).store
        ventures = (quad.subject for quad in past.match(None, RDF.type, AKG.JointVenture, GRAPH.accepted))
        told = [next(past.match(one, AKG.lastReported, None, GRAPH.accepted)) for one in ventures]  # type: ignore[arg-type]
        reported[day] = [quad.object.value for quad in told]  # type: ignore[union-attr]
    assert reported == {"2024-03-09": ["2024-01-15"], "2024-03-10": ["2024-03-10"]}
    assert_retraced(store, list(reported), GAZETTEER)


def test_a_store_with_decisions_on_states_has_no_history(tmp_path: Path) -> None:
    ended = Decision(decision="ends", state="production/x", by="A. Tester", on="2024-07-01", reason="a test")  # type: ignore[arg-type]
    store = build(corpus(*TOLD[0]), gazetteer=GAZETTEER, decisions=Decisions.of([ended])).store
    with pytest.raises(StoreError, match="decisions on claims, facts or states"):
        record(store, History(tmp_path / "history"), GAZETTEER)
    assert list(tmp_path.iterdir()) == []


def test_a_block_is_read_from_its_first_day_to_the_day_before_the_next(tmp_path: Path) -> None:
    history = History(tmp_path / "history")
    text = '<e:a> <e:b> "1\u2028\x852" <e:g> .\n'
    first, second = dt.date(2024, 1, 1), dt.date(2024, 2, 1)
    history.write(
        [Block("a", first, second, text), Block("a", second, FOREVER, "2\n"), Block("b", ALWAYS, FOREVER, "3\n")]
    )
    days = (first - dt.timedelta(1), first, second - dt.timedelta(1), second, FOREVER - dt.timedelta(1))
    assert [history.lines(day, "a") for day in days] == ["", text, text, "2\n", "2\n"]
    assert history.lines(first, "b") == "3\n"


def test_a_history_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    history = History(tmp_path / "a folder %20" / "history")
    assert not history.is_there
    with pytest.raises(StoreError, match="the history cannot be read"):
        history.lines(dt.date(2024, 1, 1), "a")
    history.write([Block("a", ALWAYS, FOREVER, "1\n")])
    assert history.is_there
