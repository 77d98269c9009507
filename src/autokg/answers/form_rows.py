"""The rows, count or ranking of a form: the nodes that meet its conditions first, then the slots of these alone.

The query of a form gives the same at once; engines take longer for it, since they look up paths for all nodes.
"""

from __future__ import annotations

from pyoxigraph import QuerySolutions

from autokg.answers.compiling import Found, Row, compile_count, compile_fitting, compile_form, compile_ranking
from autokg.answers.evidence import solutions
from autokg.answers.form import Form
from autokg.stores.base import Store
from autokg.stores.kept import kept

_MOST_LISTED = 3_000  # nodes that are listed in a query
_MOST_KEPT = 200  # lists of nodes


def find_rows(form: Form, store: Store, today: str) -> list[dict[str, str]]:
    """Return the rows of a form as strings, what is not bound left out."""
    found = _fitting(form, store, today)
    return [] if found == () else solutions(store, compile_form(form, store, today, found))


def count_things(form: Form, store: Store, today: str, slot: str) -> int:
    """Return how many distinct things fill a slot of a form."""
    found = _fitting(form, store, today)
    return int(solutions(store, compile_count(form, store, today, slot, found))[0]["n"])


def rank_things(form: Form, store: Store, today: str, target: str, by: str) -> list[dict[str, str]]:
    """Return things with the number of distinct things in another slot of a form, or with a figure, as strings."""
    found = _fitting(form, store, today)
    return solutions(store, compile_ranking(form, store, today, target, by, found))


def _fitting(form: Form, store: Store, today: str) -> Found:
    """Return the rows of what meets the conditions of a form; None if they are too many to be listed in a query."""
    query = compile_fitting(form, store, today)
    found = kept(store, "fitting", query, lambda: _rows(store, query), _MOST_KEPT)
    return found if len(found) <= _MOST_LISTED else None


def _rows(store: Store, query: str) -> tuple[Row, ...]:
    result = store.query(query)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return tuple(tuple(row) for row in result)
