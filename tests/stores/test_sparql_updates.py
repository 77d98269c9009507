"""Updates: what reaches other servers is refused, and a dataset is applied to each of their parts."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from autokg.errors import QueryError
from autokg.stores import Dataset, OxigraphStore
from autokg.stores.sparql_updates import prepare_update

ONE, OTHER, COPY = (NamedNode(f"https://e.org/{name}") for name in ("one", "other", "copy"))
P = NamedNode("https://e.org/p")


@pytest.fixture
def store() -> OxigraphStore:
    store = OxigraphStore()
    store.load([Quad(graph, P, Literal(graph.value), graph) for graph in (ONE, OTHER)])
    return store


def subjects(store: OxigraphStore, graph: NamedNode) -> list[str]:
    return sorted(str(quad.subject) for quad in store.quads(graph))


@pytest.mark.parametrize(
    ("dataset", "copied"),
    [
        (None, []),  # the graph without a name, which is empty
        (Dataset(default=(ONE,)), [ONE]),
        (Dataset(default=(ONE, OTHER)), [ONE, OTHER]),
        (Dataset(named=(ONE,)), []),
    ],
)
def test_where_reads_the_dataset(dataset: Dataset | None, copied: list[NamedNode], store: OxigraphStore) -> None:
    store.update(f"INSERT {{ GRAPH {COPY} {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}", dataset=dataset)
    assert subjects(store, COPY) == sorted(map(str, copied))


def test_a_named_graph_of_the_dataset_is_read_by_name(store: OxigraphStore) -> None:
    text = f"INSERT {{ GRAPH {COPY} {{ ?s ?p ?o }} }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    store.update(text, dataset=Dataset(named=(OTHER,)))
    assert subjects(store, COPY) == [str(OTHER)]


def test_the_short_form_of_a_deletion_takes_a_dataset(store: OxigraphStore) -> None:
    text = f"DELETE WHERE {{ GRAPH ?g {{ ?s {P} ?o }} }} ; INSERT DATA {{ GRAPH {COPY} {{ {COPY} {P} 'WHERE' }} }}"
    store.update(text, dataset=Dataset(named=(ONE,)))
    assert (subjects(store, ONE), subjects(store, OTHER)) == ([], [str(OTHER)])
    assert subjects(store, COPY) == [str(COPY)]


@pytest.mark.parametrize("text", ["DELETE WHERE", "DELETE WHERE { ?s ?p", "WHERE", ""])
def test_a_broken_update_with_a_dataset_is_a_mistake(text: str, store: OxigraphStore) -> None:
    before = list(store.quads())
    if text:
        with pytest.raises(QueryError, match="mistake"):
            store.update(text, dataset=Dataset(default=(ONE,)))
    else:
        store.update(text, dataset=Dataset(default=(ONE,)))
    assert list(store.quads()) == before


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("LOAD <https://e.org/x>", "1:1", "LOAD"),
        ("INSERT DATA { <a:a> <a:b> 'LOAD' } ;\nload SILENT <https://e.org/x>", "2:1", "LOAD"),
        ("INSERT { ?s ?p 1 } WHERE { SERVICE <https://e.org/x> { ?s ?p 1 } }", "1:28", "SERVICE"),
    ],
)
def test_what_reads_from_another_server_is_refused(text: str, place: str, word: str, store: OxigraphStore) -> None:
    with pytest.raises(QueryError, match=f"^{place}: {word} .* is refused"):
        store.update(text)


def test_words_in_strings_and_names_are_no_commands(store: OxigraphStore) -> None:
    store.update("INSERT DATA { GRAPH <https://e.org/copy> { <a:LOAD> <a:SERVICE> 'LOAD <x> SERVICE USING' } }")
    assert subjects(store, COPY) == ["<a:LOAD>"]


@pytest.mark.parametrize(
    "text", ["WITH <a:g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", "DELETE { ?s ?p 1 } USING <a:g> WHERE { ?s ?p 1 }"]
)
def test_an_update_names_its_graphs_once(text: str) -> None:
    assert prepare_update(text, None) == text
    with pytest.raises(QueryError, match="contradicts the dataset of the request"):
        prepare_update(text, Dataset(default=(ONE,)))
