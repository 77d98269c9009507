"""Every saved query gives the same rows on Virtuoso 7 as on the embedded store."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Triple, parse

from autokg.names.lookup import Names
from autokg.query.saved import load_queries
from autokg.stores import OxigraphStore, Triples

from .golden import load_cases, shorten

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("virtuoso-t") and shutil.which("isql-vt")),
        reason="Virtuoso is not installed (Debian package virtuoso-opensource)",
    ),
]
SETTINGS = """
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 1000000
"""
START = 60  # seconds that a start may take
Ask = Callable[[str], list[tuple[str, ...]]]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail(f"Virtuoso does not start: {log.read_text() if log.exists() else 'no log'}")


@pytest.fixture(scope="module")
def virtuoso(store: OxigraphStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Load the invented corpus into a Virtuoso of its own, and return what asks it."""
    folder = tmp_path_factory.mktemp("virtuoso")
    sql, http = free_port(), free_port()
    (folder / "v.ini").write_text(SETTINGS.format(folder=folder, sql=sql, http=http))
    (folder / "data.nq").write_text("".join(f"{quad} .\n" for quad in store.quads()), encoding="utf-8")
    server = subprocess.Popen(["virtuoso-t", "+foreground", "+configfile", str(folder / "v.ini")])
    try:
        wait_for(http, server, folder / "v.log")
        load = f"DB.DBA.TTLP_MT(file_to_string_output('{folder}/data.nq'), '', 'urn:other', 512); checkpoint;"
        subprocess.run(["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"EXEC={load}"], check=True, timeout=START)
        yield lambda text: rows_of_virtuoso(f"http://127.0.0.1:{http}/sparql", text)
    finally:
        server.kill()
        server.wait()


def rows_of_virtuoso(address: str, text: str) -> list[tuple[str, ...]]:
    is_graph = "CONSTRUCT" in text
    accept = "text/plain" if is_graph else "application/sparql-results+json"
    data = urllib.parse.urlencode({"query": text}).encode()
    with urllib.request.urlopen(urllib.request.Request(address, data, {"Accept": accept}), timeout=START) as answer:
        content = answer.read()
    if is_graph:
        return sorted(map(row_of, {quad.triple for quad in parse(content, format=RdfFormat.N_TRIPLES)}))
    result = json.loads(content)
    return sorted(
        tuple(written(cell(row.get(name))) for name in result["head"]["vars"]) for row in result["results"]["bindings"]
    )


def cell(value: dict[str, str] | None) -> NamedNode | Literal | None:
    if value is None:
        return None
    return NamedNode(value["value"]) if value["type"] == "uri" else Literal(value["value"])


def row_of(triple: Triple) -> tuple[str, ...]:
    return tuple(written(term) for term in (triple.subject, triple.predicate, triple.object))


def written(term: object) -> str:
    """Write a term as golden cases do; Virtuoso has 1 and 0 for a computed boolean."""
    text = shorten(term)  # type: ignore[arg-type]
    return {"1": "true", "0": "false"}.get(text, text)


def rows_of_oxigraph(store: OxigraphStore, text: str) -> list[tuple[str, ...]]:
    result = store.query(text)
    if isinstance(result, Triples):
        return sorted(map(row_of, result))
    assert isinstance(result, QuerySolutions)
    names = [variable.value for variable in result.variables]
    return sorted(tuple(written(row[name]) for name in names) for row in result)


@pytest.mark.parametrize("name", load_queries())
def test_a_query_gives_the_same_rows_as_it_stands(name: str, virtuoso: Ask, store: OxigraphStore) -> None:
    text = load_queries()[name].text
    assert virtuoso(text) == rows_of_oxigraph(store, text) != []


@pytest.mark.parametrize("case", [case for case in load_cases() if case.parameters], ids=str)
def test_a_query_gives_the_same_rows_with_parameters(case: object, virtuoso: Ask, store: OxigraphStore) -> None:
    text = load_queries()[case.query].fill(case.parameters, Names(store))  # type: ignore[attr-defined]
    assert virtuoso(text) == rows_of_oxigraph(store, text)
