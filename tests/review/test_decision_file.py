"""A decision file loses nothing, even if two reviewers add to it at once."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

from autokg.claims.decisions import Decision
from autokg.review.decision_file import DecisionFile

LINE = '{{"decision": "different", "things": ["model/a-{0}", "model/b-{0}"], "by": "E", "on": "2026-01-31", "reason": "a test"}}'


def add_many(path: Path, first: int) -> None:
    for number in range(first, first + 20):
        DecisionFile(path).add([decision(number)])


def decision(number: int) -> Decision:
    return Decision.model_validate_json(LINE.format(number))


def test_reviewers_at_once_lose_no_decision(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    context = multiprocessing.get_context("spawn")
    reviewers = [context.Process(target=add_many, args=(path, first)) for first in (0, 100, 200)]
    for reviewer in reviewers:
        reviewer.start()
    for reviewer in reviewers:
        reviewer.join(120)
    assert len(DecisionFile(path).read()) == 60
    assert [entry.name for entry in tmp_path.iterdir()] == ["decisions.jsonl"]


def test_the_last_of_equal_lines_is_taken_back(tmp_path: Path) -> None:
    file = DecisionFile(tmp_path / "decisions.jsonl")
    file.add([decision(1), decision(2), decision(1)])
    file.remove([decision(1)])
    assert list(file.read()) == [decision(1), decision(2)]
