"""Lines meet in their shard, each once and in one layer, and files have the same bytes in whatever order lines come."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from autokg.core.terms import AKG, GRAPH, RDF
from autokg.spark.shards import as_lines, shard_of, to_chunks, write_manifest, write_shard

PLANT, MAKER = NamedNode("https://e.org/plant"), NamedNode("https://e.org/maker")


def line(subject: NamedNode, value: NamedNode | Literal, graph: NamedNode) -> str:
    return as_lines([Quad(subject, AKG.operatedBy, value, graph)])


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.text(max_size=5)), max_size=40), st.integers(1, 5))
def test_chunks_hold_each_line_in_the_shard_of_its_subject(pairs: list[tuple[str, str]], shards: int) -> None:
    lines = [line(NamedNode(f"https://e.org/{name}"), Literal(text), GRAPH.claims) for name, text in pairs]
    chunks = list(to_chunks(["".join(lines[:20]), *lines[20:]], shards))
    assert {part for _, chunk in chunks for part in chunk.split("\n")} == {text.rstrip("\n") for text in lines}
    assert all(shard_of(part, shards) == number < shards for number, chunk in chunks for part in chunk.split("\n"))


def test_blank_nodes_stay_in_one_file() -> None:
    lines = [f"_:c14n{n} {AKG.party} _:c14n{n + 1} {GRAPH.ontology} ." for n in range(9)]
    assert {shard_of(text, 7) for text in lines} == {0}
    assert len({shard_of(text.replace("ontology", "claims"), 7) for text in lines}) > 1


def test_an_accepted_triple_of_the_reference_data_stays_there_alone(tmp_path: Path) -> None:
    both = line(PLANT, MAKER, GRAPH.accepted) + line(PLANT, MAKER, GRAPH.reference)
    longer = line(PLANT, Literal("a"), GRAPH.reference) + line(PLANT, Literal("a", language="en"), GRAPH.accepted)
    shard = write_shard(3, [both.strip(), longer.strip()], tmp_path)
    assert [(file.file, file.quads) for file in shard.files] == [
        ("accepted-00003.nq.gz", 1),
        ("reference-00003.nq.gz", 2),
    ]
    assert shard.counts["accepted"] == 2


def test_the_order_of_chunks_and_of_lines_in_them_does_not_matter(tmp_path: Path) -> None:
    lines = [line(PLANT, Literal(str(n)), graph).strip() for n in range(5) for graph in (GRAPH.claims, GRAPH.inferred)]
    one = write_shard(0, ["\n".join(lines[:4]), "\n".join(lines[2:])], tmp_path)
    assert write_shard(0, ["\n".join(lines[::-1])], tmp_path) == one
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims-00000.nq.gz", "inferred-00000.nq.gz"]


def test_the_manifest_adds_what_shards_count(tmp_path: Path) -> None:
    quads = [Quad(NamedNode(f"https://e.org/{n}"), RDF.type, AKG.PressFact, GRAPH.claims) for n in range(3)]
    quads += [Quad(quads[0].subject, AKG.mergedInto, value, GRAPH.judgements) for value in (PLANT, MAKER)]
    written = [write_shard(number, [chunk], tmp_path) for number, chunk in to_chunks([as_lines(quads)], 2)]
    counts = write_manifest(tmp_path, written)
    assert (counts["facts"], counts["merged statements"], counts["claims"]) == (3, 1, 0)
    assert json.loads((tmp_path / "manifest.json").read_text())["quads"] == len(quads)
