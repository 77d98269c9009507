"""What a user is told if Spark cannot start or work."""

from __future__ import annotations

from pathlib import Path

import pytest

from autokg import api
from autokg.errors import UsageError
from autokg.spark import session
from autokg.spark.session import spark_session
from command_line import Command


def test_java_that_is_missing_is_told_before_spark_starts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match=f"needs Java 17 or later, which was not found at JAVA_HOME, {tmp_path}"):
        spark_session("local[2]").__enter__()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--engine", "flink"], "expected local or spark"),
        (["--master", "local[2]"], "--master needs --engine spark"),
        (["--shards", "2"], "--shards needs --engine spark"),
        (["--engine", "spark", "--documents", "texts"], "need the engine local"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    autokg: Command, tmp_path: Path, options: list[str], words: str
) -> None:
    run = autokg("build", tmp_path / "facts.jsonl", "-s", tmp_path / "shards", *options)
    assert (run.code, words in run.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("source", [{"published": "soon"}, {"published": "2999"}, {"language": "deutsch"}])
def test_a_wrong_detail_of_the_source_is_told_before_spark_starts(source: dict[str, str], tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Acme builds cars.", encoding="utf-8")
    with pytest.raises(UsageError, match=next(iter(source))):
        api.read_with_spark(article, tmp_path / "facts", **source)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == [article]


def test_a_session_whose_java_is_gone_is_left_without_a_word() -> None:
    error = pytest.importorskip("py4j.protocol").Py4JError

    asked: list[str] = []

    class Gone:
        def stop(self) -> None:
            asked.append("stop")
            raise error("org.apache.spark.sql.SparkSession does not exist in the JVM")

    session._stop(Gone())  # type: ignore[arg-type]
    assert asked == ["stop"]
