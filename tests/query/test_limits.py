"""Limits of rows and time, and terms that do not exist, told to who writes SPARQL."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from autokg.cli.stopping import stoppable
from autokg.errors import OutOfTimeError, QueryError
from autokg.query.limits import finish_within, limit_rows
from autokg.query.saved import load_queries
from autokg.query.unknown_terms import find_unknown_terms
from autokg.stores import OxigraphStore, replace_store
from command_line import Command
from corpus import build_example

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?c), STR(?f)) = STR(?i)) }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "kb"
    replace_store(path, build_example().store.quads())
    return path


def test_work_that_takes_too_long_is_given_up() -> None:
    is_over = threading.Event()
    with pytest.raises(OutOfTimeError, match=r"longer than 0\.01 s"):
        finish_within(0.01, is_over.wait)
    is_over.set()


def test_work_in_time_gives_its_result_or_its_error() -> None:
    assert finish_within(60, lambda: 4) == 4
    with pytest.raises(TimeoutError, match="the server"):
        finish_within(60, _wait_for_a_server)


def _wait_for_a_server() -> None:
    raise TimeoutError("the server does not answer")


def count(store: OxigraphStore, text: str) -> int:
    result = store.query(text)
    assert isinstance(result, QuerySolutions)
    return len(list(result))


@pytest.mark.parametrize(
    ("text", "limited"),
    [
        ("SELECT ?s { ?s ?p ?o }", "SELECT ?s { ?s ?p ?o }\nLIMIT 3"),
        ("SELECT ?s { ?s ?p ?o } LIMIT 2", "SELECT ?s { ?s ?p ?o } LIMIT 2"),
        ("SELECT ?s { ?s ?p ?o } limit 4 OFFSET 1", "SELECT ?s { ?s ?p ?o } limit 3 OFFSET 1"),
        ("SELECT ?s { { SELECT ?s { ?s ?p ?o } LIMIT 9 } }", "SELECT ?s { { SELECT ?s { ?s ?p ?o } LIMIT 9 } }\nLIMIT 3"),
        ("SELECT ?s { ?s ?p ?o } VALUES ?p { rdf:type }", "SELECT ?s { ?s ?p ?o } \nLIMIT 3 VALUES ?p { rdf:type }"),
        ("SELECT ?s { VALUES ?p { rdf:type } ?s ?p ?o } ORDER BY ?s # LIMIT 1", "SELECT ?s { VALUES ?p { rdf:type } ?s ?p ?o } ORDER BY ?s # LIMIT 1\nLIMIT 3"),
    ],
)  # fmt: skip
def test_rows_are_limited_and_nothing_else_changes(text: str, limited: str, store: OxigraphStore) -> None:
    assert limit_rows(text, 3) == limited
    assert count(store, limited) == min(3, count(store, text))


def test_a_query_that_breaks_off_at_its_limit_stays_a_mistake(store: OxigraphStore) -> None:
    with pytest.raises(QueryError):
        store.query(limit_rows("SELECT * { ?s ?p ?o } LIMIT", 3))


@pytest.mark.parametrize("name", [name for name, query in load_queries().items() if "CONSTRUCT" not in query.text])
def test_every_saved_query_takes_a_limit(name: str, store: OxigraphStore) -> None:
    assert count(store, limit_rows(load_queries()[name].text, 1)) == 1
    assert count(store, limit_rows(load_queries()[name].text, 0)) == 0


def test_no_saved_query_names_what_does_not_exist(store: OxigraphStore) -> None:
    notes = {name: list(find_unknown_terms(query.text, store)) for name, query in load_queries().items()}
    assert {name: found for name, found in notes.items() if found} == {}


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("ASK { ?m akg:builder ?o }", []),
        ("ASK { ?m akg:bulder ?o }", ["1:10: akg:bulder is no term of the ontology; did you mean akg:builder"]),
        ("ASK { ?m <https://w3id.org/autokg/ontology#xyz> ?o }", ["1:10: <https://w3id.org/autokg/ontology#xyz> is no term of the ontology"]),
        ("PREFIX a: <https://w3id.org/autokg/ontology#>\nASK { ?m a:bulder ?o }", ["2:10: a:bulder is no term of the ontology; did you mean akg:builder"]),
        ("ASK { ?m ?p ?o FILTER(STRSTARTS(STR(?p), STR(akg:)) && STRSTARTS(STR(?m), STR(plant:))) }", []),
        ("ASK FROM graph:acepted { ?m ?p ?o }", ["1:10: graph:acepted is no layer; did you mean graph:accepted?"]),
        ("ASK { ?m akg:modelBrand brand:sampel }", ["1:25: brand:sampel is not in the store; did you mean brand:sample?"]),
        ("ASK { ?m akg:modelBrand brand:sample, <https://e.org/x> ; wd:Q1 ?o # akg:bulder\n }", ["1:39: <https://e.org/x> is not", "1:59: wd:Q1 is not in the store"]),
        ("ASK FROM <https://e.org/g> { ?m a akg:Brand }", ["1:10: <https://e.org/g> is not in the store"]),
        ("ASK { ?m skos:exactMatch ?i FILTER(STRSTARTS(STR(?i), STR(wd:)) && xsd:integer('1') = 1) ; rdfs:label ?l }", []),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_named(text: str, notes: list[str], store: OxigraphStore) -> None:
    found = list(find_unknown_terms(text, store))
    assert [one.startswith(note) for one, note in zip(found, notes, strict=True)] == [True] * len(notes)


class TestCommand:
    def test_rows_are_limited(self, autokg: Command, folder: Path) -> None:
        assert len(autokg("query", "-e", "SELECT ?s { ?s ?p ?o }", "--limit", 2, "-s", folder).rows) == 2

    def test_what_does_not_exist_is_told_aside(self, autokg: Command, folder: Path) -> None:
        run = autokg("query", "-e", "SELECT ?m { ?m akg:bulder ?o }", "-s", folder)
        assert (run.code, run.out) == (0, "m\r\n")
        assert run.err.startswith("-e:1:16: akg:bulder is no term of the ontology; did you mean akg:builder")
        assert autokg("query", "-e", "SELECT ?m { ?m akg:bulder ?o }", "-s", folder, "-q").err == ""

    def test_another_server_is_refused_by_name(self, autokg: Command, folder: Path) -> None:
        text = "SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }"
        refused = autokg("query", "-e", text, "-s", folder)
        assert (refused.code, refused.out) == (3, "")
        assert "-e:1:12: SERVICE sends a part of the query to another server" in refused.err
        allowed = autokg("query", "-e", text, "-s", folder, "--allow-service")
        assert allowed.code == 3
        assert "-e: a server called by SERVICE failed" in allowed.err

    def test_an_update_is_refused_as_one(self, autokg: Command, folder: Path) -> None:
        run = autokg("query", "-e", "LOAD <https://e.org/data.ttl>", "-s", folder)
        assert (run.code, "LOAD is an update, and is refused" in run.err) == (3, True)


@contextmanager
def running(folder: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "autokg", "query", "-e", ENDLESS, "-s", str(folder), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        yield process
        process.kill()


@pytest.mark.slow
def test_a_query_out_of_time_ends_with_its_own_code(folder: Path) -> None:
    with running(folder, "--timeout", "0.2") as process:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, out) == (4, b"")
        assert b"autokg: the query took longer than 0.2 s" in err


def wait_until_open(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until a process has the store open, and a second for it to start the query."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        pytest.skip("the system does not list the open files of a process")
    end = time.monotonic() + 60

    def is_open() -> bool:
        files = [file for child in children.read_text().split() for file in Path(f"/proc/{child}/fd").iterdir()]
        return any(str(folder) in str(file.resolve()) for file in files)

    while time.monotonic() < end and not is_open():
        time.sleep(0.1)
    time.sleep(1)


@pytest.mark.slow
def test_a_query_is_interrupted(folder: Path) -> None:
    with running(folder) as process:
        wait_until_open(process, folder)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60) == (b"", b"")
        assert process.returncode == 130


WORK = """
import sys, time
from autokg.cli import stopping
stopping._memory_available = lambda: float(sys.argv[1])
with stopping.stoppable():
    time.sleep(1)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("available", "code"), [(-1e12, 4), (1e12, 0)])
def test_a_query_that_needs_more_memory_than_there_is_ends_with_a_message(available: float, code: int) -> None:
    run = subprocess.run([sys.executable, "-c", WORK, str(available)], capture_output=True, timeout=60, check=False)
    assert (run.returncode, b"the query needs more memory than there is" in run.stderr) == (code, code == 4)


def test_no_time_limit_is_zero_and_no_number_none(autokg: Command, folder: Path) -> None:
    query = ("query", "-e", "SELECT ?s { ?s a akg:Plant } LIMIT 1", "-s", folder, "--timeout")
    assert autokg(*query, "0").code == 0
    refused = autokg(*query, "nan")
    assert (refused.code, "expected a number of seconds, not nan" in refused.err) == (2, True)


def test_a_query_in_time_leaves_things_as_they_were(store: OxigraphStore) -> None:
    before = signal.getsignal(signal.SIGINT)
    with stoppable(60):
        assert count(store, "SELECT ?s { ?s a akg:Plant } LIMIT 1") == 1
    assert signal.getsignal(signal.SIGINT) == before
