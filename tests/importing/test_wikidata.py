"""A Wikidata result becomes facts by the names of its variables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autokg.errors import InputError
from autokg.importing import Imported, Source, import_file

SAMPLE = Path(__file__).parent / "samples" / "wikidata-companies.json"


def result(tmp_path: Path, *rows: dict[str, str]) -> Imported:
    """Import a result as the query service gives it: `item="Q1 Example Motors"` is a thing with its label."""
    bindings = [_binding(row) for row in rows]
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"head": {"vars": list(dict.fromkeys(name for row in bindings for name in row))},
                                "results": {"bindings": bindings}}))  # fmt: skip
    return import_file(path, importer="wikidata")


def _binding(row: dict[str, str]) -> dict[str, dict[str, str]]:
    binding = {}
    for name, value in row.items():
        item, _, label = value.partition(" ")
        if item.startswith("Q"):
            binding[name] = {"type": "uri", "value": f"http://www.wikidata.org/entity/{item}"}
            binding[f"{name}Label"] = {"type": "literal", "value": label or item, "xml:lang": "en"}
        else:
            binding[name] = {"type": "literal", "value": value}
    return binding


@pytest.fixture(scope="module")
def done() -> Imported:
    return import_file(SAMPLE, importer="wikidata", source=Source(retrieved="2026-01-31"))


def test_owners_become_stakes_with_share_and_year(done: Imported) -> None:
    first = done.facts[0]
    assert (first.kind, first.status.value) == ("stake", "actual")
    assert first.slots() == {
        "owner": "Sample Group", "owned": "Example Motors", "share_percent": 34.01, "since": "2010",
    }  # fmt: skip
    assert first.note == "Wikidata: owner Q900000002, owned Q900000001"
    assert first.evidence[0].summary == "In Wikidata: Sample Group holds 34.01 % of Example Motors from 2010."


def test_what_has_an_end_has_ended(done: Imported) -> None:
    ended = done.facts[2]
    assert (ended.status.value, ended.slots()["since"], ended.slots()["until"]) == ("ended", "1998-05-07", "2009-08")


def test_a_brand_beside_an_owned_company_is_that_company_s(done: Imported) -> None:
    assert done.facts[1].slots() == {"brand": "Sample", "owner": "Example Motors"}
    assert done.repeated == 1


def test_a_thing_without_label_is_rejected(done: Imported) -> None:
    assert [reject.reason for reject in done.rejects] == [
        "?item (Q900000005) has no label in the language of the query",
        "?brand is empty",
    ]


def test_the_document_says_licence_and_day_of_retrieval(done: Imported) -> None:
    (document,) = done.documents
    assert (document.publisher, document.licence, document.retrieved) == ("Wikidata", "CC0 1.0", "2026-01-31")


def test_a_model_has_a_manufacturer_and_a_brand(tmp_path: Path) -> None:
    row = {
        "item": "Q1 Sample 3",
        "manufacturer": "Q2 Example Motors",
        "brand": "Q3 Sample",
        "country": "Q884 South Korea",
    }
    model, production = result(tmp_path, row).facts
    assert model.slots() == {"model": "Sample 3", "brand": "Sample"}
    assert production.slots() == {"model": "Sample 3", "builder": "Example Motors", "country": "KR"}


def test_parents_and_subsidiaries_are_stakes_of_half_or_more(tmp_path: Path) -> None:
    up = result(tmp_path, {"item": "Q1 Example Motors", "parent": "Q2 Sample Group"}).facts[0].slots()
    down = result(tmp_path, {"company": "Q2 Sample Group", "subsidiary": "Q1 Example Motors"}).facts[0].slots()
    assert up == down == {"owner": "Sample Group", "owned": "Example Motors", "share_min": 50}


def test_the_evidence_of_a_parent_says_what_wikidata_says(tmp_path: Path) -> None:
    row = {"item": "Q1 Example Motors", "parent": "Q2 Sample Group", "start": "2010-01-01T00:00:00Z"}
    assert result(tmp_path, row).facts[0].evidence[0].summary == (
        "In Wikidata: the parent organization of Example Motors is Sample Group from 2010."
    )


def test_a_plant_has_operator_place_and_country(tmp_path: Path) -> None:
    row = {
        "plant": "Q1 Northport plant",
        "operator": "Q2 Example Motors",
        "city": "Q3 Northport",
        "country": "Q884 South Korea",
    }
    (plant,) = result(tmp_path, row).facts
    assert plant.slots() == {
        "plant": "Northport plant", "operator": "Example Motors", "place": "Northport", "country": "KR",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("date", "precision", "read"),
    [
        ("2010-01-01T00:00:00Z", "", "2010"),
        ("2010-05-01T00:00:00Z", "", "2010-05"),
        ("2010-05-07T00:00:00Z", "", "2010-05-07"),
        ("2010-01-01T00:00:00Z", "11", "2010-01-01"),
        ("2010-05-07T00:00:00Z", "9", "2010"),
    ],
)
def test_a_date_is_as_exact_as_wikidata_means_it(tmp_path: Path, date: str, precision: str, read: str) -> None:
    row = {"item": "Q1 A", "owner": "Q2 B", "start": date, "startPrecision": precision}
    assert result(tmp_path, row).facts[0].slots()["since"] == read


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"start": "t123456"}, "'t123456' is not a Wikidata date; expected a date such as 2010-01-01T00:00:00Z"),
        ({"share": "much"}, "?share: 'much' is not a number; expected a proportion between 0 and 1"),
        ({"share": "340"}, "share_percent: must be at most 100"),
    ],
)
def test_a_value_that_is_none_is_rejected(tmp_path: Path, row: dict[str, str], reason: str) -> None:
    (reject,) = result(tmp_path, {"item": "Q1 A", "owner": "Q2 B"} | row).rejects
    assert reject.reason == reason


def test_a_thing_whose_label_was_not_asked_for_is_rejected(tmp_path: Path) -> None:
    uri = {"type": "uri", "value": "http://www.wikidata.org/entity/Q1"}
    path = tmp_path / "result.json"
    path.write_text(
        json.dumps({"head": {"vars": ["item", "owner"]}, "results": {"bindings": [{"item": uri, "owner": uri}]}})
    )
    assert (
        import_file(path, importer="wikidata").rejects[0].reason.startswith("?owner has no label; expected ?ownerLabel")
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"head": {}, "boolean": True}, "the result of an ASK query"),
        ({"head": {"vars": [["a"]]}, "results": {"bindings": []}}, "not a query result"),
        ({"head": {"vars": ["a"]}}, "not a query result"),
        ({"head": {"vars": ["a"]}, "results": {"bindings": [1]}}, "not a query result"),
        ({"head": {"vars": ["a"]}, "results": {"bindings": []}}, "the result has no rows"),
        (
            {"head": {"vars": ["item", "itemLabel"]}, "results": {"bindings": [{"item": {"value": "x"}}]}},
            "the variables item, itemLabel, company match no kind of fact; expected one of ?owner ?company,",
        ),
        ([], "not a query result"),
    ],
)
def test_what_is_no_such_result_is_said(tmp_path: Path, content: object, expected: str) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(content))
    with pytest.raises(InputError) as caught:
        import_file(path, importer="wikidata")
    assert str(caught.value).removeprefix(f"{path}: ").startswith(expected)
