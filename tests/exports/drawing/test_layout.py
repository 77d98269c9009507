"""Nodes and their labels have room of their own, whoever places them."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autokg.exports.drawing import graphviz
from autokg.exports.drawing.label_lines import Room, wrap
from autokg.exports.drawing.layout import lay_out
from autokg.exports.drawing.packing import Block, pack
from autokg.exports.drawing.sketch import sketch
from autokg.exports.drawing.spacing import Places, part
from exports.drawing.networks import make_network

ENGINES = [
    pytest.param("graphviz", marks=pytest.mark.skipif(not graphviz.find_program(), reason="Graphviz is not installed")),
    "python",
]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "python":
        monkeypatch.setattr(graphviz, "find_program", lambda: None)
    return str(request.param)


def count_overlaps(places: Places, rooms: list[Room]) -> int:
    blocks = [
        Block(x - room.width / 2, -y - room.above, room.width, room.height)
        for (x, y), room in zip(places.tolist(), rooms, strict=True)
    ]
    return sum(one.meets(other) for one, other in combinations(blocks, 2))


@pytest.mark.parametrize(("nodes", "edges"), [(1, 0), (2, 1), (40, 0), (150, 170)])
def test_no_two_boxes_overlap(engine: str, nodes: int, edges: int) -> None:
    rooms = [Room(30 + 7 * (number % 12), 9, 14 + 9 * (number % 3)) for number in range(nodes)]
    layout = lay_out(sketch(make_network(nodes, edges)), rooms)
    assert layout.by_graphviz == (engine == "graphviz")
    assert count_overlaps(layout.places, rooms) == 0


def test_neighbours_are_nearer_than_others(engine: str) -> None:
    network = nx.relabel_nodes(nx.MultiDiGraph(nx.path_graph(12)), str)
    nx.set_edge_attributes(network, "operates", "type")
    places = lay_out(sketch(network), [Room(40, 9, 14)] * 12).places
    distance = np.linalg.norm(places[:, None] - places[None], axis=2)
    assert all(distance[number, number + 1] < distance[number, number + 3] for number in range(9))


def test_a_place_is_the_same_each_time(engine: str) -> None:
    drawn, rooms = sketch(make_network(60, 80)), [Room(60, 9, 14)] * 60
    assert lay_out(drawn, rooms).places.tolist() == lay_out(drawn, rooms).places.tolist()


def test_where_graphviz_fails_python_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz, "find_program", lambda: "/bin/false")
    rooms = [Room(60, 9, 14)] * 20
    assert count_overlaps(lay_out(sketch(make_network(20, 30)), rooms).places, rooms) == 0


boxes = st.lists(
    st.tuples(st.floats(-50, 50), st.floats(-50, 50), st.floats(5, 90), st.floats(4, 20), st.floats(4, 40)), max_size=12
)


@given(boxes)
@settings(deadline=None, max_examples=50)
def test_boxes_are_parted_wherever_they_were(given_: list[tuple[float, float, float, float, float]]) -> None:
    places = np.array([(x, y) for x, y, *_ in given_]).reshape(-1, 2)
    rooms = [Room(width, above, below) for _, _, width, above, below in given_]
    assert count_overlaps(part(places, rooms), rooms) == 0


def test_what_has_room_stays_where_it_is() -> None:
    places = np.array([[0.0, 0.0], [200.0, 0.0], [0.0, 200.0]])
    assert part(places, [Room(20, 9, 9)] * 3) == pytest.approx(places, abs=0.01)


@given(st.lists(st.tuples(st.floats(10, 500), st.floats(10, 300)), max_size=15))
@settings(deadline=None, max_examples=50)
def test_packed_blocks_do_not_overlap(sizes: list[tuple[float, float]]) -> None:
    blocks = [Block(*corner, *size) for corner, size in zip(pack(sizes), sizes, strict=True)]
    assert not any(one.meets(other) for one, other in combinations(blocks, 2))


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=50)
def test_a_label_is_up_to_three_lines_that_can_be_printed(label: str) -> None:
    lines = wrap(label)
    assert 1 <= len(lines) <= 3
    assert all(line.isprintable() and len(line) <= 22 for line in lines)
