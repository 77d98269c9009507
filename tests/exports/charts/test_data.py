"""What charts show is what the store says: who builds and owns what, when, what flows where, what stands where."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from autokg.core.terms import AKG, GRAPH, RDF
from autokg.errors import UnknownNameError
from autokg.exports.charts import CHARTS, Chart, Scope, makers, owners, sankey, stacking, timeline, worldmap
from autokg.exports.charts.chart_values import Values, load_values
from autokg.exports.charts.events import Event, find_events
from autokg.exports.charts.map_labels import Square, place_names
from autokg.exports.picture_texts import load_wording
from autokg.stores import OxigraphStore
from autokg.stores.kept import keep_results
from corpus import BASE


def event(
    status: str = "actual",
    start: str | None = None,
    end: str | None = None,
    kind: str = "production",
    heard: str = "2024-06-30",
) -> Event:
    return Event("x", "x", kind, status, start, end, dt.date.fromisoformat(heard), frozenset())


def days(*texts: str | None) -> tuple[dt.date | None, ...]:
    return tuple(dt.date.fromisoformat(text) if text else None for text in texts)


def test_what_all_charts_share_is_asked_once_of_a_store_that_does_not_change(
    store: OxigraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    steady = OxigraphStore()
    steady.load(store.quads())
    keep_results(steady)
    load_values(steady, "de")
    monkeypatch.setattr(OxigraphStore, "query", lambda *_: pytest.fail("asked again"))
    assert load_values(steady, "de").source.startswith("Quelle")
    with pytest.raises(pytest.fail.Exception):
        load_values(steady, "fr")


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


def around(*names: str) -> Scope:
    return Scope(frozenset(f"{BASE}{name}" for name in names), names[0].rpartition("/")[2].capitalize())


def test_the_timeline_has_every_production_agreement_and_venture_with_a_date(store: OxigraphStore) -> None:
    chart = CHARTS["timeline"](store, Scope())
    told = {(row["site"], row["label"], row["kind"], row["status"], row["dates"]) for row in chart.rows}
    dates = "from the second half of 2026"
    assert ("Musterstadt plant, Austria", "Example Two", "production", "planned", dates) in told
    assert ("Agreements", "XPL pact", "agreement", "actual", "signed 2017") in told
    assert ("Joint ventures", "Sample Muster Ventures", "joint venture", "actual", "from 2018") in told
    assert len(chart.rows) == len(find_events(load_values(store))) == 13
    assert [row["start"] for row in chart.rows][:2] == ["2010", "2012"]


def test_a_chart_around_a_thing_has_what_it_has_to_do_with(store: OxigraphStore) -> None:
    scope = around("plant/musterstadt")
    chart = CHARTS["timeline"](store, scope)
    assert {row["label"] for row in chart.rows} == {
        "Sample Wagon",
        "Example Two",
        "Example Motors, Muster Werke and Sample Automotive on Example Two",
    }
    assert chart.subtitle == "What began and ended when, by plant: Musterstadt"
    assert {row["source"] for row in CHARTS["sankey"](store, scope).rows if row["from"] == "country"} == {"Austria"}
    assert [row["plant"] for row in CHARTS["map"](store, scope).rows] == ["Musterstadt plant"]
    assert {row["plant"] for row in CHARTS["who-builds"](store, scope).rows} == {"Musterstadt plant"}


def marks_of(chart: Chart) -> list[tuple[str, str]]:
    """Return the words and the look of each line of a timeline."""
    tree = ElementTree.fromstring(f"<svg>{''.join(chart.picture().body.elements)}</svg>")
    marks = [(mark.findtext("title", ""), mark.get("class", "")) for mark in tree.iterfind("g")]
    return [(words.rpartition(": ")[2], look) for words, look in marks]


def test_lines_beyond_the_most_are_left_out_and_told(store: OxigraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "MOST", 4)
    chart = CHARTS["timeline"](store, Scope())
    drawn = len(marks_of(chart))
    assert drawn < 13 == len(chart.rows)
    assert chart.notes[0] == f"{drawn} of 13 are drawn, those of the plants with the most."
    assert "--around" in chart.remarks[-1]


def test_planned_and_given_up_lines_are_hollow(store: OxigraphStore) -> None:
    marks = [(words.split(", ")[-3:], look) for words, look in marks_of(CHARTS["timeline"](store, Scope()))]
    hollow = {word for words, look in marks if look == "mark hollow" for word in words}
    solid = {word for words, look in marks if look == "mark" for word in words}
    assert {"planned", "reported", "cancelled"} & solid == set()
    assert {"planned", "reported", "cancelled"} & hollow == {"planned", "reported", "cancelled"}
    assert {"current", "ended"} <= solid


def test_plans_reports_and_what_was_given_up_have_dashes_of_their_own() -> None:
    dashes = [timeline._look("#000000", status)["stroke_dasharray"] for status in ("planned", "reported", "cancelled")]
    assert len({None, *dashes}) == 4


def test_who_builds_has_a_line_for_built_in_and_another_for_sold_in(store: OxigraphStore) -> None:
    chart = CHARTS["who-builds"](store, Scope())
    row = next(row for row in chart.rows if row["model"] == "Example Two" and row.get("market") == "Europe")
    assert (row["brand"], row["plant"], row["country"], row["status"]) == (
        "Example",
        "Musterstadt plant",
        "Austria",
        "planned",
    )
    picture = chart.picture()
    labels = [mark.label for mark in picture.marks]
    assert {"Example → Example Two", "Example Two → Musterstadt plant", "Musterstadt plant → Europe"} <= set(labels)
    colours = {link.colour: link for link in makers._columns(strands_of(store), load_wording("en")).links}
    assert set(colours) == {makers._BADGE, makers._BUILT, makers._SOLD}
    assert {entry.words for entry in picture.legend} >= {"built by, at, in", "sold in"}


def strands_of(store: OxigraphStore) -> list[makers.Strand]:
    values = load_values(store)
    return [strand for node in values.of_class("Production") for strand in makers._strands(node, values)]


def test_too_many_names_of_a_column_are_gathered_and_told(
    store: OxigraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(makers, "MOST", 2)
    monkeypatch.setattr(makers, "FEW", 2)
    chart = CHARTS["who-builds"](store, Scope())
    assert any("gathered are" in note for note in chart.notes)
    assert any(mark.label.startswith("and ") and mark.label.endswith(" more") for mark in chart.picture().marks)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("brand/example", "models of Example are"),
        ("plant/musterstadt", "built at Musterstadt"),
        ("country/AT", "built in At at"),
        ("country/KR", "sold in Kr is built in"),
        ("organization/muster-werke", "by Muster-werke at"),
    ],
)
def test_the_title_of_who_builds_says_what_the_thing_is_to_the_productions(
    store: OxigraphStore, name: str, title: str
) -> None:
    assert title in CHARTS["who-builds"](store, around(name)).title


def test_owners_point_from_owner_to_owned_with_the_share(store: OxigraphStore) -> None:
    chart = CHARTS["owners"](store, Scope())
    shares = {(row["owner"], row["owned"]): row.get("share") for row in chart.rows}
    assert shares
    stated = {pair: share for pair, share in shares.items() if share is not None}
    (owner, owned), share = next(iter(sorted(stated.items())))
    picture = chart.picture()
    words = {mark.label: mark.words for mark in picture.marks}
    assert words[f"{owner} → {owned}"][0].startswith(f"stake: {share:g} %")


def stake(owner: str, owned: str, share: str | None = None) -> owners.Stake:
    return owners.Stake(owner, owned, share, "stake", "actual", f"{owner}-{owned}")


def test_companies_that_own_parts_of_each_other_are_drawn_once_more(store: OxigraphStore) -> None:
    columns = owners._columns([stake("a", "b", "40"), stake("b", "a", "15")], {}, load_values(store))
    assert {(link.source, link.target, link.label) for link in columns.links} == {
        ("a", "b", "40 %"),
        ("b", "again b a", "15 %"),
    }
    assert columns.draw().body.elements


def test_around_a_company_are_its_owners_what_it_owns_and_the_other_owners_of_that() -> None:
    stakes = [
        stake("top", "x"),
        stake("x", "low"),
        stake("beside", "low"),
        stake("far", "beside"),
        stake("top", "other"),
    ]
    reached = owners._reached(stakes, ["x"])
    assert [(each.owner, each.owned) for each in reached] == [("top", "x"), ("x", "low"), ("beside", "low")]


def test_around_a_company_the_nearest_stakes_are_drawn_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    beside = [stake("beside", "own"), stake("far", "own")]
    stakes = [*beside, *(stake("own", f"deep{n}") for n in range(2)), stake("x", "own"), stake("top", "x")]
    reached = owners._reached(stakes, ["x"])
    assert [(each.owner, each.owned) for each in reached[:2]] == [("top", "x"), ("x", "own")]
    monkeypatch.setattr(owners, "MOST", 2)
    kept, left = owners._keep_nearest(reached)
    assert ({each.owned for each in kept}, left) == ({"x", "own"}, {"own": 2})
    monkeypatch.setattr(owners, "MOST", 3)
    assert owners._keep_nearest(reached) == (reached, {})  # "and 1 more" would take the room of the one


def test_a_group_is_part_of_another_group_but_not_of_its_investor() -> None:
    values = {
        "old": {"type": ("Group",), "directParent": ("new",)}, "new": {"type": ("Group",), "directParent": ("state",)},
        "maker": {"directParent": ("old",)}, "state": {"type": ("Group",)},
    }  # fmt: skip
    known = Values(values, {}, {}, frozenset({"old", "new"}), "", OxigraphStore())
    assert [known.group(thing) for thing in ("maker", "old", "new", "state")] == ["new", "new", "new", "state"]


@pytest.mark.parametrize(("code", "words"), [("US", "the United States"), ("FR", "France")])
def test_a_country_has_its_article_in_a_title(code: str, words: str) -> None:
    country = f"https://w3id.org/autokg/id/country/{code}"
    assert Values({}, {country: "France"}, {}, frozenset(), "", OxigraphStore()).in_text(country) == words


def test_of_a_large_base_the_largest_owners_are_drawn_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owners, "MOST", 4)
    monkeypatch.setattr(owners, "MOST_BESIDE", 3)
    stakes = [stake("big", f"b{number}") for number in range(5)] + [stake("small", "s")]
    kept, left = owners._keep(owners._by_owner(stakes), stakes)
    assert ({each.owner for each in kept}, len(kept), left) == ({"big"}, 3, {"big": 2})


def test_the_matrix_counts_models_and_tells_own_builders_from_others(store: OxigraphStore) -> None:
    chart = CHARTS["matrix"](store, Scope())
    rows = {(row["brand"], row["builder"]): row for row in chart.rows}
    assert rows
    assert all(row["models"] >= row["planned"] >= 0 for row in rows.values())
    assert {row["own"] for row in rows.values()} == {True, False}
    assert len(chart.picture().marks) == len(rows)


def test_a_flow_counts_models_and_tells_which_are_planned(store: OxigraphStore) -> None:
    rows = {
        (row["from"], row["target"]): (row["width"], row["planned"])
        for row in CHARTS["sankey"](store, around("brand/example")).rows
    }
    assert rows["group", "Austria"] == (1, 1)
    assert rows["group", "France"] == (2, 0)
    assert rows["country", "Europe"] == (1, 1)


def test_a_volume_is_never_divided_among_markets(store: OxigraphStore) -> None:
    chart = CHARTS["sankey"](store, Scope(weight="volume"))
    assert [(row["target"], row["width"]) for row in chart.rows if row["from"] == "country"] == [
        ("Germany, France", 90000)
    ]
    assert chart.notes[0].startswith("Widths are the cars a year that sources state, for 1 of ")


def test_an_unknown_weight_is_told_with_those_there_are(store: OxigraphStore) -> None:
    with pytest.raises(UnknownNameError, match="no weight named 'volum'; did you mean volume"):
        CHARTS["sankey"](store, Scope(weight="volum"))


def test_small_names_of_a_sankey_go_together_and_one_alone_keeps_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sankey, "MOST", 1)
    flows = [sankey.Flow((0, name), (1, "P"), width, 0, ()) for name, width in (("A", 3), ("B", 2), ("C", 1))]
    assert sankey._gather(flows) == {(0, "A"): (0, "A"), (0, "B"): (0, ""), (0, "C"): (0, ""), (1, "P"): (1, "P")}
    assert sankey._gather(flows[:2])[0, "B"] == (0, "B")


LINKS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 4), st.integers(0, 4), st.integers(1, 30)), max_size=14)


@given(LINKS)
def test_boxes_of_a_column_never_overlap_and_links_stay_within_their_boxes(
    made: list[tuple[int, int, int, int]],
) -> None:
    columns = [[f"{level}-{number}" for number in range(5)] for level in range(3)]
    ends = [(f"{level}-{source}", f"{level + 1}-{target}") for level, source, target, _ in made]
    steps = [float(step) for *_, step in made]
    boxes = stacking.place(columns, ends, steps, {key: 10.0 for column in columns for key in column})
    for column in columns:
        stacked = sorted((boxes[key].top, boxes[key].bottom) for key in column)
        assert all(above[1] + stacking.GAP <= below[0] + 0.02 for above, below in pairwise(stacked))
    for (source, target), slot in zip(ends, stacking.slots_of(ends, steps, boxes), strict=True):
        for key, middle in ((source, slot.leaves), (target, slot.reaches)):
            assert boxes[key].top - 0.02 <= middle - slot.thickness / 2
            assert middle + slot.thickness / 2 <= boxes[key].bottom + 0.02


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


def test_a_plant_that_is_only_listed_is_not_on_the_map(store: OxigraphStore) -> None:
    listed = NamedNode("https://w3id.org/autokg/id/plant/listed-only")
    more = OxigraphStore()
    more.load([*store.quads(), Quad(listed, RDF.type, AKG.Plant, GRAPH.reference)])
    told = [site.plant for site in worldmap.find_sites(load_values(more))]
    assert told == [site.plant for site in worldmap.find_sites(load_values(store))]
    more.load([Quad(listed, AKG.operatedBy, NamedNode("https://w3id.org/autokg/id/organization/x"), GRAPH.accepted)])
    assert listed.value in [site.plant for site in worldmap.find_sites(load_values(more))]


def test_owners_around_a_plant_are_those_of_who_runs_it() -> None:
    values = Values({"plant": {"operatedBy": ("runner",)}}, {}, {}, frozenset(), "", OxigraphStore())
    stakes = [stake("top", "runner"), stake("far", "other")]
    reached, scope = owners._around(stakes, Scope(frozenset({"plant"}), "Hill plant"), values)
    assert (reached, scope.around, scope.name) == (stakes[:1], frozenset({"runner"}), "runner")
    reached, scope = owners._around(stakes, Scope(frozenset({"nowhere"}), "Nowhere"), values)
    assert (reached, scope.around, scope.name) == ([], frozenset({"nowhere"}), "Nowhere")


def test_what_is_built_in_a_town_is_not_built_at_it(store: OxigraphStore, town: str) -> None:
    values = load_values(store)
    things = frozenset({town, *(site.plant for site in worldmap.find_sites(values) if site.town == town)})
    title = CHARTS["who-builds"](store, Scope(things, "Northport")).title
    assert " in Northport at 1 plant" in title
    assert CHARTS["who-builds"](store, Scope(things - {town}, "The plant")).title.endswith("at The plant")


def test_a_plant_stands_where_its_town_does_and_the_others_are_counted(store: OxigraphStore, town: str) -> None:
    values = load_values(store)
    (site,) = (site for site in worldmap.find_sites(values) if site.town)
    assert site.town == town
    chart = CHARTS["map"](store, Scope())
    assert chart.notes[:2] == (
        "1 of 5 plants, each at the middle of its town (GeoNames, CC BY 4.0).",
        "Not drawn: 4, of which no town is named or it is not certain which of that name it is.",
    )
    (row,) = (row for row in chart.rows if "latitude" in row)
    assert (row["latitude"], row["longitude"]) == (35.10168, 129.03004)
    assert row["coordinates"] == "https://sws.geonames.org/1838524/"


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_nothing_has_no_rows(name: str) -> None:
    chart = CHARTS[name](OxigraphStore(), Scope())
    assert (list(chart.rows), tuple(chart.notes)) == ([], ())


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_around_a_thing_without_anything_is_empty(store: OxigraphStore, name: str) -> None:
    chart = CHARTS[name](store, Scope(frozenset({"https://example.org/nothing"}), "Nothing"))
    assert list(chart.rows) == []
    assert "Nothing" in chart.title
    assert chart.remarks == (f"{chart.title}; try another chart, or the name of its maker, brand or country",)
