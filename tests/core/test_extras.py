"""An optional package that is not installed is named before any work starts, with the command that installs it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autokg import errors, exports
from autokg.core.extras import require_extra
from autokg.importing.sources.label_pdf import read_label_pdf
from autokg.importing.workbook import read_workbook
from autokg.reading.files import read_articles
from autokg.stores import OxigraphStore


def test_an_installed_package_is_imported() -> None:
    assert require_extra("json", extra="llm", purpose="this") is sys.modules["json"]


def test_a_missing_package_is_named_with_the_pip_command() -> None:
    with pytest.raises(errors.UsageError) as caught:
        require_extra("no_such_package.part", extra="llm", purpose="the llm reader")
    assert str(caught.value) == 'the llm reader needs the package no_such_package: pip install "autokg[llm]"'


@pytest.mark.parametrize(("ending", "library"), [("pdf", "pypdf"), ("html", "trafilatura"), ("HTM", "trafilatura")])
def test_a_file_that_needs_an_extra_stops_the_reading_before_the_first_article(
    ending: str, library: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    paths = [tmp_path / "a.txt", tmp_path / f"b.{ending}"]  # neither exists: nothing is opened
    with pytest.raises(errors.UsageError, match=rf'needs the package {library}: pip install "autokg\[documents\]"'):
        list(read_articles(paths, {}))


def test_a_page_under_another_ending_is_one_unreadable_article(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "a.txt").write_text("<!doctype html><p>Example Motors builds cars.")
    (tmp_path / "b.txt").write_text("Example Motors builds the Example One in Busan.")
    page, text = read_articles([tmp_path / "a.txt", tmp_path / "b.txt"], {})
    assert "autokg[documents]" in str(page.error)
    assert text.error is None


def test_an_importer_names_its_extra_before_it_opens_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(errors.UsageError, match=r"autokg\[pdf\]"):
        read_label_pdf(tmp_path / "missing.pdf")
    with pytest.raises(errors.UsageError, match=r"autokg\[xlsx\]"):
        list(read_workbook(b"", "x.xlsx", None))


@pytest.mark.parametrize(("library", "ending", "extra"), [("pyarrow.parquet", "parquet", "parquet")])
def test_an_export_names_its_extra_before_it_looks_at_the_store(
    library: str, ending: str, extra: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.setattr(OxigraphStore, "query", lambda *_: pytest.fail("the store was asked"))
    for view in ("partners", "all"):
        with pytest.raises(errors.UsageError, match=rf"autokg\[{extra}\]"):
            exports.export(view, OxigraphStore(), tmp_path / f"x.{ending}")
