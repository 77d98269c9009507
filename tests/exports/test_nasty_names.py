"""A table of nasty names runs through every data format and the parser of a program that takes it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import networkx as nx
import openpyxl
import pytest
import rdflib
from pyarrow import parquet as reader

from autokg.exports import FORMATS
from autokg.exports.network_view import NetworkView, printable
from autokg.exports.rdf import SYNTAXES
from autokg.stores import OxigraphStore

NAMES = [
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "'quoted'", 'double "quoted"', "back\\slash \\n \\N",
    "two\nlines", "carriage\rreturn", "semi;colon, comma | bar", "<b>&amp; </script>", "]]> <!-- -->", "{braces} `ticks`",
    "\x1b[2J\x1b]0;title\x07", "nul\x00", "\u202eright to left", "zero\u200bwidth", "line\u2028separator\u0085next",
    "도하 🚗 ﷽", "e\u0301 é", " spaces ", "#+ [x](y) *z*", "%00 ${x} $(x)", "\ufffe",
]  # fmt: skip
Reader = Callable[[dict[str, bytes]], list[str]]


def _csv(parts: dict[str, bytes]) -> list[str]:
    rows = csv.DictReader(io.StringIO(parts["nodes"].decode(), newline=""), strict=True)
    return [row["label"] for row in rows]


def _xlsx(parts: dict[str, bytes]) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(parts[""]))["nodes"]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    return [str(cell.value) for cell in cells]


def _graphml(parts: dict[str, bytes]) -> list[str]:
    return list(nx.get_node_attributes(nx.parse_graphml(parts[""].decode()), "label").values())


def _gexf(parts: dict[str, bytes]) -> list[str]:
    return list(nx.get_node_attributes(nx.read_gexf(io.BytesIO(parts[""])), "label").values())


def _rdf(format_: str) -> Reader:
    def read(parts: dict[str, bytes]) -> list[str]:
        graph = rdflib.Graph().parse(data=parts[""], format=format_)
        return [str(label) for _, label in sorted(graph.subject_objects(rdflib.RDFS.label))]

    return read


READERS: dict[str, Reader] = {
    "csv": _csv,
    "neo4j": lambda parts: [
        row["label"] for row in csv.DictReader(io.StringIO(parts["nodes"].decode(), newline=""), strict=True)
    ],
    "xlsx": _xlsx,
    "parquet": lambda parts: reader.read_table(io.BytesIO(parts["nodes"]))["label"].to_pylist(),
    "graphml": _graphml,
    "gexf": _gexf,
    "cytoscape": lambda parts: [node["data"]["name"] for node in json.loads(parts[""])["elements"]["nodes"]],
    "node-link": lambda parts: [node["label"] for node in json.loads(parts[""])["nodes"]],
    "turtle": _rdf("turtle"),
    "ntriples": _rdf("nt"),
    "rdfxml": _rdf("xml"),
    "jsonld": _rdf("json-ld"),
}
READ_ELSEWHERE = {"dot", "mermaid", "cypher", "svg", "png", "pdf", "html", "trig", "nquads"}
FORMULAS = ("=", "+", "-", "@", "\t")


def expected(name: str, format_: str) -> str:
    """Return what a format makes of a name: XML and cells cannot hold all characters, tables for Neo4j no lines."""
    if format_ in ("graphml", "gexf", "xlsx", "cytoscape", "node-link", "neo4j"):
        name = printable(name)
    if format_ == "rdfxml":
        name = printable(name)
    if format_ == "csv":
        name = name.replace("\r", "\n")
        return f"'{name}" if name.startswith(FORMULAS) else name
    return " ".join(name.split()) if format_ == "neo4j" else name


def test_every_format_is_read_here_or_by_a_test_of_its_own() -> None:
    assert set(READERS) | READ_ELSEWHERE == set(FORMATS)
    assert set(READERS) & set(SYNTAXES) == set(SYNTAXES) - {"trig", "nquads"}


@pytest.mark.parametrize("format_", READERS)
def test_nasty_names_come_back(format_: str) -> None:
    network = nx.MultiDiGraph()
    for number, name in enumerate(NAMES):
        network.add_node(f"https://e.org/{number:02}", label=name, type="Company")
    view = NetworkView("v", network, OxigraphStore())
    parts = {
        part: content if isinstance(content := write(view), bytes) else b"".join(content)
        for part, write in FORMATS[format_].parts.items()
    }
    names = READERS[format_](parts)
    wanted = [expected(name, format_) for name in NAMES]
    if format_ in ("graphml", "gexf", "rdfxml"):  # XML reads each end of a line as a line feed
        names, wanted = ([" ".join(name.split()) for name in each] for each in (names, wanted))
    assert names == wanted
