"""Cells become what their slot asks for, or are turned away with what was expected."""

from __future__ import annotations

from typing import Any

import pytest

from autokg.errors import InputError
from autokg.importing.cell_values import read_slot
from autokg.importing.cells import ColumnSpec


def read(kind: str, slot: str, cell: str | tuple[str, ...], **spec: Any) -> Any:
    return read_slot(kind, slot, cell, ColumnSpec(column="C", **spec))


@pytest.mark.parametrize(
    ("slot", "cell", "spec", "number"),
    [
        ("capacity_per_year", "150.000", {}, None),
        ("capacity_per_year", "1.500.000", {}, None),
        ("employees", "1.500", {}, None),
        ("capacity_per_year", "150.000", {"thousands": "."}, 150_000),
        ("capacity_per_year", "150.000", {"decimal": "."}, 150),
        ("capacity_per_year", "150.000", {"decimal": ","}, 150_000),
        ("capacity_per_year", "150.5", {}, 150.5),
        ("capacity_per_year", "150.0000", {}, 150),
        ("capacity_per_year", "1500.000", {}, 1500),
        ("capacity_per_year", "150,000", {}, 150_000),
    ],
)
def test_a_point_before_three_digits_is_asked_about(
    slot: str, cell: str, spec: dict[str, Any], number: float | None
) -> None:
    column = ColumnSpec(column="C", **spec)
    if number is None:
        with pytest.raises(InputError, match="is ambiguous: the point may separate decimals or thousands"):
            read_slot("plant", slot, cell, column)
    else:
        assert read_slot("plant", slot, cell, column) == number


def test_a_share_with_three_decimals_is_in_no_doubt() -> None:
    assert read_slot("stake", "share_percent", "34.020", ColumnSpec(column="C")) == 34.02


@pytest.mark.parametrize(
    ("cell", "spec", "value"),
    [
        ("1500", {}, 1500),
        ("1,500", {}, 1500),
        ("1,500,000.5", {}, 1500000.5),
        ("1 500 000", {}, 1500000),
        ("1\u202f500", {}, 1500),
        ("1'500", {}, 1500),
        ("1.500", {"thousands": "."}, 1500),
        ("1.500,5", {"decimal": ","}, 1500.5),
    ],
)
def test_numbers_are_read_with_their_separators(cell: str, spec: dict[str, Any], value: float) -> None:
    assert read("production", "volume_per_year", cell, **spec) == value


@pytest.mark.parametrize("cell", ["34 %", "34%", "34.0", "34"])
def test_per_cent_signs_are_left_out(cell: str) -> None:
    assert read("stake", "share_percent", cell) == 34


@pytest.mark.parametrize(
    ("cell", "spec", "value"),
    [
        ("2025", {}, "2025"),
        ("2025-07~", {}, "2025-07~"),
        ("../2025", {}, "../2025"),
        ("H2 2025", {}, "2025-41"),
        ("2025-Q1", {}, "2025-33"),
        ("01/07/2025", {"dates": ("%d/%m/%Y",)}, "2025-07-01"),
        ("07/2025", {"dates": ("%d/%m/%Y", "%m/%Y")}, "2025-07"),
        ("in 2025", {"dates": ("in %Y",)}, "2025"),
    ],
)
def test_dates_are_as_exact_as_their_form(cell: str, spec: dict[str, Any], value: str) -> None:
    assert read("production", "start", cell, **spec) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Corée du Sud", "KR"),
        ("DE", "DE"),
        ("UNITED STATES (USA)", "US"),
        ("中国", "CN"),
        ("UK", "GB"),
        ("Turkey", "TR"),
    ],
)
def test_countries_are_known_in_any_language(cell: str, value: str) -> None:
    assert read("plant", "country", cell) == value


def test_lists_are_split_and_their_countries_coded() -> None:
    assert read("production", "markets", "Südkorea/ Europe /ASEAN", split="/") == ("KR", "Europe", "ASEAN")
    assert read("production", "markets", ("KR", "Japan")) == ("KR", "JP")
    assert read("agreement", "parties", "Example Motors") == ("Example Motors",)


def test_words_stand_for_values() -> None:
    words = {"in Serie": "actual", "geplant": "planned"}
    assert read("production", "status", "In Serie", words=words) == "actual"
    assert read("production", "status", "ended", words=words) == "ended"


def test_shares_are_a_name_and_a_number_each() -> None:
    shares = read("joint_venture", "shares", "Example Motors 50 %; Sample Group: 49,5 %", split=";")
    assert shares == {"Example Motors": 50, "Sample Group": 49.5}


def test_an_empty_cell_fills_nothing() -> None:
    assert read("production", "markets", " ; ", split=";") is None
    assert read("production", "start", "") is None


@pytest.mark.parametrize(
    ("slot", "cell", "said"),
    [
        ("volume_per_year", "many", "'many' is not a number; expected digits"),
        ("volume_per_year", "inf", "'inf' is not a number; expected digits"),
        ("start", "soon", "'soon' is not a date; expected EDTF"),
        ("start", "H3 2025", "'H3 2025' is not a date; expected EDTF"),
        ("country", "Europe", "'Europe' is not a country; expected its name"),
        ("country", "Atlantis", "'Atlantis' is not a country; expected its name"),
    ],
)
def test_what_a_slot_cannot_take_is_said(slot: str, cell: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read("production", slot, cell)
    assert str(caught.value).startswith(said)


def test_a_share_without_a_number_is_said() -> None:
    with pytest.raises(InputError, match="'Example Motors' is not a share"):
        read("joint_venture", "shares", "Example Motors")
