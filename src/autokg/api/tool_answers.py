"""Answers of a base for tools of language models: short enough to be read, and with the number of what is left out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from autokg.answers.evidence import find_evidence
from autokg.api.knowledge_base import KnowledgeBase
from autokg.api.rows import Rows
from autokg.api.serving import describe_entity, find_things, list_saved_queries, open_past
from autokg.api.sparql_serving import read_graph
from autokg.core.terms import GRAPH
from autokg.query.saved import get_query

Json = dict[str, Any]
_MOST_EVIDENCE = 8  # beside an answer
_MOST_RELATIONS = 60  # of a thing
_MOST_CHANGES = 100
_NOT_TOLD = ("form", "reading")


def ask_briefly(kb: KnowledgeBase, question: str, today: str | None) -> Json:
    """Return the answer to a question with the evidence that decides."""
    told = {key: value for key, value in kb.ask(question, today=today).to_dict().items() if key not in _NOT_TOLD}
    return told | _cut("evidence", told["evidence"], _MOST_EVIDENCE)


def describe_briefly(kb: KnowledgeBase, name: str, as_of: str | None, base: str) -> Json:
    """Return what holds of a thing."""
    described = describe_entity(kb, name, base=base, as_of=as_of)
    return described | _cut("relations", described["relations"], _MOST_RELATIONS)


def query_briefly(kb: KnowledgeBase, name: str, arguments: Mapping[str, str], limit: int, base: str) -> Json:
    """Return the first rows of a saved query as records for reading, with labels in the place of IRIs."""
    table = Rows.of(get_query(name).run(kb.store, arguments, base)).to_table()
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return _cut("rows", rows, limit)


def list_evidence(kb: KnowledgeBase, name: str, properties: Sequence[str], limit: int, base: str) -> Json:
    """Return the quotes and summaries about a thing and its relations, what decides first."""
    things = find_things(kb, name, base)
    described = describe_entity(kb, name, base=base)
    subjects = [thing.value for thing in things] + [relation["iri"] for relation in described["relations"]]
    found = find_evidence(kb.store, dict.fromkeys(subjects), properties)
    return _cut("evidence", [_known(asdict(item)) for item in found], limit)


def explain_statement(kb: KnowledgeBase, subject: str, property_: str, value: str) -> str:
    """Return why a statement holds or does not, in words."""
    return str(kb.why(subject, property_, value))


def compare_days(kb: KnowledgeBase, old: str, new: str, about: str | None) -> Json:
    """Return what changed between two days, in words."""
    changes = open_past(kb, old).diff(open_past(kb, new), about=about)
    return {"summary": changes.summary} | _cut("changes", [str(change) for change in changes], _MOST_CHANGES)


def list_sources(kb: KnowledgeBase, text: str, limit: int) -> Json:
    """Return the documents whose publisher, title or URL contains a text, the newest first."""
    rows = [_known(row) for row in kb.sources()]
    wanted = [row for row in rows if text.casefold() in " ".join(map(str, row.values())).casefold()]
    wanted.sort(key=lambda row: str(row.get("published", "")), reverse=True)
    return _cut("sources", [{key: str(value) for key, value in row.items()} for row in wanted], limit)


def read_layer(kb: KnowledgeBase, name: str) -> str:
    """Return a layer as Turtle."""
    return read_graph(kb, getattr(GRAPH, name).value, "text/turtle").body.decode()


def write_catalogue(kb: KnowledgeBase) -> str:
    """Return the saved queries as JSON text."""
    return json.dumps(list_saved_queries(kb), ensure_ascii=False, indent=1)


def _cut(name: str, items: Sequence[Any], most: int) -> Json:
    """Return the first of some items under a name, with the number of the others if there are any."""
    others = {f"further_{name}": len(items) - most} if len(items) > most else {}
    return {name: list(items[:most]), **others}


def _known(record: Mapping[str, Any]) -> Json:
    return {key: value for key, value in record.items() if value not in (None, "", ())}
