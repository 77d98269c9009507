"""Literals are compared as SPARQL compares them, by asking SPARQL.

SHACL defines its comparisons and patterns by SPARQL expressions, so no second reading of numbers and dates is kept.

>>> from pyoxigraph import Literal
>>> one, word = Literal(1), Literal("abc")
>>> satisfying([one, word], "?one < 3") == {one}
True
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import pyoxigraph
from pyoxigraph import BlankNode, QuerySolutions

from autokg.core.terms import PREFIXES
from autokg.validation.graph import Term

_AT_A_TIME = 5_000


def satisfying(values: Iterable[Term], condition: str) -> set[Term]:
    """Return the values of which an expression on ?one is true; no expression is true of a blank node."""
    rows = [(value,) for value in values if not isinstance(value, BlankNode)]
    return {value for (value,) in _filter(rows, "?one", condition)}


def satisfying_pairs(pairs: Iterable[tuple[Term, Term]], condition: str) -> set[tuple[Term, Term]]:
    """Return the pairs of which an expression on ?one and ?other is true."""
    rows = [pair for pair in pairs if not any(isinstance(value, BlankNode) for value in pair)]
    return {(one, other) for one, other in _filter(rows, "?one ?other", condition)}


def is_error(expression: str) -> bool:
    """Whether an expression without variables has no value, as a pattern that cannot be read has none."""
    return all(row[0] is None for row in _ask(f"SELECT ({expression} AS ?value) WHERE {{}}"))


def _filter(rows: Sequence[tuple[Term, ...]], variables: str, condition: str) -> Iterator[tuple[Term, ...]]:
    """Yield the rows of which the condition is true; they are numbered, for an engine may write a number anew."""
    for start in range(0, len(rows), _AT_A_TIME):
        some = rows[start : start + _AT_A_TIME]
        given = " ".join(f"({number} {' '.join(map(str, row))})" for number, row in enumerate(some))
        text = f"SELECT ?row WHERE {{ VALUES (?row {variables}) {{ {given} }} FILTER({condition}) }}"
        yield from (some[int(found[0].value)] for found in _ask(text))


def _ask(text: str) -> QuerySolutions:
    result = _engine().query(text, prefixes=PREFIXES)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return result


@cache
def _engine() -> pyoxigraph.Store:
    """Return a store without data, for expressions need none."""
    return pyoxigraph.Store()
