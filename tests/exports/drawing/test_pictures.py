"""What a picture shows is what the network holds, and all of it can be read."""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from itertools import combinations
from math import dist
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pdfplumber
import pytest
from PIL import Image

from autokg.errors import UsageError
from autokg.exports.drawing import PAPERS, draw, graphviz
from autokg.exports.drawing.packing import Block
from autokg.exports.drawing.palette import style_of
from exports.drawing.networks import STATUSES, make_network

pytestmark = pytest.mark.slow

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=[True, False], ids=["graphviz", "python"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param and not graphviz.find_program():
        pytest.skip("Graphviz is not installed")
    if not request.param:
        monkeypatch.setattr(graphviz, "find_program", lambda: None)
    return bool(request.param)


def elements(content: bytes, prefix: str) -> dict[str, ElementTree.Element]:
    tree = ElementTree.fromstring(content)
    return {name: each for each in tree.iter() if (name := each.get("id", "")).startswith(f"{prefix}-")}


def box_of(mark: ElementTree.Element) -> Block:
    """Return the box of a node's mark, or of the paper behind a label."""
    if mark.tag == f"{SVG}circle":
        x, y, radius = (float(mark.get(name, "")) for name in ("cx", "cy", "r"))
        return Block(x - radius, y - radius, 2 * radius, 2 * radius)
    if mark.tag == f"{SVG}polygon":
        xs, ys = zip(*(map(float, point.split(",")) for point in mark.get("points", "").split()), strict=True)
        return Block(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    (paper,) = mark.iter(f"{SVG}rect")
    return Block(*(float(paper.get(name, "")) for name in ("x", "y", "width", "height")))


def text_of(element: ElementTree.Element) -> str:
    return "".join(element.itertext()).strip()


@pytest.mark.parametrize(("nodes", "edges"), [(150, 180), (40, 90)])
def test_no_label_lies_on_another_or_on_a_node(engine: bool, nodes: int, edges: int) -> None:
    content = draw(make_network(nodes, edges), "Example", "svg").content
    labels = {name: box_of(element) for name, element in elements(content, "label").items()}
    marks = [box_of(element) for element in elements(content, "node").values()]
    assert len(marks) == nodes
    assert {name.split("-")[1] for name in labels} == {str(number) for number in range(nodes)}
    own = [(one, other) for one, other in combinations(labels, 2) if one.split("-")[1] != other.split("-")[1]]
    assert [pair for pair in own if labels[pair[0]].meets(labels[pair[1]])] == []
    assert not any(one.meets(other) for one, other in combinations(marks, 2))


def test_every_label_stands_there_whole_in_svg_and_pdf() -> None:
    network = make_network(20, 30)
    svg = draw(network, "Example", "svg").content
    lines: dict[str, list[str]] = {}
    for name, element in elements(svg, "label").items():
        lines.setdefault(name.split("-")[1], []).append(text_of(element))
    wanted = [re.sub(r"\s", "", label) for _, label in network.nodes(data="label")]
    short = [label for label in wanted if len(label) < 40]
    assert set(short) <= {"".join(each).replace(" ", "") for each in lines.values()}
    with pdfplumber.open(io.BytesIO(draw(network, "Example", "pdf").content)) as pdf:
        (page,) = pdf.pages
        written = "".join(char["text"] for char in page.chars).replace(" ", "")
    assert [label for label in short if label not in written] == []


def one_tie(**edge: Any) -> nx.MultiDiGraph:
    network = nx.MultiDiGraph()
    network.add_node("a", label="Acme", type="Company")
    network.add_node("b", label="Hill plant", type="Plant")
    network.add_edge("a", "b", **{"type": "operates", "status": "actual", "sources": 1} | edge)
    return network


def the_tie(network: nx.MultiDiGraph) -> ElementTree.Element:
    (tie,) = elements(draw(network, "Example", "svg").content, "tie").values()
    return tie


def test_lines_are_dashed_for_plans_and_dotted_for_what_is_over() -> None:
    dashes = {status: the_tie(one_tie(status=status)).get("stroke-dasharray") for status in STATUSES}
    assert dashes["actual"] is None
    assert len({dashes[status] for status in ("actual", "planned", "reported", "ended")}) == 4
    assert dashes["ended"] == dashes["cancelled"]


def test_more_sources_make_a_wider_line() -> None:
    widths = [float(the_tie(one_tie(sources=count)).get("stroke-width", "")) for count in (1, 2, 5, 20)]
    assert widths == sorted(set(widths))


def test_an_arrow_is_drawn_only_where_direction_means_something() -> None:
    relations = ("operates", "partnerOf", "formerPartnerOf")
    arrows = [the_tie(one_tie(type=relation)).get("marker-end") for relation in relations]
    assert arrows == ["url(#arrow)", None, None]


def test_a_line_ends_at_the_edges_of_its_nodes() -> None:
    content = draw(one_tie(type="partnerOf"), "Example", "svg").content
    (tie,), (circle, square) = elements(content, "tie").values(), elements(content, "node").values()
    start, end = ((float(tie.get(f"x{end}", "")), float(tie.get(f"y{end}", ""))) for end in (1, 2))
    centre = float(circle.get("cx", "")), float(circle.get("cy", ""))
    assert dist(start, centre) == pytest.approx(float(circle.get("r", "")), abs=0.02)
    box = box_of(square)
    reach = dist(end, (box.x + box.width / 2, box.y + box.height / 2))
    assert box.width / 2 < reach < box.width


def test_a_node_has_the_colour_and_corners_of_its_type() -> None:
    nodes = elements(draw(one_tie(), "Example", "svg").content, "node")
    assert [node.get("fill") for node in nodes.values()] == [style_of("Company").colour, style_of("Plant").colour]
    assert [node.tag for node in nodes.values()] == [f"{SVG}circle", f"{SVG}polygon"]


def test_the_legend_explains_what_is_there_and_nothing_else() -> None:
    content = draw(one_tie(status="planned", sources=2), "Example", "svg", ["a note"]).content
    texts = [text.text for text in ElementTree.fromstring(content).iter(f"{SVG}text")]
    for wanted in (
        "Example",
        "2 nodes, 1 line for 1 tie",
        "a note",
        "company (1)",
        "plant (1)",
        "planned",
    ):
        assert texts.count(wanted) == 1, wanted
    assert not {"holds", "reported", "ended or cancelled", "group (1)"} & set(texts)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_network_gives_the_same_bytes(paper: str) -> None:
    network = make_network(12, 20)
    network.add_node("x", label="도하 и др.", type="Plant")  # a second font, whose order must not change
    assert draw(network, "Example", paper).content == draw(network, "Example", paper).content


def test_a_png_holds_the_colours() -> None:
    image = Image.open(io.BytesIO(draw(one_tie(), "Example", "png").content)).convert("RGB")
    found = Counter(image.get_flattened_data() if hasattr(image, "get_flattened_data") else image.getdata())
    for type_ in ("Company", "Plant"):
        colour = style_of(type_).colour
        assert found[tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))] > 100


@pytest.mark.parametrize("paper", PAPERS)
def test_labels_of_all_sorts_are_drawn_as_they_are(paper: str) -> None:
    network = one_tie()
    network.add_node("c", label='A "B" <C> & $x_1$ \\alpha \x00 도하 𒀀', type="Starship")
    picture = draw(network, "$ & <title>", paper)
    assert picture.content
    if paper == "svg":
        texts = " ".join(text_of(element) for element in elements(picture.content, "label").values())
        assert "<C> & $x_1$" in texts
        assert "\ufffd" in texts
    assert any("the letters 도하𒀀 are seen only if" in remark for remark in picture.remarks)


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_drawn_as_such(paper: str) -> None:
    picture = draw(nx.MultiDiGraph(), "Example", paper)
    assert picture.content
    if paper == "svg":
        assert b"nothing to draw" in picture.content


def test_a_missing_graphviz_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert draw(one_tie(), "Example", "svg").remarks == (
        "Graphviz is not installed, so that nodes were placed by Python alone; with it pictures read better",
    )


@pytest.mark.parametrize("library", ["vl_convert", "pypdf"])
def test_only_png_and_pdf_need_an_extra(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    assert draw(one_tie(), "Example", "svg").content
    for paper in ("png", "pdf"):
        with pytest.raises(UsageError, match=rf'needs the package {library}: pip install "autokg\[pictures\]"'):
            draw(one_tie(), "Example", paper)
