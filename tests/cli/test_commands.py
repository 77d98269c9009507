"""The command line as a user meets it: what it prints where, its exit codes, and its words for bad input."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from autokg.building.build import build
from autokg.core.bundled_base import describe_base
from autokg.facts import to_jsonl
from autokg.facts.corpus import load_corpus
from autokg.review.due import Due
from autokg.stores import open_store, replace_store
from builders import document, fact
from command_line import Command, Run

ARTICLE = """Example Motors to build the Sample 4 in Busan

SEOUL, 15 January 2024 - Example Motors will build the Sample 4, an electric SUV, at its plant in Busan from the second half of 2025. The plant in Busan employs nearly 2,000 people.
"""
RECORDS = (
    document("d1", title="A release"),
    document("d2", title="A report", publisher="Another press"),
    fact("production", status="planned", model="Sample 4", brand="Sample", builder="Example Motors", plant="Northport plant", country="KR", start="2025-41", markets=["KR", "North America"]),
    fact("production", status="planned", documents=("d2",), model="Sample 4", builder="Example Motors", plant="Northport plant", country="KR", start="2026"),
    fact("plant", plant="Northport plant", operator="Example Motors", country="KR", employees=2000, employees_comparator="nearly"),
    fact("agreement", parties=["Example Motors", "Sample Group", "Zenith Wagons"], type="contract-manufacturing", model="Sample 4"),
    fact("alias", alias="S4", of="Sample 4"),
)  # fmt: skip


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("facts") / "facts.jsonl"
    path.write_text("".join(f"{to_jsonl(record)}\n" for record in RECORDS), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(facts: Path) -> Path:
    path = facts.parent / "kb"
    replace_store(path, build(load_corpus([facts])).store.quads())
    return path


def read_all(path: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()}


class TestHelp:
    def test_it_reads_like_a_page_for_a_newcomer(self, autokg: Command) -> None:
        page = autokg("--help")
        assert page.code == 0
        for words in (
            "Start with a question",
            "Add an article of your own",
            "ask",
            "read",
            "build",
            "query",
            "export",
        ):
            assert words in page.out

    @pytest.mark.parametrize("command", ["ask", "read", "build", "query", "queries", "conflicts", "export", "validate"])
    def test_every_command_has_a_page(self, autokg: Command, command: str) -> None:
        page = autokg(command, "--help")
        assert (page.code, "Usage" in page.out) == (0, True)

    def test_the_version_is_told(self, autokg: Command) -> None:
        assert autokg("--version").out.startswith("autokg 0.")

    def test_the_version_of_the_base_is_told_too(self, autokg: Command) -> None:
        assert describe_base() in autokg("--version").out

    def test_sources_tell_the_version_of_the_bundled_base(self, autokg: Command) -> None:
        assert describe_base() in autokg("sources").err

    def test_sources_are_a_list_for_reference_managers(self, autokg: Command, store: Path) -> None:
        assert autokg("sources", "-f", "bibtex", "-s", store).out.startswith("@misc{")
        assert autokg("sources", "-f", "ris", "-s", store).out.startswith("TY  - NEWS")
        rows = autokg("sources", "-f", "csv", "-s", store).out
        assert rows.startswith("document,title,publisher")

    def test_without_filings_is_a_base_of_its_own(self, autokg: Command, store: Path) -> None:
        run = autokg("query", "documents", "--without", "filings", "-s", store)
        assert "claims without filings" in run.err
        wrong = autokg("export", "partners", "--without", "filing", "-s", store)
        assert (wrong.code, "did you mean filings?" in wrong.err) == (2, True)

    def test_nothing_around_a_thing_is_a_negative_answer(self, autokg: Command, store: Path) -> None:
        run = autokg("export", "ownership", "--around", "France", "-f", "dot", "-s", store)
        assert run.code == 1
        assert "nothing is near France; try another view" in run.err

    def test_sources_of_a_store_do_not(self, autokg: Command, store: Path) -> None:
        assert describe_base() not in autokg("sources", "-s", store).err

    def test_an_unknown_command_is_a_usage_error(self, autokg: Command) -> None:
        assert autokg("bulid").code == 2


class TestRead:
    def test_facts_go_to_stdout_and_counts_to_stderr(self, autokg: Command, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
        run = autokg("read", tmp_path / "a.txt", "--publisher", "A press")
        records = [json.loads(line) for line in run.out.splitlines()]
        assert run.code == 0
        assert records[0] | {"kind": "document", "publisher": "A press", "language": "en"} == records[0]
        assert {"kind": "production", "model": "Sample 4", "start": "2025-41"}.items() <= {
            k: v for r in records if r["kind"] == "production" for k, v in r.items()
        }.items()
        assert "1 document" in run.err
        assert "unresolved" in run.err

    def test_standard_input_gives_the_same(self, autokg: Command, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
        assert autokg("read", "-", stdin=ARTICLE.encode()).out == autokg("read", tmp_path / "a.txt").out

    def test_every_quote_stands_in_the_text(self, autokg: Command, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
        for line in autokg("read", tmp_path / "a.txt").out.splitlines()[1:]:
            for evidence in json.loads(line)["evidence"]:
                assert ARTICLE[evidence["start"] : evidence["end"]] == evidence["quote"]

    def test_what_is_read_can_be_built_against_its_text(self, autokg: Command, tmp_path: Path) -> None:
        texts = tmp_path / "texts"
        texts.mkdir()
        (texts / "a.txt").write_text(ARTICLE, encoding="utf-8")
        autokg("read", texts / "a.txt", "-o", tmp_path / "f.jsonl")
        run = autokg("build", tmp_path / "f.jsonl", "-s", tmp_path / "kb", "--documents", texts)
        assert run.code == 0
        assert "quotes checked against 1 of 1 document" in run.err
        (texts / "a.txt").write_text("Another text.", encoding="utf-8")
        run = autokg("build", tmp_path / "f.jsonl", "-s", tmp_path / "kb", "--documents", texts)
        assert "no file of the folder is the text of a document: no quote was checked" in run.err

    @pytest.mark.parametrize(
        ("content", "words"),
        [(b"", "empty"), (b"  \n ", "empty"), (b"\x00\x01\x02PNG" * 50, "binary"), (b"a " * 25_000_000, "MB")],
        ids=["empty", "blank", "binary", "50 MB"],
    )
    def test_a_text_that_cannot_be_read_is_told(
        self, autokg: Command, tmp_path: Path, content: bytes, words: str
    ) -> None:
        (tmp_path / "bad.txt").write_bytes(content)
        run = autokg("read", tmp_path / "bad.txt", "-o", tmp_path / "facts.jsonl")
        assert run.code == 3
        assert run.err.startswith(f"autokg: {tmp_path / 'bad.txt'}: ")
        assert words in run.err
        assert run.err.count("\n") == 1
        assert not (tmp_path / "facts.jsonl").exists()

    def test_a_language_without_rules_is_told(self, autokg: Command, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(
            "例の会社は2025年に新しい工場を建設する予定です。これは日本語の文章です。\n", encoding="utf-8"
        )
        run = autokg("read", tmp_path / "a.txt")
        assert (run.code, "no rules for the language 'ja'" in run.err) == (0, True)

    def test_quotes_of_a_web_page_are_checked_against_its_article(self, autokg: Command, tmp_path: Path) -> None:
        texts = tmp_path / "texts"
        texts.mkdir()
        paragraphs = "".join(f"<p>{line}</p>" for line in ARTICLE.splitlines() if line)
        (texts / "a.html").write_text(f"<html><body><article>{paragraphs}</article></body></html>", encoding="utf-8")
        autokg("read", texts / "a.html", "-o", tmp_path / "f.jsonl")
        run = autokg("build", tmp_path / "f.jsonl", "-s", tmp_path / "kb", "--documents", texts)
        assert (run.code, "against 1 of 1" in run.err) == (0, True)

    def test_a_missing_file_is_told(self, autokg: Command, tmp_path: Path) -> None:
        assert autokg("read", tmp_path / "gone.txt").code == 3


BAD_LINES = {
    "invalid JSON": ("{", ":8:2: invalid JSON"),
    "unknown kind": ('{"kind": "rumour"}', ":8:2: unknown kind 'rumour'"),
    "unknown slot": ('{"kind": "stake", "colour": 1}', ":8:19: unknown slot 'colour'"),
    "impossible date": (
        json.dumps(
            {
                "kind": "stake",
                "status": "actual",
                "owner": "A",
                "owned": "B",
                "since": "2025-02-30",
                "evidence": [{"document": "d1", "summary": "s"}],
            }
        ),
        "since: '2025-02-30' is not a date",
    ),
}


@pytest.mark.slow
class TestReadMany:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        for number in range(12):
            path = tmp_path / "articles" / f"{number:02}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text(ARTICLE.replace("Sample 4", f"Sample {number + 10}"), encoding="utf-8")
        (tmp_path / "articles" / "broken.txt").write_bytes(b"\x00\x01" * 400)
        (tmp_path / "articles" / "picture.jpg").write_bytes(b"not an article")
        return tmp_path / "articles"

    def test_a_broken_file_does_not_stop_the_others(self, autokg: Command, folder: Path, tmp_path: Path) -> None:
        run = autokg("read", folder, "-o", tmp_path / "facts.jsonl")
        assert run.code == 3
        assert "12 documents" in run.err
        assert run.err.splitlines()[-1].startswith(f"autokg: {folder / 'broken.txt'}: ")
        assert (tmp_path / "facts.jsonl").read_text(encoding="utf-8").count('"kind": "document"') == 12

    def test_several_processes_read_what_one_reads(self, autokg: Command, folder: Path) -> None:
        assert autokg("read", folder, "--jobs", 2).out == autokg("read", folder, "--jobs", 1).out

    def test_a_stopped_run_goes_on_where_it_was(self, autokg: Command, folder: Path, tmp_path: Path) -> None:
        autokg("read", folder / "00.txt", folder / "01.txt", "-o", tmp_path / "facts")
        (folder / "01.txt").write_text(ARTICLE, encoding="utf-8")
        run = autokg("read", folder, "-o", tmp_path / "facts")
        assert "11 documents" in run.err
        assert "1 read before" in run.err
        assert len(list((tmp_path / "facts").iterdir())) == 12
        assert "Sample 4" in (tmp_path / "facts" / "01.jsonl").read_text(encoding="utf-8")

    def test_a_pattern_stands_for_the_files_it_fits(self, autokg: Command, folder: Path) -> None:
        assert "2 documents" in autokg("read", folder / "0[01].txt").err

    def test_a_folder_without_articles_is_told(self, autokg: Command, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        run = autokg("read", tmp_path / "empty")
        assert (run.code, "the folder contains no articles" in run.err) == (3, True)

    @pytest.mark.parametrize("option", ["--published", "--retrieved"])
    def test_a_day_that_is_none_is_told(self, autokg: Command, folder: Path, option: str) -> None:
        run = autokg("read", folder, option, "some day")
        assert (run.code, f"{option}: 'some day'" in run.err) == (2, True)

    def test_an_unknown_reader_is_told(self, autokg: Command, folder: Path) -> None:
        run = autokg("read", folder, "--reader", "ruls")
        assert (run.code, "did you mean rules" in run.err) == (2, True)


@pytest.mark.slow
class TestBuild:
    def test_it_says_what_it_did(self, autokg: Command, facts: Path, tmp_path: Path) -> None:
        run = autokg("build", facts, "-s", tmp_path / "kb")
        assert run.code == 0
        assert run.out == ""
        for words in ("2 documents", "5 facts", "claims", "1 conflict,", "accepted", "inferred", "findings"):
            assert words in run.err

    def test_quiet_says_nothing(self, autokg: Command, facts: Path, tmp_path: Path) -> None:
        assert autokg("build", facts, "-s", tmp_path / "kb", "--quiet") == Run(0, "", "")

    @pytest.mark.usefixtures("no_reference_data")
    @pytest.mark.parametrize("reasoner", ["owlrl", "store"])
    def test_the_reasoner_does_not_change_the_store(
        self, autokg: Command, facts: Path, tmp_path: Path, reasoner: str
    ) -> None:
        for name, option in (("one", []), ("other", ["--reasoner", reasoner])):
            assert autokg("build", facts, "-s", tmp_path / name, "--quiet", *option) == Run(0, "", "")
        one, other = (open_store(tmp_path / name).quads() for name in ("one", "other"))
        assert sorted(map(str, one)) == sorted(map(str, other))

    def test_an_unknown_reasoner_is_told_before_anything_is_written(
        self, autokg: Command, facts: Path, tmp_path: Path
    ) -> None:
        run = autokg("build", facts, "-s", tmp_path / "kb", "--reasoner", "owl")
        assert (run.code, "no reasoner named 'owl'; did you mean owlrl" in run.err) == (2, True)
        assert not (tmp_path / "kb").exists()

    def test_a_store_must_be_named(self, autokg: Command, facts: Path) -> None:
        run = autokg("build", facts)
        assert (run.code, "-s FOLDER" in run.err) == (2, True)

    def test_a_decision_overrules(self, autokg: Command, facts: Path, store: Path, tmp_path: Path) -> None:
        rejected = json.loads(autokg("conflicts", "-s", store, "--json").out)[0]["rejected"]
        decision = {
            "decision": "prefers",
            "claim": rejected.rpartition("/")[2],
            "by": "A. Editor",
            "on": "2026-01-31",
            "reason": "asked the maker",
        }
        (tmp_path / "decisions.jsonl").write_text(json.dumps(decision))
        autokg("build", facts, "-s", tmp_path / "kb", "--decisions", tmp_path / "decisions.jsonl")
        settled = json.loads(autokg("conflicts", "-s", tmp_path / "kb", "--json").out)[0]
        assert settled["accepted"] == rejected
        assert settled["rule"] == "a person's decision"
        assert "asked the maker" in autokg("query", "decisions", "-s", tmp_path / "kb").out

    @pytest.mark.parametrize("case", BAD_LINES)
    def test_a_bad_line_is_named_and_nothing_changes(
        self, autokg: Command, facts: Path, store: Path, tmp_path: Path, case: str
    ) -> None:
        line, words = BAD_LINES[case]
        (tmp_path / "bad.jsonl").write_text(facts.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
        before = read_all(store)
        run = autokg("build", tmp_path / "bad.jsonl", "-s", store)
        assert run.code == 3
        assert words in run.err
        assert "7 valid lines, 1 invalid" in run.err
        assert run.err.count("\n") == 1
        assert read_all(store) == before

    def test_a_quote_that_is_not_in_its_text_is_told(self, autokg: Command, store: Path, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
        lines = autokg("read", tmp_path / "a.txt").out.replace(
            "from the second half of 2025", "from the second half of 2026"
        )
        (tmp_path / "f.jsonl").write_text(lines, encoding="utf-8")
        before = read_all(store)
        run = autokg("build", tmp_path / "f.jsonl", "-s", store, "--documents", tmp_path)
        assert (run.code, "misquotes" in run.err) == (3, True)
        assert read_all(store) == before

    def test_a_folder_that_is_no_store_is_left_alone(self, autokg: Command, facts: Path, tmp_path: Path) -> None:
        (tmp_path / "mine.txt").write_text("keep")
        run = autokg("build", facts, "-s", tmp_path)
        assert (run.code, "not an autokg store" in run.err) == (3, True)
        assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


class TestQuery:
    def test_a_saved_query_with_a_parameter(self, autokg: Command, store: Path) -> None:
        run = autokg("query", "who-builds", "-p", "model=Sample 4", "-s", store, "-f", "csv")
        assert run.code == 0
        assert run.out.splitlines()[0].startswith("model,modelLabel,builder")
        assert "Example Motors" in run.out

    def test_an_alias_stands_for_the_thing(self, autokg: Command, store: Path) -> None:
        assert "Sample 4" in autokg("query", "who-builds", "-p", "model=S4", "-s", store).out

    def test_inline_file_and_standard_input_give_the_same(self, autokg: Command, store: Path, tmp_path: Path) -> None:
        text = "SELECT ?m WHERE { ?p akg:ofModel ?m }"
        (tmp_path / "q.rq").write_text(text)
        inline = autokg("query", "-e", text, "-s", store).out
        assert (
            inline
            == autokg("query", tmp_path / "q.rq", "-s", store).out
            == autokg("query", "-", "-s", store, stdin=text.encode()).out
        )
        assert inline.startswith("m\r\n")

    @pytest.mark.parametrize("format_", ["table", "csv", "tsv", "json", "xml", "md"])
    def test_rows_in_every_format(self, autokg: Command, store: Path, format_: str) -> None:
        assert "Sample 4" in autokg("query", "who-builds", "-s", store, "-f", format_).out

    @pytest.mark.parametrize(("format_", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")])
    def test_graphs_in_every_format_are_read_back(
        self, autokg: Command, store: Path, format_: str, parser: str
    ) -> None:
        out = autokg("query", "graph-of", "-p", "thing=Sample 4", "-s", store, "-f", format_).out
        assert len(rdflib.Graph().parse(data=out, format=parser)) > 0

    def test_the_ending_of_the_file_tells_the_format(self, autokg: Command, store: Path, tmp_path: Path) -> None:
        autokg("query", "who-builds", "-s", store, "-o", tmp_path / "rows.json")
        assert json.loads((tmp_path / "rows.json").read_text())["results"]["bindings"]

    def test_a_yes_or_no(self, autokg: Command, store: Path) -> None:
        assert "true" in autokg("query", "-e", "ASK { ?s a akg:Production }", "-s", store).out

    def test_nothing_found_can_fail(self, autokg: Command, store: Path) -> None:
        text = "SELECT ?x WHERE { ?x a akg:Investment }"
        assert autokg("query", "-e", text, "-s", store).code == 0
        assert autokg("query", "-e", text, "-s", store, "--fail-empty").code == 1

    @pytest.mark.parametrize(
        ("arguments", "code", "words"),
        [
            (["who-bilds"], 2, "did you mean who-builds"),
            (["who-builds", "-p", "modell=Sample 4"], 2, "its parameters: model (model)"),
            (["who-builds", "-p", "model"], 2, "expected name=value"),
            (["who-builds", "-p", "model=Smaple 4"], 2, "did you mean Sample 4"),
            (["changed-since", "-p", "since=soon"], 2, "expected a date such as"),
            (["who-builds", "-f", "cvs"], 2, "did you mean csv"),
            (["who-builds", "-f", "ttl"], 2, "formats for rows"),
            (["graph-of", "-f", "csv"], 2, "formats for graphs"),
            ([], 2, "give a query"),
            (["-e", "SELECT ?x WHERE { ?x ?y }"], 3, "-e:1:25: the triple ?x ?y … is not complete"),
            (["gone.rq"], 3, "cannot be read"),
        ],
    )
    def test_a_mistake_is_one_clear_line(
        self, autokg: Command, store: Path, arguments: list[str], code: int, words: str
    ) -> None:
        run = autokg("query", *arguments, "-s", store)
        assert run.code == code
        assert words in run.err
        assert run.err.count("\n") == 1
        assert "Traceback" not in run.err

    def test_an_output_that_cannot_be_written_is_told(self, autokg: Command, store: Path, tmp_path: Path) -> None:
        run = autokg("query", "who-builds", "-s", store, "-o", tmp_path / "no" / "rows.csv")
        assert (run.code, "cannot be written" in run.err) == (3, True)

    @pytest.mark.parametrize(
        "command",
        [
            ["query", "who-builds"],
            ["ask", "Who builds the Sample 4?"],
            ["conflicts"],
            ["validate"],
            ["export", "partners"],
        ],
    )
    def test_a_store_that_is_not_one_is_told(self, autokg: Command, tmp_path: Path, command: list[str]) -> None:
        (tmp_path / "x").write_text("")
        run = autokg(*command, "-s", tmp_path)
        assert (run.code, "not an autokg store" in run.err) == (3, True)


class TestAsk:
    def test_the_sentence_the_table_and_the_evidence(self, autokg: Command, store: Path) -> None:
        run = autokg("ask", "Who builds the Sample 4?", "-s", store, "--today", "2025-06-01")
        out = " ".join(run.out.split())
        assert out.startswith(
            "Sample 4 is to be built by Example Motors at the Example Motors Northport plant in South Korea "
            "from the second half of 2025."
        )
        for words in ("Evidence", "What d1 says of the production.", "d1 press, 2024-01-15", "Sources disagree"):
            assert words in out

    def test_json(self, autokg: Command, store: Path) -> None:
        answer = json.loads(autokg("ask", "Qui fabrique la Sample 4 ?", "-s", store, "--json").out)
        assert set(answer) >= {"question", "form", "answer", "rows", "evidence", "conflicts", "sparql"}
        assert answer["rows"]
        assert answer["evidence"]

    def test_a_refusal_as_json_has_its_reason(self, autokg: Command, store: Path) -> None:
        run = autokg("ask", "Wer baut den Zzyzx?", "-s", store, "--json")
        refusal = json.loads(run.out)
        assert (run.code, refusal["reason"], refusal["language"]) == (1, "unknown-name", "de")
        assert "Zzyzx" in refusal["refusal"]

    @pytest.mark.parametrize(
        ("format_", "start"),
        [("md", "# Who builds"), ("html", "<!DOCTYPE html>"), ("csv", "model,"), ("json", "{"), ("table", "Sample 4")],
    )
    def test_a_report_is_printed_or_written(
        self, autokg: Command, store: Path, tmp_path: Path, format_: str, start: str
    ) -> None:
        asked = ("ask", "Who builds the Sample 4?", "-s", store, "--today", "2025-06-01")
        printed = autokg(*asked, "-f", format_)
        assert printed.out.startswith(start)
        if format_ != "table":
            file = tmp_path / f"answer.{format_}"
            assert autokg(*asked, "-o", file).code == 0
            assert file.read_text(encoding="utf-8") == printed.out

    def test_an_unknown_report_format_is_a_usage_error(self, autokg: Command, store: Path) -> None:
        run = autokg("ask", "Who builds the Sample 4?", "-s", store, "-f", "htlm")
        assert (run.code, run.out, "did you mean html" in run.err) == (2, "", True)

    def test_the_query_is_all_that_is_printed_and_runs_again(
        self, autokg: Command, store: Path, tmp_path: Path
    ) -> None:
        printed = autokg("ask", "Who builds the Sample 4?", "-s", store, "--sparql").out
        assert printed.startswith("# Read as: builders · model Sample 4\nPREFIX akg:")
        file = tmp_path / "query.rq"
        file.write_text(printed, encoding="utf-8")
        assert "Sample 4" in autokg("query", file, "-s", store).out

    def test_a_slip_is_said(self, autokg: Command, store: Path) -> None:
        assert "Smaple 4 is read as Sample 4." in autokg("ask", "Who builds the Smaple 4?", "-s", store).out

    @pytest.mark.parametrize(
        ("question", "words"),
        [("Who builds the Sample 9?", "9"), ("How is the weather?", "holds no weather")],
    )
    def test_what_is_not_known_is_never_guessed(self, autokg: Command, store: Path, question: str, words: str) -> None:
        run = autokg("ask", question, "-s", store)
        assert (run.code, run.out, words in run.err) == (1, "", True)


@pytest.mark.slow
class TestConflicts:
    def test_both_sides_and_the_rule_are_shown(self, autokg: Command, store: Path) -> None:
        out = autokg("conflicts", "Sample 4", "-s", store).out
        for words in ("accepted", "2025-41", "What d1 says", "rejected", "2026", "What d2 says", "finer over vaguer"):
            assert words in out

    def test_check_fails_where_there_is_one(self, autokg: Command, store: Path) -> None:
        assert autokg("conflicts", "-s", store, "--check").code == 1


@pytest.mark.slow
class TestValidate:
    def test_a_sound_store_passes(self, autokg: Command, store: Path) -> None:
        run = autokg("validate", "-s", store, "--check")
        assert (run.code, run.out) == (0, "")

    def test_a_finding_names_the_thing_the_rule_and_the_source(self, autokg: Command, tmp_path: Path) -> None:
        records = (document("d1", title="A release"), fact("plant", plant="Zenith works", employees=7))
        (tmp_path / "f.jsonl").write_text("".join(f"{to_jsonl(r)}\n" for r in records))
        autokg("build", tmp_path / "f.jsonl", "-s", tmp_path / "kb")
        run = autokg("validate", "-s", tmp_path / "kb", "--check")
        assert run.code == 1
        assert run.out == "violation: Zenith works: a plant lies in a country [A release]\n"

    def test_shapes_of_a_file_are_checked_beside_the_bundled_ones(
        self, autokg: Command, store: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "own.ttl").write_text(
            """PREFIX akg: <https://w3id.org/autokg/ontology#> PREFIX sh: <http://www.w3.org/ns/shacl#>
            <https://e.org/Size> sh:targetClass akg:Plant ; sh:property [ sh:path akg:employees ; sh:minInclusive 5000 ] .
            <https://e.org/Self> sh:targetClass akg:Plant ; sh:node <https://e.org/Self> ."""
        )
        run = autokg("validate", "-s", store, "--shapes", tmp_path / "own.ttl")
        assert run.code == 0
        assert run.out.startswith("violation: Example Motors Northport plant (2000): Value is not >= ")
        assert "shape Self is checked by pySHACL" in " ".join(run.err.split())

    def test_a_file_of_shapes_with_a_mistake_is_told_with_the_place(
        self, autokg: Command, store: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "own.ttl").write_text("<https://e.org/a> a")
        run = autokg("validate", "-s", store, "--shapes", tmp_path / "own.ttl")
        assert run.code == 3
        assert "own.ttl:1:" in run.err


def test_export_writes_a_view(autokg: Command, store: Path, tmp_path: Path) -> None:
    run = autokg("export", "partners", "-s", store, "-o", tmp_path / "partners.graphml")
    assert run.code == 0
    assert "3 nodes" in run.err
    assert "Zenith Wagons" in (tmp_path / "partners.graphml").read_text()


def test_the_bundled_base_answers_without_a_store(autokg: Command) -> None:
    run = autokg("ask", "Who builds the Polestar 4?", "--json")
    assert run.code == 0
    assert "Renault Korea" in json.loads(run.out)["answer"]


@pytest.mark.slow
class TestImport:
    MAPPING = """
[document]
title = "A table"
[[facts]]
kind = "stake"
constants = { status = "actual" }
[facts.columns]
owner = "Owner"
owned = "Owned"
share_percent = "Share"
"""

    @pytest.fixture
    def table(self, tmp_path: Path) -> Path:
        (tmp_path / "mapping.toml").write_text(self.MAPPING, encoding="utf-8")
        path = tmp_path / "stakes.csv"
        path.write_text(
            "Owner,Owned,Share\nSample Group,Example Motors,34\nZenith,Example Motors,much\n", encoding="utf-8"
        )
        return path

    def test_rows_become_facts_that_build(self, autokg: Command, table: Path, tmp_path: Path) -> None:
        run = autokg("import", table, "-m", tmp_path / "mapping.toml", "-o", tmp_path / "facts.jsonl")
        assert run.code == 0
        assert "stakes.csv:3: " in run.err
        assert "2 rows, 2 facts from 1 document, 1 rejected" in run.err
        assert autokg("build", tmp_path / "facts.jsonl", "-s", tmp_path / "kb").code == 0
        assert "34 %" in autokg("ask", "Who owns Example Motors?", "-s", tmp_path / "kb").out

    def test_a_dry_run_shows_and_writes_nothing(self, autokg: Command, table: Path, tmp_path: Path) -> None:
        run = autokg("import", table, "-m", tmp_path / "mapping.toml", "--dry-run", "-o", tmp_path / "facts.jsonl")
        assert "Sample Group" in run.out
        assert not (tmp_path / "facts.jsonl").exists()

    @pytest.fixture
    def beside_a_table(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        Path("here.csv").write_text("model\nSample 3\n")

    @pytest.mark.parametrize(
        ("arguments", "code", "words"),
        [
            (["gone.csv", "-m", "gone.toml"], 3, "gone"),
            (["here.csv", "--as", "wikdata"], 2, "did you mean wikidata"),
            (["gone.csv"], 3, "gone.csv"),
            (["here.csv"], 2, "mapping"),
        ],
    )
    @pytest.mark.usefixtures("beside_a_table")
    def test_a_mistake_is_told(self, autokg: Command, arguments: list[str], code: int, words: str) -> None:
        run = autokg("import", *arguments)
        assert (run.code, words in run.err, "Traceback" in run.err) == (code, True, False)


def test_evaluate_tells_what_was_missed(autokg: Command, tmp_path: Path) -> None:
    head = {"kind": "document", "id": "a", "language": "en", "exhaustive": True}
    stake = {
        "kind": "stake",
        "owner": "Sample Group",
        "owned": "Example Motors",
        "share_percent": 34,
        "evidence": [{"quote": "Sample holds 34 % of Example."}],
    }
    for folder, share in (("gold", 34), ("read", 30)):
        (tmp_path / folder).mkdir()
        lines = [head, {**stake, "share_percent": share}]
        (tmp_path / folder / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    run = autokg("evaluate", tmp_path / "gold", tmp_path / "read", "--errors")
    assert run.code == 0
    assert "0.50" in run.out
    assert "missed" in run.out
    assert "Sample holds 34 %" in run.out
    assert run.err == ""


def test_evaluate_tells_what_it_cannot_count(autokg: Command, tmp_path: Path) -> None:
    head = {"kind": "document", "id": "a", "language": "en"}
    stake = {"kind": "stake", "owner": "Sample Group", "owned": "Example Motors", "share_percent": 34}
    for folder, names in (("gold", "ab"), ("read", "a")):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / f"{name}.jsonl").write_text(f"{json.dumps(head)}\n{json.dumps(stake)}\n")
    run = autokg("evaluate", tmp_path / "gold", tmp_path / "read")
    assert run.code == 0
    assert "0.00" not in run.out
    assert "facts read" not in run.out
    assert (
        'a, b: counts for recall only; for precision the first line of the annotated file says "exhaustive": true'
        in run.err
    )
    assert "b: no file of that name among the facts" in run.err


@pytest.mark.slow
class TestReview:
    def test_what_is_decided_the_next_build_honours(
        self, autokg: Command, facts: Path, store: Path, tmp_path: Path
    ) -> None:
        decisions = tmp_path / "decisions.jsonl"
        walked = autokg(
            "review",
            decisions,
            "-s",
            store,
            "--only",
            "conflicts",
            "--by",
            "A. Editor",
            stdin=b"other # asked the maker\n",
        )
        assert (walked.code, "1 decision" in walked.err) == (0, True)
        built = autokg("build", facts, "-s", tmp_path / "kb", "--decisions", decisions)
        assert built.code == 0
        settled = json.loads(autokg("conflicts", "-s", tmp_path / "kb", "--json").out)[0]
        assert settled["rule"] == "a person's decision"

    def test_the_list_goes_to_a_spreadsheet(self, autokg: Command, store: Path, tmp_path: Path) -> None:
        out = autokg("review", tmp_path / "decisions.jsonl", "-s", store, "--csv", "-").out
        assert "Zenith Wagons" in out
        assert not (tmp_path / "decisions.jsonl").exists()

    def test_an_unknown_part_is_told(self, autokg: Command, store: Path, tmp_path: Path) -> None:
        assert autokg("review", tmp_path / "d.jsonl", "-s", store, "--only", "nams").code == 2

    def test_what_time_has_passed_over_is_listed_in_each_form(
        self, autokg: Command, store: Path, tmp_path: Path
    ) -> None:
        asked = ("review", "--due", "-s", store, "--today", "2060-01-01")
        listed = json.loads(autokg(*asked, "--json").out)
        assert {row["why"] for row in listed} <= {why.value for why in Due}
        assert autokg(*asked, "--csv", tmp_path / "due.csv").code == 0
        table = autokg(*asked).out
        assert table == (tmp_path / "due.csv").read_bytes().decode()
        assert len(list(csv.DictReader(table.splitlines()))) == len(listed) > 0
        assert json.loads(autokg("review", "--due", "-s", store, "--today", "1990-01-01", "--json").out) == []

    @pytest.mark.parametrize(
        ("options", "problem"),
        [
            (("d.jsonl", "--due"), "--due makes no decisions"),
            (("--due", "--json", "--csv", "x.csv"), "--due makes no decisions"),
            (("d.jsonl", "--json"), "--json needs --due, or --unread"),
            (("d.jsonl", "--today", "2026-01-01"), "--today needs --due"),
            (("--unread", "u.csv", "--rejects", "r.jsonl"), "--unread without a file of decisions only lists"),
            ((), "name the file to add decisions to"),
        ],
    )
    def test_options_of_the_two_lists_are_not_mixed(
        self, autokg: Command, options: tuple[str, ...], problem: str
    ) -> None:
        refused = autokg("review", *options)
        assert (refused.code, problem in refused.err) == (2, True)


def test_sentences_that_were_not_read_are_listed_in_each_form(autokg: Command, tmp_path: Path) -> None:
    article, unread, copy = (tmp_path / name for name in ("a.txt", "unread.csv", "copy.csv"))
    article.write_text("Renault and Volvo share a long history of talks.", encoding="utf-8")
    assert autokg("read", article, "-o", tmp_path / "facts.jsonl", "--unread", unread).code == 0
    assert autokg("review", "--unread", unread, "--csv", copy).code == 0
    listed = autokg("review", "--unread", unread)
    assert (listed.code, listed.out) == (0, copy.read_bytes().decode())
    (row,) = json.loads(autokg("review", "--unread", unread, "--json").out)
    assert (row["names"], row["why"][:16]) == ("Renault; Volvo", "nearest is stake")
    assert autokg("review", "--unread", article).code == 3


def test_a_language_model_must_be_named(autokg: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("AUTOKG_LLM_URL", raising=False)
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    run = autokg("read", tmp_path / "a.txt", "--reader", "rules,llm")
    assert (run.code, "AUTOKG_LLM_URL" in run.err) == (2, True)


def test_a_module_is_a_command_too() -> None:
    done = subprocess.run([sys.executable, "-m", "autokg", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("autokg ")
