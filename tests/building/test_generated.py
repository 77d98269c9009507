"""What the benchmarks build from: press facts that are made up, the same each time, and at odds where sources are."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QuerySolutions

from autokg.building.build import build
from autokg.facts import parse_record
from autokg.facts.corpus import Corpus
from autokg.names.gazetteer import Gazetteer

pytestmark = pytest.mark.slow

SIZE = 60


@pytest.fixture(scope="module")
def generate(root: Path) -> Any:
    spec = importlib.util.spec_from_file_location("generate", root / "benchmarks" / "building" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generated(generate: Any) -> Corpus:
    corpus = Corpus()
    for line in generate.generate_lines(SIZE):
        corpus.add(parse_record(line), "generated")
    corpus.check_citations()
    return corpus


def test_a_size_names_one_text(generate: Any) -> None:
    assert list(generate.generate_lines(SIZE)) == list(generate.generate_lines(SIZE))
    assert list(generate.generate_lines(SIZE)) != list(generate.generate_lines(SIZE, seed=1))
    longer = list(generate.generate_lines(2 * SIZE))
    assert longer[: SIZE // 2] == list(generate.generate_lines(SIZE))[: SIZE // 2]


def test_as_many_facts_as_asked_for_of_most_kinds(generated: Corpus) -> None:
    assert len(generated.facts) == SIZE
    assert len({fact.kind for fact in generated.facts}) >= 8


def test_quotes_stand_beside_each_other_in_their_document(generated: Corpus) -> None:
    ends: dict[str, int] = {}
    for evidence in (evidence for fact in generated.facts for evidence in fact.evidence):
        assert evidence.start == ends.get(evidence.document, -1) + 1
        ends[evidence.document] = evidence.end or 0


def test_sources_refine_and_supersede_each_other(generated: Corpus) -> None:
    made = build(generated, gazetteer=Gazetteer([]))
    for outcome in ("refined", "superseded"):
        outcomes = made.store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?claim akg:outcome akg:{outcome} }}")
        assert isinstance(outcomes, QuerySolutions)
        assert int(next(outcomes)["n"].value) > 0


def test_every_name_bears_a_number(generate: Any) -> None:
    for record in generate.generate_records(SIZE):
        named = [
            record[slot]
            for slot in ("model", "brand", "owner", "owned", "plant", "supplier", "person")
            if slot in record
        ]
        assert all(any(map(str.isdigit, name)) for name in named), json.dumps(record)
