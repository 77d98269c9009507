"""Reading with Spark gives the files of reading on one machine, skips what was read, and goes on after a bad article."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autokg import api
from autokg.reading.files import Taken, read_articles
from autokg.spark import distributed_reading
from autokg.spark.distributed_reading import read_to_folder

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.slow

SOURCE = {"published": "2024-01-15", "publisher": "The Yard", "language": "en"}
ARTICLE = (
    "Volvo to build cars in Slovakia\n\nVolvo Cars will build electric cars at its plant in Košice from 2026 😀. "
    "The plant of model {number} employs 3,000 people, the company said."
)
NEWS = [{"title": f"News {n}", "content": ARTICLE.format(number=n), "url": f"https://yard.example/{n}"} for n in (7, 8)]


@pytest.fixture
def articles(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(ARTICLE.format(number=number), encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02 not text")
    (folder / "news.json").write_text(json.dumps(NEWS), encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture
def by_value() -> Iterator[None]:
    """Send functions of this file, and what is replaced there, to workers as they are here."""
    from pyspark import cloudpickle  # noqa: PLC0415 (an extra)

    modules = (sys.modules[__name__], distributed_reading)
    for module in modules:
        cloudpickle.register_pickle_by_value(module)  # type: ignore[no-untyped-call]
    yield
    for module in modules:
        cloudpickle.unregister_pickle_by_value(module)  # type: ignore[no-untyped-call]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_files_are_those_of_one_machine_and_nothing_is_read_twice(
    session: SparkSession, articles: list[Path], tmp_path: Path
) -> None:
    tally = read_to_folder(session, articles, tmp_path / "spark", SOURCE, tmp_path / "rejects.jsonl")
    single = api.read_to_files(
        articles, tmp_path / "single", published="2024-01-15", publisher="The Yard", language="en"
    )
    assert contents(tmp_path / "spark") == contents(tmp_path / "single") != {}
    assert (tally.documents, tally.facts, tally.errors) == (single.documents, single.facts, single.errors)
    assert single.documents == 5
    rejects = (tmp_path / "rejects.jsonl").read_text(encoding="utf-8")
    (failed,) = (reject for line in rejects.splitlines() if "file" in (reject := json.loads(line)))
    assert (failed["file"], "binary data" in failed["reason"]) == (str(articles[3]), True)
    (tmp_path / "spark" / "1.jsonl").unlink()
    again = read_to_folder(session, articles, tmp_path / "spark", SOURCE)
    assert (again.skipped, again.documents) == (3, 1)
    assert contents(tmp_path / "spark") == contents(tmp_path / "single")


@pytest.mark.usefixtures("by_value")
def test_an_article_that_kills_its_worker_stops_nothing(
    session: SparkSession, articles: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_or_die(paths: list[Path], source: dict[str, str]) -> Iterator[Taken]:
        if paths[0].name == "1.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return read_articles(paths, source)

    monkeypatch.setattr(distributed_reading, "read_articles", read_or_die)
    tally = read_to_folder(session, articles, tmp_path / "spark", SOURCE)
    assert [words.split(": ")[0] for words in sorted(tally.errors)] == [str(articles[1]), str(articles[3])]
    assert f"a worker died while reading it; delete {tmp_path}/spark/1.fatal" in min(tally.errors)
    assert sorted(contents(tmp_path / "spark")) == ["0.jsonl", "1.fatal", "2.jsonl", "news.jsonl", "news.sha256"]
