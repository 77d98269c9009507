"""The page of a source: who published it and when, and all that it says, with what became of each statement."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from autokg.answers.evidence import solutions
from autokg.answers.naming import name_node, tell_value
from autokg.core.terms import AKG
from autokg.entities.name_index import index_of
from autokg.errors import UnknownNameError
from autokg.pages.fact_tables import Cell, PageSection, Row, head_of, split_table
from autokg.pages.frame import Frame
from autokg.pages.links import web_address
from autokg.stores import Store

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
SELECT DISTINCT ?subject ?subjectLabel ?predicate ?property ?object ?objectLabel ?outcome ?words WHERE {{
  ?evidence oa:hasSource {0} .
  ?saying akg:evidence ?evidence .
  ?claim akg:saying ?saying ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  FILTER (?predicate != rdf:type)
  OPTIONAL {{ ?claim akg:outcome ?outcome }}
  OPTIONAL {{ ?subject rdfs:label ?subjectLabel FILTER (LANG(?subjectLabel) IN ("en", "")) }}
  OPTIONAL {{ ?object rdfs:label ?objectLabel FILTER (LANG(?objectLabel) IN ("en", "")) }}
  OPTIONAL {{ ?predicate rdfs:label ?property FILTER (LANG(?property) = "en") }}
  OPTIONAL {{ ?evidence akg:summary ?summary }}
  OPTIONAL {{ ?evidence oa:hasSelector/oa:exact ?quote }}
  BIND (COALESCE(?quote, ?summary) AS ?words)
}}
ORDER BY ?subjectLabel ?subject ?property ?object ?words
"""
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
    said = solutions(store, _SAID.format(NamedNode(iri)))
    heads = [head_of(name, texts) for name in ("thing", "property", "value", "outcome")]
    once = dict.fromkeys(_row(row, frame) for row in said)
    language = source.get("language", "")
    return SourcePage(
        iri=iri,
        title=source["title"],
        publisher=source.get("publisher", ""),
        published=texts.date(source.get("published", "")),
        language=texts.words.language_name(language[:2]) if language else "",
        url=web_address(source.get("url")),
        words=tuple(dict.fromkeys(row["words"] for row in said if "words" in row)),
        sections=(PageSection("said", texts("source_says"), split_table(heads, list(once), _MOST_ROWS)),)
        if once
        else (),
    )


def _row(row: dict[str, str], frame: Frame) -> Row:
    texts, words = frame.texts, frame.texts.words
    local = row["predicate"].removeprefix(AKG.namespace)
    thing = name_node(row.get("subjectLabel", row["subject"].rpartition("/")[2]), row["subject"], words)
    outcome = row.get("outcome", "").removeprefix(AKG.namespace)
    return Row(
        (
            Cell.of(thing, row["subject"]),
            Cell.of(words.phrase("property", local, default=row.get("property", local))),
            _value(local, row, frame),
            Cell.of(texts(f"outcome_{outcome}") if texts.has(f"outcome_{outcome}") else outcome),
        )
    )


def _value(property_: str, row: dict[str, str], frame: Frame) -> Cell:
    words, value = frame.texts.words, row["object"]
    if "objectLabel" in row:
        is_term = value.startswith(AKG.namespace)
        name = words.region(value, name_node(row["objectLabel"], value, words))
        if property_ != "status":
            return Cell.of(name, "" if is_term else value)
    return Cell.of(tell_value(property_, value.removeprefix(AKG.namespace), words))
