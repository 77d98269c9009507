"""Where sources contradict each other: both sides with their words, and the rule that settled it."""

from __future__ import annotations

from collections.abc import Collection

from pyoxigraph import NamedNode

from autokg.answers.evidence import solutions
from autokg.names import Names
from autokg.ontology import load_ontology
from autokg.queries import find_terms, get_query
from autokg.stores.base import Store
from autokg.vocab import AKG

Conflict = dict[str, str]


def find_conflicts(store: Store, about: str | None = None) -> list[Conflict]:
    """Return the conflicts of a store, or those on a thing and what it is part of, by its name or IRI."""
    terms = find_terms(about, "thing", Names(store)) if about else None
    return _select(store, terms)


def conflicts_of(store: Store, subjects: Collection[str]) -> list[Conflict]:
    """Return the conflicts on some things themselves."""
    if not subjects:
        return []
    rows = _select(store, [NamedNode(subject) for subject in sorted(subjects)])
    return [row for row in rows if row["subject"] in subjects]


def _select(store: Store, about: list[NamedNode] | None) -> list[Conflict]:
    query = get_query("conflicts")
    rows = solutions(store, query.bind({"about": about}) if about else query.text)
    labels = load_ontology()
    for row in rows:
        row["propertyLabel"] = labels.label(NamedNode(AKG.namespace + row["property"]))
    return rows
