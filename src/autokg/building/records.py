"""Write and read the `records` layer: documents and facts as given, so that facts can be added and removed.

A claim has resolved names, not the spelling in the text; only the record itself can be mapped again.

>>> from autokg.facts import parse_record
>>> (quad,) = record_quads([parse_record('{"kind": "document", "id": "d1", "publisher": "A press"}')])
>>> print(quad.subject)
<https://w3id.org/autokg/id/document/d1>
>>> read_record(quad.object).publisher
'A press'
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any

from pyoxigraph import Literal, Quad

from autokg.claims.decisions import Decision, Decisions
from autokg.claims.sources import document_iri, fact_iri
from autokg.core.ids import DEFAULT_BASE, digest
from autokg.core.ontology import Ontology
from autokg.core.terms import GRAPH, RDF
from autokg.errors import StoreError
from autokg.facts import Document, Fact, parse_record
from autokg.facts.corpus import Corpus
from autokg.facts.models import compact_json
from autokg.names.gazetteer import Gazetteer
from autokg.reasoning.sparql_rules import load_rules
from autokg.stores.base import Store

REBUILD = "build it again with autokg build"
NO_RECORDS = f"the store has no record of its input; {REBUILD}"


def record_quads(records: Iterable[Document | Fact], base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """Yield each record beside its node."""
    for record in records:
        node = fact_iri(record, base) if isinstance(record, Fact) else document_iri(record.id, base)
        content = compact_json(record)
        yield Quad(node, RDF.value, Literal(content, datatype=RDF.JSON), GRAPH.records)


def read_record(value: object) -> Any:
    """Return the `Document` or `Fact` that a quad of the layer holds."""
    assert isinstance(value, Literal)  # noqa: S101 (`record_quads` writes nothing else)
    return parse_record(value.value)


def read_input(store: Store) -> tuple[Corpus, Decisions]:
    """Return the documents, facts and decisions that a store was built from; raise `StoreError` if it lacks them."""
    making, records = None, []
    for quad in store.quads(GRAPH.records):
        if quad.subject == GRAPH.records:
            making = quad.object
        else:
            records.append(read_record(quad.object))
    if making is None:
        raise StoreError(NO_RECORDS)
    documents = sorted((one for one in records if isinstance(one, Document)), key=lambda document: document.id)
    facts = [one for one in records if not isinstance(one, Document)]
    return Corpus({document.id: document for document in documents}, facts), read_making(making)[0]


def making_quad(decisions: Decisions, ontology: Ontology, gazetteer: Gazetteer, base: str) -> Quad:
    """Return the quad for the other inputs of a build: decisions in their order, and the mark of ontology and names."""
    decision_records = [json.loads(decision.to_jsonl()) for decision in decisions.all]
    settings = {"base": base, "made with": mark(ontology, gazetteer), "decisions": decision_records}
    content = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
    return Quad(GRAPH.records, RDF.value, Literal(content, datatype=RDF.JSON), GRAPH.records)


def read_making(value: object) -> tuple[Decisions, str]:
    """Return the decisions, with their base IRI, and the mark stored in a quad of the layer."""
    assert isinstance(value, Literal)  # noqa: S101 (`making_quad` writes nothing else)
    settings = json.loads(value.value)
    decisions = (Decision.model_validate_json(json.dumps(record)) for record in settings["decisions"])
    return Decisions.of(decisions, settings["base"]), settings["made with"]


def mark(ontology: Ontology, gazetteer: Gazetteer) -> str:
    """Return a hash of what facts are mapped and reasoned with: if it differs, they must be mapped again."""
    entries = (entry.model_dump_json(exclude_defaults=True) for entry in gazetteer.entries)
    rules = (rule.text for rule in load_rules())
    return digest(version("autokg"), *map(str, ontology.triples), *rules, *entries)
