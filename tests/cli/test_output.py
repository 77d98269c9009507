"""Where output goes, in which form and encoding, and how it fits a narrow terminal."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal
from rich.console import Console

from autokg.api import Rows, build
from autokg.cli import display
from autokg.reading.unread import COLUMNS, Unread, read_rows, to_csv
from builders import document, fact
from command_line import Command

pytestmark = pytest.mark.slow  # each test runs whole commands

LONG_URL = "https://example.org/news/an-address-that-is-longer-than-a-narrow-terminal-is-wide-2024-01-15"
RECORDS = (
    document("d1", title="Communiqué à Łódź, 발표", publisher="Presse Łódź", published="2024-01-15", url=LONG_URL),
    document("d2", title="A report", publisher="서울파이낸스", published="2024-01-15"),
    fact("production", status="planned", model="Sample 4", brand="Sample", builder="Example Motors", plant="Northport plant", country="KR", start="2025-41"),
    fact("production", status="planned", documents=("d2",), model="Sample 4", builder="Example Motors", plant="Northport plant", country="KR", start="2026"),
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stores") / "kb"
    build(RECORDS, path)
    return path


def run_with(encoding: str, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "autokg", *map(str, arguments)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is full")
def test_an_output_that_cannot_be_written_is_named(store: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "autokg", "ask", "Who builds the Sample 4?", "-s", str(store)]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (run.returncode, run.stderr) == (
        3,
        "autokg: standard output: No space left on device; free space there, or write elsewhere\n",
    )


@pytest.mark.parametrize("arguments", [("ask", "Who builds the Sample 4?"), ("query", "who-builds", "-f", "table")])
def test_a_reader_that_has_enough_is_no_error(store: Path, arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "autokg", *arguments, "-s", str(store)]
    run = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("columns", ["0", "wide", ""])
def test_columns_without_a_width_are_as_none(
    autokg: Command, monkeypatch: pytest.MonkeyPatch, store: Path, columns: str
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    usual = autokg("ask", "Who builds the Sample 4?", "-s", store)
    monkeypatch.setenv("COLUMNS", columns)
    assert autokg("ask", "Who builds the Sample 4?", "-s", store) == usual


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "Who builds the Sample 4?"),
        ("why", "Sample 4", "builder", "Example Motors"),
        ("conflicts", "-f", "table"),
        ("sources", "-f", "table"),
        ("network", "central", "--view", "all", "-f", "table"),
        ("read", "--help"),
        ("ask", "Who builds the Žlutý Kůň?"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_characters_that_the_terminal_lacks_are_escaped(store: Path, encoding: str, arguments: tuple[str, ...]) -> None:
    more = () if "--help" in arguments else ("-s", store)
    run = run_with(encoding, *arguments, *more)
    assert (run.returncode in {0, 1}, b"Traceback" in run.stderr) == (True, False)
    (run.stdout + run.stderr).decode(encoding)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_data_for_programs_is_utf_8_in_every_encoding(store: Path, encoding: str) -> None:
    answer = json.loads(run_with(encoding, "ask", "Who builds the Sample 4?", "--json", "-s", store).stdout)
    assert {item["publisher"] for item in answer["evidence"]} >= {"Presse Łódź"}
    table = run_with(encoding, "sources", "-s", store).stdout.decode("utf-8")
    assert "서울파이낸스" in table


def test_a_query_on_standard_input_is_utf_8(store: Path) -> None:
    text = 'SELECT ?d { ?d rdfs:label "Communiqué à Łódź, 발표" }'
    run = subprocess.run(
        [sys.executable, "-m", "autokg", "query", "-", "-s", str(store)],
        input=text.encode(), capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )  # fmt: skip
    assert run.stdout.endswith(b"document/d1\r\n")


@pytest.mark.parametrize(
    "arguments",
    [("query", "who-builds"), ("queries",), ("sources",), ("conflicts",), ("network", "central", "--view", "all")],
    ids=" ".join,
)
def test_a_list_is_csv_in_a_pipe(autokg: Command, store: Path, arguments: tuple[str, ...]) -> None:
    more = () if arguments == ("queries",) else ("-s", store)
    rows = list(csv.reader(io.StringIO(autokg(*arguments, *more).out)))
    assert len(rows) > 1
    assert len(rows[0]) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_a_graph_is_turtle_in_a_pipe(autokg: Command, store: Path) -> None:
    out = autokg("query", "-e", "CONSTRUCT WHERE { ?s a akg:Plant }", "-s", store).out
    assert out.startswith("@prefix ")


@pytest.mark.parametrize("arguments", [("conflicts",), ("queries",)])
def test_an_unknown_format_is_a_usage_error(autokg: Command, arguments: tuple[str, ...]) -> None:
    run = autokg(*arguments, "-f", "cvs")
    assert (run.code, run.out, "did you mean csv" in run.err) == (2, "", True)


def test_counts_and_remarks_go_to_standard_error(autokg: Command, store: Path) -> None:
    run = autokg("conflicts", "Sample", "-s", store, "-f", "json")
    assert (run.out, run.err) == ("[]\n", "no conflicts\n")
    assert autokg("conflicts", "Sample", "-s", store, "-f", "json", "-q").err == ""


@pytest.mark.parametrize("width", [30, 80])
def test_an_answer_breaks_no_word_and_no_url(
    autokg: Command, monkeypatch: pytest.MonkeyPatch, store: Path, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    wide = autokg("ask", "Who builds the Sample 4?", "-s", store).out.replace(": ", " ")
    monkeypatch.setenv("COLUMNS", str(width))
    narrow = autokg("ask", "Who builds the Sample 4?", "-s", store).out
    words = set(narrow.replace(": ", " ").split())
    assert LONG_URL in words
    table = {"┃", "│"}
    assert [word for word in wide.split() if not (word in words or set(word) <= table or word[0] in "━╇")] == []
    assert all(len(line) <= width or LONG_URL in line for line in narrow.splitlines())


def render(columns: list[str], rows: list[list[str]], width: int) -> str:
    console = Console(file=io.StringIO(), width=width, markup=False)
    display.show_table(columns, rows, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_table_that_does_not_fit_is_printed_as_records() -> None:
    columns, rows = ["plantLabel", "note"], [["Northport", "a/long/path"], ["Southport", ""]]
    fitting = len(" Northport ") + 1 + len(" a/long/path ")
    assert render(columns, rows, fitting).splitlines()[-2].split() == ["Northport", "│", "a/long/path"]
    assert render(columns, rows, fitting - 1) == "plant label: Northport\nnote: a/long/path\n\nplant label: Southport\n"


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_width_cuts_a_word_of_a_table(width: int) -> None:
    columns = ["modelo", "fabricante", "planta", "estado"]
    cells = ["Transit Connect", "Ford España, Ford of Europe", "Planta de Almussafes de Ford", "última mención"]
    long = [" ".join([cell] * 4) for cell in cells]
    for at in range(len(cells) + 1):  # each of the columns is the short one once
        row = [*long[:at], *cells[at : at + 1], *long[at + 1 :]]
        lines = render(columns, [row, cells], width).splitlines()
        words = " ".join(lines).replace(": ", " ").split()
        assert all(words.count(word) >= 2 for cell in cells for word in cell.split())
        assert all(len(line) <= width for line in lines)


def test_a_wide_column_gives_way_to_the_longest_words_of_the_others() -> None:
    row = ["x " * 30, "abcdefghijklmnopqrst", "uvwxyzabcdefghijklmn"]
    told = render(["a", "b", "c"], [row], 60)
    assert row[1] in told
    assert row[2] in told


@pytest.mark.parametrize(("most", "shown"), [("0", False), ("1", True)])
def test_a_head_of_evidence_stands_only_above_evidence(autokg: Command, store: Path, most: str, shown: bool) -> None:
    told = autokg("ask", "Who builds the Sample 4?", "-s", store, "--evidence", most).out
    assert ("Evidence" in told.splitlines()) is shown


@pytest.mark.parametrize("number", [40, 41])
def test_a_long_list_of_unresolved_names_is_cut_and_the_rest_counted(number: int) -> None:
    written = io.StringIO()
    display.show_unresolved([f"Comet {name}" for name in range(number)], Console(file=written, width=80))
    told = " ".join(written.getvalue().split())
    assert told.startswith(f"{number} unresolved names: Comet 0, Comet 1, ")
    assert ("and 1 more; after the build, autokg review lists them all" in told) is (number > 40)
    assert "Comet 40" not in told


def test_sentences_that_were_not_read_stand_below_their_articles() -> None:
    unread = [
        Unread(
            "d1",
            "A wet day",
            0,
            9,
            ("Renault", "Volvo"),
            "Renault and Volvo talk of the weather in the town.",
            "it lacks a product",
        )
    ]
    rows = Rows(COLUMNS, (list(map(Literal, row)) for row in read_rows(to_csv(unread * 2).splitlines(), "unread.csv")))
    console = Console(file=io.StringIO(), width=40)
    display.show_unread(rows, console)
    sentence = ["  “Renault and Volvo talk of the weather", "  in the town.”", "    Renault; Volvo: it lacks a product"]
    assert console.file.getvalue().splitlines() == ["A wet day", *sentence, *sentence]  # type: ignore[attr-defined]
