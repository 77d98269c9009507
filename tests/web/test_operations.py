"""How the server behaves over time: limits, clients that leave, a new build under it, and its end."""

from __future__ import annotations

import re
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from autokg import api
from builders import document, fact
from web.served import FACTS, Served, serving

pytestmark = pytest.mark.slow
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?c), STR(?f)) = STR(?i)) }"
LONG = "SELECT (COUNT(*) AS ?n) { ?a akg:modelBrand ?b . ?c akg:modelBrand ?d FILTER(CONTAINS(STR(?a), STR(?c))) }"  # a second or so
SECONDS = 3


@pytest.fixture(scope="module")
def limited(small_store: Path) -> Iterator[Served]:
    with serving(small_store, "--timeout", str(SECONDS), "--limit", "10", "--rate", "0", "--workers", "2") as served:
        yield served


def ask(served: Served, query: str, **options: float) -> httpx.Response:
    return served.client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv, */*;q=0.1"}, **options)  # type: ignore[arg-type]


def metric(served: Served, name: str) -> float:
    return float(re.search(rf"^{re.escape(name)} (\S+)$", served.client.get("/metrics").text, re.MULTILINE)[1])  # type: ignore[index]


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_query_that_takes_too_long_is_stopped(limited: Served) -> None:
    stopped, start = metric(limited, "autokg_workers_stopped"), time.monotonic()
    response = ask(limited, ENDLESS)
    assert response.status_code == 503
    assert response.text == "the query took longer than 3 s; ask for less\n"
    assert SECONDS <= time.monotonic() - start < SECONDS + 2
    assert metric(limited, "autokg_workers_stopped") == stopped + 1
    assert ask(limited, "SELECT (1 AS ?x) {}").text.split() == ["x", "1"]


def test_the_query_of_a_client_that_leaves_is_stopped(limited: Served) -> None:
    wait_until(lambda: metric(limited, "autokg_jobs_running") == 0)
    stopped, start = metric(limited, "autokg_workers_stopped"), time.monotonic()
    with pytest.raises(httpx.ReadTimeout):
        ask(limited, ENDLESS, timeout=0.5)
    wait_until(lambda: metric(limited, "autokg_workers_stopped") == stopped + 1)
    assert time.monotonic() - start < SECONDS
    wait_until(lambda: any(" 499 " in line for line in limited.lines))


def test_others_are_served_while_a_query_runs(limited: Served) -> None:
    statuses: list[int] = []
    slow = threading.Thread(target=lambda: statuses.append(ask(limited, ENDLESS).status_code))
    slow.start()
    wait_until(lambda: metric(limited, "autokg_jobs_running") == 1)
    assert [ask(limited, "ASK {}").status_code for _ in range(10)] == [200] * 10
    assert statuses == []
    slow.join()
    assert statuses == [503]


@pytest.mark.parametrize(
    "accept",
    ["text/csv", "text/tab-separated-values", "application/sparql-results+json", "application/sparql-results+xml"],
)
@pytest.mark.parametrize(("rows", "status"), [(10, 200), (11, 400)])
def test_a_result_of_more_rows_than_the_limit_is_refused(accept: str, rows: int, status: int, limited: Served) -> None:
    values = " ".join(rf"'a\nb {number}'" for number in range(rows))  # each has a line end
    query = f"SELECT ?x {{ VALUES ?x {{ {values} }} }}"
    response = limited.client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert response.status_code == status
    assert status == 200 or "more than 10 rows" in response.text


@pytest.mark.parametrize(("triples", "status"), [(10, 200), (11, 400)])
def test_a_graph_of_more_triples_than_the_limit_is_refused(triples: int, status: int, limited: Served) -> None:
    query = f"CONSTRUCT {{ <a:a> <a:b> ?x }} WHERE {{ VALUES ?x {{ {' '.join(map(str, range(triples)))} }} }}"
    assert ask(limited, query).status_code == status


def test_a_limit_of_the_query_is_no_way_around(limited: Served) -> None:
    assert ask(limited, "SELECT * { ?s ?p ?o } LIMIT 1000").status_code == 400
    assert len(ask(limited, "SELECT * { ?s ?p ?o } LIMIT 5").text.splitlines()) == 6
    assert ask(limited, "SELECT * { { SELECT * { ?s ?p ?o } LIMIT 1000 } }").status_code == 400


@pytest.fixture(scope="module")
def own(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    store = tmp_path_factory.mktemp("swapped") / "store"
    shutil.copytree(small_store, store)
    with serving(store, "--rate", "0") as served:
        yield served


def test_a_new_build_takes_its_place_without_an_error_for_clients(own: Served) -> None:
    query = "SELECT ?name { brand:polestar akg:brandOwner/rdfs:label ?name } ORDER BY ?name"
    responses: list[httpx.Response] = []
    is_done = threading.Event()

    def read() -> None:
        with httpx.Client(base_url=own.url, timeout=60) as client:
            while not is_done.is_set():
                responses.append(client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    old = ask(own, query)
    api.build([*FACTS[:4], fact("brand", brand="Polestar", owner="Renault Group")], store=own.store)
    between = ask(own, query)
    api.add(
        own.store,
        [
            document("d3", published="2025-06-01"),
            fact("brand", brand="Polestar", owner="Volvo Cars", documents=("d3",)),
        ],
    )
    new = ask(own, query)
    is_done.set()
    for reader in readers:
        reader.join()
    assert {response.text for response in responses if response.status_code != 200} == set()
    states = {response.text for response in (old, between, new)}
    assert len(states) == 3
    assert {response.text for response in responses} <= states
    assert old.headers["ETag"] != new.headers["ETag"]
    fresh = own.client.get(
        "/sparql", params={"query": query}, headers={"Accept": "text/csv", "If-None-Match": old.headers["ETag"]}
    )
    assert fresh.status_code == 200


def test_a_store_that_is_gone_is_told_and_may_come_back(own: Served) -> None:
    own.store.rename(own.store.with_name("elsewhere"))
    for path in ("/sparql?query=ASK {}", "/health", "/api/search?q=a"):
        response = own.client.get(path)
        assert (response.status_code, "there is no store here" in response.text) == (503, True)
    own.store.with_name("elsewhere").rename(own.store)
    assert own.client.get("/health").status_code == 200


def test_health_names_the_versions(own: Served) -> None:
    health = own.client.get("/health").json()
    assert health["status"] == "ok"
    assert health["data"].startswith("data-")


def test_requests_are_counted_and_logged(own: Served) -> None:
    name = 'autokg_requests_total{method="GET",status="404"}'
    own.client.get("/nothing?here=%0Aforged")
    before = metric(own, name)
    own.client.get("/nothing?here=%0Aforged")
    assert metric(own, name) == before + 1
    wait_until(lambda: any("/nothing" in line for line in own.lines))
    line = next(line for line in own.lines if "/nothing" in line)
    assert re.fullmatch(
        r'127\.0\.0\.1 - - \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d \+\d{4}\] "GET /nothing\?here=%0Aforged HTTP/1\.1" 404 \d+ \d+ms\n',
        line,
    )


def test_large_responses_are_compressed(own: Served) -> None:
    graph = {"graph": "https://w3id.org/autokg/graph/ontology"}
    packed = own.client.get("/store", params=graph, headers={"Accept-Encoding": "gzip"})
    plain = own.client.get("/store", params=graph, headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers.get("Content-Length", "0")) < len(plain.content) / 4
    assert packed.text == plain.text
    assert packed.headers["ETag"] == plain.headers["ETag"]


def test_a_server_that_is_told_to_stop_ends_what_it_has_begun(small_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "stopped"
    shutil.copytree(small_store, store)
    with serving(store, "--timeout", "30") as served:
        responses: list[httpx.Response] = []
        running = threading.Thread(target=lambda: responses.append(ask(served, LONG)))
        running.start()
        wait_until(lambda: metric(served, "autokg_jobs_running") == 1)
        served.process.send_signal(signal.SIGTERM)
        running.join()
        assert responses[0].status_code == 200
        assert served.process.wait(10) in (0, -signal.SIGTERM)
        wait_until(lambda: not workers_of(store))


def workers_of(store: Path) -> list[str]:
    """Return the ids of running worker processes of a store."""
    lines = {path.parent.name: path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()}
    return [number for number, line in lines.items() if b"autokg.web.worker" in line and str(store).encode() in line]


def test_workers_end_with_a_server_that_is_killed(small_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "killed"
    shutil.copytree(small_store, store)
    with serving(store) as served:
        with pytest.raises(httpx.ReadTimeout):
            ask(served, ENDLESS, timeout=0.2)
        assert workers_of(store)
        served.process.kill()
        wait_until(lambda: not workers_of(store))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--writable", "--token", "secret"], "--writable needs --store and --token"),
        (["-s", "{store}", "--writable"], "--writable needs --store and --token"),
        (["-s", "{store}/none"], "there is no store here"),
        (["-s", "{store}", "--host", "no.such.host.invalid"], "cannot be listened on"),
    ],
)
def test_a_server_that_cannot_run_says_why(
    options: list[str], message: str, small_store: Path, autokg: Callable[..., object]
) -> None:
    run = autokg("serve", *(option.format(store=small_store) for option in options))
    assert message in run.err  # type: ignore[attr-defined]
    assert run.code in (2, 3)  # type: ignore[attr-defined]


def test_a_port_in_use_is_told(own: Served, autokg: Callable[..., object]) -> None:
    run = autokg("serve", "-s", own.store, "--port", own.url.rpartition(":")[2])
    assert (run.code, "Address already in use" in run.err, "--port" in run.err) == (2, True, True)  # type: ignore[attr-defined]
