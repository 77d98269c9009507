"""The Reconciliation Service API 0.2 over a base: each function takes what a client sent, as JSON text or fields."""

from __future__ import annotations

from html import escape
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from autokg.api.knowledge_base import KnowledgeBase
from autokg.entities.description import describe
from autokg.entities.reconciliation import Extension, Query, Reconciler, starting_with
from autokg.entities.types import all_types
from autokg.errors import UnknownNameError, UsageError
from autokg.query.saved import as_iri

Json = dict[str, Any]
Model = TypeVar("Model")
_MOST_QUERIES = 200
_MOST_SHOWN = 12  # statements of a preview
_queries = TypeAdapter(dict[str, Query])
_extension = TypeAdapter(Extension)


def match_names(kb: KnowledgeBase, text: str, base: str) -> Json:
    """Return candidates for each of a batch of queries."""
    queries = _parse(_queries, text)
    if len(queries) > _MOST_QUERIES:
        raise UsageError(f"the batch has {len(queries):,} queries; send at most {_MOST_QUERIES}")
    reconciler = Reconciler(kb.store, base)
    return {key: {"result": reconciler.match(query)} for key, query in queries.items()}


def extend_things(kb: KnowledgeBase, text: str, base: str) -> Json:
    """Return the values of properties of things."""
    return Reconciler(kb.store, base).extend(_parse(_extension, text))


def propose_properties(kb: KnowledgeBase, kind: str | None, limit: int | None, base: str) -> Json:
    """Return the properties that things of a class have."""
    return Reconciler(kb.store, base).propose(kind, limit)


def suggest_things(kb: KnowledgeBase, prefix: str, limit: int, base: str) -> Json:
    """Return the things whose names begin with a text."""
    return {"result": Reconciler(kb.store, base).suggest(prefix, limit)}


def suggest_types(_: KnowledgeBase, prefix: str, limit: int) -> Json:
    """Return the classes whose labels have a word that begins with a text."""
    return {"result": starting_with(prefix, all_types())[:limit]}


def suggest_properties(kb: KnowledgeBase, prefix: str, limit: int, base: str) -> Json:
    """Return the properties whose labels have a word that begins with a text."""
    return {"result": starting_with(prefix, Reconciler(kb.store, base).propose(None, None)["properties"])[:limit]}


def list_types(_: KnowledgeBase) -> list[Json]:
    """Return the classes of things that names are matched with."""
    return all_types()


def preview_thing(kb: KnowledgeBase, id_: str, base: str) -> str:
    """Return a small page on a thing; raise `UnknownNameError` if there is none."""
    iri = as_iri(id_, base)
    described = describe(kb.store, iri) if iri else None
    if described is None:
        raise UnknownNameError("thing", id_, ())
    rows = "".join(
        f"<tr><th scope=row>{escape(said.label)}<td>{escape(', '.join(value.text for value in said.values))}"
        for said in described.statements[:_MOST_SHOWN]
    )
    title, kinds = escape(described.label), escape(", ".join(described.kinds))
    head = f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>"
    return f"{head}<h1>{title}</h1><p>{kinds}</p><table>{rows}</table></html>"


def _parse(adapter: TypeAdapter[Model], text: str) -> Model:
    """Read JSON of a form; raise `UsageError` that tells the first mistake and where it is."""
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise UsageError(f"{place + ': ' if place else ''}{first['msg']}") from error
