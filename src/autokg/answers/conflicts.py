"""Where sources contradict each other: both sides with their words, and the rule that settled it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pyoxigraph import NamedNode

from autokg.answers.evidence import solutions
from autokg.names.lookup import Names
from autokg.query.saved import find_terms, get_query
from autokg.stores.base import Store

Conflict = dict[str, str]


# The conflicts first and then what is told of each: in one query an engine joins with every label there is.
_ON = "SELECT DISTINCT ?conflict WHERE {{ VALUES ?subject {{ {} }} ?conflict akg:about ?subject ; a akg:Conflict }}"
_NEAR = (
    "SELECT DISTINCT ?conflict WHERE {{ VALUES ?about {{ {} }} "
    "{{ ?conflict akg:about ?about ; a akg:Conflict }} UNION "
    "{{ ?subject ?link ?about . ?conflict akg:about ?subject ; a akg:Conflict }} }}"
)


def find_conflicts(store: Store, about: str | None = None) -> list[Conflict]:
    """Return the conflicts of a store, or those on a thing and what it is part of, by its name or IRI."""
    if about is None:
        return solutions(store, get_query("conflicts").text)
    return _select(store, _NEAR, find_terms(about, "thing", Names(store)))


def conflicts_of(store: Store, subjects: Collection[str]) -> list[Conflict]:
    """Return the conflicts on some things themselves."""
    return _select(store, _ON, [NamedNode(subject) for subject in sorted(subjects)])


def _select(store: Store, which: str, things: Sequence[NamedNode]) -> list[Conflict]:
    """Return the conflicts that a query finds for some things."""
    found = solutions(store, which.format(" ".join(map(str, things))))
    conflicts = [NamedNode(row["conflict"]) for row in found]
    return solutions(store, get_query("conflicts").bind({"conflict": conflicts})) if conflicts else []
