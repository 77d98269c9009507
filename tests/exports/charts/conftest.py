"""The invented corpus, with coordinates for one of its towns."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from autokg.core.terms import GEONAMES, GRAPH, SKOS, WGS84, XSD
from autokg.stores import OxigraphStore
from corpus import build_example

TOWN = "https://w3id.org/autokg/id/place/northport-kr"


def degrees(value: float) -> Literal:
    return Literal(str(value), datatype=XSD.decimal)


@pytest.fixture(scope="session")
def store() -> OxigraphStore:
    store = OxigraphStore()
    store.load(build_example().store.quads())
    return store


@pytest.fixture(scope="session")
def town(store: OxigraphStore) -> str:
    """Say where the first town lies that a plant is in, and return its IRI."""
    found = store.query(
        "PREFIX akg: <https://w3id.org/autokg/ontology#> "
        "SELECT ?town { ?plant a akg:Plant ; akg:locatedIn ?town } ORDER BY ?town LIMIT 1"
    )
    assert isinstance(found, QuerySolutions)
    town: NamedNode = next(found)["town"]
    store.load(
        [
            Quad(town, WGS84.lat, degrees(35.10168), GRAPH.reference),
            Quad(town, WGS84.long, degrees(129.03004), GRAPH.reference),
            Quad(town, SKOS.exactMatch, NamedNode(f"{GEONAMES}1838524/"), GRAPH.reference),
        ]
    )
    return town.value
