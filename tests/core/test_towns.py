"""Countries of towns by their names."""

from __future__ import annotations

import pytest

from autokg.core.towns import countries_in, country_of_state, country_of_town


@pytest.mark.parametrize(
    ("name", "country"), [("Setúbal", "PT"), ("setubal", "PT"), ("München", "DE"), ("Lyon", "FR"), ("Nowhere", None)]
)
def test_the_country_of_a_town_is_known_by_its_name(name: str, country: str | None) -> None:
    assert country_of_town(name) == country


def test_a_name_that_towns_of_two_countries_share_tells_none() -> None:
    assert country_of_town("Valencia") is None


def test_towns_are_found_in_a_text() -> None:
    assert list(countries_in("from Setúbal to San Luis Potosí")) == ["PT", "MX"]


@pytest.mark.parametrize(("name", "country"), [("Indiana", "US"), ("Ontario", "CA"), ("Georgia", None), ("Lyon", None)])
def test_a_state_gives_its_country_and_a_town_is_none(name: str, country: str | None) -> None:
    assert country_of_state(name) == country
