"""Countries by their names and codes, and the regions of the reference data that they lie in."""

from __future__ import annotations

import pytest

from autokg.core import geography


@pytest.mark.parametrize(
    ("country", "market", "is_member"),
    [
        ("TH", "asean", True),
        ("TL", "asean", True),
        ("CN", "asean", False),
        ("SA", "gcc", True),
        ("YE", "gcc", False),
        ("BO", "mercosur", True),
        ("VE", "mercosur", False),
        ("EG", "middle-east", True),
        ("PK", "middle-east", False),
        ("HU", "EU", True),
        ("GB", "EU", False),
    ],
)
def test_a_country_lies_in_the_markets_that_list_it(country: str, market: str, is_member: bool) -> None:
    assert (market in geography.regions_of(country)) is is_member


def test_a_market_with_an_entry_of_its_own_is_no_region_of_cldr() -> None:
    assert {"EU", "150"} <= set(geography.all_regions())
    assert "asean" not in geography.all_regions()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Korea, Republic of", "KR"),
        ("republic of korea", "KR"),
        ("Bolivia (Plurinational State of)", "BO"),
        ("Russian Federation", "RU"),
        ("United States of America", "US"),
        ("Slovak Republic", "SK"),
        ("SVK", "SK"),
        (" USA ", "US"),
        ("Slowakei", "SK"),
        ("svk", None),
        ("Republic", None),
        ("Federation", None),
    ],
)
def test_a_country_is_found_by_each_of_its_names(name: str, code: str | None) -> None:
    assert geography.find_region(name) == code


def test_a_country_has_an_item_of_its_own_if_the_reference_data_is_sure_of_it() -> None:
    assert (geography.wikidata_item("KR"), geography.wikidata_item("FR")) == ("Q884", "Q142")
    assert geography.wikidata_item("EH") is None
    assert geography.wikidata_item("150") is None
    countries = {code for code, _, _ in geography.region_names() if geography.is_country(code)}
    items = [item for code in countries if (item := geography.wikidata_item(code))]
    assert len(set(items)) == len(items) >= 240
