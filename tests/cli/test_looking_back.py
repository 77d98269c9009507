"""why, diff and the limits in time, as a user meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from autokg.building.build import build
from autokg.stores import replace_store
from builders import corpus, document, fact
from command_line import Command

pytestmark = pytest.mark.slow  # each test runs whole commands or builds

RECORDS = (
    document("d1", title="A release", retrieved="2027-05-01"),
    document("d2", title="A report", publisher="Another press", published="2027-03-01", retrieved="2027-04-01"),
    document("d3", title="A page", published=None),
    fact("production", status="planned", model="Sample 4", brand="Sample", builder="Example Motors", plant="Northport plant", country="KR", start="2025"),
    fact("production", documents=("d2",), model="Sample 4", builder="Example Motors", plant="Northport plant", country="KR", start="2026"),
    fact("plant", documents=("d3",), plant="Northport plant", country="KR", employees=2000),
)  # fmt: skip
CONTRADICTION = (
    document("d4", title="A comment", publisher="Third press", published="2027-03-01", retrieved="2027-04-01"),
    fact("production", documents=("d4",), model="Sample 4", builder="Example Motors", plant="Northport plant", country="KR", start="2027", confidence=0.4),
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stores") / "kb"
    replace_store(path, build(corpus(*RECORDS)).store.quads())
    return path


@pytest.fixture(scope="module")
def contested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("contested") / "kb"
    replace_store(path, build(corpus(*RECORDS, *CONTRADICTION)).store.quads())
    return path


def test_why_explains_with_words_and_sources(autokg: Command, store: Path) -> None:
    code, out, _ = autokg("why", "Sample 4", "builder", "Example Motors", "-s", store)
    assert code == 0
    assert out.splitlines()[0].startswith("Sample 4 · builder · Example Motors [inferred: ")
    assert "What d2 says of the production. Another press, 2027-03-01 (actual, accepted)" in out


def test_why_not_is_an_answer_and_with_check_a_negative_one(autokg: Command, store: Path) -> None:
    asked = "why", "Sample 4", "start of production", "2025", "-s", store
    code, out, _ = autokg(*asked)
    assert code == 0
    assert "superseded: a later stage, 2026, holds" in out
    assert autokg(*asked, "--check")[0] == 1


def test_why_not_names_the_rule_of_a_conflict(autokg: Command, contested: Path) -> None:
    asked = "why", "Sample 4", "start of production", "2027", "-s", contested
    code, out, _ = autokg(*asked)
    assert code == 0
    assert "rejected in a conflict with 2026: greater confidence" in out
    assert autokg(*asked, "--check")[0] == 1


def test_why_as_json(autokg: Command, store: Path) -> None:
    code, out, _ = autokg("why", "Sample 4", "builder", "Example Motors", "-s", store, "--json", "--all")
    assert code == 0
    (record,) = json.loads(out)
    assert record["holds"] is True
    assert record["words"] == "Sample 4 · builder · Example Motors"
    assert {way["layer"] for way in record["derivations"]} == {"inferred"}


def test_why_of_an_unknown_name_is_a_mistake_of_the_call(autokg: Command, store: Path) -> None:
    code, _, err = autokg("why", "Sample 4", "bulder", "Example Motors", "-s", store)
    assert code == 2
    assert "did you mean" in err
    assert "builder" in err


def test_a_question_is_answered_as_of_a_day(autokg: Command, store: Path) -> None:
    question = "ask", "Who builds the Sample 4?", "-s", store, "--json"
    (now,) = json.loads(autokg(*question)[1])["rows"]
    code, out, err = autokg(*question, "--as-of", "2027-02")
    (then,) = json.loads(out)["rows"]
    assert code == 0
    assert (now["status"], now["start"]) == ("actual", "2026")
    assert (then["status"], then["start"]) == ("planned", "2025")
    assert "claims public by 2027-02-28" in err
    assert "left out because they have no publication date" in err


def test_what_had_been_read_is_not_what_was_public(autokg: Command, store: Path) -> None:
    out = autokg("ask", "Who builds the Sample 4?", "-s", store, "--json", "--known-by", "2027-04-15")[1]
    assert [row["start"] for row in json.loads(out)["rows"]] == ["2026"]


def test_an_answer_tells_why_where_asked_for(autokg: Command, store: Path) -> None:
    code, out, _ = autokg("ask", "Who builds the Sample 4?", "-s", store, "--why")
    assert code == 0
    assert "· start of production · 2026 [accepted]" in out
    record = json.loads(autokg("ask", "Who builds the Sample 4?", "-s", store, "--why", "--json")[1])
    assert all(reason["holds"] for reason in record["why"])
    assert "why" not in json.loads(autokg("ask", "Who builds the Sample 4?", "-s", store, "--json")[1])


def test_conflicts_queries_and_exports_go_back_too(autokg: Command, contested: Path, tmp_path: Path) -> None:
    back = "-s", contested, "--as-of", "2027-02-28"
    assert autokg("conflicts", "-s", contested, "--check", "-q")[0] == 1
    assert autokg("conflicts", *back, "--check", "-q")[0] == 0
    start = "SELECT ?o { GRAPH graph:accepted { ?p akg:productionStart ?o } }"
    assert autokg("query", "-e", start, *back)[1].split() == ["o", "2025"]
    assert autokg("export", "all", "-o", tmp_path / "then.nq", *back)[0] == 0
    written = (tmp_path / "then.nq").read_text(encoding="utf-8")
    assert "What d1 says" in written
    assert "What d2 says" not in written
    assert not re.search(r"\bd3\b", written)
    assert "What d4 says" not in written


def test_quiet_leaves_the_counts_out(autokg: Command, store: Path) -> None:
    assert autokg("conflicts", "-s", store, "--as-of", "2024", "--json", "-q")[2] == ""


def test_a_day_that_is_none_is_a_mistake_of_the_call(autokg: Command, store: Path) -> None:
    code, _, err = autokg("query", "carmakers", "-s", store, "--as-of", "last week")
    assert code == 2
    assert "'last week' is not a date; expected" in err


def test_two_days_are_compared(autokg: Command, store: Path) -> None:
    code, out, err = autokg("diff", "2027-02", "2027-03", "-s", store)
    assert code == 0
    assert "~ Sample 4 at Example Motors Northport plant · start of production · 2025 → 2026" in out
    assert err.splitlines()[-1] == "0 appeared, 0 disappeared, 2 changed"
    assert autokg("diff", "2027-03", "2027-04", "-s", store, "--check")[:2] == (0, "")
    assert autokg("diff", "2027-02", "2027-03", "-s", store, "--check", "-q")[0] == 1


def test_days_of_reading_are_compared(autokg: Command, store: Path) -> None:
    out = autokg("diff", "2027-04-15", "2027-05-15", "-s", store, "--read", "--json", "-q")[1]
    assert {change["change"] for change in json.loads(out)} == {"appeared"}


def test_two_stores_are_compared(autokg: Command, store: Path, tmp_path: Path) -> None:
    replace_store(tmp_path / "old", build(corpus(RECORDS[0], RECORDS[3])).store.quads())
    out = autokg("diff", tmp_path / "old", store, "--about", "Northport plant", "-q")[1]
    assert "+ Northport plant · employees · 2000" in out
    assert "~ Sample 4 at Example Motors Northport plant · status · planned → actual" in out


def test_a_day_and_a_store_are_not_compared(autokg: Command, store: Path) -> None:
    code, _, err = autokg("diff", "2024", store)
    assert code == 2
    assert "2024 is not a store, but the other argument is" in err
