r"""Limits of a query: its number of rows, its time, and other servers.

>>> limit_rows("SELECT ?x { ?x a ?y } LIMIT 50", 10), limit_rows("SELECT ?x { ?x a ?y } # all", 10)
('SELECT ?x { ?x a ?y } LIMIT 10', 'SELECT ?x { ?x a ?y } # all\nLIMIT 10')
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import pairwise
from threading import TIMEOUT_MAX, Thread
from typing import TypeVar

from autokg.errors import OutOfTimeError, QueryError
from autokg.stores.sparql_tokens import Token, read_tokens

_Result = TypeVar("_Result")


def limit_rows(text: str, limit: int) -> str:
    """Return a query that gives no more rows than a limit, or than its own where that is smaller."""
    outer = list(_outside_braces(read_tokens(text)))
    for token, number in pairwise(outer):
        if token.word == "LIMIT" and number.kind == "number":
            fewest = min(limit, int(number.text))
            return f"{text[: number.start]}{fewest}{text[number.start + len(number.text) :]}"
    values = next((token.start for token in outer if token.word == "VALUES"), len(text))
    return f"{text[:values]}\nLIMIT {limit}{' ' * (values < len(text))}{text[values:]}"


def _outside_braces(tokens: Sequence[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += (token.text == "{") - (token.text == "}")
        if not depth:
            yield token


@contextmanager
def calling_servers(source: str) -> Iterator[None]:
    """Raise `QueryError` if another server, called by SERVICE, fails; rows are asked for as they are read."""
    try:
        yield
    except OSError as error:
        raise QueryError(f"a server called by SERVICE failed: {error}", source=source) from error


def finish_within(seconds: float, work: Callable[[], _Result]) -> _Result:
    """Return what `work` returns; raise `OutOfTimeError` if it takes longer.

    The engine cannot be interrupted: the thread of the work goes on until its query ends, or the process.
    """
    outcome: Future[_Result] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        return outcome.result(min(seconds, TIMEOUT_MAX))
    except TimeoutError:
        if outcome.done():  # the work itself waited for too long, on a server for example
            raise
        raise OutOfTimeError(f"the query took longer than {seconds:g} s; ask for less, or raise `timeout`") from None
