"""The verbs as functions: what they take, and what they return."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import autokg
from autokg import api
from autokg.facts import Document, to_jsonl
from builders import document, fact

pytestmark = pytest.mark.slow  # each test runs whole commands or builds

ARTICLE = """Example Motors to build the Sample 4 in Busan

SEOUL, 15 January 2024 - Example Motors will build the Sample 4, an electric SUV, at its plant in Busan from the second half of 2025.
"""
RECORDS = (
    document("d1", title="A release", published="2024-01-15"),
    fact("plant", plant="Northport plant", operator="Example Motors", country="KR", employees=2000),
)
SAME_DAY = (
    document("d2", title="A report", published="2024-01-15"),
    fact("plant", documents=("d2",), plant="Northport plant", operator="Example Motors", country="KR", employees=3000),
)
NEWS = (document("d2", title="A report", published="2024-03-01"), SAME_DAY[1])


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "texts" / "article.txt"
    path.parent.mkdir()
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    autokg.build(RECORDS, tmp_path / "kb")
    return tmp_path / "kb"


def test_read_returns_documents_facts_and_names(article: Path) -> None:
    result = autokg.read(str(article), publisher="A press")
    assert [document.publisher for document in result.documents] == ["A press"]
    assert "Sample 4" in [fact.model for fact in result.facts if isinstance(fact, autokg.Production)]
    assert "Example Motors" in result.unresolved
    assert (result.errors, str(result).startswith("1 document, ")) == ((), True)


def test_an_unreadable_article_is_an_error_of_the_result(article: Path) -> None:
    (article.parent / "empty.txt").write_bytes(b"")
    result = autokg.read([article, article.parent / "empty.txt"])
    assert len(result.documents) == 1
    assert "empty.txt" in result.errors[0]
    assert str(result).endswith(", 1 unreadable")


def test_a_rejected_fact_keeps_its_reason(monkeypatch: pytest.MonkeyPatch, article: Path) -> None:
    monkeypatch.setattr("autokg.reading.gate.Gate.find_fault", lambda *_: "of no use")
    result = autokg.read(article)
    assert result.facts == ()
    assert {reject.reason for reject in result.rejects} == {"of no use"}
    assert "production" in {reject.record["kind"] for reject in result.rejects}


def test_an_unknown_reader_is_refused(article: Path) -> None:
    with pytest.raises(autokg.UnknownNameError, match="no reader named 'ruls'; did you mean rules"):
        autokg.read(article, readers=["ruls"])


def test_a_file_a_result_and_records_build_the_same(article: Path, tmp_path: Path) -> None:
    result = autokg.read(article)
    result.write(tmp_path / "facts.jsonl")
    bases = [
        autokg.build(facts)
        for facts in (tmp_path / "facts.jsonl", str(tmp_path / "facts.jsonl"), result, [result], result.records())
    ]
    reports = [base.report for base in bases]
    assert reports[0] is not None
    assert reports[0].counts["facts"] == len(result.facts) > 0
    assert all(report == reports[0] for report in reports)


def test_facts_may_cite_documents_of_another_input(tmp_path: Path) -> None:
    (tmp_path / "documents.jsonl").write_text(f"{to_jsonl(RECORDS[0])}\n", encoding="utf-8")
    kb = autokg.build([tmp_path / "documents.jsonl", RECORDS[1]])
    assert kb.report is not None
    assert kb.report.counts["facts"] == 1
    with pytest.raises(autokg.FactError, match="which no record describes"):
        autokg.build(RECORDS[1:])


def test_a_build_on_disk_is_the_store_that_open_opens(store: Path) -> None:
    built, opened = autokg.build(RECORDS, str(store)), autokg.open(store)
    assert built.sources() == opened.sources()
    assert (built.report is None, opened.report is None) == (False, True)


def test_quotes_are_checked_against_texts(article: Path) -> None:
    kb = autokg.build(autokg.read(article), texts=article.parent)
    assert kb.report is not None
    assert kb.report.texts == 1


def test_layers_are_left_out_of_the_bundled_data_only() -> None:
    with pytest.raises(autokg.UsageError, match="only layers of the bundled data can be left out"):
        autokg.build(RECORDS, without=["filings"])


def test_what_is_added_is_removed_again(store: Path) -> None:
    before = autokg.open(store).sources()
    added = autokg.add(store, SAME_DAY)
    assert (added.added, added.claims > 0, len(added.conflicts)) == (("d2",), True, 1)
    assert autokg.add(store, SAME_DAY).is_empty
    removed = autokg.remove(store, "d2")
    assert (removed.removed, removed.claims, removed.resolved) == (("d2",), -added.claims, 1)
    assert autokg.open(store).sources() == before


def test_two_stores_and_two_days_are_compared(store: Path, tmp_path: Path) -> None:
    autokg.add(store, NEWS)
    autokg.build(RECORDS, tmp_path / "old")
    stores = autokg.diff(tmp_path / "old", store)
    days = autokg.diff("2024-02", "2024-03", store=store)
    assert len(stores) > 0
    assert "~ Example Motors Northport plant · employees · 2000 → 3000" in str(stores)
    assert str(stores) == str(days)
    assert stores.summary == days.summary
    assert (stores.notes, len(days.notes)) == ((), 2)
    with pytest.raises(autokg.UsageError, match="2024 is not a store, but the other argument is"):
        autokg.diff("2024", store)


def test_a_past_base_is_opened(store: Path) -> None:
    autokg.add(store, NEWS)
    assert len(autokg.open(store, as_of="2024-02").sources()) == 1
    assert len(autokg.open(store, as_of="2024-03").sources()) == 2


def test_functions_on_a_store_are_methods_of_the_base(store: Path, tmp_path: Path) -> None:
    kb = autokg.open(store)
    statement = ("Northport plant", "operated by", "Example Motors")
    assert str(autokg.why(*statement, store=store)) == str(kb.why(*statement))
    assert kb.why(*statement).hold
    assert autokg.validate(store).to_json() == kb.validate().to_json()
    written = autokg.export("all", tmp_path / "function.nq", store=store)
    assert (written.size, kb.export("all", tmp_path / "method.nq").size) == (written.size, written.size)
    assert (tmp_path / "function.nq").read_bytes() == (tmp_path / "method.nq").read_bytes()


def test_a_table_is_imported_and_built(tmp_path: Path) -> None:
    (tmp_path / "stakes.csv").write_text("Owner,Owned\nSample Group,Example Motors\n", encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(
        '[document]\ntitle = "A table"\n[[facts]]\nkind = "stake"\nconstants = { status = "actual" }\n'
        '[facts.columns]\nowner = "Owner"\nowned = "Owned"\n',
        encoding="utf-8",
    )
    imported = autokg.import_table(tmp_path / "stakes.csv", mapping=tmp_path / "mapping.toml", publisher="A press")
    assert [document.publisher for document in imported.documents] == ["A press"]
    assert "Sample Group" in autokg.build(imported).ask("Who owns Example Motors?").sentence


def test_the_record_form_and_the_bundled_facts_are_found() -> None:
    assert api.json_schema()
    lines = next(api.data_folder().glob("*.jsonl")).read_text(encoding="utf-8").split("\n")
    assert json.loads(lines[0])["kind"]


def test_an_answer_is_explained(store: Path) -> None:
    kb = autokg.open(store)
    reasons = kb.explain(kb.ask("Which plants are in South Korea?"))
    assert len(reasons) > 0
    assert reasons.hold
    assert isinstance(RECORDS[0], Document)
