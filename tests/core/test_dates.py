from __future__ import annotations

import datetime as dt

import pytest
from babel.dates import format_date, format_skeleton
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from autokg.core.dates import Agreement, ImpreciseDate
from autokg.errors import DateError

POINTS = st.one_of(
    st.integers(1900, 2099).map(str),
    st.builds("{}-{:02d}".format, st.integers(1900, 2099), st.integers(1, 12)),
    st.builds("{}-{}".format, st.integers(1900, 2099), st.sampled_from([21, 22, 23, 24, 33, 34, 35, 36, 40, 41])),
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)).map(dt.date.isoformat),
)
DATES = st.one_of(POINTS, POINTS.map("{}~".format), POINTS.map("{}/..".format), POINTS.map("../{}".format))
MIRROR = {Agreement.FINER: Agreement.COARSER, Agreement.COARSER: Agreement.FINER}


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-40", "2025-01-01", "2025-06-30"),
        ("2025-41", "2025-07-01", "2025-12-31"),
        ("2025-41~", "2025-07-01", "2025-12-31"),
        ("2025-34", "2025-04-01", "2025-06-30"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2024-25", "2024-03-01", "2024-05-31"),
        ("2024-28", "2024-12-01", "2025-02-28"),
        ("2024-29", "2024-09-01", "2024-11-30"),
        ("2024-30", "2024-12-01", "2025-02-28"),
        ("2024-32", "2024-06-01", "2024-08-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2025-33/2026-36", "2025-01-01", "2026-12-31"),
    ],
)
def test_bounds(text: str, earliest: str, latest: str) -> None:
    date = ImpreciseDate.parse(text)
    assert (str(date.earliest), str(date.latest)) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"), [("2022/..", "2022-01-01", None), ("../2020", None, "2020-12-31")]
)
def test_an_open_end_has_no_bound(text: str, earliest: str | None, latest: str | None) -> None:
    date = ImpreciseDate.parse(text)
    assert (date.earliest and str(date.earliest), date.latest and str(date.latest)) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2025-13",
        "2025-02-30",
        "2025-00",
        "25",
        "..",
        "2026/2025",
        "2025-41-03",
        "/",
        "0000",
        "２０２５",
        "2025-42",
    ],
)
def test_what_is_no_date_is_an_error_that_says_what_is_expected(text: str) -> None:
    with pytest.raises(DateError, match=r"expected (EDTF|an interval)"):
        ImpreciseDate.parse(text)


def test_halves_refine_their_year_and_contradict_each_other() -> None:
    year, first, second = map(ImpreciseDate.parse, ("2025", "2025-40", "2025-41"))
    assert second.compare(year) is Agreement.FINER
    assert year.compare(second) is Agreement.COARSER
    assert first.compare(second) is Agreement.CONFLICT


def test_overlap_without_containment_is_compatible() -> None:
    assert ImpreciseDate.parse("2025-01/2025-07").compare(ImpreciseDate.parse("2025-41")) is Agreement.COMPATIBLE


@given(DATES, DATES)
def test_comparing_is_symmetric(one: str, other: str) -> None:
    a, b = ImpreciseDate.parse(one), ImpreciseDate.parse(other)
    there = a.compare(b)
    assert b.compare(a) is MIRROR.get(there, there)


@given(DATES)
def test_a_date_is_the_same_as_itself_and_is_read_back(text: str) -> None:
    date = ImpreciseDate.parse(text)
    assert date.compare(date) is Agreement.SAME
    assert ImpreciseDate.parse(str(date)) == date
    assert date.grain >= 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025", "2025"),
        ("2025-41", "the second half of 2025"),
        ("2025-33~", "about the first quarter of 2025"),
        ("2024-29", "spring 2024"),
        ("2023-11", "November 2023"),
        ("2023-11-10", "November 10, 2023"),
        ("2022/..", "2022 onwards"),
        ("../2020", "until 2020"),
        ("2014/2020", "2014 to 2020"),
    ],
)
def test_in_words(text: str, words: str) -> None:
    assert ImpreciseDate.parse(text).in_words() == words


@given(POINTS)
@pytest.mark.slow
def test_bounds_are_those_of_the_edtf_package(point: str) -> None:
    parsed = parse_edtf(point)
    date = ImpreciseDate.parse(point)
    assert date.earliest == dt.date(*parsed.lower_strict()[:3])
    if not point.endswith("-24"):  # where the package ends winter with December
        assert date.latest == dt.date(*parsed.upper_strict()[:3])


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_days_and_months_are_worded_as_in_cldr(day: dt.date) -> None:
    month = format_skeleton("yMMMM", day, locale="en")
    assert ImpreciseDate.parse(day.isoformat()).in_words() == format_date(day, "long", "en")
    assert ImpreciseDate.parse(day.isoformat()[:7]).in_words() == month


@pytest.mark.parametrize(
    ("date", "within", "beyond"),
    [
        ("2024-01", "2024-01-01", "2023-12-31"),
        ("2024-01", "2024-01-31", "2024-02-01"),
        # About a day is the one before and after too, about a month likewise, about a year half a year more.
        ("2024-01-15~", "2024-01-14", "2024-01-13"),
        ("2024-01-15~", "2024-01-16", "2024-01-17"),
        ("2024-02~", "2024-01-03", "2024-01-02"),
        ("2024-02~", "2024-03-29", "2024-03-30"),
        ("2024~", "2023-07-02", "2023-07-01"),
        ("2024~", "2025-07-02", "2025-07-03"),
        ("2024~/..", "2024-01-01", "2023-12-31"),
    ],
)
def test_a_date_agrees_with_the_days_that_its_words_reach(date: str, within: str, beyond: str) -> None:
    told = ImpreciseDate.parse(date)
    assert told.compare(ImpreciseDate.parse(within)) is Agreement.COARSER
    assert ImpreciseDate.parse(within).compare(told) is Agreement.FINER
    assert told.compare(ImpreciseDate.parse(beyond)) is Agreement.CONFLICT
