"""Count what questions ask of a server, and how long they take if each request takes longer.

    python benchmarks/remote/run.py http://127.0.0.1:7878/query [--milliseconds 20] [--step 2]

A question of each kind in each of six languages, from `asking/questions.jsonl`, each of a store that is opened for it.
Opening is one request more, and is not counted; nor is the copy of the facts, which is made before.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import autokg
from autokg.errors import NoAnswerError
from autokg.stores.endpoint import Endpoint, Response

_QUESTIONS = Path(__file__).parent.parent / "asking" / "questions.jsonl"
_TODAY = "2026-11-28"
_MOST = 6  # requests that a question is to take
Question = dict[str, str]


class Counted:
    """Requests of an endpoint: counted, and each delayed."""

    def __init__(self, seconds: float) -> None:
        """Take the delay in seconds."""
        self.seconds, self.number = seconds, 0
        self._query = Endpoint.query

    def install(self) -> None:
        """Take the place of what sends queries."""

        def query(endpoint: Endpoint, *arguments: Any) -> Response:
            self.number += 1
            time.sleep(self.seconds)
            return self._query(endpoint, *arguments)

        Endpoint.query = query  # type: ignore[method-assign]


def choose_questions(step: int) -> list[Question]:
    """Return the first question of each kind and language, or each so many of them."""
    chosen: dict[tuple[str, str], Question] = {}
    for line in _QUESTIONS.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        chosen.setdefault((question["kind"], question["language"]), question)
    return list(chosen.values())[::step]


def ask(question: Question, url: str, counted: Counted) -> tuple[int, float]:
    """Return the requests and seconds that a question takes, refused or not."""
    with autokg.open(url) as kb:
        counted.number, start = 0, time.perf_counter()
        with contextlib.suppress(NoAnswerError):
            kb.ask(question["question"], today=_TODAY)
        return counted.number, time.perf_counter() - start


def tabulate(measured: Iterable[tuple[str, int, float]]) -> Iterator[str]:
    """Yield a line for each kind of question, and one for all."""
    by_kind: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for kind, number, seconds in measured:
        by_kind[kind].append((number, seconds))
    every = [one for kind in by_kind.values() for one in kind]
    yield "| kind | questions | requests, median | most | s, median |\n|---|--:|--:|--:|--:|\n"
    for kind, taken in [*sorted(by_kind.items()), ("all", every)]:
        numbers, seconds = zip(*taken, strict=True)
        median = f"{statistics.median(numbers):g} | {max(numbers)} | {statistics.median(seconds):.2f}"
        yield f"| {kind} | {len(taken)} | {median} |\n"
    yield f"\n{sum(number <= _MOST for number, _ in every)} of {len(every)} take at most {_MOST} requests.\n"


def main() -> None:
    """Copy the facts and load the lexicons by a first round, and measure a second one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--milliseconds", type=float, default=20)
    parser.add_argument("--step", type=int, default=1)
    options = parser.parse_args()
    counted = Counted(options.milliseconds / 1000)
    counted.install()
    questions = choose_questions(options.step)
    for language in {question["language"]: question for question in questions}.values():
        ask(language, options.url, counted)
    measured = ((one["kind"], *ask(one, options.url, counted)) for one in questions)
    sys.stdout.writelines(tabulate(measured))


if __name__ == "__main__":
    main()
