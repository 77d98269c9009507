"""Every file is read back by a parser that is not ours and holds the nodes and edges of the projection."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pydot
import pytest
import rdflib
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from autokg.core.dates import ImpreciseDate
from autokg.core.terms import RDFS
from autokg.exports import csv_tables, cytoscape, dot, gexf, graphml, mermaid, node_link, rdf
from autokg.exports.drawing import line_of
from autokg.exports.drawing.palette import style_of
from autokg.exports.graph_records import EDGE_COLUMNS, NODE_COLUMNS, edge_records, node_records
from autokg.exports.network_view import NetworkView
from autokg.network import VIEWS, project
from autokg.network.details import describe
from autokg.stores import OxigraphStore
from corpus import build_example

pytestmark = pytest.mark.slow

NASTY = 'A "B" \\ <C> & #D; `E`|{F}[G]\n%% 도하 🚗 &amp; \\N --> x'
GEXF = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
old_names_in_pydot = pytest.mark.filterwarnings(r"ignore:'\w+' (deprecated|argument is deprecated)")
Edges = Counter[tuple[str, str, str]]


@pytest.fixture(params=VIEWS)
def view(request: pytest.FixtureRequest) -> NetworkView:
    store = build_example().store
    network = project(store, request.param)
    describe(network, store)
    return NetworkView(request.param, network, store)


@pytest.fixture
def nasty() -> NetworkView:
    network = nx.MultiDiGraph()
    network.add_node("https://e.org/a", label=NASTY, type="Plant")
    network.add_node("https://e.org/b", label="B", type="Company")
    network.add_edge("https://e.org/b", "https://e.org/a", key="k", type="operates", status="planned", note=NASTY)
    return NetworkView("nasty", network, OxigraphStore())


def edges_of(network: nx.MultiDiGraph, type_: str = "type") -> Edges:
    """Count edges by ends and type; the ends of one without direction in either order."""
    return Counter(
        (*(ends if data.get("directed", True) else sorted(ends)), data[type_])
        for *ends, data in network.edges(data=True)
    )


def labels_of(network: nx.MultiDiGraph) -> dict[str, tuple[str, str]]:
    return {node: (data["label"], data["type"]) for node, data in network.nodes(data=True)}


def plain(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in record.items()}


def nodes_read(network: nx.MultiGraph, *own: str) -> list[dict[str, Any]]:
    return [
        {"id": node} | {name: data[name] for name in data if name not in own} for node, data in network.nodes(data=True)
    ]


def edges_read(network: nx.MultiGraph, *own: str) -> list[str]:
    """Return the edges with all attributes but those that the format adds, by their ends in the order of labels."""
    return sorted(
        str(sorted((name, data[name]) for name in data if name not in own)) for *_, data in network.edges(data=True)
    )


def edges_wanted(view: NetworkView) -> list[str]:
    ends = ("source", "target")
    return sorted(
        str(sorted((name, value) for name, value in plain(record).items() if name not in ends))
        for record in edge_records(view)
    )


@pytest.mark.parametrize("format_", ["graphml", "cytoscape", "node-link"])
def test_a_format_of_networks_holds_every_node_edge_and_attribute(view: NetworkView, format_: str) -> None:
    read = READERS[format_](view)
    assert nodes_read(read, "name", "value") == list(node_records(view))
    assert edges_of(read, "relation") == edges_of(view.network)
    assert edges_read(read, "id", "key", "source", "target") == edges_wanted(view)
    assert read.is_directed() == (view.name != "partners")


def test_graphml_gives_each_edge_an_id_of_its_own(view: NetworkView) -> None:
    ids = re.findall(r'<edge [^>]*id="([^"]*)"', graphml.write(view).decode())
    assert len(ids) == len(set(ids)) == view.network.number_of_edges()


def test_gexf_holds_every_node_and_edge_with_days_for_its_dates(view: NetworkView) -> None:
    read = nx.read_gexf(io.BytesIO(gexf.write(view)))
    assert labels_of(read) == labels_of(view.network)
    assert edges_of(read, "relation") == edges_of(view.network)
    assert read.is_directed() == (view.name != "partners")
    for *_, data in read.edges(data=True):
        starts = data.get("starts")
        if starts or "ends" in data:
            day = ImpreciseDate.parse(starts).earliest if starts else None
            assert data.get("start") == (day.isoformat() if day else None)


def test_gexf_keeps_its_own_rules(view: NetworkView) -> None:
    graph = ElementTree.fromstring(gexf.write(view)).find("g:graph", GEXF)
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    nodes, edges = graph.findall("g:nodes/g:node", GEXF), graph.findall("g:edges/g:edge", GEXF)
    ids = {node.get("id") for node in nodes}
    assert len(ids) == len(nodes)
    assert len({edge.get("id") for edge in edges}) == len(edges)
    assert {edge.get(end) for edge in edges for end in ("source", "target")} == ids
    for parts, class_ in ((nodes, "node"), (edges, "edge")):
        declared = {one.get("id") for one in graph.findall(f"g:attributes[@class='{class_}']/g:attribute", GEXF)}
        assert {
            value.get("for") for part in parts for value in part.findall("g:attvalues/g:attvalue", GEXF)
        } <= declared
    for part in (*nodes, *edges):
        start, end = part.get("start", "0001-01-01"), part.get("end", "9999-12-31")
        assert dt.date.fromisoformat(start) <= dt.date.fromisoformat(end)


def test_gexf_has_a_size_a_colour_and_an_outline_for_each_node_and_a_line_for_each_edge(view: NetworkView) -> None:
    read = nx.read_gexf(io.BytesIO(gexf.write(view)))
    assert all(data["viz"]["color"] == gexf.colour(style_of(data["type"]).colour) for _, data in read.nodes(data=True))
    by_neighbours = sorted(
        (len(set(nx.all_neighbors(read, node))), data["viz"]["size"]) for node, data in read.nodes(data=True)
    )
    sizes = [size for _, size in by_neighbours]
    assert sizes == sorted(sizes)
    assert sizes[0] > 0
    tree = ElementTree.fromstring(gexf.write(view))
    lines = [shape.get("value") for shape in tree.findall(".//g:edge/viz:shape", GEXF)]
    assert lines == [line_of(data).plain for *_, data in view.network.edges(data=True)]
    assert {shape.get("value") for shape in tree.findall(".//g:node/viz:shape", GEXF)} <= {
        "disc",
        "square",
        "triangle",
        "diamond",
    }


# What GEXF 1.3 allows in each element: required attributes, further ones, and elements (https://gexf.net/schema.html).
GEXF_GRAMMAR = {
    "gexf": ("version", "variant", "meta graph"),
    "meta": ("", "lastmodifieddate", "creator keywords description"),
    "creator": ("", "", ""),
    "graph": ("", "defaultedgetype idtype mode timeformat timerepresentation timezone start end", "attributes nodes edges"),
    "attributes": ("class", "mode", "attribute"),
    "attribute": ("id title type", "", "default options"),
    "nodes": ("", "count", "node"),
    "node": ("id", "label start end", "attvalues viz:color viz:position viz:size viz:shape"),
    "edges": ("", "count", "edge"),
    "edge": ("source target", "id type label weight kind start end", "attvalues viz:color viz:thickness viz:shape"),
    "attvalues": ("", "", "attvalue"),
    "attvalue": ("for value", "start end", ""),
    "viz:color": ("r g b", "a", ""),
    "viz:position": ("x y z", "", ""),
    "viz:size": ("value", "", ""),
    "viz:thickness": ("value", "", ""),
    "viz:shape": ("value", "", ""),
}  # fmt: skip


def test_gexf_has_only_what_its_schema_allows(view: NetworkView) -> None:
    prefixes = {GEXF["g"]: "", GEXF["viz"]: "viz:"}

    def name_of(part: ElementTree.Element) -> str:
        namespace, _, name = part.tag.removeprefix("{").partition("}")
        return prefixes[namespace] + name

    for part in ElementTree.fromstring(gexf.write(view)).iter():
        required, further, inside = (set(names.split()) for names in GEXF_GRAMMAR[name_of(part)])
        attributes = {name for name in part.keys() if not name.startswith("{")}  # noqa: SIM118 (no mapping)
        assert required <= attributes <= required | further
        assert {name_of(child) for child in part} <= inside


def test_gexf_places_nodes_unless_they_are_too_many(view: NetworkView, monkeypatch: pytest.MonkeyPatch) -> None:
    positions = ElementTree.fromstring(gexf.write(view)).findall(".//g:node/viz:position", GEXF)
    assert len({(at.get("x"), at.get("y")) for at in positions}) == len(view.network)
    monkeypatch.setattr(gexf, "MOST_PLACED", len(view.network) - 1)
    assert b"viz:position" not in gexf.write(view)
    assert any("positions" in remark for remark in view.remarks)


def test_gexf_shows_a_node_while_one_of_its_edges_may_hold() -> None:
    network = nx.MultiDiGraph()
    network.add_nodes_from(["a", "b", "c"], label="x", type="Company")
    network.add_edge("a", "b", type="operates", start="2020", end="2021")
    network.add_edge("c", "b", type="operates", start="2022-41")
    read = nx.read_gexf(io.BytesIO(gexf.write(NetworkView("v", network, OxigraphStore()))))
    spans = {node: (data.get("start"), data.get("end")) for node, data in read.nodes(data=True)}
    assert spans == {"a": ("2020-01-01", "2021-12-31"), "b": ("2020-01-01", None), "c": ("2022-07-01", None)}


def test_gexf_leaves_out_an_end_before_the_beginning() -> None:
    network = nx.MultiDiGraph()
    network.add_nodes_from(["a", "b"], label="x", type="Company")
    network.add_edge("a", "b", type="operates", start="2022", end="2021")
    (edge,) = nx.read_gexf(io.BytesIO(gexf.write(NetworkView("v", network, OxigraphStore())))).edges(data=True)
    assert (edge[2]["start"], edge[2].get("end"), edge[2]["ends"]) == ("2022-01-01", None, "2021")


def test_gexf_says_nothing_of_the_day_it_was_written(view: NetworkView) -> None:
    assert b"lastmodifieddate" not in gexf.write(view)


def test_an_open_date_gives_gexf_no_day() -> None:
    network = nx.MultiDiGraph()
    network.add_nodes_from(["a", "b"], label="x", type="Company")
    network.add_edge("a", "b", type="operates", start="../2020", end="2021/..")
    (edge,) = nx.read_gexf(io.BytesIO(gexf.write(NetworkView("v", network, OxigraphStore())))).edges(data=True)
    assert {"start", "end"}.isdisjoint(edge[2])
    assert (edge[2]["starts"], edge[2]["ends"]) == ("../2020", "2021/..")


def test_cytoscape_json_names_nodes_by_their_labels_and_edges_by_numbers(view: NetworkView) -> None:
    read = nx.cytoscape_graph(json.loads(cytoscape.write(view)))
    assert {data["name"] for _, data in read.nodes(data=True)} == {label for label, _ in labels_of(read).values()}
    ids = [data["id"] for *_, data in read.edges(data=True)]
    assert len(set(ids)) == len(ids)


@old_names_in_pydot
def test_dot_holds_every_node_and_edge_and_dashes_what_is_planned(view: NetworkView) -> None:
    (graph,) = pydot.graph_from_dot_data(dot.write(view).decode()) or []
    nodes = {unquote(n.get_name()): n for n in graph.get_nodes() if n.get_name() not in ("node", "edge")}
    found = {iri: (unquote(n.get("label")), unquote(n.get("type"))) for iri, n in nodes.items()}
    assert found == labels_of(view.network)
    assert graph.get_type() == ("graph" if view.name == "partners" else "digraph")
    assert edges_of(view.network) == Counter(
        (unquote(e.get_source()), unquote(e.get_destination()), unquote(e.get("relation"))) for e in graph.get_edges()
    )
    for edge in graph.get_edges():
        is_dashed = unquote(edge.get("style")) == "dashed"
        assert is_dashed == (unquote(edge.get("status")) in ("planned", "reported"))


def unquote(text: object) -> str:
    """Undo the quoting of DOT as Graphviz does."""
    inner = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], str(text)[1:-1])
    return html.unescape(inner)


def test_mermaid_holds_every_node_and_edge_and_dashes_what_is_planned(view: NetworkView) -> None:
    nodes, edges = read_mermaid(mermaid.write(view).decode())
    wanted = {node: label for node, (label, _) in labels_of(view.network).items()}
    assert nodes == wanted
    assert all((arrow in ("---", "-.-", "x-.-x")) == (view.name == "partners") for *_, arrow in edges)
    planned = Counter(
        (source, target, data["status"] in ("planned", "reported"))
        for source, target, data in view.network.edges(data=True)
    )
    assert Counter((source, target, arrow in ("-.->", "-.-")) for source, target, arrow in edges) == planned


def test_mermaid_too_large_for_most_pages_is_told(nasty: NetworkView) -> None:
    mermaid.write(nasty)
    assert nasty.remarks == []
    for number in range(499):
        nasty.network.add_edge("https://e.org/b", "https://e.org/a", key=f"k{number}", type="operates")
    mermaid.write(nasty)
    assert nasty.remarks == [
        "most pages draw Mermaid of fewer than 500 edges and 50,000 characters only; a part around a thing is smaller"
    ]


# The part of Mermaid's grammar that is written: a node, an edge with a text, a link. Text in quotes may hold any
# character but quotes, and `#code;` stands for what would be markup.
_TEXT = r'"([^"#&<>%`\\{}|]|#\d+;)*"'
_NODE = re.compile(rf"  (n\d+)(\[\[|\(\[|\{{\{{|\[)({_TEXT})(\]\]|\]\)|\}}\}}|\])")
_EDGE = re.compile(rf"  (n\d+) (-->|-\.->|-\.-x|---|-\.-|x-\.-x)\|{_TEXT}\| (n\d+)")
_LINK = re.compile(r'  click (n\d+) href "([^"]*)"')
_PAIRS = {"[": "]", "[[": "]]", "([": "])", "{{": "}}"}


def read_mermaid(text: str) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """Read a flowchart; a line outside the grammar is an error."""
    first, *lines = text.splitlines()
    assert first == "flowchart LR"
    labels: dict[str, str] = {}
    iris: dict[str, str] = {}
    edges: list[tuple[str, str, str]] = []
    for line in lines:
        if node := _NODE.fullmatch(line):
            assert _PAIRS[node[2]] == node[5]
            labels[node[1]] = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), node[3][1:-1])
        elif edge := _EDGE.fullmatch(line):
            edges.append((edge[1], edge[4], edge[2]))
        else:
            link = _LINK.fullmatch(line)
            assert link, f"not Mermaid: {line}"
            iris[link[1]] = link[2]
    assert labels.keys() == iris.keys()
    return {iris[name]: label for name, label in labels.items()}, [(iris[s], iris[t], arrow) for s, t, arrow in edges]


def test_csv_holds_every_node_and_edge_and_attribute(view: NetworkView) -> None:
    nodes = list(csv.DictReader(io.StringIO(csv_tables.write_nodes(view).decode())))
    assert {row["id"]: (row["label"], row["type"]) for row in nodes} == labels_of(view.network)
    edges = list(csv.DictReader(io.StringIO(csv_tables.write_edges(view).decode())))
    wanted = [{name: str(value) for name, value in record.items()} for record in edge_records(view)]
    assert [{name: value for name, value in row.items() if value} for row in edges] == wanted
    assert tuple(edges[0])[: len(EDGE_COLUMNS)] == EDGE_COLUMNS
    assert tuple(nodes[0])[: len(NODE_COLUMNS)] == NODE_COLUMNS


RDF_FORMATS = {
    "turtle": ("turtle", RdfFormat.TURTLE),
    "ntriples": ("nt", RdfFormat.N_TRIPLES),
    "rdfxml": ("xml", RdfFormat.RDF_XML),
    "jsonld": ("json-ld", RdfFormat.JSON_LD),
    "trig": ("trig", RdfFormat.TRIG),
    "nquads": ("nquads", RdfFormat.N_QUADS),
}


def write_rdf(view: NetworkView, syntax: str) -> bytes:
    return b"".join(rdf.write_view(syntax, view))


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("syntax", RDF_FORMATS)
def test_rdf_is_read_alike_by_rdflib_and_oxigraph(view: NetworkView, syntax: str) -> None:
    of_rdflib, of_oxigraph = RDF_FORMATS[syntax]
    written = write_rdf(view, syntax)
    quads = set(parse(written, format=of_oxigraph))
    assert quads
    dataset = rdflib.Dataset()
    dataset.parse(data=written, format=of_rdflib)
    found = {(str(s), str(p), str(o)) for s, p, o, _ in dataset.quads()}
    assert found == {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in quads}


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "all"])
@pytest.mark.parametrize("syntax", RDF_FORMATS)
def test_the_rdf_of_a_view_is_its_nodes_and_the_edges_that_a_property_states(view: str, syntax: str) -> None:
    store = build_example().store
    network = project(store, view)
    quads = set(parse(write_rdf(NetworkView(view, network, store), syntax), format=RDF_FORMATS[syntax][1]))
    labels = {(quad.subject.value, quad.object.value) for quad in quads if quad.predicate == RDFS.label}
    assert labels == {(node, label) for node, label in network.nodes(data="label")}
    edges = {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in quads if is_edge(quad)}
    assert edges == {(s, p, t) for s, t, p in network.edges(data="property") if p}
    assert {quad.graph_name for quad in quads} == {DefaultGraph()}


def is_edge(quad: Quad) -> bool:
    return isinstance(quad.object, NamedNode) and not quad.predicate.value.endswith("#type")


READERS: dict[str, Callable[[NetworkView], nx.MultiGraph]] = {
    "graphml": lambda view: nx.parse_graphml(graphml.write(view).decode(), force_multigraph=True),
    "gexf": lambda view: nx.read_gexf(io.BytesIO(gexf.write(view))),
    "cytoscape": lambda view: nx.cytoscape_graph(json.loads(cytoscape.write(view))),
    "node-link": lambda view: nx.node_link_graph(json.loads(node_link.write(view)), edges="links"),
}


@pytest.mark.parametrize("format_", READERS)
def test_markup_in_a_label_comes_back_as_it_was(nasty: NetworkView, format_: str) -> None:
    network = READERS[format_](nasty)
    assert network.nodes["https://e.org/a"]["label"].replace("\n", " ") == NASTY.replace("\n", " ")
    ((*_, edge),) = network.edges(data=True)
    assert edge["note"].split() == NASTY.split()


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")
@pytest.mark.parametrize("name", [*VIEWS, "nasty"])
def test_graphviz_takes_the_dot_that_is_written(name: str, nasty: NetworkView) -> None:
    store = build_example().store
    view = nasty if name == "nasty" else NetworkView(name, project(store, name), store)
    done = subprocess.run(["dot", "-Tjson"], input=dot.write(view), capture_output=True, check=True)
    assert done.stderr == b""
    graph = json.loads(done.stdout)
    assert {node["name"] for node in graph.get("objects", ())} == set(view.network)
    styles = {"dashed": ("planned", "reported"), "dotted": ("ended", "cancelled")}
    for edge in graph.get("edges", ()):
        assert edge["status"] in styles.get(edge["style"], ("actual",))


@old_names_in_pydot
def test_markup_in_a_label_comes_back_from_dot(nasty: NetworkView) -> None:
    (graph,) = pydot.graph_from_dot_data(dot.write(nasty).decode()) or []
    assert {unquote(node.get("label")) for node in graph.get_nodes() if node.get("label")} == {NASTY, "B"}


def test_markup_in_a_label_comes_back_from_mermaid_on_one_line(nasty: NetworkView) -> None:
    nodes, _ = read_mermaid(mermaid.write(nasty).decode())
    assert nodes["https://e.org/a"] == NASTY.replace("\n", " ")


def test_markup_in_a_label_comes_back_from_csv_and_rdf(nasty: NetworkView) -> None:
    rows = csv.DictReader(io.StringIO(csv_tables.write_nodes(nasty).decode(), newline=""))
    assert {row["label"] for row in rows} == {NASTY, "B"}
    written = write_rdf(nasty, "turtle")
    labels = {quad.object.value for quad in parse(written, RdfFormat.TURTLE) if quad.predicate == RDFS.label}
    assert labels == {NASTY, "B"}


@pytest.mark.parametrize("write", [graphml.write, gexf.write])
def test_what_xml_cannot_hold_is_replaced(write: Any) -> None:
    network = nx.MultiDiGraph()
    network.add_node("https://e.org/a", label="A\x00\x1b\ufffeB", type="Plant")
    tree = ElementTree.fromstring(write(NetworkView("v", network, OxigraphStore())))
    texts = [element.text for element in tree.iter()] + [element.get("label") for element in tree.iter()]
    assert "A\ufffd\ufffd\ufffdB" in texts
