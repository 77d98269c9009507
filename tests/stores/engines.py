"""SPARQL servers of their own for tests: Oxigraph, the project's, and Virtuoso; each over the quads that it is given."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Quad

from autokg.stores import replace_store
from web.served import serving as serving_ours

START = 60  # seconds that a start may take
VIRTUOSO_SETTINGS = """
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
ResultSetMaxRows = {rows}
"""
Engine = Callable[[Path, Iterable[Quad]], AbstractContextManager[str]]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """Run a server until the block ends."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + START
        while True:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if time.monotonic() > end or server.poll() is not None:
                pytest.fail(f"{command[0]} does not start")
            time.sleep(0.05)
        yield
    finally:
        server.kill()
        server.wait()


def write_nquads(folder: Path, quads: Iterable[Quad]) -> Path:
    path = folder / "data.nq"
    path.write_text("".join(f"{quad} .\n" for quad in quads), encoding="utf-8")
    return path


@contextmanager
def oxigraph(folder: Path, quads: Iterable[Quad], *options: str) -> Iterator[str]:
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    database, port = str(folder / "oxigraph"), free_port()
    load = [program, "load", "--location", database, "--file", str(write_nquads(folder, quads))]
    subprocess.run(load, check=True, capture_output=True)
    with running([program, "serve", "--location", database, "--bind", f"127.0.0.1:{port}", *options], port):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def empty_oxigraph(folder: Path, mode: str = "serve") -> Iterator[str]:
    """Run a server over nothing, to be written to unless the mode is `serve-read-only`."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    database, port = str(folder / "oxigraph"), free_port()
    subprocess.run([program, "load", "--location", database, "--file", str(write_nquads(folder, []))], check=True)
    options = ["--location", database, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with running([program, mode, *options], port):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def oxigraph_with_union(folder: Path, quads: Iterable[Quad]) -> Iterator[str]:
    with oxigraph(folder, quads, "--union-default-graph") as url:
        yield url


@contextmanager
def ours(folder: Path, quads: Iterable[Quad]) -> Iterator[str]:
    replace_store(folder / "kb", quads)
    with serving_ours(folder / "kb") as served:
        yield f"{served.url}/sparql"


@contextmanager
def virtuoso(folder: Path, quads: Iterable[Quad], rows: int = 2000) -> Iterator[str]:
    """Run a Virtuoso of its own that gives at most some rows of a result."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        pytest.skip("Virtuoso is not installed (Debian package virtuoso-opensource)")
    sql, http = free_port(), free_port()
    data, settings = write_nquads(folder, quads), folder / "v.ini"
    settings.write_text(VIRTUOSO_SETTINGS.format(folder=folder, sql=sql, http=http, rows=rows))
    with running(["virtuoso-t", "+foreground", "+configfile", str(settings)], http):
        load = f"DB.DBA.TTLP_MT(file_to_string_output('{data}'), '', 'urn:other', 512); checkpoint;"
        command = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"EXEC={load}"]
        subprocess.run(command, check=True, capture_output=True, timeout=START)
        yield f"http://127.0.0.1:{http}/sparql"
