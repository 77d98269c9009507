"""A build by Spark gives the quads of a build on one machine, whatever breaks, and names what it leaves out."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from autokg.building import bundled
from autokg.building.build import KnowledgeBuild, build
from autokg.claims.decisions import Decisions, read_decisions
from autokg.core.terms import GRAPH
from autokg.errors import OutputError
from autokg.facts import to_jsonl
from autokg.facts.corpus import load_corpus
from autokg.spark import distributed_build
from autokg.spark.distributed_build import SparkBuild, build_shards
from autokg.spark.fact_lines import file_name, find_inputs, parse_lines, read_placed_lines
from autokg.spark.shards import Compression, Shard, read_shards, write_shard
from autokg.stores import OxigraphStore
from autokg.stores.nquads import parse_quads
from builders import document, fact
from command_line import Command

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.slow

STORY = [
    document("d1", published="2024-01-15"),
    document("d2", published="2025-03-01"),
    fact("production", status="planned", model="Sample 4", brand="Sample", builder="Example Motors", plant="Northport plant", country="KR", start="2025-41", markets=["KR", "North America"]),
    fact("production", status="actual", documents=("d2",), model="Sample 4", builder="Example Motors", country="KR", start="2026"),
    fact("production", status="actual", documents=("d1", "d2"), model="Sample 5", builder="Rival Works", plant="Northport plant", country="KR"),
    fact("plant", plant="Northport plant", operator="Example Motors", place="Northport", country="KR", employees=2000),
    fact("plant", documents=("d2",), plant="Northport plant", operator="Rival Works", place="Northport", country="KR", employees=1800),
    fact("stake", owner="Example Motors", owned="Rival Works", share_percent=60, as_of="2025"),
    fact("joint_venture", documents=("d2",), name="Northport Cars", parents=["Example Motors", "Rival Works"], formed="2020"),
]  # fmt: skip


def write_facts(path: Path, records: Iterable[Any]) -> Path:
    path.write_text("".join(f"{to_jsonl(record)}\n" for record in records), encoding="utf-8")
    return path


def run(session: SparkSession, facts: Iterable[Path], folder: Path, **options: Any) -> SparkBuild:
    settings: dict[str, Any] = {"decisions": Decisions(), "shards": 3, **options}
    return build_shards(session, find_inputs(facts), folder, **settings)


def lines_of(folder: Path) -> list[str]:
    return list(read_shards(sorted(folder.glob("*.nq.*"))))


def assert_equal(folder: Path, built: KnowledgeBuild) -> None:
    """Check that shards hold the quads of a store, each once, as that store has them: it writes 5.0 as 5."""
    lines, store = lines_of(folder), OxigraphStore()
    assert len(lines) == len(set(lines))
    store.load(parse_quads("".join(lines)))
    assert set(store.quads()) == set(built.store.quads())


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_facts(tmp_path_factory.mktemp("story") / "facts.jsonl", STORY)


@pytest.fixture(scope="module")
def shards(session: SparkSession, facts: Path) -> Path:
    run(session, [facts], facts.parent / "shards")
    return facts.parent / "shards"


def test_the_shards_hold_the_quads_of_a_build_on_one_machine(facts: Path, shards: Path) -> None:
    assert_equal(shards, build(load_corpus([facts])))


@pytest.mark.parametrize("seed", [0, 1])
def test_so_they_do_for_generated_facts(session: SparkSession, tmp_path: Path, root: Path, seed: int) -> None:
    facts, script = tmp_path / "facts.jsonl", root / "benchmarks" / "building" / "generate.py"
    with facts.open("w") as file:
        subprocess.run([sys.executable, script, "150", str(seed)], stdout=file, check=True)
    report, built = run(session, [facts], tmp_path / "shards", reasoner="store"), build(load_corpus([facts]))
    assert_equal(tmp_path / "shards", built)
    assert report.counts == {name: count for name, count in built.counts.items() if name != "fuzzy names"}


def test_so_they_do_for_the_bundled_facts_with_their_decisions(session: SparkSession, tmp_path: Path) -> None:
    decisions = bundled.bundled_decisions()
    report = run(session, bundled.bundled_files(), tmp_path / "shards", decisions=decisions, shards=None)
    built = build(bundled.bundled_corpus(), decisions=decisions)
    assert_equal(tmp_path / "shards", built)
    assert (report.findings, report.unheeded) == (tuple(built.findings), tuple(built.unheeded))
    assert report.inconsistencies == tuple(map(str, built.closure.inconsistencies))


def test_decisions_apply_and_one_that_cannot_is_told(session: SparkSession, facts: Path, tmp_path: Path) -> None:
    accepted = json.loads(to_jsonl(fact("brand", brand="Sample", owner="Example Motors")))
    signed = {"by": "A. Editor", "on": "2026-01-31", "reason": "asked"}
    lines = [
        {"decision": "accepts", "fact": accepted, **signed},
        {"decision": "ends", "state": "organization/northport-cars", **signed},
        {"decision": "same", "things": ["organization/example-motors", "organization/rival-works"], **signed},
        {"decision": "deprecates", "claim": "0123456789abcdef", **signed},
    ]
    decisions = read_decisions(map(json.dumps, lines), "decisions.jsonl")
    report, built = (
        run(session, [facts], tmp_path / "shards", decisions=decisions),
        build(load_corpus([facts]), decisions=decisions),
    )
    assert_equal(tmp_path / "shards", built)
    assert report.unheeded == tuple(built.unheeded)
    assert any("0123456789abcdef" in words for words in report.unheeded)


def test_the_manifest_tells_the_bytes_of_each_file(shards: Path) -> None:
    manifest = json.loads((shards / "manifest.json").read_text(encoding="utf-8"))
    assert {file["file"]: file["sha256"] for file in manifest["files"]} == {
        name: hash_ for name, hash_ in hashes(shards).items() if name.endswith(".nq.gz")
    }
    assert manifest["quads"] == len(lines_of(shards)) == sum(file["quads"] for file in manifest["files"])
    assert manifest["counts"]["documents"] == 2


def test_each_file_is_sorted_and_the_ontology_is_one_file(shards: Path) -> None:
    for path in shards.glob("*.nq.gz"):
        lines = gzip.decompress(path.read_bytes()).decode().split("\n")[:-1]
        assert lines == sorted(lines)
    assert [path.name for path in shards.glob("ontology-*")] == ["ontology-00000.nq.gz"]


def test_the_order_of_files_and_lines_does_not_change_a_byte(
    session: SparkSession, shards: Path, tmp_path: Path
) -> None:
    parts = [write_facts(tmp_path / f"{n}.jsonl", STORY[::-1][n::3]) for n in range(3)]
    run(session, parts, tmp_path / "shards")
    assert hashes(tmp_path / "shards") == hashes(shards)


def test_parquet_gives_the_same_records(session: SparkSession, facts: Path, tmp_path: Path) -> None:
    session.read.json(str(facts)).coalesce(1).write.parquet(str(tmp_path / "columns"))
    session.read.text(str(facts)).coalesce(1).write.parquet(str(tmp_path / "lines"))
    for table in ("columns", "lines"):
        (file,) = (tmp_path / table).glob("*.parquet")
        lines = read_placed_lines(session, find_inputs([file])).mapPartitions(parse_lines).collect()
        assert [record for _, record in lines] == STORY
        assert [file_name(place[0]) for place, _ in lines] == [str(file)] * len(STORY)
        assert [place[2] for place, _ in lines] == list(range(len(STORY)))


@pytest.fixture
def by_value() -> Iterator[None]:
    """Send functions of this file to workers, which cannot import it."""
    from pyspark import cloudpickle  # noqa: PLC0415 (an extra)

    cloudpickle.register_pickle_by_value(sys.modules[__name__])  # type: ignore[no-untyped-call]
    yield
    cloudpickle.unregister_pickle_by_value(sys.modules[__name__])  # type: ignore[no-untyped-call]


@pytest.mark.usefixtures("by_value")
def test_a_worker_that_dies_costs_no_byte(
    session: SparkSession, facts: Path, shards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    died = tmp_path / "died"

    def write_and_die_once(number: int, chunks: Iterable[str], folder: Path, compression: Compression) -> Shard:
        shard = write_shard(number, chunks, folder, compression)
        if not died.exists():
            died.touch()
            (folder / ".claims-00000.nq.gz.1").write_bytes(b"half a file")
            os.kill(os.getpid(), signal.SIGKILL)
        return shard

    monkeypatch.setattr(distributed_build, "write_shard", write_and_die_once)
    run(session, [facts], tmp_path / "shards")
    assert died.exists()
    assert hashes(tmp_path / "shards") == hashes(shards)


@pytest.mark.usefixtures("by_value")
def test_a_full_disk_is_told_and_the_old_shards_stay(
    session: SparkSession, facts: Path, shards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(shards, tmp_path / "shards")
    before = hashes(tmp_path / "shards")

    def fail(*_: object) -> Shard:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(distributed_build, "write_shard", fail)
    with pytest.raises(OutputError, match="the disk of a worker is full"):
        run(session, [facts], tmp_path / "shards")
    assert hashes(tmp_path / "shards") == before
    assert [path.name for path in tmp_path.iterdir()] == ["shards"]


def test_lines_that_cannot_be_used_are_named_and_the_others_built(
    session: SparkSession, autokg: Command, facts: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad [facts].jsonl"
    lost = fact("brand", documents=("d1", "d9"), brand="Sample", owner="Example Motors")
    lines = [
        facts.read_bytes(),
        b'{"kind": "brand", "brand": 1\n\n',
        b"\xff\xfe\n",
        f"{to_jsonl(document('d1', published='1999'))}\n{to_jsonl(lost)}\n".encode(),
    ]
    bad.write_bytes(b"".join(lines))
    assert session is not None  # which the command joins
    done = autokg("build", bad, "-s", tmp_path / "shards", "--engine", "spark", "--compression", "zstd", "--quiet")
    assert (done.code, done.out) == (0, "")
    assert done.err == f"4 lines were left out; {tmp_path}/shards/rejects.jsonl has the reasons\n"
    assert not list((tmp_path / "shards").glob("*.gz"))
    first = len(STORY)
    told = [json.loads(line) for line in (tmp_path / "shards" / "rejects.jsonl").read_text("utf-8").splitlines()]
    assert [(reject["file"], reject["line"]) for reject in told] == [(str(bad), first + n) for n in (1, 3, 4, 5)]
    assert [reject["reason"].split(":")[0] for reject in told] == [
        "invalid JSON",
        "not UTF-8 text",
        "the document id 'd1' belongs to two different documents",
        "a brand fact cites the document 'd9', which no record describes",
    ]
    assert_equal(tmp_path / "shards", build(load_corpus([facts])))


def test_what_is_no_folder_of_shards_is_not_replaced(session: SparkSession, facts: Path) -> None:
    with pytest.raises(OutputError, match="holds other files than shards"):
        run(session, [facts], facts.parent)
    assert facts.exists()


def test_layers_are_disjoint(shards: Path) -> None:
    triples = [line.rpartition(" <")[0] for line in lines_of(shards)]
    assert len(triples) == len(set(triples))
    assert any(line.endswith(f" {GRAPH.inferred} .\n") for line in lines_of(shards))
