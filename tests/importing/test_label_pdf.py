"""The ruled tables of a label filing in PDF are read page by page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from autokg.errors import InputError, UsageError
from autokg.importing import Imported, import_file
from importing.ruled_pdf import Table, make_pdf

HEADER = [
    "Manufacturers", "Makes", "Carlines", "Vehicle Type", "US/Canada", "Final Assembly 1", "Final Assembly 2",
    "Engine", "Transmission",
]  # fmt: skip
FIRST: Table = [
    HEADER,
    ["Example Motors", "Sample", "Three", "PC", "65%", "CN", "", "US", "J"],
    ["", "", "Four", "MPV", "5%", "J", "CAN", "J", "J"],
]
SECOND: Table = [["Zenith Wagons", "Zenith", "Wagon", "MPV", "0%", "SL", "", "H", "G"]]


def run(tmp_path: Path, content: bytes, **options: Any) -> Imported:
    path = tmp_path / "label.pdf"
    path.write_bytes(content)
    return import_file(path, importer="nhtsa-aala", **options)


def said(done: Imported) -> list[tuple[str, str | None, str, str]]:
    return [
        (fact.slots()["model"], fact.speaker, fact.slots()["country"], fact.slots()["start"]) for fact in done.facts
    ]


def test_tables_are_read_with_merged_cells_and_a_header_that_holds_on(tmp_path: Path) -> None:
    done = run(tmp_path, make_pdf([FIRST, SECOND], heading="Part 583 reports, Model Year 2026"))
    assert said(done) == [
        ("Sample Three", "Example Motors", "CA", "../2026"),
        ("Sample Four", "Example Motors", "JP", "../2026"),
        ("Sample Four", "Example Motors", "CA", "../2026"),
        ("Zenith Wagon", "Zenith Wagons", "SK", "../2026"),
    ]
    assert done.takes[-1].where == f"{tmp_path / 'label.pdf'}: page 2, row 1"


@pytest.mark.parametrize("heading", ["2025 AALA report", "MY2025 content", "2025 Model Year"])
def test_the_model_year_stands_in_the_heading(tmp_path: Path, heading: str) -> None:
    assert said(run(tmp_path, make_pdf([FIRST], heading=heading)))[0][3] == "../2025"


def test_the_model_year_that_is_given_stands_over_the_heading(tmp_path: Path) -> None:
    assert said(run(tmp_path, make_pdf([FIRST], heading="MY2025"), model_year=2024))[0][3] == "../2024"


def test_without_any_model_year_every_row_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, make_pdf([FIRST]))
    assert [reject.reason.partition(";")[0] for reject in done.rejects] == ["no model year"] * 2


def test_a_row_of_another_width_is_a_reject(tmp_path: Path) -> None:
    done = run(tmp_path, make_pdf([FIRST, [["Zenith", "Wagon", "SL"]]], heading="MY2025"))
    assert done.rejects[0].reason == "the row has 3 cells, the header 9"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (make_pdf([FIRST], ruled=False), "no table of label filings found; expected a ruled table"),
        (make_pdf([[["Country", "Cars"], ["KR", "12"]]]), "no table of label filings found; expected a ruled table"),
        (b"%PDF-1.4 and nothing more", "not a PDF that can be read"),
        (b"Model,Maker\n", "not a PDF that can be read"),
    ],
)
def test_a_pdf_without_such_tables_is_said(tmp_path: Path, content: bytes, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        run(tmp_path, content)
    assert str(caught.value).removeprefix(f"{tmp_path / 'label.pdf'}: ").startswith(expected)


def test_without_pdfplumber_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(UsageError, match=r"needs the package pdfplumber: pip install"):
        run(tmp_path, b"%PDF-")
