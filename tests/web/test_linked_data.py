"""Every IRI of a base leads to a document that tells of it."""

from __future__ import annotations

import pytest
import rdflib

from autokg import api
from autokg.core.terms import GRAPH
from web.served import Served

pytestmark = pytest.mark.slow
BASE = "https://w3id.org/autokg/id/"
FORMATS = {
    "ttl": ("text/turtle", "turtle"),
    "nt": ("application/n-triples", "nt"),
    "jsonld": ("application/ld+json", "json-ld"),
    "rdf": ("application/rdf+xml", "xml"),
}


@pytest.mark.parametrize("ending", FORMATS)
def test_a_thing_leads_to_a_document_in_the_format_that_is_asked_for(ending: str, server: Served) -> None:
    media, parser = FORMATS[ending]
    response = server.client.get("/id/model/polestar-4", headers={"Accept": media})
    assert (response.status_code, response.headers["Location"]) == (303, f"/data/model/polestar-4.{ending}")
    document = server.client.get(response.headers["Location"])
    assert document.headers["Content-Type"].partition(";")[0] == media
    graph = rdflib.Graph().parse(data=document.text, format=parser)
    model = rdflib.URIRef(f"{BASE}model/polestar-4")
    assert rdflib.Literal("Polestar 4", lang="en") in set(graph.objects(model, rdflib.RDFS.label))
    assert set(graph.subjects(predicate=rdflib.URIRef("https://w3id.org/autokg/ontology#ofModel"), object=model))


def test_a_browser_is_led_to_the_page(server: Served) -> None:
    response = server.client.get("/id/model/polestar-4", headers={"Accept": "text/html,application/xhtml+xml"})
    assert response.headers["Location"] == "/thing/model/polestar-4"


def test_every_iri_of_the_base_leads_somewhere(server: Served) -> None:
    kb = api.open(server.store)
    starts = f'FILTER(ISIRI(?thing) && STRSTARTS(STR(?thing), "{BASE}"))'
    query = f"SELECT (SAMPLE(?thing) AS ?one) {{ {{ ?thing ?p ?o }} UNION {{ ?s ?p ?thing }} {starts} }} GROUP BY (STRBEFORE(STRAFTER(STR(?thing), '{BASE}'), '/') AS ?kind)"
    things = [str(thing) for thing in kb.query(query).column("one")]
    assert len(things) > 8  # models, brands, claims, evidence …
    for thing in things:
        path = thing.removeprefix(BASE)
        response = server.client.get(f"/id/{path}", follow_redirects=True)
        assert response.status_code == 200, thing
        graph = rdflib.Graph().parse(data=response.text, format="turtle")
        assert rdflib.URIRef(thing) in {*graph.subjects(), *graph.objects()}


@pytest.mark.parametrize(
    "path",
    [
        "/data/model/none.ttl",
        "/data/model/polestar-4",
        "/data/model/polestar-4.exe",
        "/data/.ttl",
        "/data/a%20b.ttl",
        "/data/..%2f..%2fetc%2fpasswd.ttl",
        "/ontology.exe",
        "/graph/none/x",
    ],
)
def test_what_there_is_not_is_not_found(path: str, server: Served) -> None:
    response = server.client.get(path)
    assert response.status_code in (400, 404)


@pytest.mark.parametrize(
    "name", ["/evil.example", "//evil.example/x", "https://evil.example", "\\evil.example", "@evil.example"]
)
def test_a_redirect_never_leads_to_another_host(name: str, server: Served) -> None:
    response = server.client.get(f"/id/{name}", headers={"Host": "evil.example"})
    assert response.headers["Location"].startswith("/data/")


def test_a_redirect_has_no_line_ends(server: Served) -> None:
    assert server.client.get("/id/a%0d%0aX: y").status_code == 404


def test_ontology_and_layers_lead_to_their_triples(server: Served) -> None:
    assert "akg:Plant" in server.client.get("/ontology", headers={"Accept": "text/turtle"}, follow_redirects=True).text
    assert (
        server.client.get("/ontology", headers={"Accept": "application/ld+json"}).headers["Location"]
        == "/ontology.jsonld"
    )
    layer = server.client.get("/graph/accepted", follow_redirects=True)
    assert "akg:modelBrand" in layer.text


def test_the_data_set_is_described_with_its_endpoints(server: Served) -> None:
    graph = rdflib.Graph().parse(data=server.client.get("/.well-known/void").text, format="turtle")
    dataset = rdflib.URIRef("https://w3id.org/autokg/graph/")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    assert set(graph.objects(dataset, void.sparqlEndpoint)) == {rdflib.URIRef(f"{server.url}/sparql")}
    assert (dataset, rdflib.RDF.type, rdflib.DCAT.Dataset) in graph
    layers = {rdflib.URIRef(GRAPH.namespace + layer) for layer in GRAPH}
    assert set(graph.objects(dataset, void.subset)) == layers


def test_a_document_is_not_sent_again_while_the_data_is_the_same(server: Served) -> None:
    tag = server.client.get("/data/model/polestar-4.ttl").headers["ETag"]
    assert server.client.get("/data/model/polestar-4.ttl", headers={"If-None-Match": tag}).status_code == 304
    assert server.client.get("/data/model/polestar-4.nt", headers={"If-None-Match": tag}).status_code == 200
