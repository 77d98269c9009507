"""A question asks a server only for what claims tell: names and facts are copied near, once for each state of a base."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions

from autokg.core.terms import AKG, GRAPH, RDF, RDFS
from autokg.errors import QueryError
from autokg.stores import OxigraphStore, Store, facts_copy, open_store
from autokg.stores.endpoint import Response
from autokg.stores.facts_copy import (
    OF_CLAIMS,
    OF_SOME_CLAIMS,
    OF_THEIR_SAYINGS,
    NearStore,
    is_about_facts,
    with_facts_near,
)
from autokg.stores.folder import MARKER
from autokg.stores.kept import is_kept, keep_results
from autokg.stores.remote import Abilities, RemoteStore

CAR, MAKER, CONFLICT, OWNED, SAYING = (NamedNode(f"https://e.org/{name}") for name in "cmxos")
RECORD = Quad(CAR, RDF.value, Literal('{"a": 1}', datatype=RDF.JSON), GRAPH.records)
QUADS = [
    Quad(CAR, AKG.builder, MAKER, GRAPH.inferred),
    Quad(CAR, RDFS.label, Literal("Car", language="en"), GRAPH.reference),
    Quad(CAR, RDF.subject, MAKER, GRAPH.claims),
    *(
        Quad(OWNED, *of, GRAPH.claims)
        for of in ((RDF.predicate, AKG.brandOwner), (RDF.object, MAKER), (AKG.saying, SAYING))
    ),
    Quad(SAYING, AKG.asOf, Literal("2020"), GRAPH.claims),
    Quad(SAYING, AKG.speaker, Literal("somebody"), GRAPH.claims),
    Quad(CONFLICT, RDF.type, AKG.Conflict, GRAPH.judgements),
    Quad(CONFLICT, AKG.about, CAR, GRAPH.judgements),
]
FACTS = "SELECT ?label { ?car akg:builder ?maker ; rdfs:label ?label }"
OF_OWNER = "?c rdf:subject ?b ; rdf:predicate akg:brandOwner ; rdf:object ?o"
CLAIMS = "SELECT ?claim { ?claim rdf:subject ?maker }"


class Server:
    """An endpoint over a store of this process, that notes what it is asked."""

    name = "http://e.org/sparql"

    def __init__(self, *quads: Quad, refuses: str = "") -> None:
        self.store, self.refuses = OxigraphStore(), refuses
        self.asked: list[str] = []
        self.store.load([*QUADS, *(quads or (RECORD,))])

    def query(self, fields: dict[str, str], _accept: str) -> Response:
        self.asked.append(fields["query"])
        if self.refuses and self.refuses in fields["query"]:
            raise QueryError("refused")
        result = self.store.query(fields["query"])
        assert isinstance(result, QuerySolutions)
        body = io.BytesIO(result.serialize(format=QueryResultsFormat.JSON) or b"")
        return Response("application/sparql-results+json", {}, body)

    def open(self) -> RemoteStore:
        """Open the store as one behind a server."""
        return RemoteStore(self, Abilities(tuple(self.store.graphs()), is_union=True))  # type: ignore[arg-type]

    def near(self, folder: Path) -> Store:
        """Open the store with its facts near, and forget what was asked for that."""
        store = with_facts_near(self.open(), folder)
        self.asked.clear()
        return store


def column(store: Store, text: str) -> list[str]:
    result = store.query(text)
    assert isinstance(result, QuerySolutions)
    return [row[0].value for row in result]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FACTS, True),
        ("ASK { ?x a akg:Production }", True),
        ("SELECT ?a ?b ?c WHERE { ?a akg:builder ?b ; akg:ofModel ?c } ORDER BY ?a ?b ?c LIMIT 3", True),
        ("SELECT ?a { VALUES (?a ?b ?c) { (<https://e.org/a> <https://e.org/b> 1) } ?a akg:builder ?b }", True),
        ('SELECT ?a { ?a skos:hiddenLabel "x", ?name ; skos:altLabel ?b FILTER(?name != "rdf:subject") }', True),
        ("SELECT ?c { ?c akg:about ?a ; a akg:Conflict }", True),
        (f"SELECT ?o {{ {OF_OWNER} }}", True),
        ("SELECT ?o { ?c rdf:predicate ?p ; rdf:object ?o FILTER(?p IN (akg:employees, akg:sharePercent)) }", True),
        ("SELECT ?o { ?c rdf:predicate ?p ; rdf:object ?o FILTER(?p IN (akg:employees, akg:builder)) }", False),
        ("SELECT ?o { ?c rdf:predicate ?p ; rdf:object ?o FILTER(?p NOT IN (akg:employees)) }", False),
        ("SELECT ?o { ?c rdf:predicate akg:builder ; rdf:object ?o }", False),
        (f"SELECT ?o {{ {OF_OWNER} ; akg:saying/akg:evidence ?e }}", False),
        (f"SELECT ?o {{ {OF_OWNER} . ?d rdf:predicate ?p }}", False),
        (f"SELECT ?o {{ {OF_OWNER} ; akg:saying/akg:asOf ?day }}", True),
        ("SELECT ?t { ?s akg:asOf ?t }", False),
        (CLAIMS, False),
        ("SELECT ?a { ?a <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> ?b }", False),
        ("PREFIX x: <https://w3id.org/autokg/ontology#> SELECT ?a { ?a x:reason ?b }", False),
        ("SELECT ?a { ?a oa:hasSource ?b }", False),
        ("SELECT ?a { ?a a akg:Saying }", False),
        ("SELECT ?a { GRAPH graph:claims { ?a rdfs:label ?b } }", False),
        ("SELECT ?a { GRAPH ?g { ?a rdfs:label ?b } }", False),
        ("SELECT ?a FROM graph:accepted { ?a rdfs:label ?b }", False),
        ("SELECT ?a { ?a ?p ?b }", False),
        ("SELECT ?a { ?a rdfs:label ?b ; ?p 1 }", False),
        ("CONSTRUCT { ?a rdfs:label ?b } WHERE { ?a rdfs:label ?b }", False),
    ],
)
def test_a_query_is_about_facts_if_no_term_of_it_is_of_claims(text: str, expected: bool) -> None:
    assert is_about_facts(text) is expected


@pytest.mark.slow
def test_each_term_of_the_layers_that_are_not_copied_is_known(bundled: OxigraphStore) -> None:
    terms = "SELECT DISTINCT ?t { GRAPH graph:%s { { ?s ?t ?o } UNION { ?s a ?t } } }"
    copied, others = (
        {NamedNode(term) for layer in layers.split() for term in column(bundled, terms % layer)}
        for layers in ("reference accepted inferred", "claims judgements sources records decisions")
    )
    spaces = ("http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#")
    unknown = {term for term in others - OF_CLAIMS if not term.value.startswith(spaces)}
    assert unknown <= {
        RDF.type,
        RDFS.label,
        AKG.about,
        AKG.Conflict,
        AKG.mergedInto,
        *OF_SOME_CLAIMS,
        *OF_THEIR_SAYINGS,
    }
    assert not copied & OF_CLAIMS


@pytest.fixture(scope="module")
def bundled() -> OxigraphStore:
    from autokg.building.bundled import open_bundled  # noqa: PLC0415 (slow)

    return open_bundled()


def test_facts_are_asked_of_the_copy_and_claims_of_the_server(tmp_path: Path) -> None:
    server = Server()
    near = server.near(tmp_path)
    assert column(near, FACTS) == ["Car"]
    assert column(near, "SELECT ?c { ?c akg:about <https://e.org/c> ; a akg:Conflict }") == [CONFLICT.value]
    owners = "SELECT ?o ?day { ?c rdf:predicate akg:brandOwner ; rdf:object ?o ; akg:saying/akg:asOf ?day }"
    assert column(near, owners) == [MAKER.value]
    assert not server.asked
    assert column(near, CLAIMS) == [CAR.value]
    assert len(server.asked) == 1


def test_all_but_queries_is_that_of_the_server(tmp_path: Path) -> None:
    server = Server()
    near, far = server.near(tmp_path), server.open()
    assert near.graphs() == far.graphs()
    assert (len(near), near.has_graph(GRAPH.claims), near.has_graph(GRAPH.own)) == (len(far), True, False)
    assert set(near.quads(GRAPH.claims)) == set(far.quads(GRAPH.claims))
    assert list(near.match(CAR, RDF.subject, None, None)) == [QUADS[2]]


def test_a_copy_is_made_once_for_a_state_of_the_base(tmp_path: Path) -> None:
    Server().near(tmp_path)
    again = Server()
    with_facts_near(again.open(), tmp_path)
    assert len(again.asked) == 1


@pytest.mark.parametrize(
    "change",
    [
        [Quad(CAR, RDF.value, Literal('{"a": 2}', datatype=RDF.JSON), GRAPH.records)],
        [RECORD, Quad(MAKER, RDFS.label, Literal("Maker"), GRAPH.reference)],
    ],
)
def test_another_state_is_copied_anew(tmp_path: Path, change: list[Quad]) -> None:
    Server().near(tmp_path)
    changed = Server(*change)
    with_facts_near(changed.open(), tmp_path)
    assert len(changed.asked) > 1
    assert len(list(tmp_path.glob(f"*/{MARKER}"))) == 2


def test_a_copy_of_the_day_before_is_renewed(tmp_path: Path) -> None:
    Server().near(tmp_path)
    (marker,) = tmp_path.glob(f"*/{MARKER}")
    for age, renewed in ((86_000, False), (86_500, True)):
        time = marker.stat().st_ctime - age
        os.utime(marker, (time, time))
        server = Server()
        with_facts_near(server.open(), tmp_path)
        assert (len(server.asked) > 1) is renewed
    assert len(open_store(marker.parent)) == len(QUADS) - 2  # without a subject and a speaker


def test_without_a_folder_to_write_to_the_copy_is_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    server = Server()
    near = server.near(tmp_path / "file")
    assert (column(near, FACTS), server.asked) == (["Car"], [])


def test_a_base_with_too_many_facts_is_not_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for most, is_copied in ((2, True), (1, False)):
        monkeypatch.setattr(facts_copy, "_MOST_COPIED", most)
        assert isinstance(Server().near(tmp_path), NearStore) is is_copied


def test_a_server_that_cannot_tell_the_fingerprint_is_asked_everything(tmp_path: Path) -> None:
    store = Server(refuses="MD5").open()
    assert with_facts_near(store, tmp_path) is store


def test_a_folder_is_left_as_it_is(tmp_path: Path) -> None:
    store = OxigraphStore()
    assert with_facts_near(store, tmp_path) is store


def test_what_is_found_is_kept_if_that_of_the_server_is(tmp_path: Path) -> None:
    kept, other = Server().open(), Server().open()
    keep_results(kept)
    assert is_kept(with_facts_near(kept, tmp_path))
    assert not is_kept(with_facts_near(other, tmp_path))
