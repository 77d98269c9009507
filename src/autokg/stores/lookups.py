"""Look up nodes one hop at a time: by the indexes of the embedded store, which answer faster than a query is parsed.

Any other store is asked by SPARQL, once for all nodes.

>>> from autokg.core.terms import AKG, GRAPH
>>> from pyoxigraph import Quad
>>> store = OxigraphStore()
>>> car, maker = NamedNode("https://e.org/car"), NamedNode("https://e.org/maker")
>>> store.load([Quad(car, AKG.builder, maker, GRAPH.accepted)])
>>> describe(store, ["https://e.org/car"])["https://e.org/car"][AKG.builder.value]
['https://e.org/maker']
>>> find_subjects(store, AKG.builder, ["https://e.org/maker"])
[('https://e.org/maker', 'https://e.org/car')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, QuerySolutions

from autokg.stores.base import Store
from autokg.stores.oxigraph import OxigraphStore

Description = dict[str, list[str]]


def describe(store: Store, nodes: Iterable[str]) -> dict[str, Description]:
    """Return the values of nodes as strings, by property and node; a node of which nothing is said is left out."""
    said: dict[str, Description] = {}
    for node, predicate, value in _about(store, sorted(set(nodes))):
        said.setdefault(node, {}).setdefault(predicate, []).append(value)
    return said


def find_subjects(store: Store, predicate: NamedNode, values: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of a value and a subject that has it for a property, sorted."""
    return sorted(set(_pointing_at(store, predicate, sorted(set(values)))))


def _about(store: Store, nodes: list[str]) -> Iterator[tuple[str, str, str]]:
    if isinstance(store, OxigraphStore):
        for node in nodes:
            for quad in store.match(NamedNode(node), None, None, None):
                if isinstance(quad.object, NamedNode | Literal):
                    yield node, quad.predicate.value, quad.object.value
    elif nodes:
        rows = _rows(store, f"SELECT ?node ?predicate ?value {{ {_values(nodes)} ?node ?predicate ?value }}")
        yield from ((node, predicate, value) for node, predicate, value in rows)


def _pointing_at(store: Store, predicate: NamedNode, nodes: list[str]) -> Iterator[tuple[str, str]]:
    if isinstance(store, OxigraphStore):
        for node in nodes:
            for quad in store.match(None, predicate, NamedNode(node), None):
                if isinstance(quad.subject, NamedNode):
                    yield node, quad.subject.value
    elif nodes:
        rows = _rows(store, f"SELECT ?node ?subject {{ {_values(nodes)} ?subject {predicate} ?node }}")
        yield from ((node, subject) for node, subject in rows)


def _values(nodes: Iterable[str]) -> str:
    return f"VALUES ?node {{ {' '.join(str(NamedNode(node)) for node in nodes)} }}"


def _rows(store: Store, text: str) -> Iterator[tuple[str, ...]]:
    result = store.query(text)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return (tuple(value.value for value in row) for row in result)
