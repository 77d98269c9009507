"""Changes between two stores, with their sources."""

from __future__ import annotations

import pytest

from autokg.building.as_of import recall
from autokg.building.build import build
from autokg.building.moment import Moment
from autokg.core.terms import AKG
from autokg.errors import UnknownNameError
from autokg.explaining.diff import Change, Kind, compare, summarize
from autokg.facts import Document, Fact
from autokg.names.gazetteer import load_gazetteer
from autokg.stores import OxigraphStore
from builders import GAZETTEER, corpus, document, fact
from corpus import FOLDER, build_example

EARLY = document("d1"), fact("plant", plant="Northport", employees=1000, opened="1990")
LATE = (
    document("d2", published="2024-02-01"),
    fact("plant", documents=("d2",), plant="Northport", employees=1500, capacity_per_year=9000),
)


def store_of(*records: Document | Fact) -> OxigraphStore:
    return build(corpus(*records), gazetteer=GAZETTEER).store


def told(changes: list[Change]) -> list[str]:
    return [str(change).splitlines()[0] for change in changes]


def test_values_appear_and_change() -> None:
    changes = compare(store_of(*EARLY), store_of(*EARLY, *LATE))
    assert told(changes) == [
        "+ Example Northport plant · capacity per year · 9000",
        "~ Example Northport plant · employees · 1000 → 1500",
    ]
    assert summarize(changes) == "1 appeared, 0 disappeared, 1 changed"


def test_the_other_way_round_they_vanish() -> None:
    changes = compare(store_of(*EARLY, *LATE), store_of(*EARLY))
    assert [change.kind for change in changes] == [Kind.DISAPPEARED, Kind.CHANGED]
    assert told(changes)[1] == "~ Example Northport plant · employees · 1500 → 1000"


def test_a_change_has_the_sources_of_both_sides_and_what_became_of_the_old() -> None:
    change = compare(store_of(*EARLY), store_of(*EARLY, *LATE))[1]
    assert [one.publisher for one in change.said_before] == ["d1 press"]
    assert [one.publisher for one in change.said_after] == ["d2 press"]
    assert change.now == ("superseded",)
    assert str(change).splitlines()[1:] == [
        "    now: What d2 says of the plant. d2 press, 2024-02-01 (actual, accepted)",
        "    was: What d1 says of the plant. d1 press, 2024-01-15 (actual, accepted)",
        "    the earlier claim is now superseded",
    ]
    record = change.to_json()
    assert (record["change"], record["property"]) == ("changed", str(AKG.employees))
    assert record["said_after"][0]["published"] == "2024-02-01"


def test_equal_stores_do_not_differ() -> None:
    assert compare(store_of(*EARLY), store_of(*EARLY)) == []


def test_a_property_of_many_values_never_changes() -> None:
    korea, france = (
        store_of(document(), fact("production", model="Sample 4", builder="EM", markets=[market]))
        for market in ("KR", "FR")
    )
    assert [change.kind for change in compare(korea, france)] == [Kind.APPEARED, Kind.DISAPPEARED]


def test_what_follows_is_compared_where_asked_for() -> None:
    stores = (
        store_of(document()),
        store_of(document(), fact("production", model="Sample 4", builder="EM", plant="Northport")),
    )
    plain, whole = compare(*stores), compare(*stores, inferred=True)
    line = "+ Sample 4 · builder · Example Motors"
    assert line not in told(plain)
    assert line in told(whole)


def test_only_what_a_thing_has_a_part_in() -> None:
    more = fact("plant", plant="Elsewhere works", employees=10), fact("production", model="Sample 4", plant="Northport")
    old, new = store_of(*EARLY), store_of(*EARLY, *LATE, *more)
    words = told(compare(old, new, "Example Northport plant"))
    assert "~ Example Northport plant · employees · 1000 → 1500" in words
    assert "+ Sample 4 at Example Northport plant · of model · Sample 4" in words
    assert not any("Elsewhere" in line for line in words)
    assert len(compare(old, new, "Elsewhere works")) > 0
    with pytest.raises(UnknownNameError, match="Nowhere"):
        compare(old, new, "Nowhere at all")


def test_dates_are_in_words() -> None:
    later = (
        document("d2", published="2024-02-01"),
        fact("plant", documents=("d2",), plant="Northport", opened="1990-41"),
    )
    assert told(compare(store_of(*EARLY), store_of(*EARLY, *later))) == [
        "~ Example Northport plant · opened · 1990 → the second half of 1990"
    ]


def test_two_days_of_one_store_differ_by_what_came_out_between_them() -> None:
    gazetteer = load_gazetteer(FOLDER / "reference")
    old, new = (recall(build_example().store, Moment.of(day), gazetteer).store for day in ("2024-01-15", "2024-01-16"))
    changes = compare(old, new)
    assert {one.publisher for change in changes for one in change.said_after if one.outcome == "accepted"} == {
        "Le Courrier fictif"
    }
    assert [line for line in told(changes) if line.startswith("~")] == [
        "~ Example Holding in Example Motors · share in per cent · 80 → 75",
        "~ Exampleville plant · employees · 2000 → 1500",
        "~ Fictif Grande at Ville-Fictive plant · status · planned → cancelled",
    ]
