"""SHACL → findings in words: which thing breaks which rule, and which sources say so.

The shapes of `ontology/shapes.ttl` are checked over reference, accepted and inferred triples: by pySHACL, but for
SPARQL constraints, each of which is asked of Oxigraph once for all its nodes. Claims are not checked, for a
contradiction among them is what they are there to show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Triple, parse

from autokg.graphs import to_rdflib
from autokg.resources import find_resource
from autokg.stores import OxigraphStore
from autokg.stores.base import Store
from autokg.vocab import GRAPH, RDFS, SKOS

_SH_SPARQL = NamedNode("http://www.w3.org/ns/shacl#sparql")
_CHECKED = (GRAPH.reference, GRAPH.accepted, GRAPH.inferred)
_IGNORED = frozenset({RDFS.label, SKOS.hiddenLabel, SKOS.altLabel})


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a shape.

    Attributes:
        node, label: what breaks it. value: the value that does, where there is one.
        shape: the name of the shape. message: the rule it states.
        severity: `Violation`, `Warning` or `Info`.
        sources: the titles of the documents that speak of the node, sorted.

    """

    node: str
    label: str
    shape: str
    message: str
    severity: str
    value: str | None = None
    sources: tuple[str, ...] = ()

    def __str__(self) -> str:
        value = f" ({self.value})" if self.value else ""
        sources = f" [{'; '.join(self.sources)}]" if self.sources else ""
        return f"{self.severity.lower()}: {self.label}{value}: {self.message}{sources}"


@cache
def load_shapes() -> tuple[Triple, ...]:
    """Return the bundled shapes."""
    path = find_resource("ontology", "shapes.ttl")
    return tuple(quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE))


def validate(store: Store, language: str = "en") -> list[Finding]:
    """Check a store against the shapes; return what breaks them, sorted by label."""
    quads = [quad for graph in _CHECKED for quad in store.quads(graph) if quad.predicate not in _IGNORED]
    breaches = find_breaches(quads, language)
    nodes = sorted({finding.node for finding in breaches})
    labels, sources = _labels(store, nodes), _sources(store, nodes)
    findings = [
        Finding(
            b.node, labels.get(b.node, b.node), b.shape, b.message, b.severity,
            labels.get(b.value or "", b.value), sources.get(b.node, ()),
        )
        for b in breaches
    ]  # fmt: skip
    return sorted(findings, key=lambda f: (f.severity != "Violation", f.label, f.shape, f.message, f.value or ""))


def find_breaches(quads: Iterable[Quad], language: str = "en") -> list[Finding]:
    """Return what breaks the shapes in some quads, labels and sources left open."""
    given = list(quads)
    return [*_core_breaches(given, language), *_sparql_breaches(given, language)]


def _core_breaches(quads: Iterable[Quad], language: str) -> list[Finding]:
    """Let pySHACL check all but the SPARQL constraints, which it asks anew for every node."""
    import pyshacl  # noqa: PLC0415 (0.3 s, and only a build and `validate` need it)
    from rdflib import RDF, SH  # noqa: PLC0415

    shapes = to_rdflib(load_shapes())
    core = to_rdflib(triple for triple in load_shapes() if triple.predicate != _SH_SPARQL)
    _, report, _ = pyshacl.validate(to_rdflib(quads), shacl_graph=core, inference="none")
    return [
        Finding(
            node=str(report.value(result, SH.focusNode)),
            label="",
            shape=_shape_name(shapes, report.value(result, SH.sourceShape)),
            message=_in_language(report.objects(result, SH.resultMessage), language),
            severity=str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
            value=str(value) if (value := _plain_value(report, result)) else None,
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    ]


def _sparql_breaches(quads: Iterable[Quad], language: str) -> list[Finding]:
    """Ask each SPARQL constraint once, for all its targets together."""
    from rdflib import SH, Literal  # noqa: PLC0415

    store = OxigraphStore()
    store.load(quads)
    shapes = to_rdflib(load_shapes())
    found = []
    for shape, constraint in shapes.subject_objects(SH.sparql):
        targets = [f"{{ ?this a {cls.n3()} }}" for cls in shapes.objects(shape, SH.targetClass)]
        targets += [f"{{ ?any {prop.n3()} ?this }}" for prop in shapes.objects(shape, SH.targetObjectsOf)]
        select = str(shapes.value(constraint, SH.select, default=Literal("")))
        text = f"SELECT DISTINCT ?this ?value WHERE {{ {' UNION '.join(targets)} {{ {select} }} }}"
        message = _in_language(shapes.objects(constraint, SH.message), language)
        name = str(shape).rpartition("#")[2]
        found += [Finding(node, "", name, message, "Violation", value) for node, value in _pairs(store, text)]
    return found


def _plain_value(report: Any, result: Any) -> Any:
    """Return the offending value unless it is the node itself."""
    from rdflib import SH  # noqa: PLC0415

    value = report.value(result, SH.value)
    return None if value == report.value(result, SH.focusNode) else value


def _in_language(messages: Iterable[Any], language: str) -> str:
    """Return the message in a language, or the first there is."""
    ordered = sorted(messages, key=lambda message: (message.language != language, str(message)))
    return str(ordered[0])


def _shape_name(shapes: Any, source: Any) -> str:
    """Return the name of the node shape that a constraint belongs to."""
    from rdflib import BNode, URIRef  # noqa: PLC0415

    while isinstance(source, BNode):
        source = next(iter(shapes.subjects(None, source)), URIRef(""))
    return str(source).rpartition("#")[2]


def _labels(store: Store, nodes: Iterable[str]) -> dict[str, str]:
    rows = _rows(
        store, "SELECT ?node ?label WHERE { VALUES ?node { %s } ?node rdfs:label ?label } ORDER BY ?label", nodes
    )
    return dict(rows)


def _sources(store: Store, nodes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    query = """SELECT DISTINCT ?node ?title WHERE {
        VALUES ?node { %s }
        { ?claim rdf:subject ?node } UNION { ?claim rdf:object ?node }
        ?claim akg:evidence/oa:hasSource/rdfs:label ?title
    } ORDER BY ?title"""
    found: dict[str, tuple[str, ...]] = {}
    for node, title in _rows(store, query, nodes):
        found[node] = (*found.get(node, ()), title)
    return found


def _rows(store: Store, query: str, nodes: Iterable[str]) -> list[tuple[str, str]]:
    return _pairs(store, query % " ".join(str(NamedNode(node)) for node in nodes if ":" in node))


def _pairs(store: Store, query: str) -> list[tuple[str, str]]:
    result = store.query(query)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return [(row[0].value, row[1].value) for row in result]
