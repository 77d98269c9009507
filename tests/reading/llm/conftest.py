"""A service on this machine that speaks the protocol and says what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from autokg.articles.article import Article, read_article
from autokg.names.gazetteer import Gazetteer
from autokg.reading.llm.reader import LlmReader
from autokg.reading.llm.settings import Options

from .service import KEY, TEXT, ReaderOf, Service


@pytest.fixture
def service() -> Iterator[Service]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            found.requests.append(json.loads(asked))
            found.keys.append(self.headers["Authorization"])
            found.paths.append(self.path)
            reply = found.next_reply()
            time.sleep(reply.wait)
            body = reply.body.encode() if isinstance(reply.body, str) else json.dumps(reply.body).encode()
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Say nothing where a client that timed out has gone."""

    with Server(("127.0.0.1", 0), Handler) as server:
        found = Service(f"http://127.0.0.1:{server.server_port}/v1")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield found
        server.shutdown()
        thread.join()


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def reader_of(
    service: Service, gazetteer: Gazetteer, tmp_path: Path, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> Iterator[ReaderOf]:
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    opened: list[LlmReader] = []

    def make(**options: Any) -> LlmReader:
        values = {"key": KEY, "cache": tmp_path / "answers", **options}
        reader = LlmReader(gazetteer, Options(service.url, "small-model", **values), sleep=pauses.append)
        opened.append(reader)
        return reader

    yield make
    for reader in opened:
        reader.close()


@pytest.fixture
def article() -> Article:
    return read_article(TEXT.encode(), language="en", published="2030-05-01")
