"""The W3C's tests of the SPARQL 1.1 protocol and of the graph store protocol, as their manifests tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from web.served import WRITER, Served, serving

SHARED = Path(__file__).resolve().parents[3] / "shared" / "standards" / "sparql11"
HT, CNT = rdflib.Namespace("http://www.w3.org/2011/http#"), rdflib.Namespace("http://www.w3.org/2011/content#")
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
MANIFESTS = (
    "protocol/manifest.ttl",
    "graph-store-protocol/manifest-direct.ttl",
    "graph-store-protocol/manifest-indirect.ttl",
)
STATUS = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SHARED.exists(), reason="needs the W3C's tests in ../shared/standards/sparql11"),
]


@dataclass
class Case:
    name: str
    graph: rdflib.Graph
    test: Any
    folder: Path


def cases() -> Iterator[Case]:
    for name in MANIFESTS if SHARED.exists() else ():
        graph = rdflib.Graph().parse(SHARED / name, publicID=(SHARED / name).as_uri())
        (entries,) = graph.objects(None, MF.entries)
        for test in Collection(graph, entries):
            yield Case(str(test).rpartition("#")[2], graph, test, (SHARED / name).parent)


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory, small_store: Path) -> Iterator[Served]:
    from autokg.stores import replace_store  # noqa: PLC0415 (an empty store makes each update fast)

    store = tmp_path_factory.mktemp("w3c") / "store"
    replace_store(store, [])
    with serving(store, "--writable", "--token", WRITER["Authorization"].split()[1], "--rate", "0") as served:
        yield served


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_a_test_of_the_w3c_passes(case: Case, writable: Served) -> None:
    graph, client = case.graph, writable.client
    if "graph-store" in case.folder.name:  # these expect graphs to be new; the others clear what they write to
        update = {"Content-Type": "application/sparql-update"}
        assert client.post("/sparql", content="DROP ALL", headers=WRITER | update).status_code == 204
    for data in graph.objects(case.test, UT.graphData):
        name, file = str(graph.value(data, rdflib.RDFS.label)), Path(str(graph.value(data, UT.graph))).name
        content = (case.folder / file).read_bytes()
        response = client.put(
            "/store",
            params={"graph": name},
            content=content,
            headers=WRITER | {"Content-Type": "application/n-triples"},
        )
        assert response.is_success
    location = ""
    for request in Collection(graph, graph.value(graph.value(case.test, MF.action), HT.requests)):
        response = send(graph, request, writable, location)
        expected = graph.value(request, HT.resp)
        check(graph, expected, response)
        location = response.headers.get("Location", location)


def send(graph: rdflib.Graph, request: Any, served: Served, location: str) -> httpx.Response:
    target = str(graph.value(request, HT.absolutePath)).replace("$LOCATION$", location)
    target = re.sub(r"^/gsp", "/store", target)
    body = graph.value(request, HT.body)
    content = str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding))) if body else None
    method = str(graph.value(request, HT.methodName))
    # httpx would encode a URL of text anew: the tests are about how it is written.
    url = httpx.URL(served.url).copy_with(raw_path=target.encode())
    message = served.client.build_request(method, url, content=content, headers=WRITER | headers_of(graph, request))
    return served.client.send(message)


def headers_of(graph: rdflib.Graph, node: Any) -> dict[str, str]:
    listed = graph.value(node, HT.headers)
    pairs: Any = Collection(graph, listed) if listed else []
    return {str(graph.value(pair, HT.fieldName)): str(graph.value(pair, HT.fieldValue)) for pair in pairs}


def check(graph: rdflib.Graph, expected: Any, response: httpx.Response) -> None:
    statuses = [str(status).rpartition("#")[2] for status in graph.objects(expected, MF.expectedStatus)]
    fits = [
        response.status_code // 100 == int(status[10])
        if status.startswith("StatusCode")
        else response.status_code == STATUS[status]
        for status in statuses
    ]
    assert any(fits), (statuses, response.status_code, response.text)
    if (answer := graph.value(expected, MF.expectedBoolean)) is not None:
        assert response.json()["boolean"] is answer.toPython()
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if (form := graph.value(expected, MF.expectedFormat)) is not None:
        formats = {
            "boolean": "application/sparql-results+json",
            "tabular": "application/sparql-results+json",
            "RDF": "text/turtle",
        }
        assert kind == formats[str(form)]
    if headers := headers_of(graph, expected):
        assert kind == headers["content-type"].partition(";")[0]
    if body := graph.value(expected, HT.body):
        wanted = rdflib.Graph().parse(data=str(graph.value(body, CNT.chars)), format="turtle", publicID="http://e.org/")
        assert isomorphic(rdflib.Graph().parse(data=response.text, format="turtle", publicID="http://e.org/"), wanted)


SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


def test_the_service_describes_itself_as_the_w3c_demands(writable: Served) -> None:
    """The manifest names three tests: the endpoint returns RDF, that names the endpoint, and that fits the schema."""
    manifest = rdflib.Graph().parse(SHARED / "service-description/manifest.ttl", publicID="http://e.org/")
    (entries,) = manifest.objects(None, MF.entries)
    assert sorted(str(test).rpartition("#")[2] for test in Collection(manifest, entries)) == [
        "conforms-to-schema",
        "has-endpoint-triple",
        "returns-rdf",
    ]
    response = writable.client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.text, format="turtle")
    assert set(graph.objects(None, SD.endpoint)) == {rdflib.URIRef(f"{writable.url}/sparql")}
    for subject, object_ in graph.subject_objects(SD.defaultDataset):
        assert (subject, rdflib.RDF.type, SD.Service) in graph
        assert (object_, rdflib.RDF.type, SD.Dataset) in graph
        assert len(list(graph.objects(object_, SD.defaultGraph))) == 1
    for named in graph.objects(None, SD.namedGraph):
        assert (named, rdflib.RDF.type, SD.NamedGraph) in graph
        assert len(list(graph.objects(named, SD.name))) == 1
    languages = set(graph.objects(None, SD.supportedLanguage))
    assert languages == {SD.SPARQL11Query, SD.SPARQL11Update}
