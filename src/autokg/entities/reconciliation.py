"""Match names of a table with things, by the Reconciliation Service API 0.2 that OpenRefine speaks.

>>> Query.model_validate({"query": "Acme", "type": "Brand"}).types
('Brand',)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import pyoxigraph
from pydantic import BaseModel, ConfigDict, Field
from pyoxigraph import NamedNode

from autokg.core.dates import ImpreciseDate
from autokg.core.terms import AKG, EDTF, XSD
from autokg.entities.name_index import WHOLE, index_of
from autokg.entities.properties import (
    find_property,
    is_among,
    properties_of,
    property_id,
    property_label,
    values_of,
)
from autokg.entities.types import find_type, type_json
from autokg.errors import DateError
from autokg.names.labels import Labels
from autokg.names.lookup import Found
from autokg.query.saved import as_iri
from autokg.stores import Store

Json = dict[str, Any]
_MOST_CANDIDATES = 50
_MOST_BY_VALUE = 500
_WIDER = 3  # candidates by name for each that is asked for, if properties reorder them
_PROPERTIES_SHARE = 0.4  # of a score, if properties are given


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PropertyValue(_Model):
    """A thing as the value of a property."""

    model_config = ConfigDict(extra="ignore")
    id: str
    name: str = ""


Given = str | float | bool | PropertyValue


class Condition(_Model):
    """Values that a property should have."""

    pid: str
    v: Given | list[Given]

    @property
    def texts(self) -> list[str]:
        """The values as text, things by their ids."""
        values = self.v if isinstance(self.v, list) else [self.v]
        return [value.id if isinstance(value, PropertyValue) else str(value) for value in values]


class Query(_Model):
    """A name to be matched."""

    query: str = Field(default="", max_length=1000)
    type: str | list[str] | None = None
    limit: float = Field(default=5, ge=1)
    properties: list[Condition] = []
    type_strict: Literal["any", "should", "all"] | None = None

    @property
    def types(self) -> tuple[str, ...]:
        """The ids of the classes that a candidate should have."""
        return () if self.type is None else (self.type,) if isinstance(self.type, str) else tuple(self.type)


class Extension(_Model):
    """Things whose properties are asked for."""

    ids: list[str] = Field(max_length=1000)
    properties: list[Property] = Field(max_length=50)


class Property(_Model):
    """A property that is asked for; it has no settings."""

    id: str
    settings: Json = {}


class Reconciler:
    """Match names with the things of a store, whose ids are the parts of IRIs after a base."""

    def __init__(self, store: Store, base: str) -> None:
        """Match with the things of a store."""
        self._store, self._base, self._index = store, base, index_of(store)
        self._labels = Labels(store)

    def match(self, query: Query) -> list[Json]:
        """Return the candidates for a name, best first."""
        conditions = [(find_property(given.pid), given.texts) for given in query.properties]
        limit = int(min(query.limit, _MOST_CANDIDATES))
        wanted = self._by_name(query, limit * _WIDER if conditions else limit + 1)  # one more may be as good
        if not query.query.strip():
            wanted = self._by_values(conditions)
        scored = [self._candidate(found, conditions) for found in wanted]
        scored.sort(key=lambda candidate: (-candidate["score"], candidate["name"], candidate["id"]))
        certain = [candidate for candidate in scored if candidate["score"] == WHOLE]
        return [candidate | {"match": certain == [candidate]} for candidate in scored[:limit]]

    def suggest(self, prefix: str, limit: int) -> list[Json]:
        """Return the things whose names begin with a text."""
        found = self._index.search(prefix, limit=limit)
        return [
            {
                "id": self._id(one.iri),
                "name": one.label,
                "description": type_json(one.kind)["name"],
                "notable": self._types(one),
            }
            for one in found
        ]

    def extend(self, extension: Extension) -> Json:
        """Return the values of properties of things, for columns of a table."""
        terms = [find_property(wanted.id) for wanted in extension.properties]
        meta = [{"id": property_id(term), "name": property_label(term)} for term in terms]
        return {"meta": meta, "rows": {id_: self._row(id_, terms) for id_ in extension.ids}}

    def propose(self, kind: str | None, limit: int | None) -> Json:
        """Return the properties that things of a class have."""
        terms = properties_of(self._store, None if kind is None else find_type(kind))
        listed = {"properties": list(map(_property, terms[:limit]))}
        return listed | ({"type": kind} if kind else {}) | ({"limit": limit} if limit else {})

    def _by_name(self, query: Query, limit: int) -> list[Found]:
        kinds = [find_type(name) for name in query.types]
        if query.type_strict == "should":
            kinds = []
        found = self._index.search(query.query, kinds, limit)
        if query.type_strict == "all":
            found = [one for one in found if set(kinds) <= set(self._index.kinds_of(one.iri))]
        return found

    def _by_values(self, conditions: Sequence[tuple[NamedNode, Sequence[str]]]) -> list[Found]:
        """Return the things that have the values of the first condition: the query has no name."""
        found: dict[NamedNode, Found] = {}
        for term, texts in conditions[:1]:
            for subject in self._subjects(term, texts):
                kinds = self._index.kinds_of(subject)
                if kinds:
                    found[subject] = Found(subject, kinds[0], self._labels.term(subject), "", WHOLE)
        return list(found.values())[:_MOST_BY_VALUE]

    def _subjects(self, term: NamedNode, texts: Sequence[str]) -> Iterator[NamedNode]:
        for text in texts:
            iri = as_iri(text, self._base)
            named = [iri] if iri else [one.iri for one in self._index.search(text, limit=20) if one.score == WHOLE]
            values: list[NamedNode | pyoxigraph.Literal] = [*named, pyoxigraph.Literal(text)]
            for value in values:
                for quad in self._store.match(None, term, value, None):
                    if isinstance(quad.subject, NamedNode):
                        yield quad.subject

    def _candidate(self, found: Found, conditions: Sequence[tuple[NamedNode, Sequence[str]]]) -> Json:
        features: list[Json] = [{"id": "name", "value": round(found.score, 1)}]
        for term, texts in conditions:
            values = values_of(self._store, found.iri, term)
            fits = any(is_among(self._store, text, values, self._base) for text in texts)
            features.append({"id": property_id(term), "value": fits})
        score = found.score
        if conditions:
            share = sum(feature["value"] for feature in features[1:]) / len(conditions)
            score = score * (1 - _PROPERTIES_SHARE) + WHOLE * share * _PROPERTIES_SHARE
        return {
            "id": self._id(found.iri),
            "name": found.label,
            "description": type_json(found.kind)["name"],
            "score": round(score, 1),
            "type": self._types(found),
            "features": features,
        }

    def _row(self, id_: str, terms: Sequence[NamedNode]) -> Json:
        thing = as_iri(id_, self._base)
        if thing is None:
            return {property_id(term): [] for term in terms}
        return {
            property_id(term): [self._cell(value) for value in values_of(self._store, thing, term)] for term in terms
        }

    def _cell(self, value: NamedNode | pyoxigraph.Literal) -> Json:
        if isinstance(value, NamedNode):
            if value.value.startswith(self._base):
                return {"id": self._id(value), "name": self._labels.term(value)}
            return {"str": self._labels.term(value) if value in AKG else value.value}
        return _literal(value)

    def _id(self, iri: NamedNode) -> str:
        return iri.value.removeprefix(self._base)

    def _types(self, found: Found) -> list[Json]:
        return [type_json(kind) for kind in self._index.kinds_of(found.iri)]


def _property(term: NamedNode) -> Json:
    return {"id": property_id(term), "name": property_label(term)}


def starting_with(prefix: str, items: Sequence[Json]) -> list[Json]:
    """Return the items of which a word of the name, or the id, begins with a text."""
    key = prefix.strip().casefold()
    return [
        item for item in items if item["id"].casefold().startswith(key) or f" {key}" in f" {item['name'].casefold()}"
    ]


def _literal(value: pyoxigraph.Literal) -> Json:
    """Return a literal as a cell: numbers and whole days by their kinds, anything else as text."""
    if value.datatype in (XSD.integer, XSD.nonNegativeInteger):
        return {"int": int(value.value)}
    if value.datatype in (XSD.decimal, XSD.double):
        return {"float": float(value.value)}
    if value.datatype in (EDTF.EDTF, XSD.date) and (day := _day(value.value)):
        return {"date": f"{day}T00:00:00"}
    return {"str": value.value}


def _day(text: str) -> str | None:
    try:
        date = ImpreciseDate.parse(text)
    except DateError:
        return None
    return date.earliest.isoformat() if date.earliest and date.earliest == date.latest else None
