"""The classes of things that people name, by their ids: the local names in the ontology."""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode

from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from autokg.entities.name_index import NAMED
from autokg.errors import UnknownNameError


def type_id(kind: NamedNode) -> str:
    """Return the id of a class."""
    return kind.value.removeprefix(AKG.namespace)


def find_type(id_: str) -> NamedNode:
    """Return the class of an id; raise `UnknownNameError` if there is none."""
    known = {type_id(kind): kind for kind in NAMED}
    if id_ not in known:
        raise UnknownNameError("type", id_, known)
    return known[id_]


def type_json(kind: NamedNode) -> dict[str, Any]:
    """Return the id and the label of a class."""
    return {"id": type_id(kind), "name": load_ontology().label(kind)}


def all_types() -> list[dict[str, Any]]:
    """Return the ids and labels of all classes."""
    return [type_json(kind) for kind in NAMED]
