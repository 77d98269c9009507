"""Any result whose columns allow it can be seen as a network, a map or bars."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from autokg.core.terms import AKG, RDF, RDFS, WGS84, XSD
from autokg.exports.result_pictures import Term, TermTable, find_pictures
from autokg.stores import OxigraphStore

A, B, C = (NamedNode(f"https://e.org/{name}") for name in "abc")


def integer(value: object) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def decimal(value: object) -> Literal:
    return Literal(str(value), datatype=XSD.decimal)


def table(columns: str, *rows: tuple[Term | None, ...]) -> TermTable:
    return TermTable(tuple(columns.split()), rows)


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    made = OxigraphStore()
    made.load(
        [
            Quad(A, RDF.type, AKG.Plant),
            Quad(A, RDFS.label, Literal("Hill <plant>")),
            Quad(A, AKG.locatedIn, B),
            Quad(B, WGS84.lat, decimal(50)),
            Quad(B, WGS84.long, decimal(8)),
            Quad(C, RDFS.label, Literal("Acme")),
        ]
    )
    return made


def kinds(result: TermTable, store: OxigraphStore) -> set[str]:
    return set(find_pictures(result, store))


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (table("plant", (A,)), {"map"}),
        (table("plant maker", (A, C)), {"map", "graph"}),
        (table("maker", (C,)), set()),
        (table("plant", (None,)), set()),
        (table("plant maker", (A, None)), {"map"}),
        (table("status maker", (AKG.planned, C)), set()),
        (table("name models", (Literal("Acme"), integer(3))), {"chart"}),
        (table("name started", (Literal("Acme"), Literal("2025"))), set()),
        (table("name models", (Literal("Acme"), integer(3)), (Literal("Beta"), Literal("many"))), set()),
        (table("name lat long", (Literal("Acme"), decimal(50), decimal(8))), {"map"}),
        (table("name lat long", (Literal("Acme"), decimal(90), decimal(180))), {"map"}),
        (table("name lat long", (Literal("Acme"), decimal(90.1), decimal(8))), set()),
        (table("name lat long", (Literal("Acme"), decimal(50), decimal(180.1))), set()),
        (table("name number", (Literal("Acme"), Literal("INF", datatype=XSD.double))), set()),
        (table("subject predicate object", (A, AKG.operatedBy, C)), {"map", "graph"}),
        (table("subject predicate object", (A, RDF.type, C)), {"map"}),
        (table("subject predicate object"), set()),
    ],
)
def test_the_columns_decide_which_pictures_there_are(
    result: TermTable, expected: set[str], store: OxigraphStore
) -> None:
    assert kinds(result, store) == expected


@pytest.mark.parametrize("kind", ["graph", "map"])
def test_a_picture_has_the_labels_and_is_well_formed(kind: str, store: OxigraphStore) -> None:
    picture = find_pictures(table("plant maker", (A, C)), store)[kind]()
    assert 'aria-label="plant, maker"' in picture
    assert "Hill <plant>" in " ".join("".join(ElementTree.fromstring(picture).itertext()).split())


def test_a_map_tells_how_many_lie_at_one_place(store: OxigraphStore) -> None:
    rows = [(Literal(name), decimal(50), decimal(8)) for name in ("One", "Two", "Three")]
    assert "One +2" in find_pictures(table("name lat long", *rows), store)["map"]()


def test_bars_are_labelled_by_what_tells_them_apart(store: OxigraphStore) -> None:
    rows = [(Literal("Owner"), Literal(name), integer(number)) for name, number in (("One", 1_000), ("Two", -20))]
    picture = find_pictures(table("owner owned share", *rows), store)["chart"]()
    assert all(words in picture for words in ("One", "Two", "1,000", "-20"))
    assert "Owner" not in picture


def test_a_large_network_keeps_those_with_the_most_links(store: OxigraphStore) -> None:
    many = [NamedNode(f"https://e.org/n{number}") for number in range(100)]
    picture = find_pictures(table("maker owner", *((node, C) for node in many)), store)["graph"]()
    assert picture.count('id="node-') == 80
    assert "Acme" in picture


def test_a_picture_is_the_same_each_time(store: OxigraphStore) -> None:
    rows = [(A, C), (C, B)]
    assert find_pictures(table("x y", *rows), store)["graph"]() == find_pictures(table("x y", *rows), store)["graph"]()
