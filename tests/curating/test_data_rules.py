"""Each rule of curated data has a folder that keeps it and one that breaks it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autokg.curating.curated_folder import DataFolder
from autokg.curating.data_check import main
from autokg.curating.data_counts import make_report
from autokg.curating.data_rules import check

DOCUMENT = {"kind": "document", "id": "d1", "title": "One", "published": "2024-06-01", "url": "https://e.org/1"}
OTHER = {**DOCUMENT, "id": "d2", "published": "2023-01-01"}
ENTRIES: dict[str, list[dict[str, Any]]] = {
    "organizations": [
        {"id": "acme", "type": "company", "name": "Acme"},
        {"id": "bolt", "type": "company", "name": "Bolt"},
        {"id": "cog", "type": "company", "name": "Cog"},
    ],
    "brands": [
        {"id": "roadster", "type": "brand", "name": "Roadster", "aliases": ["Acme Roadster"], "organization": "acme"}
    ],
    "models": [{"id": "roadster-1", "type": "model", "name": "Roadster 1", "brand": "roadster"}],
    "plants": [{"id": "acme-ghent", "type": "plant", "name": "Acme Ghent plant", "country": "BE", "source": "d1"}],
}
PRODUCTION = {"kind": "production", "model": "Roadster 1", "builder": "Acme", "country": "BE"}
STAKE = {"kind": "stake", "owner": "Acme", "owned": "Bolt", "share_percent": 60}
PLANT = {"kind": "plant", "plant": "Acme Ghent plant", "country": "BE"}
VENTURE = {"kind": "joint_venture", "name": "Cog", "parents": ["Acme", "Bolt"], "shares": {"Acme": 60, "Bolt": 40}}
ROLE = {"kind": "role", "person": "A. Person", "organization": "Acme", "title": "CEO"}
# What the source of the plant tells of it.
SITE = {"kind": "investment", "investor": "Acme", "amount": 1, "currency": "EUR", "target": "Acme Ghent plant"}
AGREEMENT = {"kind": "agreement", "parties": ["Acme", "Bolt"]}


def fact(slots: dict[str, Any], number: int = 1, **more: Any) -> dict[str, Any]:
    evidence = [{"document": more.pop("document", "d1"), "summary": "It is so."}]
    base = {"status": "actual", "evidence": evidence, "confidence": 0.8, "id": f"f{number}"}
    return {**base, **slots, **more}


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def problems(tmp_path: Path, *rows: dict[str, Any], reasons: str = "", **entries: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong with a folder of these facts, the place left out."""
    documents = [DOCUMENT, *([OTHER] if any("d2" in json.dumps(row) for row in rows) else [])]
    write(tmp_path / "facts" / "a.jsonl", [*documents, *rows])
    write(tmp_path / "facts" / "site.jsonl", [fact(SITE, 99)])
    for name, lines in {**ENTRIES, **entries}.items():
        write(tmp_path / "reference" / f"{name}.jsonl", lines)
    (tmp_path / "unresolved.md").write_text(reasons, encoding="utf-8")
    (tmp_path / "base.toml").write_text('version = "1"\nsources_to = "2024-06-01"\n', encoding="utf-8")
    return [violation.problem for violation in check(DataFolder(tmp_path))]


def test_a_folder_that_keeps_all_rules(tmp_path: Path) -> None:
    rows = [fact(PRODUCTION, 1), fact(AGREEMENT, 2), fact(VENTURE, 3), fact(STAKE, 4), fact(PLANT, 5), fact(ROLE, 6)]
    assert problems(tmp_path, *rows) == []


BROKEN = [
    (fact(PRODUCTION, document="d9"), "cites the document 'd9'"),
    (fact({**PRODUCTION, "model": "Unheard 9"}), "'Unheard 9' stands for 0 entries"),
    (fact({**PRODUCTION, "builder": "Roadster"}), "'Roadster' is a brand"),
    (fact({**PRODUCTION, "markets": ["Nowhere"]}), "'Nowhere' stands for 0 entries"),
    (fact(PRODUCTION, start="2024", end="2023"), "end lies before start"),
    (fact(PRODUCTION, start="1879"), "start 1879 is not plausible"),
    (fact(PRODUCTION, start="2024-06-02"), "start lies after the source"),
    (fact(PRODUCTION, as_of="2024-06-02"), "as_of lies after the publication"),
    (fact(PRODUCTION, status="ended", end="2024-06-02"), "cite the source of the end"),
    (fact(PRODUCTION, status="planned", end="2025"), "a car that is to end is built"),
    (fact(PLANT, status="ended"), "an ended plant needs closed"),
    (fact(ROLE, status="planned", until="2025"), "a head who is to leave is in office"),
    (fact({"kind": "production", "model": "Roadster 1"}), "a production needs plant, place, country or builder"),
    (fact({"kind": "plant", "plant": "Acme Ghent plant"}), "a plant needs a country"),
    (fact({**AGREEMENT, "parties": ["Acme"]}), "an agreement needs two parties"),
    (fact({**VENTURE, "parents": ["Acme"]}), "a joint venture needs two parents"),
    (fact({**STAKE, "owned": "Acme"}), "a stake in itself"),
    (fact(PRODUCTION, confidence=None), "no confidence"),
    (fact(PRODUCTION, evidence=[{"document": "d1", "summary": "x" * 301}]), "more than 300 characters"),
    (fact(PRODUCTION, evidence=[{"document": "d1", "quote": "x", "start": 0, "end": 1}]), "quotes its source"),
    (fact(PRODUCTION, evidence=[{"document": "d1", "summary": "say that it is so"}]), "is no whole sentence"),
    ({**fact(PRODUCTION), "id": None}, "no id"),
]


@pytest.mark.parametrize(("row", "problem"), BROKEN, ids=[problem for _, problem in BROKEN])
def test_a_fact_that_breaks_a_rule(row: dict[str, Any], problem: str, tmp_path: Path) -> None:
    found = problems(tmp_path, fact(PRODUCTION, 0), row)
    assert any(problem in line for line in found), found


def test_a_document_from_wikipedia_names_its_licence(tmp_path: Path) -> None:
    wiki = {"kind": "document", "id": "w1", "title": "Acme", "publisher": "Wikipedia (copy)", "published": "2024"}
    rows = [fact(PRODUCTION, 1), fact(AGREEMENT, 2, document="w1")]
    (problem,) = problems(tmp_path / "a", wiki, *rows)
    assert problem == "a document from Wikipedia needs its licence, CC BY-SA 4.0"
    assert problems(tmp_path / "b", {**wiki, "licence": "CC BY-SA 4.0"}, *rows) == []


def test_dates_at_the_bounds_of_the_rules(tmp_path: Path) -> None:
    rows = [
        fact(PRODUCTION, 1, start="1880", end="2045"),
        fact(PRODUCTION, 2, start="2024-06-01", as_of="2024-06-01"),
        fact(PRODUCTION, 3, start="2025", status="planned"),
        fact(PRODUCTION, 4, end="2024-06-01", status="ended"),
    ]
    assert problems(tmp_path, *rows) == []


def test_a_name_without_an_entry_may_have_a_reason(tmp_path: Path) -> None:
    row = fact({**PRODUCTION, "builder": "City of Ghent"})
    assert problems(tmp_path, row, reasons="- `City of Ghent`: a public body\n") == []
    assert problems(tmp_path, fact(PRODUCTION), reasons="- `Gone`: a reason\n") == ["'Gone' is used nowhere"]


def test_one_document_states_a_fact_once(tmp_path: Path) -> None:
    twice = problems(tmp_path, fact(PRODUCTION, 1), fact(PRODUCTION, 2, note="again"))
    assert len(twice) == 1
    assert "says the same as" in twice[0]
    assert problems(tmp_path, fact(PRODUCTION, 1), fact(PRODUCTION, 2, document="d2")) == []


@pytest.mark.parametrize(
    ("second", "excess"),
    [
        ({"owner": "Cog", "share_percent": 40}, False),
        ({"owner": "Cog", "share_percent": 41}, True),
        ({"owner": "Cog", "share_min": 50, "share_percent": None}, True),
        ({"owner": "Acme", "share_percent": 70}, False),
        ({"owner": "Cog", "share_percent": 50, "status": "planned"}, False),
        ({"owner": "Cog", "share_percent": 50, "as_of": "2023"}, False),
        ({"owner": "Cog", "share_percent": 50, "as_of": "2023", "since": "2020", "until": "2024-06-01"}, False),
        ({"owner": "Cog", "share_percent": 50, "as_of": "2023", "since": "2020", "until": "2024-06-02"}, True),
    ],
)
def test_shares_of_one_day_add_up_to_100(second: dict[str, Any], excess: bool, tmp_path: Path) -> None:
    found = problems(tmp_path, fact(STAKE, 1), fact({**STAKE, **second}, 2))
    assert [line.startswith(("101 %", "110 %")) for line in found] == [True] * excess


def test_a_country_has_one_file(tmp_path: Path) -> None:
    write(tmp_path / "facts" / "b.jsonl", [fact(PLANT, 2)])
    write(tmp_path / "facts" / "c.jsonl", [fact(PLANT, 3, note="other", document="d1", employees=5)])
    assert problems(tmp_path, fact(PRODUCTION)) == ["others of BE stand in facts/b.jsonl"]


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        (
            {"brands": [{"id": "b", "type": "brand", "name": "Roadster"}]},
            "no fact tells its owner, its name shows none, no reason is stated",
        ),
        ({"brands": [{"id": "roadster", "type": "brand", "name": "R", "organization": "x"}]}, "'x' has no entry"),
        ({"models": [{"id": "roadster-1", "type": "model", "name": "Roadster 1"}]}, "a model needs a brand"),
        ({"plants": [{"id": "p", "type": "plant", "name": "Acme Ghent plant", "country": "BE"}]}, "and a source"),
        ({"organizations": [ENTRIES["organizations"][1], ENTRIES["organizations"][0]]}, "not unique and sorted"),
        ({"places": [{"id": "x", "type": "place", "name": "X", "latitude": 1}]}, "go together"),
        ({"places": [{"id": "france", "type": "place", "name": "X"}]}, "left to Unicode CLDR"),
        (
            {"organizations": [*ENTRIES["organizations"], {"id": "d", "type": "group", "name": "COG"}]},
            "shares the name 'cog'",
        ),
    ],
)
def test_an_entry_that_breaks_a_rule(entries: dict[str, Any], problem: str, tmp_path: Path) -> None:
    found = problems(tmp_path, fact(PRODUCTION), **entries)
    assert any(problem in line for line in found), found


def test_unused_and_unsorted_records(tmp_path: Path) -> None:
    found = problems(tmp_path, fact(PRODUCTION, 2), fact(PRODUCTION, 1, start="2020"), {**OTHER, "id": "d3"})
    assert {"not in order", "no fact cites this document"} <= set(found)


def test_the_command_prints_counts_and_exits_by_the_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problems(tmp_path, fact(PRODUCTION))
    assert main([str(tmp_path)]) == 0
    assert "2 facts and 0 filings from 1 documents" in capsys.readouterr().out
    problems(tmp_path, fact(STAKE, owned="Acme"))
    assert main([str(tmp_path)]) == 1
    assert "a stake in itself" in capsys.readouterr().err
    (tmp_path / "facts" / "a.jsonl").write_text("{", encoding="utf-8")
    assert main([str(tmp_path)]) == 3


def test_the_report_counts_ages_and_missing_dates(tmp_path: Path) -> None:
    problems(tmp_path, fact(PRODUCTION, 1), fact(PRODUCTION, 2, as_of="2013"))
    report = make_report(DataFolder(tmp_path))
    assert "over 10 years                1   33.3 %" in report
    assert "up to 1 year                 2   66.7 %" in report


@pytest.mark.parametrize(
    ("slots", "reason"),
    [
        ({**PRODUCTION, "start": "2012"}, "tells a date of its own"),
        ({**STAKE, "since": "2012"}, "tells a date of its own"),
        ({**AGREEMENT, "signed": "2012"}, "tells a date of its own"),
        ({**PRODUCTION, "status": "ended"}, "is over"),
        ({"kind": "model", "model": "Roadster 1", "brand": "Roadster"}, "does not change"),
        (PRODUCTION, "day unknown"),
        ({**PRODUCTION, "as_of": "2013"}, None),
    ],
)
def test_the_report_tells_what_a_missing_date_leaves_unknown(
    tmp_path: Path, slots: dict[str, Any], reason: str | None
) -> None:
    undated = {"kind": "document", "id": "d3", "title": "Three"}
    write(tmp_path / "facts" / "b.jsonl", [undated, fact(slots, 2, document="d3")])
    problems(tmp_path, fact(PRODUCTION, 1))
    reasons = make_report(DataFolder(tmp_path)).partition("of those without a date\n")[2].partition("names\n")[0]
    assert [line.split("  ")[1] for line in reasons.splitlines()] == ([reason] if reason else [])


LISTED = {"id": "dash", "type": "company", "name": "Dash Motors", "organization": "acme"}


def parents(tmp_path: Path, name: str, *rows: dict[str, Any], reasons: str = "") -> list[str]:
    """Return what is wrong with a company of this name that is listed under Acme, whose badge is the Roadster."""
    organizations = [*ENTRIES["organizations"], {**LISTED, "name": name}]
    return problems(tmp_path, fact(PRODUCTION, 1), *rows, reasons=reasons, organizations=organizations)


@pytest.mark.parametrize("name", ["Acme Belgium", "Belgian Acme", "Roadster Works"])
def test_a_parent_that_a_name_shows_may_be_listed(tmp_path: Path, name: str) -> None:
    assert parents(tmp_path, name) == []


def test_a_parent_that_no_name_shows_needs_a_reason(tmp_path: Path) -> None:
    (problem,) = parents(tmp_path, "Dash Acmeco")
    assert problem == "neither its name nor a stated reason shows that it is 'Acme''s"
    assert parents(tmp_path, "Dash Acmeco", reasons="- `Dash Acmeco`: it is so\n") == []


def test_a_parent_is_not_listed_beside_a_fact(tmp_path: Path) -> None:
    stake = {**STAKE, "owned": "Acme Belgium"}
    (problem,) = parents(tmp_path, "Acme Belgium", fact(stake, 2))
    assert problem == "is listed under 'Acme', and a fact says what it holds"
    assert parents(tmp_path, "Acme Belgium", fact(stake, 2, status="planned")) == []


OWNED = {"kind": "brand", "brand": "Comet", "owner": "Acme"}


def brand_problems(tmp_path: Path, name: str, *rows: dict[str, Any], reasons: str = "") -> list[str]:
    """Return what is wrong with a brand of this name that is listed under Acme."""
    brands = [{"id": "comet", "type": "brand", "name": name, "organization": "acme"}, *ENTRIES["brands"]]
    return problems(tmp_path, fact(PRODUCTION, 1), *rows, reasons=reasons, brands=brands)


def test_the_owner_of_a_brand_is_told_by_a_fact_its_name_or_a_reason(tmp_path: Path) -> None:
    unknown = ["no fact tells its owner, its name shows none, no reason is stated"]
    assert brand_problems(tmp_path / "a", "Comet") == unknown
    assert brand_problems(tmp_path / "b", "Acme Comet") == []
    assert brand_problems(tmp_path / "c", "Comet", fact(OWNED, 2)) == []
    assert brand_problems(tmp_path / "d", "Comet", reasons="- `Comet`: sold by Acme\n") == []


def test_a_reason_for_a_brand_with_a_known_owner_is_out_of_date(tmp_path: Path) -> None:
    (problem,) = brand_problems(tmp_path, "Acme Comet", reasons="- `Acme Comet`: sold by Acme\n")
    assert problem == "its owner is known: the stated reason is out of date"


def test_the_report_counts_from_where_owners_of_brands_are_known(tmp_path: Path) -> None:
    brand_problems(tmp_path, "Comet", reasons="- `Comet`: sold by Acme\n")
    counts = make_report(DataFolder(tmp_path)).partition("owners of brands\n")[2].splitlines()
    assert [line.split()[-3:] for line in counts] == [["1", "50.0", "%"], ["1", "50.0", "%"]]


def test_the_source_of_a_plant_tells_of_it(tmp_path: Path) -> None:
    plant = {**ENTRIES["plants"][0], "source": "d2"}
    told = fact({**STAKE, "note": "d2"}, 1, document="d2")
    assert problems(tmp_path, told, plants=[plant]) == ["no fact by its source, d2, names it"]
    assert problems(tmp_path, fact(PLANT, 2, document="d2"), plants=[plant]) == []
