"""Whole graphs over HTTP."""

from __future__ import annotations

import pytest
import rdflib

from web.served import WRITER, Served

pytestmark = pytest.mark.slow
TURTLE = {"Content-Type": "text/turtle"}
ONE = "<https://e.org/s> <https://e.org/p> 1 ."
OTHER = '<https://e.org/s> <https://e.org/p> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .'
NAME = {"graph": "https://e.org/graph"}


def numbers(served: Served, name: dict[str, str]) -> list[int]:
    graph = rdflib.Graph().parse(data=served.client.get("/store", params=name).text, format="turtle")
    return sorted(value.toPython() for value in graph.objects())  # type: ignore[attr-defined]


def test_a_graph_is_written_extended_read_and_removed(writable: Served) -> None:
    client, headers = writable.client, WRITER | TURTLE
    assert client.put("/store", params=NAME, content=ONE, headers=headers).status_code == 201
    assert client.put("/store", params=NAME, content=OTHER, headers=headers).status_code == 204
    assert numbers(writable, NAME) == [2]
    assert client.post("/store", params=NAME, content=ONE, headers=headers).status_code == 204
    assert numbers(writable, NAME) == [1, 2]
    assert client.head("/store", params=NAME).status_code == 200
    assert client.delete("/store", params=NAME, headers=WRITER).status_code == 204
    assert client.head("/store", params=NAME).status_code == 404
    assert client.delete("/store", params=NAME, headers=WRITER).status_code == 404


def test_a_graph_is_named_by_its_own_url(writable: Served) -> None:
    assert writable.client.put("/store/cars/1", content="<> <p> 3 .", headers=WRITER | TURTLE).status_code == 201
    assert numbers(writable, {"graph": f"{writable.url}/store/cars/1"}) == [3]
    assert f"<{writable.url}/store/cars/1>" in writable.client.get("/store/cars/1").text


def test_a_graph_without_a_name_gets_one(writable: Served) -> None:
    response = writable.client.post("/store", content="<> <p> 4 .", headers=WRITER | TURTLE)
    assert response.status_code == 201
    assert numbers(writable, {"graph": response.headers["Location"]}) == [4]


def test_several_documents_are_sent_at_once(writable: Served) -> None:
    files = [("a", ("a.ttl", ONE, "text/turtle")), ("b", ("b.nt", OTHER, "application/n-triples"))]
    name = {"graph": "https://e.org/parts"}
    assert writable.client.post("/store", params=name, files=files, headers=WRITER).status_code == 201
    assert numbers(writable, name) == [1, 2]


def test_the_default_graph_is_the_one_without_a_name(writable: Served) -> None:
    assert writable.client.put("/store?default", content=ONE, headers=WRITER | TURTLE).status_code == 204
    assert numbers(writable, {"default": ""}) == [1]
    assert writable.client.delete("/store?default", headers=WRITER).status_code == 204
    assert numbers(writable, {"default": ""}) == []


@pytest.mark.parametrize(
    ("kind", "content", "status", "message"),
    [
        ("text/turtle", "<https://e.org/s> <https://e.org/p>\n 1", 400, "2:"),
        ("text/turtle", b"\xff", 400, "1:1"),
        ("image/png", b"PNG", 400, "is no format of RDF"),
        (
            "application/trig",
            "<https://e.org/g> { <https://e.org/s> <https://e.org/p> 1 }",
            400,
            "Named graphs are not allowed",
        ),
        ("application/ld+json", '{"@context": "http://127.0.0.1:9/context", "@id": "https://e.org/s"}', 400, ""),
    ],
)
def test_what_is_no_graph_is_refused(
    kind: str, content: str | bytes, status: int, message: str, writable: Served
) -> None:
    response = writable.client.put(
        "/store", params={"graph": "https://e.org/bad"}, content=content, headers=WRITER | {"Content-Type": kind}
    )
    assert response.status_code == status
    assert message in response.text
    assert writable.client.head("/store", params={"graph": "https://e.org/bad"}).status_code == 404


def test_writing_needs_the_token(writable: Served, server: Served) -> None:
    assert writable.client.put("/store", params=NAME, content=ONE, headers=TURTLE).status_code == 401
    assert writable.client.delete("/store", params=NAME).status_code == 401
    assert server.client.put("/store", params=NAME, content=ONE, headers=WRITER | TURTLE).status_code == 403


def test_each_layer_of_a_store_is_a_graph(server: Served) -> None:
    name = {"graph": "https://w3id.org/autokg/graph/ontology"}
    first = server.client.get("/store", params=name, headers={"Accept": "application/n-triples"})
    assert "<https://w3id.org/autokg/ontology#Plant>" in first.text
    again = server.client.get(
        "/store", params=name, headers={"Accept": "application/n-triples", "If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    assert server.client.get("/store", params=name, headers={"Accept": "image/png"}).status_code == 406
    assert server.client.get("/store").status_code == 400
    assert server.client.get("/store", params={"graph": "no iri"}).status_code == 400
