"""What a hostile client or page can try."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from autokg.web import bodies, guard, http_server
from autokg.web.guard import MOST_URL_BYTES, RateLimit
from autokg.web.server import Settings
from web.served import Served, serving

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sparql?query=ASK{}",
        "/sparql?query=broken",
        "/api/search?q=a",
        "/nothing",
        "/health",
        "/mcp",
        "/api/query/none",
        f"/{'x' * 20_000}",
    ],
)
def test_every_response_forbids_other_hosts(path: str, server: Served) -> None:
    headers = server.client.get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in headers


def test_a_url_and_a_body_have_a_most_length(server: Served) -> None:
    path = "/sparql?query=ASK{}%23"
    fits = server.client.get(path + "x" * (MOST_URL_BYTES - len(path) + 1))  # the `?` is in neither part
    assert fits.status_code == 200
    assert server.client.get(path + "x" * (MOST_URL_BYTES - len(path) + 2)).status_code == 414
    headers = {"Content-Type": "application/sparql-query"}
    query = b"ASK {} #"
    assert (
        server.client.post("/sparql", content=query.ljust(bodies.MOST_BYTES, b"x"), headers=headers).status_code == 200
    )
    assert (
        server.client.post("/sparql", content=query.ljust(bodies.MOST_BYTES + 1, b"x"), headers=headers).status_code
        == 413
    )

    def parts() -> Iterator[bytes]:  # without Content-Length
        yield query
        for _ in range(20):
            yield b"x" * 100_000

    assert server.client.post("/sparql", content=parts(), headers=headers).status_code == 413
    assert server.client.post("/mcp", content=b"{}".ljust(bodies.MOST_BYTES + 1)).status_code == 413


def test_a_length_that_is_no_number_is_refused(server: Served) -> None:
    head = "POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: -1\r\n\r\n"
    assert b" 400 " in exchange(server.url, head.encode()) or b" 413 " in exchange(server.url, head.encode())


def test_too_many_fields_are_refused(server: Served) -> None:
    form = "&".join("a=1" for _ in range(1001))
    response = server.client.post(
        "/sparql", content=form, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert response.status_code == 400


def exchange(url: str, content: bytes, seconds: float = 10) -> bytes:
    """Send bytes as they are, and return what comes back until the server closes the connection or stays silent."""
    address = httpx.URL(url)
    with socket.create_connection((address.host, address.port or 80), timeout=seconds) as connection:
        connection.sendall(content)
        received = b""
        try:
            while part := connection.recv(65536):
                received += part
        except TimeoutError:
            return received + b"(silent)"
        return received


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/api/export/../../../etc/passwd",
        "/data/../../etc/passwd.ttl",
        "/store/%2e%2e/%2e%2e/etc/passwd",
        "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/api/query/..%2f..%2fetc%2fpasswd",
    ],
)
def test_no_path_leads_to_a_file(path: str, server: Served) -> None:
    received = exchange(server.url, f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    assert received.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400", b"HTTP/1.1 303"))
    assert b"root:" not in received


def test_other_sites_may_read_and_not_write(server: Served) -> None:
    origin = {"Origin": "https://other.example"}
    assert (
        server.client.get("/sparql", params={"query": "ASK {}"}, headers=origin).headers["Access-Control-Allow-Origin"]
        == "*"
    )

    def preflight(method: str, header: str) -> int:
        asked = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": header}
        return server.client.options("/store", headers=origin | asked).status_code

    assert preflight("GET", "accept") == 200
    assert preflight("POST", "content-type") == 200
    assert preflight("PUT", "content-type") == 400
    assert preflight("DELETE", "content-type") == 400
    assert preflight("POST", "authorization") == 400
    assert "Access-Control-Allow-Credentials" not in server.client.get("/health", headers=origin).headers


def test_hostile_names_are_text(small_store: Path, tmp_path: Path) -> None:
    from autokg import api  # noqa: PLC0415
    from builders import document, fact  # noqa: PLC0415

    name = '<script>alert("1")</script> & Söhne'
    store = tmp_path / "hostile"
    api.build([document(), fact("brand", brand=name, owner="Geely")], store=store)
    with serving(store) as served:
        found = served.client.get("/api/search", params={"q": name}).json()[0]
        assert found["label"] == name
        page = served.client.get("/reconcile/preview", params={"id": found["iri"]})
        assert "<script" not in page.text
        assert "&lt;script&gt;" in page.text
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        told = served.client.get("/api/query/" + name)
        assert told.headers["Content-Type"] == "application/json"


# Limits over time.


def test_a_client_that_sends_too_many_requests_is_slowed_down(small_store: Path) -> None:
    with serving(small_store, "--rate", "2") as served:
        responses = [served.client.get("/metrics") for _ in range(40)]
        assert [response.status_code for response in responses[:4]] == [200] * 4
        refused = next(response for response in responses if response.status_code == 429)
        assert refused.headers["Retry-After"] == "1"
        time.sleep(1)
        assert served.client.get("/metrics").status_code == 200


def test_clients_are_counted_apart_and_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_MOST_CLIENTS", 2)
    limit = RateLimit(0.5, clock=lambda: 0.0)  # one request at once
    assert [limit.admits(client) for client in ("a", "a", "b", "a")] == [True, False, True, False]
    assert [limit.admits(client) for client in ("c", "b")] == [True, True]  # b is the longest silent, and forgotten


def test_no_rate_admits_all() -> None:
    limit = RateLimit(0)
    assert all(limit.admits("a") for _ in range(1000))


@pytest.fixture(scope="module")
def impatient(small_store: Path) -> Iterator[str]:
    """Run a server in a thread that waits for its clients for a moment only."""
    with pytest.MonkeyPatch.context() as patch, http_server.bind("127.0.0.1", 0) as listener:
        patch.setattr(http_server, "HEAD_SECONDS", 0.4)
        patch.setattr(http_server, "READ_SECONDS", 0.4)
        patch.setattr(http_server, "_LEAST_READ", 1)
        patch.setattr(bodies, "_SECONDS", 0.4)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)  # little is out of the server's hands
        server = http_server.prepare(Settings(store=small_store, workers=1), log=lambda _: None)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield http_server.address_of(listener)
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize("head", [b"", b"GET /health HTTP/1.1\r\nHost: a\r\nX-Sl"], ids=["nothing", "half a head"])
def test_a_head_that_does_not_arrive_ends_the_connection(head: bytes, impatient: str) -> None:
    start = time.monotonic()
    with contextlib.suppress(ConnectionResetError):
        assert exchange(impatient, head) == b""
    assert time.monotonic() - start < 5


def test_a_second_head_has_a_deadline_too(impatient: str) -> None:
    whole = b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"
    try:
        received = exchange(impatient, whole + b"GET /met")
    except ConnectionResetError:
        return
    assert b"HTTP/1.1 200" in received
    assert not received.endswith(b"(silent)")


def test_a_body_that_does_not_arrive_is_refused(impatient: str) -> None:
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 10\r\n\r\nASK"
    )
    assert exchange(impatient, head).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize(("pause", "is_left"), [(0.0, False), (2.0, True)])
def test_a_client_that_does_not_read_is_left(pause: float, is_left: bool, impatient: str) -> None:
    path = "/store?graph=https://w3id.org/autokg/graph/reference"
    whole = len(httpx.get(impatient + path, timeout=30).content)
    address = httpx.URL(impatient)
    with socket.create_connection((address.host, address.port or 80), timeout=10) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        received = len(connection.recv(1000))
        time.sleep(pause)
        with contextlib.suppress(ConnectionResetError):
            while part := connection.recv(1 << 16):
                received += len(part)
    assert (received < whole) is is_left
