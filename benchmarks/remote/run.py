"""Count what questions ask of a server, and how long they take if each request takes longer.

    python benchmarks/remote/run.py http://127.0.0.1:7878/query [--milliseconds 20]

Opening the store is one request more, and is not counted. The first question loads the lexicon and is asked twice.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

import autokg
from autokg.stores.endpoint import Endpoint, Response

QUESTIONS = (
    "Who builds the Polestar 4?",
    "Who owns Polestar?",
    "Who heads Polestar?",
    "Where is the Mini Cooper built?",
    "Which plants does BMW have in Germany?",
    "How many models does Nissan build?",
    "What does Valmet build for Porsche?",
    "Which models did Magna build in Austria in 2021?",
)
_TODAY = "2026-11-28"


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


def main() -> None:
    """Ask each question of a store that is opened for it, and print a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--milliseconds", type=float, default=20)
    options = parser.parse_args()
    counted = Counted(options.milliseconds / 1000)
    counted.install()
    autokg.open(options.url).ask(QUESTIONS[0], today=_TODAY)
    for question in QUESTIONS:
        with autokg.open(options.url) as kb:
            counted.number, start = 0, time.perf_counter()
            kb.ask(question, today=_TODAY)
            sys.stdout.write(f"{counted.number:3} requests  {time.perf_counter() - start:5.2f} s  {question}\n")


if __name__ == "__main__":
    main()
