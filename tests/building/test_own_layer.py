"""RDF of one's own stands beside the facts in a layer of its own, is queried and checked, and infers nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import autokg
from autokg.building.own_layer import read_rdf
from autokg.core.terms import GRAPH
from autokg.errors import InputError
from builders import document, fact

pytestmark = pytest.mark.slow

OWN = """
@prefix akg: <https://w3id.org/autokg/ontology#> .
@prefix ex: <https://e.org/> .
<https://w3id.org/autokg/id/plant/example-works> ex:visited "2024" ; a akg:Plant .
ex:mine a akg:Stake ; akg:sharePercent "many" .
"""
FACTS = (document("d1"), fact("plant", plant="Example Works", operator="Example Motors"))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "mine.ttl"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_own_triples_are_queried_checked_and_kept_apart(file: Path) -> None:
    kb = autokg.build(FACTS, rdf=file)
    assert kb.query('ASK { ?plant <https://e.org/visited> "2024" }') is True
    own = {quad.triple for quad in kb.store.quads(GRAPH.own)}
    others = {quad.triple for quad in kb.store.quads() if quad.graph_name != GRAPH.own}
    assert own
    assert not own & others
    without = autokg.build(FACTS)
    assert others == {quad.triple for quad in without.store.quads()}
    assert without.report is not None
    assert kb.report is not None
    assert {finding.node for finding in kb.report.findings} - {finding.node for finding in without.report.findings}


def test_the_past_keeps_them(file: Path) -> None:
    past = autokg.build(FACTS, rdf=[file]).as_of("2025")
    assert past.query('ASK { ?plant <https://e.org/visited> "2024" }') is True


def test_blank_nodes_are_named_alike_in_every_build(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        "<https://e.org/a> <https://e.org/b> [ <https://e.org/c> 1 ] .", encoding="utf-8"
    )
    first, second = (autokg.build(FACTS, rdf=tmp_path / "mine.ttl").store.quads(GRAPH.own) for _ in range(2))
    assert set(first) == set(second)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.ttl", "<https://e.org/a> <https://e.org/b> .", r"a\.ttl:1:\d+: not valid RDF"),
        ("a.docx", "", "no known extension of RDF"),
        ("b.ttl", None, "cannot be read"),
        ("c.rdf", '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', r"c\.rdf: declares XML entities"),
    ],
)
def test_a_bad_file_is_told_with_its_place(tmp_path: Path, name: str, text: str | None, message: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_rdf(tmp_path / name)
