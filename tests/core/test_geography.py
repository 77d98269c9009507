"""Countries lie in the regions of the reference data."""

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
