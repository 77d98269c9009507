"""Reports of answers: Markdown, HTML, CSV and JSON say the same, and nothing in the data can break them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from autokg.answers import Answer, ask
from autokg.answers.answer_reports import FORMATS, escape_markdown
from autokg.answers.answer_tables import fit_table, tabulate_facts
from autokg.answers.words import load_words
from autokg.core.terms import AKG
from autokg.query.results import Table
from autokg.stores import OxigraphStore

NASTY = "<script>alert('|*_`[x](javascript:y)')</script>"


@pytest.fixture(scope="module")
def answer(store: OxigraphStore) -> Answer:
    return ask("Que fabrique Fictif Auto ?", store)


@pytest.fixture(scope="module")
def nasty(answer: Answer) -> Answer:
    item = replace(answer.evidence[0], quote=NASTY, publisher=NASTY, url="javascript:alert(1)")
    rows = tuple({**row, "modelLabel": NASTY} for row in answer.rows)
    return replace(answer, question=NASTY, sentence=NASTY, evidence=(item,), rows=rows, notes=(NASTY,))


class Checker(HTMLParser):
    """Elements with their attributes in order; fails if a tag closes another than the last one open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("format_", ["md", "html", "json"])
def test_a_report_has_sentence_reading_and_evidence(answer: Answer, format_: str) -> None:
    report = answer.write(format_)
    told = Checker(report).text if format_ == "html" else report.replace("\\", "")
    for text in (
        answer.question,
        answer.sentence.replace("\\", ""),
        answer.reading,
        "Preuves"[: 7 * (format_ != "json")],
    ):
        assert text in told.replace("\\", "")


def test_a_page_is_accessible(answer: Answer) -> None:
    page = answer.write("html")
    tags = Checker(page).tags
    names = [name for name, _ in tags]
    assert page.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert (names.count("h1"), names.count("title"), names.count("main")) == (1, 1, 1)
    assert {attrs.get("scope") for name, attrs in tags if name == "th"} == {"col"}
    assert names.index("h1") < names.index("h2")
    assert all(attrs["href"] for name, attrs in tags if name == "a")


def test_words_of_the_data_stay_words_in_a_page(nasty: Answer) -> None:
    checked = Checker(nasty.write("html"))
    assert "script" not in [name for name, _ in checked.tags]
    assert [attrs for name, attrs in checked.tags if name == "a"] == []
    assert NASTY in checked.text


def test_words_of_the_data_stay_words_in_markdown(nasty: Answer) -> None:
    report = nasty.write("md")
    assert "<script" not in report.replace("\\<script", "")
    assert "](javascript" not in report.replace("\\](javascript", "")
    table = [line for line in report.splitlines() if line.startswith("| ")]
    assert len({line.replace("\\|", "").count("|") for line in table}) == 1


def test_special_characters_of_markdown_are_escaped() -> None:
    assert escape_markdown("a*b_c|d<e") == "a\\*b\\_c\\|d\\<e"


def test_csv_has_all_columns_that_are_filled(answer: Answer) -> None:
    head, *rows = csv.reader(io.StringIO(answer.write("csv")))
    assert len(rows) == len(answer.rows)
    assert {"modèle", "constructeur", "pays", "état"} <= set(head)
    assert len(set(head)) == len(head)
    assert set(answer.table().columns) < set(head)  # the builder is the same in all rows


def test_csv_has_plain_numbers_and_dates_and_their_bounds_beside(answer: Answer) -> None:
    row = {
        "plantLabel": "Northport",
        "capacity": "230000",
        "capacityBound": f"{AKG.namespace}over",
        "start": "2026-05-31",
    }
    other = {"plantLabel": "Southport", "capacity": "5675", "start": "2025-41"}
    told = replace(answer, rows=(row, other))
    capacity, start = (answer.words.phrase("column", name) for name in ("capacity", "start"))
    first, second = csv.DictReader(io.StringIO(told.write("csv")))
    assert (first[capacity], first[start], second[capacity], second[start]) == (
        "230000",
        "2026-05-31",
        "5675",
        "2025-41",
    )
    bound = f"{capacity} (≈ ≥ ≤)"
    assert (first[bound], second[bound]) == (answer.words.phrase("bound", "over").format("").strip(), "")
    assert bound not in told.table().columns
    assert "5675" not in str(told.table().rows)


def test_json_has_words_beside_codes(answer: Answer) -> None:
    data = json.loads(answer.write("json"))
    row = next(row for row in data["rows"] if row.get("start") == "2025")
    assert (row["phase"], row["statusWords"], row["startWords"]) == ("cancelled", "abandonné", "2025")
    assert (row["countryLabel"], row["countryWords"]) == ("France", "France")
    assert row["plantWords"].startswith("usine")
    assert data["form"]["view"] == "production"


def test_the_formats_are_those_of_the_command_line() -> None:
    assert FORMATS == ("md", "html", "csv", "json")


def test_columns_that_matter_least_go_first_until_a_table_fits() -> None:
    words = load_words("en")
    rows = [
        {"modelLabel": model, "plantLabel": f"P{model}", "placeLabel": f"T{model}", "volume": "9", "statusWords": model}
        for model in ("A", "B")
    ]
    table = tabulate_facts(rows, words)
    assert table.columns == ("model", "plant", "town", "status")
    assert fit_table(table, lambda _: True, words) == table
    assert fit_table(table, lambda shown: len(shown.columns) < 4, words).columns == ("model", "plant", "status")
    assert fit_table(table, lambda _: False, words) == table


def test_rows_that_no_shown_column_tells_apart_are_one() -> None:
    table = Table(("model", "town"), (("A", "x"), ("A", "y")))
    words = load_words("en")
    assert fit_table(table, lambda shown: len(shown.columns) == 1, words) == Table(("model",), (("A",),))


def test_a_product_stands_in_the_column_of_the_model() -> None:
    rows = [{"modelLabel": "A"}, {"product": "https://example.org/p", "productLabel": "engines"}]
    assert tabulate_facts(rows, load_words("en")) == Table(("model",), (("A",), ("engines",)))


def test_columns_with_one_head_are_one_column() -> None:
    rows = [{"partyLabel": "A"}, {"organizationLabel": "B"}, {"partyLabel": "C", "organizationLabel": "D"}]
    table = tabulate_facts(rows, load_words("es"), whole=True)
    assert table == Table(("organización",), (("A",), ("B",), ("D, C",)))


def test_a_brand_that_each_model_is_called_by_needs_no_column() -> None:
    rows = [{"modelLabel": "DS N°8", "brandLabel": "DS Automobiles"}, {"modelLabel": "MINI One", "brandLabel": "Mini"}]
    words = load_words("en")
    assert tabulate_facts(rows, words).columns == ("model",)
    assert tabulate_facts(rows, words, whole=True).columns == ("model", "brand")
    assert tabulate_facts([*rows, {"modelLabel": "Up", "brandLabel": "VW"}], words).columns == ("model", "brand")


def test_dates_stand_in_tables_without_an_article() -> None:
    rows = [{"startWords": "le second semestre 2025"}, {"startWords": "la fin"}, {"startWords": "le 2 mai 2025"}]
    cells = [row[0] for row in tabulate_facts(rows, load_words("fr")).rows]
    assert cells == ["second semestre 2025", "la fin", "le 2 mai 2025"]


def test_a_change_is_told_by_what_changed() -> None:
    rows = [{"thingLabel": "One (usine A)", "endWords": "2025"}, {"thingLabel": "Two (usine B)", "endWords": "2025"}]
    assert tabulate_facts(rows, load_words("fr")) == Table(("nom",), (("One (usine A)",), ("Two (usine B)",)))


def test_a_slot_that_has_a_head_has_a_column(monkeypatch: pytest.MonkeyPatch) -> None:
    words = load_words("en")
    rows = [{"modelLabel": "A", "zorpLabel": "x", "start": "2020"}, {"modelLabel": "B", "zorp": "7", "start": "2021"}]
    assert tabulate_facts(rows, words).columns == ("model", "from")
    monkeypatch.setitem(words._tables["column"], "zorp", "zorps")
    assert tabulate_facts(rows, words) == Table(("model", "zorps", "from"), (("A", "x", "2020"), ("B", "7", "2021")))
