"""Reason over the shards of a build and validate them, in one task: of reference and accepted triples alone.

Most of a base is claims and evidence, from which nothing is inferred. The triples are put into a store on the disk of
the worker; the reasoner `store` works there too, and needs no more memory for more facts.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import Triple

from autokg.core.ontology import load_ontology
from autokg.core.terms import GRAPH
from autokg.reasoning import Closure, Reasoner, infer
from autokg.reasoning.in_store import infer_in_store
from autokg.spark.shards import Compression, Shard, as_lines, read_shards, shard_files, to_chunks, write_shard
from autokg.stores import OxigraphStore
from autokg.validation import Finding, validate


@dataclass(frozen=True, slots=True)
class Closing:
    """What reasoning and validation found, and the shards with the inferred triples."""

    inconsistencies: tuple[str, ...]
    findings: tuple[Finding, ...]
    shards: tuple[Shard, ...]


def close(folder: Path, beside: Path, shards: int, reasoner: Reasoner, compression: Compression) -> Closing:
    """Write the inferred triples of the shards in a folder; the folder `beside` holds claims for validation."""
    with tempfile.TemporaryDirectory() as aside:
        store = OxigraphStore(pyoxigraph.Store(str(Path(aside, "base"))))
        dated = sorted(beside.glob("dated-*"))
        store.load_nquads(read_shards([*shard_files(folder, GRAPH.reference, GRAPH.accepted), *dated]))
        triples = (quad.triple for layer in (GRAPH.reference, GRAPH.accepted) for quad in store.quads(layer))
        closure = _infer(triples, reasoner, Path(aside, "closure"))
        store.load(closure.quads())
        written = tuple(_write(closure, folder, shards, compression))
        return Closing(tuple(map(str, closure.inconsistencies)), tuple(validate(store)), written)


def _infer(triples: Iterable[Triple], reasoner: Reasoner, aside: Path) -> Closure:
    if reasoner == "store":
        return infer_in_store(load_ontology(), triples, pyoxigraph.Store(str(aside)))
    return infer(load_ontology(), triples, reasoner)


def _write(closure: Closure, folder: Path, shards: int, compression: Compression) -> Iterator[Shard]:
    chunks: dict[int, list[str]] = {}
    for number, chunk in to_chunks(map(as_lines, ([quad] for quad in closure.quads())), shards):
        chunks.setdefault(number, []).append(chunk)
    return (write_shard(number, chunks[number], folder, compression) for number in sorted(chunks))
