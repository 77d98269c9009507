"""Which files are read, and what a line is taken for, without a session of Spark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autokg.errors import InputError, UsageError
from autokg.facts import to_jsonl
from autokg.spark.fact_lines import Reject, find_inputs, parse_lines
from builders import document

RECORD = document("d1")
PLACE = ("file:///a.jsonl", 0, 0)


def test_a_folder_means_the_facts_in_it_and_a_url_is_left_as_it_is(tmp_path: Path) -> None:
    for name in ("b.jsonl", "in/a.jsonl.gz", "c.parquet", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    names = [Path(address).name for address in find_inputs([tmp_path])]
    assert names == ["b.jsonl", "c.parquet", "a.jsonl.gz"]
    assert find_inputs(["s3a://press/facts"]) == ["s3a://press/facts"]


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("-", UsageError, "not standard input"),
        ("none.jsonl", InputError, "cannot be read"),
        ("empty", InputError, "no facts"),
        ("_facts.jsonl", InputError, "hidden"),
    ],
)
def test_what_spark_would_pass_over_in_silence_is_refused(
    tmp_path: Path, name: str, error: type[Exception], words: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "_facts.jsonl").touch()
    with pytest.raises(error, match=words):
        find_inputs([name if name == "-" else tmp_path / name])


@pytest.mark.parametrize("end", [b"", b"\r"])
def test_a_line_is_a_record_with_either_end(end: bytes) -> None:
    assert list(parse_lines([(PLACE, to_jsonl(RECORD).encode() + end), (PLACE, b" " + end)])) == [(PLACE, RECORD)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [(b"{", "invalid JSON"), (b"\xff", "not UTF-8 text"), (b'{"kind": "car"}', "unknown kind 'car'")],
)
def test_a_line_that_is_no_record_is_a_reject_with_its_place(line: bytes, reason: str) -> None:
    ((place, reject),) = parse_lines([(("file:///a%20b.jsonl", 100, 4), line)])
    assert isinstance(reject, Reject)
    told = json.loads(reject.to_json(place, {("file:///a%20b.jsonl", 100): 7}))
    assert (told["file"], told["line"], told["reason"].startswith(reason)) == ("/a b.jsonl", 12, True)
