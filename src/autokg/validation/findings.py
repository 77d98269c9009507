"""Findings: breaches of shapes with labels, a message in one language, and the sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions

from autokg.core.terms import AKG
from autokg.stores.base import Store
from autokg.validation.breaches import Breach
from autokg.validation.checking import find_breaches
from autokg.validation.shape_compiler import CompiledShapes
from autokg.validation.shapes import load_shapes
from autokg.validation.statement_dates import MESSAGES, misdated

_NAMED = 3  # sources in a message; `sources` has all


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of a shape, for people.

    Attributes:
        node, label: IRI and label of the node that breaks the shape.
        value: label or text of the value that breaks it; None if the finding is not about one value.
        shape: name of the shape.
        message: the rule, in the language asked for.
        severity: `Violation`, `Warning` or `Info`.
        sources: titles of the documents about the node, sorted.
        path: property path in SPARQL; None if the constraint is on the node itself.
        component: name of the constraint component of SHACL, without its namespace.

    """

    node: str
    label: str
    shape: str
    message: str
    severity: str
    value: str | None = None
    sources: tuple[str, ...] = ()
    path: str | None = None
    component: str = ""

    def __str__(self) -> str:
        value = f" ({self.value})" if self.value else ""
        more = len(self.sources) - _NAMED
        named = "; ".join(self.sources[:_NAMED]) + (f"; and {more} more" if more > 0 else "")
        sources = f" [{named}]" if named else ""
        return f"{self.severity.lower()}: {self.label}{value}: {self.message}{sources}"


def validate(
    store: Store,
    language: str = "en",
    *,
    shapes: CompiledShapes | None = None,
    focus: Collection[NamedNode] | None = None,
) -> list[Finding]:
    """Check a store against shapes and return the findings, violations first, then by label.

    Args:
        store: knowledge base. Its claims are not checked, only reference, accepted and inferred triples.
        language: language of the messages.
        shapes: the bundled shapes if omitted.
        focus: nodes to check, all if omitted. Only triples near them are read.

    """
    breaches = find_breaches(store, shapes or load_shapes(), focus)
    dates = misdated(store, focus)
    nodes = sorted(
        {
            *(breach.focus.value for breach in breaches if isinstance(breach.focus, NamedNode)),
            *(subject for subject, _, _ in dates),
        }
    )
    values = sorted({breach.value.value for breach in breaches if isinstance(breach.value, NamedNode)})
    labels, sources = _labels(store, {*nodes, *values}), _sources(store, nodes)
    findings = {_finding(breach, language, labels, sources) for breach in breaches}
    message = MESSAGES.get(language, MESSAGES["en"])
    findings |= {
        Finding(
            node=subject,
            label=labels.get(subject, subject),
            shape="StatementDate",
            message=message.format(as_of=as_of, published=published),
            severity="Warning",
            value=as_of,
            sources=sources.get(subject, ()),
            path=str(AKG.statedFor),
        )
        for subject, as_of, published in dates
    }
    return sorted(
        findings,
        key=lambda f: (f.severity != "Violation", f.label, f.shape, f.message, f.value or "", f.node, f.path or ""),
    )


def _finding(breach: Breach, language: str, labels: dict[str, str], sources: dict[str, tuple[str, ...]]) -> Finding:
    node = breach.focus.value
    value = breach.value.value if breach.value is not None and breach.value != breach.focus else None
    return Finding(
        node=node,
        label=labels.get(node, node),
        shape=breach.shape,
        message=_in_language(breach.messages, language),
        severity=breach.severity,
        value=labels.get(value, value) if value else None,
        sources=sources.get(node, ()),
        path=breach.path,
        component=breach.component,
    )


def _in_language(messages: Iterable[Literal], language: str) -> str:
    """Return the message in a language, else the first in the alphabet."""
    return min(messages, key=lambda message: (message.language != language, message.value)).value


def _labels(store: Store, nodes: Iterable[str]) -> dict[str, str]:
    query = "SELECT ?node (MIN(?name) AS ?label) WHERE { VALUES ?node { %s } ?node rdfs:label ?name } GROUP BY ?node"
    return dict(_rows(store, query, nodes))


def _sources(store: Store, nodes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    query = """SELECT DISTINCT ?node ?title WHERE {
        VALUES ?node { %s }
        ?node ^rdf:subject|^rdf:object ?claim .
        ?claim akg:saying/akg:evidence/oa:hasSource/rdfs:label ?title
    } ORDER BY ?title"""
    found: dict[str, tuple[str, ...]] = {}
    for node, title in _rows(store, query, nodes):
        found[node] = (*found.get(node, ()), title)
    return found


def _rows(store: Store, query: str, nodes: Iterable[str]) -> Iterator[tuple[str, str]]:
    result = store.query(query % " ".join(str(NamedNode(node)) for node in sorted(nodes)))
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return ((row[0].value, row[1].value) for row in result)
