r"""Limits of a query: its number of rows, and other servers.

>>> limit_rows("SELECT ?x { ?x a ?y } LIMIT 50", 10), limit_rows("SELECT ?x { ?x a ?y } # all", 10)
('SELECT ?x { ?x a ?y } LIMIT 10', 'SELECT ?x { ?x a ?y } # all\nLIMIT 10')
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from autokg.errors import QueryError
from autokg.stores.sparql_tokens import Token, read_tokens


def limit_rows(text: str, limit: int) -> str:
    """Return a query that gives no more rows than a limit, or than its own where that is smaller."""
    outer = list(_outside_braces(read_tokens(text)))
    for place, token in enumerate(outer):
        if token.word == "LIMIT" and outer[place + 1].kind == "number":
            number = outer[place + 1]
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
