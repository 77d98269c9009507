"""The base that ships is what a build of its data gives, and no cache of it can be stale."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autokg.building import bundled
from autokg.building.build import build
from autokg.core.resources import find_resource
from autokg.core.terms import GRAPH
from autokg.errors import UnknownNameError
from autokg.facts.corpus import Corpus, load_corpus
from autokg.reasoning import Reasoner
from autokg.stores import OxigraphStore

pytestmark = pytest.mark.slow


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(bundled, "cache_folder", lambda: tmp_path / "bases")
    return tmp_path / "bases"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """Let one file of the data be all that ships: what a cache does is the same, and takes a second."""
    corpus = load_corpus([find_resource("data", "facts", "polestar-4-busan.jsonl")])
    monkeypatch.setattr(bundled, "bundled_corpus", lambda without=(): corpus)
    return corpus


def test_what_ships_is_what_a_build_of_the_data_gives_byte_for_byte() -> None:
    opened = bundled.open_bundled()
    made = build(bundled.bundled_corpus(), decisions=bundled.bundled_decisions())
    assert sorted(map(str, opened.quads())) == sorted(map(str, made.store.quads()))
    assert len(opened) > 100_000
    assert_nothing_asserted_is_inferred(made.store)
    assert made.counts["findings"] == 0
    assert made.closure.inconsistencies == ()


def assert_nothing_asserted_is_inferred(store: OxigraphStore) -> None:
    inferred = {quad.triple for quad in store.quads(GRAPH.inferred)}
    assert inferred
    for layer in (GRAPH.ontology, GRAPH.reference, GRAPH.accepted):
        assert not inferred & {quad.triple for quad in store.quads(layer)}


@pytest.mark.parametrize("reasoner", ["owlrl", "store"])
def test_each_reasoner_infers_the_same_from_curated_data(reasoner: Reasoner) -> None:
    files = ("documents", "joint-ventures", "polestar-4-busan", "production-korea", "stakes")
    corpus = load_corpus([find_resource("data", "facts", f"{name}.jsonl") for name in files])
    decisions = bundled.bundled_decisions()
    compiled = build(corpus, decisions=decisions)
    made = build(corpus, decisions=decisions, reasoner=reasoner)
    assert set(made.store.quads()) == set(compiled.store.quads())
    assert made.closure == compiled.closure
    assert len(made.closure.inferred) > 1000
    assert_nothing_asserted_is_inferred(made.store)


@pytest.mark.usefixtures("small")
def test_another_fingerprint_is_another_base(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    for fingerprint in ("one", "one", "two"):
        monkeypatch.setattr(bundled, "fingerprint", lambda fingerprint=fingerprint: fingerprint)
        bundled.open_bundled(told.append)
    assert sum("building" in step for step in told) == 2
    assert sorted(path.name for path in cache.iterdir()) == ["one", "two"]


def test_the_fingerprint_follows_every_file_it_is_made_of(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = {part: tmp_path / part for part in ("data", "ontology")}
    for part, copy in copies.items():
        shutil.copytree(root / part, copy)
    monkeypatch.setattr(bundled, "find_resource", tmp_path.joinpath)
    seen = {bundled.fingerprint.__wrapped__()}
    for file in (
        copies["data"] / "facts" / "stakes.jsonl",
        copies["data"] / "decisions.jsonl",
        copies["ontology"] / "autokg.ttl",
    ):
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        seen.add(bundled.fingerprint.__wrapped__())
    assert len(seen) == 4


@pytest.mark.usefixtures("small", "cache")
def test_who_comes_while_another_builds_waits_and_opens_the_same() -> None:
    told: list[str] = []
    with ThreadPoolExecutor() as threads:
        opened = list(threads.map(lambda _: bundled.open_bundled(told.append), range(2)))
    assert sum("bundled" in step for step in told) == 1
    assert len(opened[0]) == len(opened[1]) > 1000


@pytest.mark.usefixtures("small")
def test_a_broken_cache_is_made_anew(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "fingerprint", lambda: "one")
    size = len(bundled.open_bundled())
    shutil.rmtree(next((cache / "one").glob("data-*")))
    assert len(bundled.open_bundled()) == size


@pytest.mark.usefixtures("small")
def test_without_a_place_for_a_cache_the_base_is_built_in_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(bundled, "cache_folder", lambda: tmp_path / "file" / "bases")
    assert len(bundled.open_bundled()) > 1000


def test_a_layer_can_be_left_out() -> None:
    whole, without = bundled.bundled_corpus(), bundled.bundled_corpus(["filings"])
    assert len(whole.facts) > len(without.facts) > 400
    with pytest.raises(UnknownNameError, match="known: facts, filings"):
        bundled.bundled_corpus(["filing cabinet"])
