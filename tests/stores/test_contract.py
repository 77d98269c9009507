"""Each kind of store does what the protocol promises: in memory, in a folder, and behind servers of three engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions

from autokg.core.terms import AKG, GRAPH, RDF, RDFS, XSD
from autokg.errors import QueryError
from autokg.stores import Dataset, OxigraphStore, Store, Triples, open_any, replace_store
from autokg.stores.base import Result
from autokg.stores.copying import embedded
from autokg.stores.facts_copy import NearStore, with_facts_near
from autokg.stores.remote import RemoteStore

from . import engines

CAR, MAKER, DOCUMENT = (NamedNode(f"https://e.org/{name}") for name in ("car", "maker", "document"))
DAY = Literal("2025-06-01", datatype=XSD.date)
QUADS = [
    Quad(NamedNode(GRAPH.namespace), RDF.type, NamedNode("http://rdfs.org/ns/void#Dataset"), GRAPH.description),
    Quad(DOCUMENT, RDF.type, AKG.Document, GRAPH.sources),
    Quad(CAR, AKG.builder, MAKER, GRAPH.accepted),
    Quad(CAR, AKG.startApproximate, Literal("true", datatype=XSD.boolean), GRAPH.accepted),
    Quad(CAR, AKG.startEarliest, DAY, GRAPH.accepted),
    Quad(CAR, AKG.employees, Literal("2300", datatype=XSD.integer), GRAPH.accepted),
    Quad(CAR, AKG.summary, Literal('a "quote"\n\\ and 日本 é 𝒳'), GRAPH.claims),
    Quad(CAR, RDF.type, AKG.Claim, GRAPH.claims),
    Quad(CAR, RDFS.label, Literal("Wagen", language="de"), GRAPH.reference),
    Quad(MAKER, AKG.builds, CAR, GRAPH.inferred),
    Quad(DOCUMENT, RDF.value, Literal('{"a": "b"}', datatype=RDF.JSON), GRAPH.records),
]
NODE = Quad(MAKER, AKG.locatedIn, BlankNode("b1"), GRAPH.own)
MANY = [Quad(NamedNode(f"https://e.org/n{n}"), AKG.slot, Literal(f"{n}"), GRAPH.judgements) for n in range(2_500)]


@contextmanager
def memory(_: Path, quads: Iterable[Quad]) -> Iterator[Store]:
    store = OxigraphStore()
    store.load(quads)
    yield store


@contextmanager
def folder(path: Path, quads: Iterable[Quad]) -> Iterator[Store]:
    replace_store(path / "kb", quads)
    yield open_any(path / "kb")


@contextmanager
def behind(engine: engines.Engine, path: Path, quads: Iterable[Quad]) -> Iterator[Store]:
    with engine(path, quads) as url:
        yield open_any(url)


SERVERS = {
    "oxigraph": engines.oxigraph,
    "oxigraph-union": engines.oxigraph_with_union,
    "ours": engines.ours,
    "virtuoso": engines.virtuoso,
}


@pytest.fixture(
    scope="module",
    params=["memory", "folder", *(pytest.param(name, marks=pytest.mark.slow) for name in SERVERS)],
)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path, quads = tmp_path_factory.mktemp("engine"), [*QUADS, NODE, *MANY]
    here = {"memory": memory, "folder": folder}.get(request.param)
    with here(path, quads) if here else behind(SERVERS[request.param], path, quads) as opened:
        yield opened


def rows(result: Result) -> set[tuple[str, ...]]:
    assert isinstance(result, QuerySolutions)
    return {tuple(str(term) for term in row) for row in result}


def test_quads_come_back_term_by_term(store: Store) -> None:
    plain = [quad for quad in store.quads() if not isinstance(quad.object, BlankNode)]
    assert set(plain) == {*QUADS, *MANY}
    assert len(plain) == len(set(plain))


def test_a_blank_node_comes_back_as_one(store: Store) -> None:
    (found,) = store.quads(GRAPH.own)
    assert (found.subject, found.predicate) == (NODE.subject, NODE.predicate)
    assert isinstance(found.object, BlankNode)


def test_a_layer_larger_than_what_a_server_gives_at_once_is_read_whole(store: Store) -> None:
    assert set(store.quads(GRAPH.judgements)) == set(MANY)


def test_its_length_is_the_number_of_quads(store: Store) -> None:
    assert len(store) == len(QUADS) + 1 + len(MANY)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ((CAR, None, None, None), [quad for quad in QUADS if quad.subject == CAR]),
        ((CAR, None, None, GRAPH.claims), [quad for quad in QUADS if quad.graph_name == GRAPH.claims]),
        ((None, AKG.builder, None, None), [QUADS[2]]),
        ((None, None, DAY, None), [QUADS[4]]),
        ((CAR, AKG.builder, MAKER, GRAPH.accepted), [QUADS[2]]),
        ((CAR, AKG.builder, MAKER, GRAPH.claims), []),
        ((MAKER, AKG.builder, None, None), []),
    ],
)
def test_a_pattern_finds_its_quads(store: Store, pattern: tuple[object, ...], found: list[Quad]) -> None:
    quads = list(store.match(*pattern))  # type: ignore[arg-type]
    assert set(quads) == set(found)
    assert len(quads) == len(found)


def test_its_graphs_are_the_layers_that_hold_something(store: Store) -> None:
    names = {quad.graph_name for quad in (*QUADS, NODE, *MANY)}
    assert store.graphs() == sorted(names, key=str)
    assert store.has_graph(GRAPH.claims)
    assert store.has_graph(DefaultGraph())
    assert not store.has_graph(GRAPH.decisions)


def test_a_query_sees_all_layers_as_one_and_knows_the_prefixes(store: Store) -> None:
    result = store.query("SELECT ?label { ?car akg:builder ?maker ; rdfs:label ?label . ?maker akg:builds ?car }")
    assert rows(result) == {('"Wagen"@de',)}


def test_a_query_counts_each_triple_once(store: Store) -> None:
    assert rows(store.query("SELECT (COUNT(*) AS ?n) { <https://e.org/car> ?p ?o }")) == {
        ('"7"^^<http://www.w3.org/2001/XMLSchema#integer>',)
    }


def test_from_and_a_dataset_limit_what_a_query_sees(store: Store) -> None:
    assert rows(store.query("SELECT ?p FROM graph:claims { <https://e.org/car> ?p ?o }")) == {
        (str(AKG.summary),),
        (str(RDF.type),),
    }
    dataset = Dataset((GRAPH.accepted,), (GRAPH.claims,))
    assert rows(store.query("SELECT ?p { ?s ?p <https://e.org/maker> }", dataset=dataset)) == {(str(AKG.builder),)}
    assert rows(store.query("SELECT ?s { GRAPH ?g { ?s a akg:Claim } }", dataset=dataset)) == {(str(CAR),)}


def test_an_ask_is_answered(store: Store) -> None:
    for text, expected in (("ASK { ?s a akg:Claim }", True), ("ASK { ?s a akg:Conflict }", False)):
        answer = store.query(text)
        assert isinstance(answer, QueryBoolean)
        assert bool(answer) is expected


def test_a_construct_gives_each_triple_once(store: Store) -> None:
    result = store.query("CONSTRUCT { ?s a akg:Plant } WHERE { ?s ?p ?o FILTER(?s IN (<https://e.org/car>)) }")
    assert isinstance(result, Triples)
    assert [str(triple.subject) for triple in result] == [str(CAR)]


def test_what_is_not_bound_is_none(store: Store) -> None:
    result = store.query("SELECT ?maker ?label { ?car akg:builder ?maker OPTIONAL { ?maker rdfs:label ?label } }")
    assert isinstance(result, QuerySolutions)
    assert [(row["maker"], row["label"]) for row in result] == [(MAKER, None)]


@pytest.mark.parametrize(("text", "place"), [("SELECT ?x\nWHERE { ?x foo:bar ?y }", (2, 12)), ("SELEC", (1, 1))])
def test_a_mistake_has_its_place(store: Store, text: str, place: tuple[int, int]) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(text)
    assert (caught.value.line, caught.value.column) == place


def test_another_server_is_not_called(store: Store) -> None:
    with pytest.raises(QueryError, match="1:12: SERVICE sends a part of the query to another server"):
        store.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_a_relative_iri_is_resolved(store: Store) -> None:
    assert rows(store.query("SELECT ?o { <car> akg:builder ?o }", base="https://e.org/")) == {(str(MAKER),)}


def test_a_copy_holds_the_same(store: Store) -> None:
    with embedded(store) as near:
        assert isinstance(near, OxigraphStore)
        assert len(near) == len(store)
        assert set(near.quads(GRAPH.accepted)) == set(store.quads(GRAPH.accepted))


def test_what_an_engine_lacks_is_said(store: Store) -> None:
    if isinstance(store, RemoteStore):
        told = " ".join(store.notes())
        assert store.abilities.is_union is ("its default graph is not the union" not in told)


def test_facts_are_copied_near(store: Store, tmp_path: Path) -> None:
    near = with_facts_near(store, tmp_path)
    assert isinstance(near, NearStore) is isinstance(store, RemoteStore)
    for text in ("SELECT ?c ?n { ?c akg:employees ?n ; akg:startEarliest ?day }", "SELECT ?c { ?c a akg:Claim }"):
        assert rows(near.query(text)) == rows(store.query(text))


def test_a_store_on_a_server_is_examined(store: Store) -> None:
    if isinstance(store, RemoteStore):
        checks = {check.subject: check.finding for check in store.examine()}
        assert checks["server"].startswith("http://127.0.0.1:")
        assert checks["default graph"].startswith("the union") is store.abilities.is_union
        assert "judgements 2,500, own 1" in checks["layers"]
