"""What charts show is what the store says: when something was so, what flows where, what stands where."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.errors import UnknownNameError
from autokg.exports.charts import CHARTS, Chart, Scope, sankey, timeline
from autokg.exports.charts.events import Event, load_events
from autokg.exports.charts.flows import LAYERS, Flow, add_up, gather_small, sizes_of
from autokg.exports.charts.map_labels import Square, place_names
from autokg.exports.charts.ribbons import place
from autokg.exports.charts.sites import Town, load_sites
from autokg.network.productions import Named, Production
from autokg.stores import OxigraphStore
from corpus import BASE

POSITIVE = st.integers(1, 50)


def event(
    status: str = "actual",
    start: str | None = None,
    end: str | None = None,
    kind: str = "production",
    heard: str = "2024-06-30",
) -> Event:
    return Event("x", "x", kind, status, 1, start, end, dt.date.fromisoformat(heard), frozenset())


def days(*texts: str | None) -> tuple[dt.date | None, ...]:
    return tuple(dt.date.fromisoformat(text) if text else None for text in texts)


@pytest.mark.parametrize(
    ("given_", "possible", "sure"),
    [
        (event("actual", "2023-41", "2025"), ("2023-07-01", "2025-12-31"), ("2023-12-31", "2025-01-01")),
        (event("actual", "2023-01-10"), ("2023-01-10", None), ("2023-01-10", "2024-06-30")),
        (event("actual", "2024-08-01"), ("2024-08-01", None), ("2024-08-01", "2024-08-01")),
        (event("ended", "2020"), ("2020-01-01", "2024-06-30"), (None, None)),
        (event("planned", "2027"), ("2027-01-01", None), (None, None)),
        (event("ended", None, "2020"), (None, "2020-12-31"), (None, None)),
        (event("actual", "2023", "2023"), ("2023-01-01", "2023-12-31"), (None, None)),
        (event("actual", "../2020", "2022/.."), (None, None), ("2020-12-31", "2022-01-01")),
        (event("actual", "2023-11", kind="agreement"), ("2023-11-01", "2023-11-30"), ("2023-11-30", "2024-06-30")),
    ],
)  # fmt: skip
def test_a_period_is_possible_between_its_outer_days_and_sure_between_its_inner_ones(
    given_: Event, possible: tuple[str | None, ...], sure: tuple[str | None, ...]
) -> None:
    assert (given_.possible, given_.sure) == (days(*possible), days(*sure))


def test_what_is_bounded_on_one_side_only_is_a_row_but_no_line(store: OxigraphStore) -> None:
    assert not event("actual", "../2020", "2022/..").is_pinned
    assert event("actual", None, "2022").is_pinned


def test_the_timeline_has_every_production_agreement_and_venture_with_a_date(store: OxigraphStore) -> None:
    chart = CHARTS["timeline"](store, Scope())
    told = {(row["label"], row["kind"], row["status"], row["dates"]) for row in chart.rows}
    assert ("Example Two at Musterstadt plant", "production", "planned", "from the second half of 2026") in told
    assert ("XPL pact", "agreement", "actual", "signed 2017") in told
    assert ("Sample Muster Ventures", "joint venture", "actual", "from 2018") in told
    assert len(chart.rows) == len(load_events(store)) == 13
    assert [row["start"] for row in chart.rows][:2] == ["2010", "2012"]


def test_a_chart_around_a_thing_has_what_it_has_to_do_with(store: OxigraphStore) -> None:
    around = Scope(frozenset({f"{BASE}plant/musterstadt"}), "Musterstadt")
    chart = CHARTS["timeline"](store, around)
    assert {row["label"] for row in chart.rows} == {
        "Sample Wagon at Musterstadt plant",
        "Example Two at Musterstadt plant",
        "Example Motors, Muster Werke and Sample Automotive on Example Two",
    }
    assert chart.title == "What began and ended when: Musterstadt"
    assert {row["source"] for row in CHARTS["sankey"](store, around).rows if row["from"] == "plant"} == {
        "Musterstadt plant"
    }
    assert [row["plant"] for row in CHARTS["map"](store, around).rows] == ["Musterstadt plant"]


def marks_of(chart: Chart) -> list[tuple[str, str]]:
    """Return the words and the look of each line of a timeline."""
    tree = ElementTree.fromstring(f"<svg>{''.join(chart.body().elements)}</svg>")
    marks = [(mark.findtext("title", ""), mark.get("class", "")) for mark in tree.iterfind("g")]
    return [(words.rpartition(": ")[0].rpartition(": ")[2], look) for words, look in marks]


def test_lines_beyond_the_most_are_left_out_and_told(store: OxigraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "MOST", 4)
    chart = CHARTS["timeline"](store, Scope())
    assert len(marks_of(chart)) == 4
    assert len(chart.rows) == 13
    assert chart.notes[0].startswith("4 of 13 are drawn, those with the most sources")


def test_planned_and_given_up_lines_are_hollow(store: OxigraphStore) -> None:
    marks = marks_of(CHARTS["timeline"](store, Scope()))
    statuses = {look: {words.split(", ")[1] for words, looks in marks if looks == look} for _, look in marks}
    assert statuses == {"mark hollow": {"planned", "reported", "cancelled"}, "mark": {"actual", "ended"}}


def test_a_flow_counts_models_and_tells_which_are_planned(store: OxigraphStore) -> None:
    rows = {
        (row["source"], row["target"]): (row["width"], row["planned"]) for row in CHARTS["sankey"](store, Scope()).rows
    }
    assert rows["Example", "Exampleville plant"] == (2, 0)
    assert rows["Example", "Musterstadt plant"] == (1, 1)
    assert rows["Musterstadt plant", "Europe"] == (2, 1)


def test_a_volume_is_never_divided_among_markets(store: OxigraphStore) -> None:
    chart = CHARTS["sankey"](store, Scope(weight="volume"))
    rows = {(row["source"], row["target"]): row["width"] for row in chart.rows}
    assert rows == {("Example", "Exampleville plant"): 90000, ("Exampleville plant", "France, Germany"): 90000}
    assert chart.notes[0] == "Widths are the cars a year that sources state, of 1 of 6 productions at a plant."
    assert chart.notes[1] == "7 productions are left out: no source states their plant, brand or volume."


def test_an_unknown_weight_is_told_with_those_there_are(store: OxigraphStore) -> None:
    with pytest.raises(UnknownNameError, match="no weight named 'volum'; did you mean volume"):
        CHARTS["sankey"](store, Scope(weight="volum"))


def production(model: str, brand: str, plant: str, status: str = "actual", markets: tuple[str, ...] = ()) -> Production:
    on: dict[str, tuple[Named, ...]] = {"plant": (Named(plant, plant),)}
    named = tuple(Named(market, market) for market in markets)
    return Production(f"{model}@{plant}{status}", status, Named(model, model), Named(brand, brand), named, on)


def test_a_model_that_is_built_and_planned_at_one_plant_counts_once_as_built() -> None:
    (flow,) = add_up([production("m", "B", "P", "planned"), production("m", "B", "P")], "models")
    assert flow == Flow((0, "B"), (1, "P"), 1, 0)


def test_small_names_go_together_without_counting_a_model_twice() -> None:
    made = [
        production("m", "B", "P1"),
        production("m", "B", "P2"),
        production("n", "B", "P3"),
        production("o", "B", "P3"),
    ]
    names = gather_small(add_up(made, "models"), 0)
    (flow,) = add_up(made, "models", names)
    assert (flow.target, flow.width) == ((1, "3 other plants"), 3)
    assert gather_small(add_up(made, "models"), 2) == {}  # one alone keeps its name


@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("PQR"), st.sampled_from(["", "X", "Y"]), POSITIVE),
        min_size=1,
        max_size=12,
    )
)
def test_no_two_boxes_of_a_column_overlap_and_every_ribbon_stays_in_its_boxes(
    made: list[tuple[str, str, str, int]],
) -> None:
    widths: dict[tuple[tuple[int, str], tuple[int, str]], int] = defaultdict(int)
    for brand, plant, market, width in made:
        widths[(0, brand), (1, plant)] += width
        if market:
            widths[(1, plant), (2, market)] += width
    flows = [Flow(*ends, width, 0) for ends, width in sorted(widths.items())]
    boxes, ribbons = place(flows, 1.0)
    assert {box.end for box in boxes} == set(sizes_of(flows))
    for layer in range(len(LAYERS)):
        column = sorted((box.top, box.bottom) for box in boxes if box.end[0] == layer)
        assert all(above[1] < below[0] for above, below in pairwise(column))
    at = {box.end: box for box in boxes}
    for ribbon in ribbons:
        for end, top in ((ribbon.flow.source, ribbon.leaves), (ribbon.flow.target, ribbon.reaches)):
            assert at[end].top - 1e-6 <= top
            assert top + ribbon.thickness <= at[end].bottom + 1e-6


@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(0, 200), st.floats(3, 20), st.text("abc", min_size=1, max_size=9)),
        max_size=25,
    )
)
def test_no_name_of_a_map_lies_over_another_or_over_a_square(made: list[tuple[float, float, float, str]]) -> None:
    squares = [Square(f"{name}{number}", x, y, side) for number, (x, y, side, name) in enumerate(made)]
    names = place_names(squares, 300, 200)
    boxes = [name.box for name in names]
    own = {square.name: square.box for square in squares}
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0 <= top
        assert right <= 300
        assert bottom <= 200
        others = [
            *boxes[:number],
            *(box for name, box in own.items() if name != names[number].text and box != own[names[number].text]),
        ]
        assert not any(left < box[2] and box[0] < right and top < box[3] and box[1] < bottom for box in others)


def test_a_plant_stands_where_its_town_does_and_the_others_are_counted(store: OxigraphStore, town: str) -> None:
    (site,) = (site for site in load_sites(store) if site.town)
    assert site.town == Town("Exampleville", 35.10168, 129.03004, "https://sws.geonames.org/1838524/")
    chart = CHARTS["map"](store, Scope())
    assert chart.notes[:2] == (
        "1 of 5 plants, each at the middle of its town (GeoNames, CC BY 4.0).",
        "4 are not drawn: no town is named, or it is not certain which of that name it is.",
    )
    (row,) = (row for row in chart.rows if "latitude" in row)
    assert (row["plant"], row["latitude"], row["longitude"]) == (site.label, 35.10168, 129.03004)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_nothing_has_no_rows(name: str) -> None:
    chart = CHARTS[name](OxigraphStore(), Scope())
    assert (list(chart.rows), tuple(chart.notes)) == ([], ())


def test_a_picture_around_a_thing_without_flows_is_empty(store: OxigraphStore) -> None:
    assert list(sankey.draw(store, Scope(frozenset({"https://example.org/nothing"}))).rows) == []
