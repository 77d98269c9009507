"""A decoded VIN says where a car was built; it does not say more than was decoded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autokg.errors import InputError
from autokg.importing import Imported, Source, import_file

SAMPLE = Path(__file__).parent / "samples" / "vpic.json"


@pytest.fixture(scope="module")
def done() -> Imported:
    return import_file(SAMPLE, importer="vpic", source=Source(retrieved="2026-01-31"))


def decode(tmp_path: Path, **result: str) -> Imported:
    known = {"ErrorCode": "0", "Make": "SAMPLE", "Model": "Three", "ModelYear": "2025", "PlantCountry": "JAPAN"}
    path = tmp_path / "vpic.json"
    path.write_text(json.dumps({"Results": [known | result]}))
    return import_file(path, importer="vpic")


def test_a_clean_decode_is_a_production(done: Imported) -> None:
    first = done.facts[0]
    assert first.slots() == {
        "model": "SAMPLE Three", "brand": "SAMPLE", "place": "Northport", "country": "US", "start": "../2025",
        "end": "2025/..",
    }  # fmt: skip
    assert first.speaker == "EXAMPLE MOTORS OF AMERICA, INC."


def test_the_evidence_names_the_type_of_car_and_not_the_car(done: Imported) -> None:
    assert done.facts[0].evidence[0].summary == (
        "Model year 2025: SAMPLE Three, VIN 1XMAB12C*SA, assembled at Northport, Ohio, the United States."
    )
    assert "000123" not in done.facts_jsonl()


def test_two_cars_of_one_type_are_one_fact(done: Imported) -> None:
    assert (len(done.facts), done.repeated) == (2, 1)


def test_a_plant_that_is_no_known_company_is_the_plant(done: Imported) -> None:
    assert (done.facts[1].slots()["plant"], done.facts[1].slots()["country"]) == ("Southport Assembly", "KR")


def test_a_known_company_is_the_builder_and_a_badge_is_neither(tmp_path: Path) -> None:
    company = decode(tmp_path, PlantCompanyName="Renault Korea Motors").facts[0].slots()
    badge = decode(tmp_path, PlantCompanyName="Mini").facts[0].slots()
    assert (company["builder"], "plant" in company) == ("Renault Korea Motors", False)
    assert {"builder", "plant"} & set(badge) == set()


def test_names_in_capitals_go_by_their_main_name_where_they_are_known(tmp_path: Path) -> None:
    slots = decode(tmp_path, Make="POLESTAR", Model="Polestar 4").facts[0].slots()
    assert (slots["brand"], slots["model"]) == ("Polestar", "Polestar 4")


def test_what_was_not_decoded_is_rejected_with_the_reason_of_vpic(done: Imported) -> None:
    assert [str(reject).rpartition("/")[2] for reject in done.rejects] == [
        "vpic.json: result 4: decoded with errors: 1 - Check Digit (9th position) does not calculate properly; "
        "11 - Incorrect Model Year; 400 - Invalid Characters Present",
        "vpic.json: result 5: no Model and PlantCountry",
        "vpic.json: result 6: 'ATLANTIS' is not a country",
    ]


def test_the_document_says_licence_and_day_of_retrieval(done: Imported) -> None:
    (document,) = done.documents
    assert (document.publisher, document.retrieved) == ("NHTSA", "2026-01-31")
    assert document.licence == "US federal government work, public domain in the United States"
    assert document.url == "https://vpic.nhtsa.dot.gov/api/"


def test_a_number_in_place_of_a_text_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "vpic.json"
    result: dict[str, Any] = {"ErrorCode": 0, "Make": "A", "Model": 3, "ModelYear": 2025, "PlantCountry": "JAPAN"}
    path.write_text(json.dumps({"Results": [result]}))
    assert import_file(path, importer="vpic").facts[0].slots()["model"] == "A 3"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "the file is empty"),
        ('{"Results": [', "1:14: invalid JSON: a value is missing"),
        ("[]", "not a vPIC response"),
        ('{"Results": "none"}', "not a vPIC response"),
        ('{"Results": []}', "the response has no results"),
        ('{"Results": [{"Variable": "Make", "Value": "A"}]}', "a DecodeVin response, with one row per variable"),
    ],
)
def test_what_is_no_answer_of_vpic_is_said(tmp_path: Path, content: str, expected: str) -> None:
    path = tmp_path / "vpic.json"
    path.write_text(content)
    with pytest.raises(InputError) as caught:
        import_file(path, importer="vpic")
    assert str(caught.value).removeprefix(str(path)).lstrip(": ").startswith(expected)
