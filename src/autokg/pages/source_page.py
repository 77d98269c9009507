"""The page of a source: who published it and when, and all that it says, with what became of each statement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from pyoxigraph import NamedNode

from autokg.answers.evidence import solutions
from autokg.answers.name_scope import values
from autokg.answers.naming import name_node, tell_value
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from autokg.entities.name_index import index_of
from autokg.errors import UnknownNameError
from autokg.pages.fact_tables import Cell, PageSection, Row, head_of, split_table
from autokg.pages.frame import Frame
from autokg.pages.links import web_address
from autokg.stores import Store
from autokg.stores.kept import kept_each

_Said = Mapping[str, str]

_DOCUMENT = """
SELECT ?title ?publisher ?published ?language ?url WHERE {{
  {0} a akg:Document ; rdfs:label ?title .
  OPTIONAL {{ {0} schema:publisher ?publisher }}
  OPTIONAL {{ {0} schema:datePublished ?published }}
  OPTIONAL {{ {0} schema:inLanguage ?language }}
  OPTIONAL {{ {0} schema:url ?url }}
}}
"""
_SAID = """
SELECT ?document ?subject ?predicate ?object ?isThing ?outcome ?quote ?summary WHERE {{
  VALUES ?document {{ {} }}
  ?document ^oa:hasSource ?evidence .
  ?evidence ^akg:evidence/^akg:saying ?claim .
  ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  FILTER (?predicate != rdf:type)
  BIND (isIRI(?object) AS ?isThing)
  OPTIONAL {{ ?claim akg:outcome ?outcome }}
  OPTIONAL {{ ?evidence akg:summary ?summary }}
  OPTIONAL {{ ?evidence oa:hasSelector/oa:exact ?quote }}
}}
"""
_LABELS = """
SELECT ?thing ?label WHERE {{
  VALUES ?thing {{ {} }}
  ?thing rdfs:label ?label FILTER (LANG(?label) IN ("en", ""))
}}
"""
_MOST_KEPT, _MOST_LABELS = 100, 20_000
_MOST_ROWS = 60


@dataclass(frozen=True)
class SourcePage:
    """The page of a source; `url` is empty if it has no address that may be linked to."""

    iri: str
    title: str
    publisher: str
    published: str
    language: str
    url: str
    words: tuple[str, ...]
    sections: tuple[PageSection, ...]


def source_page(store: Store, frame: Frame, iri: str) -> SourcePage:
    """Return the page of a source; raise `UnknownNameError` if the store does not know it."""
    rows = solutions(store, _DOCUMENT.format(NamedNode(iri)))
    if not rows:
        raise UnknownNameError("source", iri, index_of(store).labels())
    source, texts = rows[0], frame.texts
    said = read_sources(store, (iri,))[iri]
    heads = [head_of(name, texts) for name in ("thing", "property", "value", "outcome")]
    labels = _labels_of(store, {thing for row in said for thing in _things_of(row)})
    said = _sorted(said, labels)
    once = dict.fromkeys(_row(row, labels, frame) for row in said)
    language = source.get("language", "")
    return SourcePage(
        iri=iri,
        title=source["title"],
        publisher=source.get("publisher", ""),
        published=texts.date(source.get("published", "")),
        language=texts.words.language_name(language[:2]) if language else "",
        url=web_address(source.get("url")),
        words=tuple(dict.fromkeys(text for row in said if (text := _words_of(row)))),
        sections=(PageSection("said", texts("source_says"), split_table(heads, list(once), _MOST_ROWS)),)
        if once
        else (),
    )


def read_sources(store: Store, documents: Iterable[str]) -> dict[str, list[_Said]]:
    """Return what sources say, one item for each claim and piece of evidence; many are read at once in less time."""

    def find(some: list[str]) -> dict[str, list[_Said]]:
        said: dict[str, list[_Said]] = {document: [] for document in some}
        for row in solutions(store, _SAID.format(values(some))):
            said[row["document"]].append(row)
        return said

    return kept_each(store, "what sources say", documents, find, _MOST_KEPT)


def _labels_of(store: Store, things: Collection[str]) -> dict[str, str]:
    """Return the English labels of things; empty if there is none."""

    def find(some: list[str]) -> dict[str, str]:
        rows = solutions(store, _LABELS.format(values(some)))
        known = {row["thing"]: row["label"] for row in sorted(rows, key=itemgetter("label"), reverse=True)}
        return {thing: known.get(thing, "") for thing in some}

    return kept_each(store, "English labels", sorted(things), find, _MOST_LABELS) if things else {}


def _things_of(row: _Said) -> tuple[str, ...]:
    return (row["subject"], row["object"]) if row["isThing"] == "true" else (row["subject"],)


def _words_of(row: _Said) -> str:
    return row.get("quote") or row.get("summary", "")


def _sorted(said: Sequence[_Said], labels: Mapping[str, str]) -> list[_Said]:
    def key(row: _Said) -> tuple[str, ...]:
        named = labels[row["subject"]], row["subject"], _label_of_property(row["predicate"])
        return *named, row["object"], _words_of(row), row.get("outcome", "")

    return sorted(said, key=key)


def _row(row: _Said, labels: Mapping[str, str], frame: Frame) -> Row:
    texts, words = frame.texts, frame.texts.words
    local = row["predicate"].removeprefix(AKG.namespace)
    thing = name_node(labels[row["subject"]] or row["subject"].rpartition("/")[2], row["subject"], words)
    outcome = row.get("outcome", "").removeprefix(AKG.namespace)
    return Row(
        (
            Cell.of(thing, row["subject"]),
            Cell.of(texts.of_property(local, _label_of_property(row["predicate"]))),
            _value(local, row, labels, frame),
            Cell.of(texts(f"outcome_{outcome}") if texts.has(f"outcome_{outcome}") else outcome),
        )
    )


@cache
def _label_of_property(predicate: str) -> str:
    label = load_ontology().label(NamedNode(predicate))
    return label if label != predicate else predicate.removeprefix(AKG.namespace)


def _value(property_: str, row: _Said, labels: Mapping[str, str], frame: Frame) -> Cell:
    words, value = frame.texts.words, row["object"]
    if row["isThing"] == "true" and (label := labels[value]):
        is_term = value.startswith(AKG.namespace)
        name = words.region(value, name_node(label, value, words))
        if property_ != "status":
            return Cell.of(name, "" if is_term else value)
    return Cell.of(tell_value(property_, value.removeprefix(AKG.namespace), words))
