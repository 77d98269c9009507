"""Queries over HTTP: how they are sent, in which formats results come, and how mistakes are told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
import rdflib

from autokg.web import bodies
from local_server import serving as serving_http
from web.served import WRITER, Served

pytestmark = pytest.mark.slow
BUILDERS = 'SELECT ?name { ?m rdfs:label "Polestar 4"@en ; akg:builder/rdfs:label ?name } ORDER BY ?name'
NAMES = ["Geely Holding", "Renault Korea"]
QUERY, UPDATE = {"Content-Type": "application/sparql-query"}, {"Content-Type": "application/sparql-update"}
ACCEPTED = "https://w3id.org/autokg/graph/accepted"


def names_in(content: str) -> list[str]:
    return [row["name"] for row in csv.DictReader(io.StringIO(content))]


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_a_query_is_sent_in_each_way_of_the_protocol(way: str, server: Served) -> None:
    accept = {"Accept": "text/csv"}
    if way == "get":
        response = server.client.get("/sparql", params={"query": BUILDERS}, headers=accept)
    elif way == "form":
        response = server.client.post("/sparql", data={"query": BUILDERS}, headers=accept)
    else:
        response = server.client.post("/sparql", content=BUILDERS, headers=QUERY | accept)
    assert response.status_code == 200
    assert names_in(response.text) == NAMES


@pytest.mark.parametrize(
    ("accept", "kind", "begin"),
    [
        ("", "application/sparql-results+json", '{"head":'),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv", "text/csv", "name\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values", "?name\n"),
        ("application/json", "application/json", '{"head":'),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", "application/xml", "<?xml"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.3", "application/sparql-results+xml", "<?xml"),
    ],
)
def test_rows_come_in_the_format_that_the_client_likes_best(accept: str, kind: str, begin: str, server: Served) -> None:
    response = server.client.get("/sparql", params={"query": BUILDERS}, headers={"Accept": accept})
    assert response.headers["Content-Type"].partition(";")[0] == kind
    assert response.text.startswith(begin)
    assert all(name in response.text for name in NAMES)


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_graphs_come_in_formats_of_rdf(accept: str, server: Served) -> None:
    query = "CONSTRUCT { ?m <maker> ?b } WHERE { ?m akg:builder ?b }"
    response = server.client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert response.headers["Content-Type"].partition(";")[0] == accept
    graph = rdflib.Graph().parse(
        data=response.text, format=accept.replace("ld+json", "json").replace("application/json", "json-ld")
    )
    assert {str(predicate) for predicate in graph.predicates()} == {f"{server.url}/maker"}  # relative to the endpoint
    assert len(graph) == 2


def test_a_yes_or_no_has_no_table(server: Served) -> None:
    response = server.client.get(
        "/sparql", params={"query": "ASK { ?s a akg:Plant }"}, headers={"Accept": "text/csv, */*;q=0.1"}
    )
    assert response.json()["boolean"] is True
    refused = server.client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "text/csv"})
    assert refused.status_code == 406
    assert "accept one of application/sparql-results+json" in refused.text


def test_a_graph_is_not_given_to_a_client_that_takes_rows_only(server: Served) -> None:
    response = server.client.get("/sparql", params={"query": "DESCRIBE brand:polestar"}, headers={"Accept": "text/csv"})
    assert (response.status_code, "the result is a graph" in response.text) == (406, True)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x WHER { ?x a akg:Plant }", "1:11: unknown SPARQL keyword or function 'WHER'; did you mean WHERE?"),
        ("SELECT *\n{ ?s ?p ?o", "2:1: this { is not closed"),
        ("SELECT * { ?s ?p ?o } LIMIT", "1:28: the SPARQL has a mistake here or just before"),
        ("INSERT DATA { <a:a> <a:b> 1 }", "1:1: INSERT is an update, and is refused"),
    ],
)
def test_a_mistake_is_told_with_line_and_column(query: str, message: str, server: Served) -> None:
    response = server.client.get("/sparql", params={"query": query})
    assert response.status_code == 400
    assert response.text.startswith(message)
    assert response.headers["Content-Type"].startswith("text/plain")


def test_the_graphs_that_a_request_names_are_those_that_are_read(server: Served) -> None:
    def ask(query: str, **graphs: str) -> bool:
        response = server.client.get(
            "/sparql", params={"query": query, **{name.replace("_", "-"): iri for name, iri in graphs.items()}}
        )
        return bool(response.json()["boolean"])

    brand = "ASK { ?model akg:modelBrand ?brand }"
    assert ask(brand)  # without a name, all graphs are one
    assert ask(brand, default_graph_uri=ACCEPTED)
    assert not ask(brand, default_graph_uri="https://w3id.org/autokg/graph/ontology")
    assert not ask(brand, named_graph_uri=ACCEPTED)
    assert ask("ASK { GRAPH ?g { ?model akg:modelBrand ?brand } }", named_graph_uri=ACCEPTED)
    assert not ask("ASK FROM graph:accepted { ?model akg:modelBrand ?brand }", default_graph_uri="https://e.org/other")
    assert server.client.get("/sparql", params={"query": brand, "default-graph-uri": "no iri"}).status_code == 400


def test_the_description_of_the_service_names_endpoint_and_graphs(server: Served) -> None:
    response = server.client.get("/sparql", headers={"Accept": "application/n-triples"})
    assert (
        f"<{server.url}/sparql> <http://www.w3.org/ns/sparql-service-description#endpoint> <{server.url}/sparql> ."
        in response.text
    )
    assert f"#name> <{ACCEPTED}> ." in response.text
    assert "SPARQL11Update" not in response.text


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 405),
        ("PUT", {"params": {"query": "ASK {}"}}, 405),
        ("POST", {"content": "ASK {}"}, 415),
        ("POST", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415),
        (
            "POST",
            {
                "content": "ASK {}".encode("utf-16"),
                "headers": {"Content-Type": "application/sparql-query; charset=UTF-16"},
            },
            415,
        ),
        ("POST", {"content": b"ASK {} # \xff", "headers": QUERY}, 400),
        ("POST", {"data": {"limit": "10"}}, 400),
        ("POST", {"content": b"query=%ff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}}, 400),
    ],
)
def test_a_request_that_breaks_the_protocol_is_refused(
    method: str, options: dict[str, object], status: int, server: Served
) -> None:
    assert server.client.request(method, "/sparql", **options).status_code == status  # type: ignore[arg-type]


def test_a_result_is_not_sent_again_while_the_data_is_the_same(server: Served) -> None:
    first = server.client.get("/sparql", params={"query": BUILDERS})
    again = server.client.get("/sparql", params={"query": BUILDERS}, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = {"If-None-Match": first.headers["ETag"], "Accept": "text/csv"}
    assert server.client.get("/sparql", params={"query": BUILDERS}, headers=other).status_code == 200
    random = server.client.get("/sparql", params={"query": "SELECT (RAND() AS ?number) {}"})
    assert "ETag" not in random.headers


# What leaves the machine.


@pytest.fixture
def stranger() -> Iterator[tuple[str, list[str]]]:
    """Yield another server's address, and the requests that it got."""
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with serving_http(Handler) as address:  # type: ignore[arg-type]
        yield address, requests


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * {{ SERVICE <{address}/sparql> {{ ?s ?p ?o }} }}", 400),
        ("SELECT * {{ sErViCe SILENT <{address}/sparql> {{ ?s ?p ?o }} }}", 400),
        ("SELECT * {{ {{ SELECT * {{ SERVICE ?s {{ ?s ?p ?o }} VALUES ?s {{ <{address}/> }} }} }} }}", 400),
        (r"SELECT * {{ \u0053ERVICE <{address}/> {{ ?s ?p ?o }} }}", 400),
        ("SELECT * FROM <{address}/data.ttl> {{ ?s ?p ?o }}", 200),
        ("SELECT * FROM NAMED <{address}/data.ttl> {{ GRAPH ?g {{ ?s ?p ?o }} }}", 200),
    ],
)
def test_a_query_never_reaches_another_server(
    query: str, status: int, server: Served, stranger: tuple[str, list[str]]
) -> None:
    address, requests = stranger
    response = server.client.get(
        "/sparql", params={"query": query.format(address=address)}, headers={"Accept": "text/csv"}
    )
    assert response.status_code == status
    assert requests == []
    assert status == 400 or len(response.text.splitlines()) == 1  # an unknown graph is empty, and is not fetched


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <{address}/data.ttl>",
        "LOAD SILENT <{address}/data.ttl> INTO GRAPH <a:b>",
        "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{address}/> {{ ?s ?p ?o }} }}",
    ],
)
def test_an_update_never_reaches_another_server(update: str, writable: Served, stranger: tuple[str, list[str]]) -> None:
    address, requests = stranger
    response = writable.client.post("/sparql", content=update.format(address=address), headers=WRITER | UPDATE)
    assert (response.status_code, "is refused" in response.text) == (400, True)
    assert requests == []


# Updates.


def test_a_server_that_only_reads_refuses_updates(server: Served) -> None:
    response = server.client.post("/sparql", content="CLEAR ALL", headers=WRITER | UPDATE)
    assert (response.status_code, "only reads" in response.text) == (403, True)


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {WRITER['Authorization'].split()[1]}"}]
)
def test_an_update_needs_the_token(header: dict[str, str], writable: Served) -> None:
    response = writable.client.post("/sparql", content="CLEAR ALL", headers=header | UPDATE)
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert (
        names_in(writable.client.get("/sparql", params={"query": BUILDERS}, headers={"Accept": "text/csv"}).text)
        == NAMES
    )


def test_only_the_token_allows_an_update_of_many_bytes(writable: Served) -> None:
    update = b"INSERT DATA { <a:s> <a:p> 1 } #".ljust(bodies.MOST_BYTES + 1, b"x")
    assert writable.client.post("/sparql", content=update, headers=WRITER | UPDATE).status_code == 204
    assert writable.client.post("/sparql", content=update, headers=UPDATE).status_code == 413
    query = WRITER | {"Content-Type": "application/sparql-query"}
    assert writable.client.post("/sparql", content=update, headers=query).status_code == 413


def test_an_update_is_seen_at_once_and_outlives_the_server(writable: Served) -> None:
    insert = "INSERT DATA { GRAPH <https://e.org/mine> { <s> rdfs:label 'An Added Name' } }"
    assert writable.client.post("/sparql", data={"update": insert}, headers=WRITER).status_code == 204
    query = "SELECT ?name { GRAPH <https://e.org/mine> { ?s rdfs:label ?name } }"
    response = writable.client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert names_in(response.text) == ["An Added Name"]
    from autokg import api  # noqa: PLC0415 (another process opens the store as it is now)

    assert api.open(writable.store).query(query).column("name") == ["An Added Name"]


def test_an_update_reads_the_graphs_that_the_request_names(writable: Served) -> None:
    graphs = {"using-graph-uri": "https://e.org/here"}
    for name in ("here", "elsewhere"):
        writable.client.post(
            "/sparql",
            data={"update": f"INSERT DATA {{ GRAPH <https://e.org/{name}> {{ <a:s> <a:p> '{name}' }} }}"},
            headers=WRITER,
        )
    copy = "INSERT { GRAPH <https://e.org/copy> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    assert writable.client.post("/sparql", params=graphs, content=copy, headers=WRITER | UPDATE).status_code == 204
    response = writable.client.get(
        "/sparql",
        params={"query": "SELECT ?name { GRAPH <https://e.org/copy> { ?s <a:p> ?name } }"},
        headers={"Accept": "text/csv"},
    )
    assert names_in(response.text) == ["here"]


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ("CLEAR XYZ", "1:10: the update has a mistake"),
        ("DROP GRAPH <https://e.org/none>", "the update cannot be done: The graph"),
    ],
)
def test_an_update_with_a_mistake_changes_nothing(update: str, message: str, writable: Served) -> None:
    before = writable.client.get("/health").json()["data"]
    text = f"INSERT DATA {{ <a:s> <a:p> 'half' }} ; {update}" if "DROP" in update else update
    response = writable.client.post("/sparql", content=text, headers=WRITER | UPDATE)
    assert response.status_code == 400
    assert response.text.startswith(message)
    assert writable.client.get("/health").json()["data"] == before
