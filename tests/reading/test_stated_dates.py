"""Dates are found in their words by code that shares nothing with the rules, and no other date is."""

from __future__ import annotations

import datetime as dt

import pytest

from autokg.reading.stated_dates import states_date

TODAY = dt.date(2026, 4, 7)


@pytest.mark.parametrize(
    ("text", "language", "stated", "not_stated"),
    [
        ("from the second half of 2025", "en", "2025-41", "2025-40"),
        ("ab dem dritten Quartal 2025", "de", "2025-35", "2025-34"),
        ("au T2 2026", "fr", "2026-34", "2026-33"),
        ("no 1.º trimestre de 2026", "pt", "2026-33", "2026-36"),
        ("en el otoño de 2027", "es", "2027-23", "2027-22"),
        ("dalla primavera del 1987", "it", "1987-21", "1987-24"),
        ("début 2026", "fr", "2026-33~", "2026-36~"),
        ("Ende März 2024", "de", "2024-03~", "2024-04~"),
        ("im Jänner 2028", "de", "2028-01", "2028-02"),
        ("in mid-2031", "en", "2031-06~/2031-07~", "2032-06~/2032-07~"),
        ("until 30 March 2025", "en", "2025-03-30", "2025-03-20"),
        ("on March 30, 2025", "en", "2025-03-30", "2025-03-03"),
        ("am 30.03.2025", "de", "2025-03-30", "2025-03-31"),
        ("published 2025-03-30", "en", "2025-03-30", "2025-03-31"),
        ("ab 03/2025", "de", "2025-03", "2025-04"),
        ("in the 2025/26 season", "en", "2026", "2027"),
        ("from 2014 to 2020", "en", "2014/2020", "2014/2021"),
        ("the summer of '25", "en", "2025-22", "2026-22"),
        ("by 2028", "en", "../2028", "../2029"),
        ("nicht vor 2028", "de", "2028", "../2028"),
        ("no later than 2028", "en", "../2028", "../2027"),
        ("since 2022", "en", "2022", "../2022"),
        ("in the third quarter of fiscal 2026", "en", "2026-35", "2025-35"),
        ("in 2024 it cost 2,025 euros", "en", "2024", "2025"),
    ],
)
def test_a_date_is_stated_by_its_own_words(text: str, language: str, stated: str, not_stated: str) -> None:
    assert states_date(stated, text, language, None)
    assert not states_date(not_stated, text, language, None)


@pytest.mark.parametrize(
    ("text", "language", "year"),
    [
        ("next year", "en", 2027),
        ("im vergangenen Jahr", "de", 2025),
        ("cette année", "fr", 2026),
        ("el próximo año", "es", 2027),
        ("l'anno scorso", "it", 2025),
        ("no ano que vem", "pt", 2027),
    ],
)
def test_a_relative_year_counts_from_the_day_of_the_article(text: str, language: str, year: int) -> None:
    stated = [number for number in range(2023, 2030) if states_date(str(number), text, language, TODAY)]
    assert stated == [year]
    assert not states_date(str(year), text, language, None)


@pytest.mark.parametrize(
    ("text", "part", "years"),
    [("in March", "03", [2026, 2027]), ("in April", "04", [2026]), ("in May", "05", [2025, 2026])],
)
def test_a_month_without_a_year_is_the_last_or_the_next(text: str, part: str, years: list[int]) -> None:
    assert [year for year in range(2023, 2030) if states_date(f"{year}-{part}", text, "en", TODAY)] == years


@pytest.mark.parametrize(("between", "stated"), [(40, True), (41, False)])
def test_a_part_belongs_to_a_year_that_stands_near(between: int, stated: bool) -> None:
    text = "spring" + " " * between + "2027"
    assert states_date("2027-21", text, "en", dt.date(2024, 1, 1)) is stated
