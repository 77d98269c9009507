"""What a server may do wrong, or a user with it, ends in an error that says what to do; secrets are never told."""

from __future__ import annotations

import base64
import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs

import pytest
from pyoxigraph import NamedNode

from autokg.core.terms import AKG, GRAPH
from autokg.errors import AutokgError, OutOfTimeError, QueryError, StoreError, UsageError
from autokg.stores.endpoint import Endpoint
from autokg.stores.remote import RemoteStore, open_remote
from local_server import Handler, serving

JSON = "application/sparql-results+json"
SECRET = "geheim-4711"
_TERMS = (AKG.builder, NamedNode("https://e.org/maker"), GRAPH.accepted)
Reply = Callable[["Scripted", str], None]


class Scripted(Handler):
    """A server that answers each request by the next reply of a list, the last one again and again."""

    replies: ClassVar[list[Reply]] = []
    requests: ClassVar[list[tuple[dict[str, str], dict[str, list[str]]]]] = []

    def answer(self, content: bytes) -> None:
        self.requests.append((dict(self.headers.items()), parse_qs(content.decode())))
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        reply(self, content.decode())


@pytest.fixture
def server() -> Iterator[str]:
    Scripted.replies, Scripted.requests = [], []
    with serving(Scripted) as url:
        yield f"{url}/sparql"


def says(body: str, status: int = 200, media: str = JSON, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, _: handler.send(body.encode(), status, {"Content-Type": media, **named})


def rows(*values: str) -> str:
    bindings = [
        {"layer": {"type": "uri", "value": value}, "what": {"type": "literal", "value": what}}
        for value in values
        for what in ("there", "signed", "seen")
    ]
    return json.dumps({"head": {"vars": ["what", "layer"]}, "results": {"bindings": bindings}})


CLAIMS = "https://w3id.org/autokg/graph/claims"
OPENED = says(rows(CLAIMS))


def opened(url: str, *replies: Reply, **environment: str) -> RemoteStore:
    Scripted.replies = [OPENED, *replies]
    store = open_remote(url, environment=environment, sleep=lambda _: None)
    Scripted.requests.clear()
    return store


def failure(action: Callable[[], object]) -> AutokgError:
    """Return the error of an action without its frames: they hold results, which no thread of a server may drop."""
    try:
        action()
    except AutokgError as error:
        return error.with_traceback(None)
    pytest.fail("there is no error")


def test_no_server_at_the_address() -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{one.getsockname()[1]}/sparql"
    error = failure(lambda: open_remote(url, sleep=lambda _: None))
    assert isinstance(error, StoreError)
    assert str(error).startswith(f"{url}: no server answers there (")


def test_a_host_that_is_not_there() -> None:
    error = failure(lambda: open_remote("http://nowhere.invalid/sparql", sleep=lambda _: None))
    assert "no server answers there" in str(error)


@pytest.mark.parametrize("url", ["http://", "http://[::1/sparql", "http://host:port/sparql"])
def test_an_address_that_is_none(url: str) -> None:
    assert isinstance(failure(lambda: open_remote(url)), UsageError)


def test_a_page_is_no_endpoint(server: str) -> None:
    Scripted.replies = [says("<html><body>Welcome</body></html>", media="text/html; charset=utf-8")]
    error = failure(lambda: open_remote(server))
    assert str(error) == (
        f"{server}: not a SPARQL endpoint: it sends text/html instead of results; "
        "give the address of one, such as http://host/sparql"
    )


def test_a_page_that_says_it_holds_results(server: str) -> None:
    Scripted.replies = [says("<html>}")]
    assert "the server's result cannot be read" in str(failure(lambda: open_remote(server)))


@pytest.mark.parametrize(
    ("status", "problem"), [(404, "there is no SPARQL endpoint under this address"), (500, "HTTP 500")]
)
def test_an_error_of_the_server(server: str, status: int, problem: str) -> None:
    Scripted.replies = [says("out of\nmemory", status, "text/plain")]
    error = failure(lambda: open_remote(server, sleep=lambda _: None))
    assert isinstance(error, StoreError)
    assert problem in str(error)
    assert "out of" in str(error)
    assert "memory" not in str(error)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirection_is_told_and_not_followed(server: str, status: int) -> None:
    Scripted.replies = [says("", status, Location=f"http://ann:{SECRET}@other.example/sparql?key={SECRET}")]
    error = failure(lambda: open_remote(server))
    assert str(error) == f"{server}: the server redirects to http://other.example/sparql; give that address"
    assert len(Scripted.requests) == 1


def test_a_server_without_a_base(server: str) -> None:
    Scripted.replies = [says(rows())]
    assert "there is no autokg base here" in str(failure(lambda: open_remote(server)))


def test_a_base_whose_layers_were_lost(server: str) -> None:
    Scripted.replies = [says(rows(CLAIMS).replace('"there"', '"seen"'))]
    assert "load N-Quads or TriG instead of triples" in str(failure(lambda: open_remote(server)))


def test_a_default_graph_that_lacks_a_layer_is_no_union(server: str) -> None:
    """Whatever the server says of itself: only what its default graph shows counts."""
    description = "https://w3id.org/autokg/graph/description"
    lying = rows(CLAIMS, description).replace('"seen"', '"signed"', 1)
    Scripted.replies = [says(lying), says(rows())]
    store = open_remote(server)
    assert not store.abilities.is_union
    assert "is not the union" in " ".join(store.notes())
    store.query("SELECT * { ?s ?p ?o }")
    _, fields = Scripted.requests[-1]
    assert fields["default-graph-uri"] == fields["named-graph-uri"] == [CLAIMS, description]


def test_graphs_that_a_query_names_are_told_with_the_request_too(server: str) -> None:
    store = opened(server, says(rows()))
    store.query("SELECT * FROM graph:claims { ?s ?p ?o }")
    assert Scripted.requests[-1][1]["default-graph-uri"] == [CLAIMS]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(server: str, status: int) -> None:
    pauses: list[float] = []
    Scripted.replies = [says("", status, Retry_After="7"), says("", status), OPENED]
    open_remote(server, sleep=pauses.append)
    assert pauses == [7.0, 14.0]


def test_pauses_double_and_have_a_limit(server: str) -> None:
    pauses: list[float] = []
    Scripted.replies = [says("", 503, Retry_After="100000"), says("", 503)]
    error = failure(lambda: open_remote(server, sleep=pauses.append))
    assert "HTTP 503" in str(error)
    assert pauses == [60.0, 60.0, 60.0]
    assert len(Scripted.requests) == 4


def dies(handler: Scripted, _: str) -> None:
    """Send the start of a result, and close the connection."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b'{"head": {"vars": []}, "results": {"bindings": [')
    handler.close_connection = True


def test_a_server_that_dies_amid_a_result_is_asked_again(server: str) -> None:
    store = opened(server, dies, says('{"head": {}, "boolean": true}'))
    assert bool(store.query("ASK {}")) is True
    assert len(Scripted.requests) == 2


def test_a_server_that_always_dies(server: str) -> None:
    error = failure(lambda: opened(server, dies).query("ASK {}"))
    assert isinstance(error, StoreError)
    assert "the connection broke" in str(error)


def test_a_result_that_stops_without_a_sign(server: str) -> None:
    store = opened(server, says('{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type"'))
    assert "the result stops in the middle" in str(failure(lambda: store.query("SELECT * { ?s ?p ?o }")))


def test_a_graph_that_stops_without_a_sign(server: str) -> None:
    store = opened(server, says('<https://e.org/a> <https://e.org/b> "c', media="application/n-triples"))
    error = failure(lambda: list(store.query("CONSTRUCT WHERE { ?s ?p ?o }")))  # type: ignore[arg-type]
    assert "cannot be read" in str(error)


def test_a_part_of_a_result_is_not_taken_for_the_whole(server: str) -> None:
    store = opened(server, says(rows(), X_SPARQL_MaxRows="10000"))
    error = failure(lambda: store.query("SELECT * { ?s ?p ?o }"))
    assert "only a part of the result" in str(error)


def test_a_slow_server(server: str) -> None:
    def waits(_: Scripted, __: str) -> None:
        time.sleep(1)

    store = opened(server, waits, AUTOKG_TIMEOUT="0.2")
    error = failure(lambda: store.query("ASK {}"))
    assert isinstance(error, OutOfTimeError)
    assert "no answer within 0.2 s" in str(error)


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan", "inf"])
def test_a_time_limit_that_is_none(seconds: str) -> None:
    assert "AUTOKG_TIMEOUT" in str(
        failure(lambda: Endpoint("http://127.0.0.1/", environment={"AUTOKG_TIMEOUT": seconds}))
    )


def test_a_result_too_large(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = '{"head": {}, "boolean": true}'
    store = opened(server, says(body))
    monkeypatch.setattr("autokg.stores.endpoint.LARGEST", len(body))
    assert bool(store.query("ASK {}"))
    monkeypatch.setattr("autokg.stores.endpoint.LARGEST", len(body) - 1)
    assert "ask for parts of it" in str(failure(lambda: store.query("ASK { ?s a akg:Plant }")))


def test_what_only_the_server_refuses_is_an_error_of_the_query(server: str) -> None:
    error = failure(lambda: opened(server, says("too complex", 400, "text/plain")).query("ASK {}"))
    assert isinstance(error, QueryError)
    assert str(error) == f"{server} refuses the query (HTTP 400 Bad Request: too complex)"


class TestCredentials:
    def sent(self, url: str, **environment: str) -> str | None:
        opened(url, OPENED, **environment).query("SELECT * { ?s ?p ?o }")
        return Scripted.requests[-1][0].get("Authorization")

    def basic(self, user: str, password: str) -> str:
        return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"

    def test_from_variables(self, server: str) -> None:
        assert self.sent(server, AUTOKG_USER="ann", AUTOKG_PASSWORD=SECRET) == self.basic("ann", SECRET)
        assert self.sent(server, AUTOKG_STORE_TOKEN=SECRET) == f"Bearer {SECRET}"

    def test_from_the_address(self, server: str) -> None:
        url = server.replace("//", f"//ann:{SECRET}%40@")
        assert self.sent(url) == self.basic("ann", f"{SECRET}@")
        assert opened(url).name == server

    def test_from_a_netrc_file(self, server: str, tmp_path: Path) -> None:
        (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login ann password {SECRET}\n")
        assert self.sent(server, NETRC=str(tmp_path / "netrc")) == self.basic("ann", SECRET)
        (tmp_path / "netrc").write_text(f"machine elsewhere.example login ann password {SECRET}\n")
        assert self.sent(server, NETRC=str(tmp_path / "netrc")) is None

    def test_a_mistake_in_a_netrc_file_tells_no_secret(self, server: str, tmp_path: Path) -> None:
        (tmp_path / "netrc").write_text(f"machine 127.0.0.1\nlogin ann {SECRET}\n")
        error = failure(lambda: opened(server, NETRC=str(tmp_path / "netrc")))
        assert str(error).startswith(f"{tmp_path}/netrc:")
        assert SECRET not in str(error)

    @pytest.mark.parametrize("status", [401, 403])
    def test_refused(self, server: str, status: int) -> None:
        Scripted.replies = [says(f"{SECRET} is wrong", status, "text/plain")]
        environment = {"AUTOKG_USER": "ann", "AUTOKG_PASSWORD": SECRET}
        error = failure(lambda: open_remote(server, environment=environment))
        assert isinstance(error, StoreError)
        assert "set AUTOKG_USER and AUTOKG_PASSWORD" in str(error)
        assert SECRET not in str(error)

    @pytest.mark.parametrize("is_told", [True, False])  # Virtuoso tells who sends no password, and nobody else
    def test_a_digest_if_the_server_wants_one(self, server: str, is_told: bool) -> None:
        challenge = 'Digest realm="SPARQL", nonce="abc", qop="auth", algorithm=MD5'
        wanted = says("", 401, "text/plain", WWW_Authenticate=challenge)
        Scripted.replies = [wanted if is_told else says("", 401, "text/plain"), wanted, OPENED]
        pauses: list[float] = []
        open_remote(server, environment={"AUTOKG_USER": "ann", "AUTOKG_PASSWORD": SECRET}, sleep=pauses.append)
        assert not pauses
        sent = [headers.get("Authorization", "") for headers, _ in Scripted.requests]
        assert sent[-1].startswith('Digest username="ann"')
        assert SECRET not in sent[-1]


def test_nothing_is_asked_twice(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(server, says(solutions("s", "a")))
    for _ in range(2):
        assert len(list(store.query("SELECT * { ?s a akg:Claim }"))) == 1  # type: ignore[arg-type]
    assert len(Scripted.requests) == 1
    list(store.query("SELECT * FROM graph:claims { ?s a akg:Claim }"))  # type: ignore[arg-type]
    assert len(Scripted.requests) == 2
    monkeypatch.setattr("autokg.stores.replies._LARGEST", 10)
    for _ in range(2):
        store.query("SELECT * { ?s a akg:Plant }")
    assert len(Scripted.requests) == 4


def test_a_page_read_twice_is_noticed(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autokg.stores.remote._SURELY_WHOLE", 2)
    page = says(solutions("s", "a", "b"))
    store = opened(server, page, page, says(solutions("s")))
    error = failure(lambda: list(store.match(None, *_TERMS)))
    assert "pages in no fixed order" in str(error)


def test_a_server_that_gives_one_page_for_ever_is_left(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autokg.stores.remote._SURELY_WHOLE", 2)
    page = says(solutions("s", "a", "b"))
    store = opened(server, *[page] * 9)
    assert "pages in no fixed order" in str(failure(lambda: list(store.match(None, *_TERMS))))
    assert len(Scripted.requests) == 2


def test_pages_of_distinct_rows_are_counted_so(server: str) -> None:
    rows = [f"n{number}" for number in range(1_000)]
    count = json.dumps(
        {"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "1000"}}]}}
    )
    store = opened(server, says(solutions("s", *rows)), says(solutions("s")), says(count))
    assert len(list(store.pages("?s a akg:Claim", "s", distinct=True))) == len(rows)
    asked = [fields["query"][0] for _, fields in Scripted.requests]
    assert "SELECT DISTINCT ?s { ?s a akg:Claim } LIMIT" in asked[0]
    assert asked[2].endswith("{ { SELECT DISTINCT ?s { ?s a akg:Claim } } }")


def test_pages_are_put_together_and_counted(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autokg.stores.remote._SURELY_WHOLE", 2)
    count = says(solutions("n", "3", type="literal"))
    store = opened(server, says(solutions("s", "a", "b")), says(solutions("s", "c")), count)
    assert [str(quad.subject) for quad in store.match(None, *_TERMS)] == [f"<https://e.org/{name}>" for name in "abc"]
    texts = [fields["query"][0] for _, fields in Scripted.requests]
    assert [text.partition("OFFSET ")[2] for text in texts] == ["", "2", ""]


def test_a_page_that_is_missing_is_noticed(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autokg.stores.remote._SURELY_WHOLE", 2)
    count = says(solutions("n", "4", type="literal"))
    store = opened(server, says(solutions("s", "a", "b")), says(solutions("s", "c")), count)
    assert "the data changed" in str(failure(lambda: list(store.match(None, *_TERMS))))


def solutions(name: str, *values: str, type: str = "uri") -> str:  # noqa: A002 (the word of the format)
    start = "https://e.org/" if type == "uri" else ""
    bindings: list[dict[str, Any]] = [{name: {"type": type, "value": start + value}} for value in values]
    return json.dumps({"head": {"vars": [name]}, "results": {"bindings": bindings}})
