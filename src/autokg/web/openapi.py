"""The description of the JSON API in OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from autokg.core.version import __version__

Json = dict[str, Any]
_STRING: Json = {"type": "string", "minLength": 1, "maxLength": 1000}
_DAY: Json = {"type": "string", "format": "date"}
_ERROR_STATUS = {
    "400": "A wrong parameter",
    "404": "An unknown name; similar ones are offered",
    "422": "A question that has no answer here",
    "503": "The time limit was reached, or the server is busy",
}


Choices = Mapping[str, Sequence[str]]

_REFUSED = {"414": "The URL is too long", "429": "Too many requests"}


def describe_api(most_rows: int, choices: Choices) -> Json:
    """Return the description; `choices` are the views, formats, languages and types that a store offers."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "autokg", "version": __version__, "description": "Who builds whose cars, with sources."},
        "paths": {
            "/api/ask": _operation("Answer a question", _answer(), 400, 404, 422, parameters=_asked(choices)),
            "/api/search": _operation(
                "Find things by a name or its beginning", _found(), 400, 404, parameters=_sought(choices)
            ),
            "/api/entity/{name}": _operation("Describe a thing", _entity(), 400, 404, parameters=_named()),
            "/api/query": _operation("List the saved queries", _listed()),
            "/api/query/{name}": _operation("Run a saved query", _rows(), 400, 404, parameters=_run(most_rows)),
            "/api/export/{file}": _operation(
                "Write a view or a chart to a file", None, 400, 404, parameters=_written(choices)
            ),
        },
        "components": {"schemas": {"Error": _object({"error": {"type": "string"}}, "error")}},
    }


def _operation(summary: str, schema: Json | None, *errors: int, parameters: list[Json] | None = None) -> Json:
    """Return a GET operation; its result is JSON of a schema, or a file."""
    content = {"*/*": {}} if schema is None else {"application/json": {"schema": schema}}
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    responses: Json = {"200": {"description": "Done", "content": content}}
    for status in map(str, (*errors, 503)):
        responses[status] = {"description": _ERROR_STATUS[status], "content": error}
    for status, description in _REFUSED.items():
        responses[status] = {"description": description, "content": {"text/plain": {}}}
    return {"get": {"summary": summary, "parameters": parameters or [], "responses": responses}}


def _asked(choices: Choices) -> list[Json]:
    return [
        _query("question", _STRING, "such as “Who builds the Polestar 4?”", required=True),
        _query("today", _DAY, "the day that the answer is true of; the current day if omitted"),
        _query("language", {"enum": choices["languages"]}, "of the question; detected if omitted"),
    ]


def _sought(choices: Choices) -> list[Json]:
    return [
        _query("q", _STRING, "a name or its beginning, in any script", required=True),
        _query("type", {"enum": choices["types"]}, "class of the things"),
        _query("limit", {"type": "integer", "minimum": 1, "maximum": 100}, "most things; 10 if omitted"),
    ]


def _named() -> list[Json]:
    day = _query("as_of", _DAY, "use only sources published by this day; the first time takes long")
    return [_path("name", "a name, an IRI, or the part of the IRI after the base, such as `model/polestar-4`"), day]


def _run(most_rows: int) -> list[Json]:
    limit = {"type": "integer", "minimum": 1, "maximum": most_rows}
    return [
        _path("name", "of a saved query; `/api/query` lists them with their parameters"),
        _query("limit", limit, "most rows; a result of more rows is refused"),
        {"name": "parameters", "in": "query", "schema": {"type": "object", "additionalProperties": _STRING}},
    ]


def _written(choices: Choices) -> list[Json]:
    views, formats = ", ".join(choices["views"]), ", ".join(choices["formats"])
    return [
        _path(
            "file", f"a view with the ending of a format, such as `partners.svg`. Views: {views}; formats: {formats}"
        ),
        _query("around", _STRING, "keep only things near the thing of this name"),
        _query("hops", {"type": "integer", "minimum": 1, "maximum": 10}, "steps that count as near"),
        _query("weight", {"enum": ["models", "volume"]}, "widths of `sankey`"),
    ]


def _query(name: str, schema: Json, description: str, *, required: bool = False) -> Json:
    return {"name": name, "in": "query", "schema": schema, "description": description, "required": required}


def _path(name: str, description: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": _STRING, "description": description}


def _object(properties: Json, *required: str) -> Json:
    return {"type": "object", "properties": properties, "required": list(required)}


def _list(item: Json) -> Json:
    return {"type": "array", "items": item}


def _answer() -> Json:
    texts = {name: {"type": "string"} for name in ("question", "language", "reading", "answer", "sparql")}
    lists = {name: _list({"type": "object"}) for name in ("rows", "evidence", "conflicts")}
    return _object(texts | lists | {"notes": _list({"type": "string"})}, *texts, *lists, "notes")


def _found() -> Json:
    texts = {name: {"type": "string"} for name in ("iri", "label", "kind")}
    return _list(_object(texts | {"score": {"type": "number"}}, *texts, "score"))


def _entity() -> Json:
    texts = {name: {"type": "string"} for name in ("iri", "label")}
    lists = {name: _list({"type": "object"}) for name in ("names", "statements", "relations")}
    kinds = {"kinds": _list({"type": "string"})}
    return _object(texts | lists | kinds, *texts, *lists, *kinds)


def _listed() -> Json:
    texts = {name: {"type": "string"} for name in ("name", "title", "question")}
    return _list(_object(texts | {"parameters": _list({"type": "object"})}, *texts))


def _rows() -> Json:
    return _object({"columns": _list({"type": "string"}), "rows": _list({"type": "object"})}, "columns", "rows")
