"""Small ontologies and graphs for the reasoning tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple, parse

from autokg.core.ontology import Ontology, load_ontology
from autokg.core.terms import AKG, GRAPH, PREFIXES, RDF
from autokg.reasoning.closed_graph import ClosedGraph
from autokg.reasoning.in_store import write_update
from autokg.reasoning.memory import MemoryReasoner
from autokg.reasoning.rule import Rule
from autokg.reasoning.rulebook import Rulebook, compile_rulebook
from autokg.stores import OxigraphStore

BUNDLED = load_ontology()
BOOK = compile_rulebook(BUNDLED)
PROPERTIES = sorted(
    {atom.predicate for rule in (*BOOK.rules, *BOOK.checks) for atom in rule.body}
    - {RDF.type, AKG.status, AKG.sharePercent},
    key=str,
)
CLASSES = sorted({atom.object for rule in BOOK.checks for atom in rule.body if atom.predicate == RDF.type}, key=str)

_PREAMBLE = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
_EXAMPLE = "@prefix : <https://example.org/> .\n"


def triples(turtle: str) -> set[Triple]:
    return {quad.triple for quad in parse(_PREAMBLE + _EXAMPLE + turtle, format=RdfFormat.TURTLE)}


def ontology(turtle: str) -> Ontology:
    return Ontology.of(quad.triple for quad in parse(_PREAMBLE + _EXAMPLE + turtle, format=RdfFormat.TURTLE))


def follow_from(graph: Iterable[Triple], book: Rulebook = BOOK) -> set[Triple]:
    """Return what follows from a graph, in memory."""
    reasoner = MemoryReasoner(book)
    reasoner.load(graph)
    reasoner.close()
    return set(reasoner.derived())


def construct(rules: Iterable[Rule | str], graph: Iterable[Triple]) -> set[Triple]:
    """Return what rules, or the texts of their files, conclude in one round, each as a query of its own."""
    concluded: set[Triple] = set()
    for rule in rules:
        store = Store()
        store.extend(Quad(triple.subject, triple.predicate, triple.object, GRAPH.accepted) for triple in graph)
        if isinstance(rule, str):
            concluded.update(cast("QueryTriples", OxigraphStore(store).query(rule)))
        else:
            store.update(write_update(rule, [GRAPH.accepted], GRAPH.inferred))
            concluded.update(quad.triple for quad in store.quads_for_pattern(None, None, None, GRAPH.inferred))
    return concluded


def closed_graph(asserted: Iterable[Triple], inferred: Iterable[Triple], book: Rulebook = BOOK) -> ClosedGraph:
    """Return a store with assertions, those of the ontology among them, and inferred triples as a closed graph."""
    store = OxigraphStore()
    layers = {GRAPH.ontology: book.assertions, GRAPH.accepted: asserted, GRAPH.inferred: inferred}
    for layer, graph in layers.items():
        store.load(Quad(triple.subject, triple.predicate, triple.object, layer) for triple in graph)
    return ClosedGraph(store)


def thing(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


@st.composite
def graphs(draw: st.DrawFn) -> set[Triple]:
    """Draw graphs over few things and properties, so that rules meet; not all of them make sense."""
    things = st.sampled_from([thing(str(number)) for number in range(6)])
    few = st.sampled_from(draw(st.lists(st.sampled_from(PROPERTIES), min_size=2, max_size=10, unique=True)))
    triple = st.one_of(
        st.builds(Triple, things, few, things),
        st.builds(Triple, things, few, things),
        st.builds(Triple, things, st.just(AKG.status), st.sampled_from([AKG.actual, AKG.planned, AKG.ended])),
        st.builds(Triple, things, st.just(AKG.sharePercent), st.sampled_from([Literal(50), Literal(51)])),
        st.builds(Triple, things, st.just(RDF.type), st.sampled_from(CLASSES)),
    )
    return draw(st.sets(triple, min_size=1, max_size=25))
