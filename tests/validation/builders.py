"""Graphs and shapes for tests, from Turtle or from terms, and what our shapes and pySHACL make of them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from autokg.core.terms import GRAPH, PREFIXES
from autokg.stores import OxigraphStore
from autokg.validation import Breach, compile_shapes, find_breaches
from autokg.validation.breaches import Term
from autokg.validation.pyshacl_fallback import check_by_pyshacl
from autokg.validation.shapes_graph import ShapesGraph

HEAD = (
    "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    + "PREFIX sh: <http://www.w3.org/ns/shacl#>\nPREFIX : <https://e.org/>\n"
)

# What of a breach is compared: messages only where a shape states them, for the words for those it leaves open differ.
Seen = tuple[Term, str, str | None, Term | None, str, str, str]


def read(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(HEAD + turtle, format=RdfFormat.TURTLE)]


def store_of(triples: Iterable[Triple], *layers: NamedNode) -> OxigraphStore:
    store = OxigraphStore()
    quads = [Quad(t.subject, t.predicate, t.object, layer) for t in triples for layer in layers or (GRAPH.accepted,)]
    store.load(quads)
    return store


def ours(shapes: Iterable[Triple], store: OxigraphStore, focus: Iterable[NamedNode] | None = None) -> set[Seen]:
    compiled = compile_shapes(shapes)
    assert compiled.handed_on == ()
    return {seen(breach) for breach in find_breaches(store, compiled, None if focus is None else list(focus))}


def pyshacls(shapes: Iterable[Triple], store: OxigraphStore) -> set[Seen]:
    given = list(shapes)
    return {seen(breach) for breach in check_by_pyshacl(ShapesGraph(given), given, store_triples(store))}


def store_triples(store: OxigraphStore) -> set[Triple]:
    return {quad.triple for quad in store.quads()}


def seen(breach: Breach) -> Seen:
    said = sorted(message.value for message in breach.messages if message.value.startswith("said: "))
    return (
        breach.focus, breach.component, breach.path, breach.value, breach.shape, breach.severity, " ".join(said)
    )  # fmt: skip
