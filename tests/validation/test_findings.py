"""Breaches in words, sorted; and the referee on the bundled knowledge base, whole and with faults put in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from autokg.building.bundled import open_bundled
from autokg.core.terms import AKG, GRAPH, RDF, SH
from autokg.stores import OxigraphStore
from autokg.validation import Finding, load_shapes, validate
from autokg.validation.breaches import CHECKED
from validation.builders import ours, pyshacls, read, store_of

pytestmark = pytest.mark.slow

STAKES = """
:s a akg:Stake ; akg:stakeOwner :o ; akg:stakeIn :o ; akg:sharePercent 120 ; akg:status akg:ended .
:o rdfs:label "Example Motors" . :a a akg:Agreement ; rdfs:label "A deal" ; akg:party :o .
:c rdf:subject :s ; akg:saying :t . :t akg:evidence :e . :e oa:hasSource :d . :d rdfs:label "A report" .
"""


class TestWords:
    def test_a_finding_has_label_value_source_path_and_component(self) -> None:
        first, second, third = validate(store_of(read(STAKES)))
        assert str(first) == (
            "violation: https://e.org/s (120): a share lies between 0 and 100 per cent [A report]"
        )  # fmt: skip
        assert (first.path, first.component) == ("akg:sharePercent", "MaxInclusiveConstraintComponent")
        assert str(second).startswith(
            "violation: https://e.org/s (Example Motors): an organisation does not own itself"
        )
        assert str(third) == "warning: A deal: an agreement has two parties or more"

    def test_the_words_are_in_the_language_asked_for(self) -> None:
        assert validate(store_of(read(STAKES)), "fr")[2].message == "un accord a au moins deux parties"

    def test_only_what_a_node_breaks_is_found_of_it(self) -> None:
        found = validate(store_of(read(STAKES)), focus=[NamedNode("https://e.org/a")])
        assert [finding.node for finding in found] == ["https://e.org/a"]

    def test_nothing_is_found_near_no_node(self) -> None:
        assert validate(store_of(read(STAKES)), focus=[]) == []

    def test_claims_are_not_checked(self) -> None:
        assert validate(store_of(read(STAKES), GRAPH.claims)) == []


@pytest.fixture(scope="module")
def base() -> list[Quad]:
    bundled = open_bundled()
    return sorted((quad for layer in CHECKED for quad in bundled.quads(layer)), key=str)


def with_faults(base: list[Quad]) -> Iterator[Quad]:
    """Take away, double or alter one triple in twenty."""
    for number, quad in enumerate(base):
        turn = number // 20 % 3 if number % 20 == 0 and quad.predicate.value.startswith(AKG.namespace) else None
        if turn == 0:
            continue
        yield quad
        if turn == 1:
            yield Quad(quad.subject, quad.predicate, NamedNode("https://e.org/other"), GRAPH.accepted)
        if turn == 2 and not isinstance(quad.object, Literal | Triple):
            yield Quad(quad.object, RDF.type, AKG.Brand, GRAPH.accepted)


class TestBundled:
    def test_the_bundled_base_is_sound(self) -> None:
        assert validate(open_bundled()) == []

    def test_with_faults_the_same_is_found_as_by_pyshacl(self, base: list[Quad]) -> None:
        faulty = OxigraphStore()
        faulty.load(with_faults(base))
        core = [triple for triple in load_shapes().graph.triples if triple.predicate != SH.sparql]
        found = ours(core, faulty)
        assert len({one[4] for one in found}) > 5
        assert found == pyshacls(core, faulty)


@pytest.mark.parametrize(
    ("number", "named"),
    [(0, ""), (3, " [T0; T1; T2]"), (4, " [T0; T1; T2; and 1 more]"), (42, " [T0; T1; T2; and 39 more]")],
)
def test_a_message_names_at_most_three_sources(number: int, named: str) -> None:
    finding = Finding(
        node="n", label="A plant", value=None, shape="S", message="a rule", severity="Warning",
        sources=tuple(f"T{at}" for at in range(number)),
    )  # fmt: skip
    assert str(finding) == f"warning: A plant: a rule{named}"
