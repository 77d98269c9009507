"""Compiled shapes find what pySHACL finds: the same nodes, components, paths, values, shapes, severities, messages.

Graphs and shapes are generated together over a few terms, so that they meet. Only what is compiled is generated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from autokg.core.terms import GRAPH, RDF, RDFS, SH, XSD
from autokg.validation.breaches import Term
from validation.builders import Seen, ours, pyshacls, store_of

pytestmark = pytest.mark.slow

NODES = [NamedNode(f"https://e.org/n{number}") for number in range(5)] + [BlankNode("b0")]
CLASSES = [NamedNode(f"https://e.org/C{number}") for number in range(3)]
PROPERTIES = [NamedNode(f"https://e.org/p{number}") for number in range(3)]
NUMBERS = [Literal(number) for number in range(4)] + [Literal("1.5", datatype=XSD.decimal)]
TEXTS = [
    Literal("one"), Literal("One two"), Literal("un", language="fr"), Literal("une", language="fr"),
    Literal("one", language="en"), Literal("two", language="en-gb"),
]  # fmt: skip
OTHERS = [
    Literal("2020-02-28", datatype=XSD.date), Literal("2020-02-30", datatype=XSD.date),
    Literal("seven", datatype=XSD.integer), Literal("true", datatype=XSD.boolean),
]  # fmt: skip
# Each class and each property has a node, so that every shape has nodes to check.
TARGETED = [
    *(Triple(node, RDF.type, cls) for node, cls in zip(NODES, CLASSES, strict=False)),
    *(Triple(NODES[4], name, node) for node, name in zip(NODES, PROPERTIES, strict=False)),
]
VALUES: list[Term] = [*NODES, *NUMBERS, *TEXTS, *OTHERS]


def triples_of(
    subjects: list[NamedNode | BlankNode], values: list[Term], *, most: int = 25
) -> st.SearchStrategy[list[Triple]]:
    edge = st.builds(Triple, st.sampled_from(subjects), st.sampled_from(PROPERTIES), st.sampled_from(values))
    typing = st.builds(Triple, st.sampled_from(subjects), st.just(RDF.type), st.sampled_from(CLASSES))
    below = st.builds(Triple, st.sampled_from(CLASSES), st.just(RDFS.subClassOf), st.sampled_from(CLASSES))
    return st.lists(st.one_of(edge, edge, edge, typing, typing, below), max_size=most)


@dataclass
class Writer:
    """Writes shapes as triples, drawing what is in them."""

    draw: st.DrawFn
    values: list[Term]
    triples: list[Triple] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def new(self) -> BlankNode:
        return BlankNode(f"s{next(self.numbers)}")

    def add(self, subject: NamedNode | BlankNode, name: str, value: Term) -> None:
        self.triples.append(Triple(subject, NamedNode(f"{SH.namespace}{name}"), value))

    def list_of(self, members: list[Term]) -> Term:
        head: Term = RDF.nil
        for member in reversed(members):
            node = self.new()
            self.triples += [Triple(node, RDF.first, member), Triple(node, RDF.rest, head)]
            head = node
        return head

    def one_of(self, choices: list[Term]) -> Term:
        return self.draw(st.sampled_from(choices))

    def path(self) -> Term:
        if self.draw(st.booleans()):
            return self.one_of([*PROPERTIES])
        node = self.new()
        self.add(node, "alternativePath", self.list_of([*self.draw(st.permutations(PROPERTIES))[:2]]))
        return node

    def fill(self, shape: NamedNode | BlankNode, *, has_path: bool, depth: int) -> None:
        """Add constraints to a shape, each component once at most."""
        counted = ["minCount", "maxCount"] if has_path else []
        nested = ["not", "or"] if depth else []
        kinds = ["class", "disjoint", "bound", *counted, *nested]
        for kind in self.draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=2, unique=True)):
            self.constrain(shape, kind, depth)

    def constrain(self, shape: NamedNode | BlankNode, kind: str, depth: int) -> None:
        match kind:
            case "class":
                self.add(shape, kind, self.one_of(list(CLASSES)))
            case "disjoint":
                self.add(shape, kind, self.one_of(list(PROPERTIES)))
            case "bound":
                side = self.draw(st.sampled_from(["minInclusive", "minExclusive", "maxInclusive", "maxExclusive"]))
                self.add(shape, side, self.one_of([Literal(1), Literal(2), Literal("1.5", datatype=XSD.decimal)]))
            case "minCount":
                self.add(shape, kind, Literal(self.draw(st.integers(1, 2))))
            case "maxCount":
                self.add(shape, kind, Literal(self.draw(st.integers(0, 1))))
            case "not":
                self.add(shape, kind, self.inner_shape(depth - 1))
            case _:
                self.add(shape, kind, self.list_of([self.inner_shape(depth - 1) for _ in range(2)]))

    def inner_shape(self, depth: int) -> BlankNode:
        """Write a node shape or a property shape that is part of another."""
        node, has_path = self.new(), self.draw(st.booleans())
        if has_path:
            self.add(node, "path", self.path())
        self.fill(node, has_path=has_path, depth=depth)
        return node

    def property_shape(self, depth: int) -> BlankNode:
        node = self.new()
        self.add(node, "path", self.path())
        self.fill(node, has_path=True, depth=depth)
        self.say(node)
        return node

    def say(self, node: NamedNode | BlankNode) -> None:
        self.add(node, "message", Literal(f"said: as {node} has it", language="en"))
        if self.draw(st.booleans()):
            self.add(node, "severity", self.one_of([SH.Warning, SH.Info]))

    def target(self, node: NamedNode) -> None:
        kind, choices = self.draw(st.sampled_from([("targetClass", CLASSES), ("targetObjectsOf", PROPERTIES)]))
        self.add(node, kind, self.one_of([*choices]))


@st.composite
def shapes_for(draw: st.DrawFn, values: list[Term]) -> list[Triple]:
    writer = Writer(draw, values)
    for number in range(draw(st.integers(1, 2))):
        node = NamedNode(f"https://e.org/Shape{number}")
        writer.triples.append(Triple(node, RDF.type, SH.NodeShape))
        writer.target(node)
        writer.fill(node, has_path=False, depth=2)
        for _ in range(draw(st.integers(1, 2))):
            writer.add(node, "property", writer.property_shape(1))
        writer.say(node)
    return writer.triples


# The same cases each time: where pySHACL has a fault, a case that meets it is no news on a change of ours.
@settings(max_examples=80, deadline=None, derandomize=True)
@given(triples_of(NODES, VALUES), shapes_for(VALUES))
def test_the_same_as_pyshacl(data: list[Triple], shapes: list[Triple]) -> None:
    store = store_of([*TARGETED, *data])
    assert ours(shapes, store) == pyshacls(shapes, store)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(triples_of(NODES, VALUES), shapes_for(VALUES))
def test_a_focus_finds_what_the_whole_finds_of_it(data: list[Triple], shapes: list[Triple]) -> None:
    store = store_of([*TARGETED, *data])
    whole = ours(shapes, store)
    for node in NODES[:2]:
        near = ours(shapes, store, [node] if isinstance(node, NamedNode) else [])
        assert node_of(near, node) == node_of(whole, node)


def node_of(found: set[Seen], node: Term) -> set[Seen]:
    return {one for one in found if one[0] == node}


@settings(max_examples=20, deadline=None, derandomize=True)
@given(triples_of(NODES, VALUES), shapes_for(VALUES))
def test_a_triple_of_two_layers_counts_once(data: list[Triple], shapes: list[Triple]) -> None:
    triples = [*TARGETED, *data]
    assert ours(shapes, store_of(triples, GRAPH.accepted, GRAPH.reference)) == ours(shapes, store_of(triples))
