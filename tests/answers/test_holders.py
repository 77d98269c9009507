"""Each who built, ran or owned a thing is told with its own time: those before, the present one, and the next."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from autokg.answers import ask
from autokg.building.build import build
from autokg.facts import Fact
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact

TODAY = dt.date(2026, 6, 1)
_CAR = {"model": "Sample 4", "brand": "Sample", "plant": "Example Northport plant"}
_WORKS = {"plant": "Zenith Eastport plant", "place": "Eastport", "country": "NO"}
_LEFT = {"plant": "Zenith Southport plant", "place": "Southport", "country": "FI"}
_CLOSED = {"plant": "Zenith Farport plant", "place": "Farport", "country": "NO"}
_NEW = {"plant": "Nova Westport plant", "place": "Westport", "country": "FI"}


def told(kind: str, day: str, status: str = "actual", **slots: Any) -> Fact:
    return fact(kind, status=status, documents=(f"d{day}",), **slots)


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    facts = [
        told("production", "2021-05-01", start="2019-03", builder="Zenith Wagons", **_CAR),
        told("production", "2025-06-01", "ended", end="2025-04", builder="Zenith Wagons", **_CAR),
        told("production", "2025-06-01", start="2025-05", builder="Nova Cars", **_CAR),
        told("production", "2025-06-01", start="2024-02", builder="Nova Cars", model="Sample 3", plant="Nova Westport plant"),
        told("production", "2025-06-01", "denied", builder="Nova Cars", model="Sample 5", plant="Nova Westport plant"),
        told("plant", "2015-05-01", operator="Zenith Wagons", opened="1988-06", **_WORKS),
        told("plant", "2025-02-01", "ended", operator="Zenith Wagons", **_WORKS),
        told("plant", "2025-02-01", operator="Nova Cars", **_WORKS),
        told("plant", "2026-02-01", "planned", operator="Lumen Motors", opened="2028", **_WORKS),
        told("plant", "2015-05-01", operator="Zenith Wagons", opened="1990", **_LEFT),
        told("plant", "2023-02-01", "ended", operator="Zenith Wagons", **_LEFT),
        told("plant", "2026-02-01", "planned", operator="Lumen Motors", plant="Lumen Hillport plant", place="Hillport", country="FI", opened="2028"),
        told("plant", "2025-02-01", operator="Nova Cars", opened="2010", **_NEW),
        told("plant", "2015-05-01", operator="Zenith Wagons", opened="1970", **_CLOSED),
        told("plant", "2020-05-01", "ended", operator="Zenith Wagons", **_CLOSED),
        told("plant", "2020-05-01", operator="Nova Cars", **_CLOSED),
        told("plant", "2025-07-01", "ended", closed="2025-06", **_CLOSED),
        told("brand", "2012-01-01", brand="Quill", owner="Zenith Wagons", since="1990"),
        told("brand", "2022-03-01", brand="Quill", owner="Nova Cars", since="2021-07"),
        told("brand", "2010-01-01", brand="Brisk", owner="Zenith Wagons"),
        told("brand", "2022-03-01", brand="Brisk", owner="Nova Cars"),
    ]  # fmt: skip
    days = sorted({evidence.document for one in facts for evidence in one.evidence})
    papers = [document(day, published=day.removeprefix("d")) for day in days]
    return build(corpus(*papers, *facts), gazetteer=GAZETTEER).store


def answer(store: OxigraphStore, question: str, today: dt.date = TODAY) -> str:
    return ask(question, store, today).sentence


_SITE = "at the Example Northport plant in South Korea"
_FIRST = f"was built by Zenith Wagons {_SITE} from March 2019 until April 2025"
_SECOND = f"Sample 4 has been built by Nova Cars {_SITE} since May 2025"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who built the Sample 4 in 2025?", f"{_SECOND}; {_FIRST}."),
        ("Who built the Sample 4 in April 2025?", f"Sample 4 {_FIRST}."),
        ("Who built the Sample 4 in May 2025?", f"{_SECOND}."),
        ("Who builds the Sample 4?", f"{_SECOND}."),
        ("Since when does Nova Cars build the Sample 4?", f"{_SECOND}."),
        ("When did Zenith Wagons start building the Sample 4?", f"Sample 4 {_FIRST}."),
        ("Until when did Zenith Wagons build the Sample 4?", f"Sample 4 {_FIRST}."),
        ("Did Zenith Wagons build the Sample 4 in 2022?", f"Yes: Sample 4 {_FIRST}."),
        ("Does Zenith Wagons build the Sample 4?", f"Not any more: Sample 4 {_FIRST}."),
        ("Which models did Zenith Wagons build in 2022?", f"Sample 4 {_FIRST}."),
        ("Which models did Zenith Wagons stop building in 2025?", f"Sample 4 {_FIRST}."),
        ("Which models does Zenith Wagons no longer build?", f"Sample 4 {_FIRST}."),
    ],
)
def test_a_maker_and_its_successor_have_times_of_their_own(question: str, sentence: str, store: OxigraphStore) -> None:
    assert answer(store, question) == sentence


@pytest.mark.parametrize(
    "question",
    [
        "Did Nova Cars build the Sample 4 in 2022?",
        "Which models did Zenith Wagons build in 2018?",
        "Which models did Zenith Wagons stop building in 2024?",
    ],
)
def test_what_a_maker_built_at_another_time_is_no_answer(question: str, store: OxigraphStore) -> None:
    assert answer(store, question).startswith("No source here says")


def test_each_holder_is_one_row(store: OxigraphStore) -> None:
    rows = ask("Who built the Sample 4 in 2025?", store, TODAY).rows
    assert [(row["builderLabel"], row["start"]) for row in rows] == [("Nova Cars", "2025-05"), ("Zenith Wagons", "2019-03")]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who ran the Eastport plant in 2014?", "was a plant of Zenith Wagons in Norway (reported as over on"),
        ("Who ran the Southport plant?", "was a plant of Zenith Wagons in Finland (reported as over on February 1, 2023)."),
        ("Did Zenith Wagons run the Southport plant?", "Yes: the Zenith Southport plant was a plant of Zenith Wagons"),
        ("Who runs the Eastport plant?", "is a plant of Nova Cars in Norway; is to become a plant of Lumen Motors in Norway from 2028."),
        ("Who will run the Eastport plant?", "plant is to become a plant of Lumen Motors in Norway from 2028."),
        ("Who will run the Eastport plant in 2029?", "plant is to become a plant of Lumen Motors in Norway from 2028"),
        ("Who will run the Hillport plant?", "plant is a planned plant of Lumen Motors in Finland from 2028."),
        ("Who ran the Eastport plant before Nova Cars?", "was a plant of Zenith Wagons in Norway"),
    ],
)  # fmt: skip
def test_operators_of_plants_that_only_facts_tell_of(question: str, expected: str, store: OxigraphStore) -> None:
    assert expected in answer(store, question)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Who ran the Eastport plant in 2014?", "Nova Cars"),
        ("Who runs the Eastport plant?", "of Zenith Wagons"),
        ("Who will run the Eastport plant in 2027?", "Known: the Zenith Eastport plant is to become"),
        ("Who will run the Hillport plant?", "is to become"),
    ],
)
def test_operators_of_another_time_are_left_out(question: str, other: str, store: OxigraphStore) -> None:
    assert other not in answer(store, question)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Since when does Nova Cars run the Eastport plant?",
            "The Zenith Eastport plant has been a plant of Nova Cars in Norway since some time between",
        ),
        ("When did the Eastport plant open?", "The Zenith Eastport plant has been a plant in Norway since June 1988."),
        ("When did the Farport plant close?", "The Zenith Farport plant was a plant in Norway from 1970 until June 2025."),
        ("When did the Farport plant open?", "The Zenith Farport plant was a plant in Norway from 1970 until June 2025."),
        ("When did the Westport plant open?", "The Nova Westport plant has been a plant of Nova Cars in Finland since 2010."),
        ("Since when does Nova Cars run the Westport plant?", "The Nova Westport plant"),
    ],
)  # fmt: skip
def test_an_opening_is_not_the_start_of_a_later_operator(question: str, expected: str, store: OxigraphStore) -> None:
    assert expected in answer(store, question)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who owned Quill in 2015?", "Quill belonged to Zenith Wagons from 1990 until July 2021."),
        ("Who owned Quill in July 2021?", "Quill has belonged to Nova Cars since July 2021; belonged to Zenith Wagons from 1990 until July 2021."),
        ("Who owned Quill in August 2021?", "Quill has belonged to Nova Cars since July 2021."),
        ("Until when did Zenith Wagons own Quill?", "Quill belonged to Zenith Wagons from 1990 until July 2021."),
        ("Who owned Brisk in 2010?", "Brisk belonged to Zenith Wagons (reported as over on March 1, 2022)."),
        ("Who owned Brisk in 2023?", "Brisk belongs to Nova Cars."),
    ],
)  # fmt: skip
def test_an_owner_of_a_brand_ends_where_the_next_begins(question: str, sentence: str, store: OxigraphStore) -> None:
    assert answer(store, question).endswith(sentence)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (dt.date(2021, 6, 30), "Quill has belonged to Zenith Wagons since 1990"),
        (dt.date(2021, 8, 1), "Quill has belonged to Nova Cars since July 2021"),
    ],
)
def test_a_past_day_has_the_owner_of_then(day: dt.date, sentence: str, store: OxigraphStore) -> None:
    assert answer(store, "Who owns Quill?", day).startswith(sentence)


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Does Nova Cars build the Sample 3 and the Sample 5?", "In part: "),
        ("Does Nova Cars build the Sample 3 or the Sample 5?", "Sample 3 has been built by Nova Cars"),
        ("Does Nova Cars build the Sample 3 and the Sample 4?", "Yes: "),
        ("Baut Nova Cars den Sample 3 und den Sample 5?", "Zum Teil: "),
    ],
)
def test_all_things_asked_for_have_to_hold(question: str, start: str, store: OxigraphStore) -> None:
    assert answer(store, question).startswith(start)


def test_what_does_not_hold_of_several_things_is_named(store: OxigraphStore) -> None:
    text = answer(store, "Does Nova Cars build the Sample 3 and the Sample 5?")
    assert text.endswith("No source here says that Sample 5 is built by Nova Cars.")


@pytest.mark.parametrize(
    ("day", "is_known"), [(dt.date(2025, 3, 1), False), (dt.date(2025, 6, 1), True)]
)  # fmt: skip
def test_an_end_is_told_from_the_day_on_which_a_source_tells_it(day: dt.date, *, is_known: bool) -> None:
    going = told("production", "2021-05-01", start="2019-03", builder="EM", **_CAR)
    ending = told("production", "2025-05-01", start="2019-03", end="2027", builder="EM", **_CAR)
    papers = document("d2021-05-01", published="2021-05-01"), document("d2025-05-01", published="2025-05-01")
    own = build(corpus(*papers, going, ending), gazetteer=GAZETTEER).store
    assert ("2027" in answer(own, "Who builds the Sample 4?", day)) is is_known


@pytest.mark.parametrize(
    ("end", "words"), [("2027-12", "(reported as over on June 1, 2025)"), ("2025-03", "until March 2025")]
)
def test_an_end_that_another_maker_came_before_is_no_end(end: str, words: str) -> None:
    first = told("production", "2021-05-01", start="2019-03", end=end, builder="Zenith Wagons", **_CAR)
    over = told("production", "2025-06-01", "ended", builder="Zenith Wagons", **_CAR)
    second = told("production", "2025-06-01", builder="Nova Cars", **_CAR)
    papers = document("d2021-05-01", published="2021-05-01"), document("d2025-06-01", published="2025-06-01")
    own = build(corpus(*papers, first, over, second), gazetteer=GAZETTEER).store
    expected = f"Sample 4 was built by Zenith Wagons {_SITE} from March 2019 {words}"
    assert expected in answer(own, "Who built the Sample 4 in 2021?")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who built the Sample 3 in 2018?", "was built by Zenith Wagons at the Zenith Southport plant in Finland from 2010 until March 2020."),
        ("Who built the Sample 3 in 2022?", "was built by Nova Cars at the Zenith Southport plant in Finland from May 2020 until June 2024."),
        ("Did Zenith Wagons build the Sample 3?", "from 2010 until March 2020."),
        ("Who built the Sample 3 before Nova Cars?", "from 2010 until March 2020."),
        ("Which models did Zenith Wagons stop building in 2020?", "from 2010 until March 2020."),
        ("Who ran the Southport plant in 2019?", "was a plant of Zenith Wagons in Finland (reported as over on April 1, 2020)."),
        ("Who ran the Southport plant in 2022?", "was a plant of Nova Cars in Finland until June 2024."),
        ("Who runs the Southport plant?", "plant was a plant of Nova Cars in Finland until June 2024."),
    ],
)  # fmt: skip
def test_what_is_over_is_told_of_each_who_held_it(question: str, sentence: str) -> None:
    car = {"model": "Sample 3", **_LEFT}
    facts = [
        told("production", "2012-01-01", start="2010", builder="Zenith Wagons", **car),
        told("production", "2020-04-01", "ended", end="2020-03", builder="Zenith Wagons", **car),
        told("production", "2020-06-01", start="2020-05", builder="Nova Cars", **car),
        told("production", "2024-07-01", "ended", end="2024-06", builder="Nova Cars", **car),
        told("plant", "2012-01-01", operator="Zenith Wagons", **_LEFT),
        told("plant", "2020-04-01", "ended", operator="Zenith Wagons", **_LEFT),
        told("plant", "2020-04-01", operator="Nova Cars", **_LEFT),
        told("plant", "2024-07-01", "ended", operator="Nova Cars", closed="2024-06", **_LEFT),
    ]
    days = sorted({evidence.document for one in facts for evidence in one.evidence})
    papers = [document(day, published=day.removeprefix("d")) for day in days]
    own = build(corpus(*papers, *facts), gazetteer=GAZETTEER).store
    assert answer(own, question).endswith(sentence)


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Where was the Sample 3 built in May 2025?", "Sample 3 was built by Nova Cars"),
        ("Where was the Sample 3 built in June 2027?", "Sample 3 was built by Nova Cars"),
        ("Where was the Sample 3 built in July 2027?", "No source here"),
        ("Where was the Sample 3 built in January 2024?", "No source here"),
    ],
)
def test_a_report_counts_for_two_years_in_the_past_as_today(question: str, start: str, store: OxigraphStore) -> None:
    assert answer(store, question, dt.date(2029, 1, 1)).startswith(start)


@pytest.mark.parametrize(
    ("day", "owners"),
    [
        (dt.date(2021, 6, 30), ["Zenith Wagons"]),
        (dt.date(2021, 7, 31), ["Nova Cars", "Zenith Wagons"]),
        (dt.date(2022, 3, 1), ["Nova Cars", "Zenith Wagons"]),
    ],
)
def test_an_owner_to_come_is_not_told_before_a_source_tells_of_it(
    day: dt.date, owners: list[str], store: OxigraphStore
) -> None:
    rows = ask("Who owns Quill?", store, day).rows
    assert sorted(row["ownerLabel"] for row in rows) == owners


def test_a_plan_that_is_old_and_has_no_date_is_told_only_where_plans_are_asked_for() -> None:
    car = {"model": "Sample 3", "plant": "Zenith Southport plant"}
    going = told("production", "2026-01-01", builder="Nova Cars", **car)
    plans = [told("production", day, "planned", builder="Lumen Motors", **car) for day in ("2020-01-01", "2026-02-01")]
    for plan, is_told in zip(plans, (False, True), strict=True):
        papers = [document(one.evidence[0].document, published=one.evidence[0].document[1:]) for one in (going, plan)]
        own = build(corpus(*papers, going, plan), gazetteer=GAZETTEER).store
        assert ("Lumen Motors" in answer(own, "Who builds the Sample 3?")) is is_told
        assert "Lumen Motors" in answer(own, "Who will build the Sample 3?")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What capacity will the Westport plant have in 2028?", "The Nova Westport plant is to be able to build 90,000 vehicles a year."),
        ("What capacity does the Westport plant have?", "The Nova Westport plant can build 50,000 vehicles a year; the Nova Westport plant is to be able to build 90,000 vehicles a year."),
    ],
)  # fmt: skip
def test_a_figure_to_come_is_told_where_it_is_asked_for(question: str, sentence: str) -> None:
    now = told("plant", "2025-02-01", operator="Nova Cars", capacity_per_year=50000, **_NEW)
    plan = told("plant", "2026-02-01", "planned", operator="Nova Cars", capacity_per_year=90000, **_NEW)
    papers = document("d2025-02-01", published="2025-02-01"), document("d2026-02-01", published="2026-02-01")
    assert answer(build(corpus(*papers, now, plan), gazetteer=GAZETTEER).store, question) == sentence
