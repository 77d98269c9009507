"""Options that would be ignored, and paths that cannot be used, are refused in one line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from command_line import Command

TEXT = "Example Motors will build the Sample 4 in Busan.\n"
MAPPING = '[[facts]]\nkind = "stake"\ncolumns = {owner = "a", owned = "b"}\nconstants = {status = "actual"}\n'


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {"a.txt": TEXT, "t.csv": "a,b\nOne,Two\n", "m.toml": MAPPING}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.jsonl").touch()
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (["read", "a.txt", "-o", ""], "--output: the path is empty"),
        (["read", ""], "FILES: the path is empty"),
        (["build", "a.jsonl", "-s", ""], "--store: the path is empty"),
        (["ask", "Who owns A?", "-s", ""], "--store: the path is empty"),
        (["network", "central", "-o", ""], "--output: the path is empty"),
        (["read", "a.txt", "--max-tokens", "9"], "--max-tokens: only the reader llm"),
        (["read", "a.txt", "--url", "no url"], "--url: 'no url' is not a URL"),
        (["import", "t.csv", "-m", "m.toml", "--url", "x"], "--url: 'x' is not a URL"),
        (["import", "t.csv", "-m", "m.toml", "--model-year", "2024"], "--model-year: only the importer nhtsa-aala"),
        (["ask", "Who owns A?", "--as-of", "soon"], "--as-of: 'soon' is not a date"),
        (["ask", "Who owns A?", "--today", "2025"], "--today: '2025' is not a single day"),
        (["ask", "Who owns A?", "--language", "xx"], "no language named 'xx'; known: de, en, es, fr, it, pt"),
        (["ask", "Who owns A?", "--json", "-f", "csv"], "--json and --format csv contradict each other"),
        (["query", "documents", "-e", "ASK {}"], "give a saved query or a file, or SPARQL as --execute, not both"),
        (["review"], "list what to look at with --due or --unread"),
        (["read", "a.txt", "--published", "soon"], "--published: 'soon' is not a date"),
        (["read", "a.txt", "--published", "9025-05-01"], "--published: '9025-05-01' is still to come"),
        (["read", "a.txt", "--language", "deutsch"], "--language: 'deutsch' is not the code of a language"),
        (["read", "a.txt", "--url", "JavaScript:alert(1)"], "--url: 'JavaScript:alert(1)' is not a URL"),
        (["read", "a.txt", "--explain", "-o", "f.jsonl"], "--explain writes no files: leave out -o"),
        (["read", "a.txt", "--retrieved", "2025"], "--retrieved: '2025' is not a day"),
        (["network", "communities", "--on", "soon"], "--on: 'soon' is not a date"),
        (["export", "partners", "--hops", "2"], "--hops counts steps from a thing"),
        (["diff", "2024", "2023"], "2024 is not before 2023; name the earlier date first"),
        (["diff", "2024", "empty"], "2024 is not a store, but the other argument is"),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(autokg: Command, call: list[str], problem: str) -> None:
    run = autokg(*call)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert problem in run.err


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        ("read a.txt -o a.txt/sub", "this folder cannot be made (Not a directory); give another folder"),
        ("read a.txt -o missing/out.jsonl", "missing is not a folder, make it first"),
        ("review empty", "empty: a folder; give the name of a file"),
        ("review missing/d.jsonl", "missing is not a folder, make it first"),
        ("evaluate gold empty", "the folder contains no read facts"),
        ("evaluate empty empty", "the folder contains no annotated facts"),
    ],
)
def test_a_path_that_cannot_be_used_is_reported_in_one_line(autokg: Command, call: str, problem: str) -> None:
    run = autokg(*call.split())
    assert (run.code, run.out, run.err.count("\n")) == (3, "", 1)
    assert problem in run.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("call", "code", "problem"),
    [
        (["query", "documents", "-o", "rows.xyz"], 2, "unknown extension; give the file one of .md, .csv"),
        (["query", "documents", "-f", "csv", "-o", "rows.xml"], 2, "the extension contradicts --format csv"),
        (["query", "documents", "-f", "csv", "-o", "rows.txt"], 0, ""),
        (["network", "central", "-o", "rows.xyz"], 2, "unknown extension; give the file one of .md, .csv"),
        (["export", "partners", "-f", "svg", "-o", "x.html"], 2, "the extension contradicts --format svg"),
        (["export", "partners", "-f", "dot", "-o", "x.txt"], 0, ""),
        (["validate", "--language", "xx"], 2, "no language of messages named 'xx'; known: en, fr"),
    ],
)
def test_a_format_and_the_ending_of_a_file_agree(autokg: Command, call: list[str], code: int, problem: str) -> None:
    run = autokg(*call, "--quiet")
    assert (run.code, problem in run.err) == (code, True)


@pytest.mark.parametrize(
    ("library", "call", "problem"),
    [
        *((library, ["serve"], "the server needs") for library in ("uvicorn", "starlette", "jinja2")),
        ("jinja2", ["site", "-o", "pages"], "the site needs"),
        ("mcp", ["mcp"], "the server of tools needs"),
    ],
)
def test_a_missing_extra_is_named(
    autokg: Command, monkeypatch: pytest.MonkeyPatch, library: str, call: list[str], problem: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    extra = "mcp" if library == "mcp" else "web"
    run = autokg(*call)
    assert run.code == 2
    assert f'{problem} the package {library}: pip install "autokg[{extra}]"' in run.err
