"""A service on this machine that speaks the protocol and says what a test tells it to."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autokg.articles.article import Article, read_article
from autokg.names.gazetteer import Gazetteer
from autokg.reading.llm.reader import LlmReader
from autokg.reading.llm.settings import Options
from local_server import Handler, serving

from .service import KEY, TEXT, ReaderOf, Service


@pytest.fixture
def service() -> Iterator[Service]:
    class Chat(Handler):
        def answer(self, content: bytes) -> None:
            found.requests.append(json.loads(content))
            found.keys.append(self.headers["Authorization"])
            found.paths.append(self.path)
            reply = found.next_reply()
            time.sleep(reply.wait)
            body = reply.body.encode() if isinstance(reply.body, str) else json.dumps(reply.body).encode()
            self.send(body, reply.status, reply.headers)

    with serving(Chat) as address:
        found = Service(f"{address}/v1")
        yield found


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
