"""Where sources contradict each other: both sides with their words, and the rule that settled it."""

from __future__ import annotations

from collections.abc import Collection

from pyoxigraph import NamedNode

from autokg.answers.evidence import solutions
from autokg.core.terms import AKG, RDF
from autokg.names.lookup import Names
from autokg.query.saved import find_terms, get_query
from autokg.stores.base import Store
from autokg.stores.kept import is_kept, kept
from autokg.stores.lookups import describe, find_subjects
from autokg.stores.oxigraph import OxigraphStore

Conflict = dict[str, str]


# The conflicts first and then what is told of each: in one query an engine joins with every label there is.
_NEAR = (
    "SELECT DISTINCT ?conflict WHERE {{ VALUES ?about {{ {} }} "
    "{{ ?conflict akg:about ?about ; a akg:Conflict }} UNION "
    "{{ ?subject ?link ?about . ?conflict akg:about ?subject ; a akg:Conflict }} }}"
)
_ON = "SELECT DISTINCT ?conflict WHERE {{ VALUES ?about {{ {} }} ?conflict akg:about ?about ; a akg:Conflict }}"


def find_conflicts(store: Store, about: str | None = None) -> list[Conflict]:
    """Return the conflicts of a store, or those on a thing and what it is part of, by its name or IRI."""
    if about is None:
        return solutions(store, get_query("conflicts").text)
    things = " ".join(map(str, find_terms(about, "thing", Names(store))))
    return _describe(store, [row["conflict"] for row in solutions(store, _NEAR.format(things))])


def conflicts_of(store: Store, subjects: Collection[str]) -> list[Conflict]:
    """Return the conflicts on some things themselves."""
    if is_kept(store):
        wanted = set(subjects)
        return [row for row in _all_conflicts(store) if row["subject"] in wanted]
    if not isinstance(store, OxigraphStore):
        things = " ".join(str(NamedNode(node)) for node in sorted(subjects))
        return _describe(store, [row["conflict"] for row in solutions(store, _ON.format(things))]) if things else []
    about = describe(store, (node for _, node in find_subjects(store, AKG.about, subjects)))
    return _describe(store, [node for node, said in about.items() if AKG.Conflict.value in said[RDF.type.value]])


def _all_conflicts(store: Store) -> list[Conflict]:
    return kept(store, "conflicts", None, lambda: find_conflicts(store), most=1)


def _describe(store: Store, nodes: Collection[str]) -> list[Conflict]:
    """Return what is told of some conflicts."""
    conflicts = [NamedNode(node) for node in nodes]
    return solutions(store, get_query("conflicts").bind({"conflict": conflicts})) if conflicts else []
