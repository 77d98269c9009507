"""Write quads as sorted, compressed N-Quads, one file for each layer and shard.

All quads on a subject are in one shard, which the hash of the subject gives. So a shard alone tells whether the
reference data has a triple that is accepted too, and files have the same bytes whatever workers do in what order.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

from pyoxigraph import NamedNode, Quad

from autokg.core.files import write_output
from autokg.core.terms import AKG, GRAPH, RDF

Chunk: TypeAlias = tuple[int, str]  # shard and lines for it
_MOST_BUFFERED = 50_000  # lines of all shards together
Compression: TypeAlias = Literal["gzip", "zstd"]
ENDINGS: dict[Compression, str] = {"gzip": ".nq.gz", "zstd": ".nq.zst"}

# What is counted, by the property (and value) that each such thing has.
_MARKS = {
    "documents": f"{RDF.type} {AKG.Document}",
    "facts": f"{RDF.type} {AKG.PressFact}",
    "claims": f"{AKG.outcome}",
    "conflicts": f"{RDF.type} {AKG.Conflict}",
    "unresolved names": f'{AKG.resolution} "unresolved"',
    "merged statements": f"{AKG.mergedInto}",
}
_COUNTED = (*_MARKS, "accepted", "inferred")
_IN_ACCEPTED, _IN_REFERENCE, _IN_INFERRED, _IN_ONTOLOGY = (
    f" {graph} ." for graph in (GRAPH.accepted, GRAPH.reference, GRAPH.inferred, GRAPH.ontology)
)
MANIFEST = "manifest.json"


def shard_of(line: str, shards: int) -> int:
    """Return the shard of a line, by its subject; the same on each machine, as the `hash` of Python is not.

    The ontology is one file: only within a file is a blank node the same in two lines.
    """
    return 0 if line.endswith(_IN_ONTOLOGY) else zlib.crc32(line[: line.index(" ")].encode()) % shards


def as_lines(quads: Iterable[Quad]) -> str:
    """Return quads as lines of N-Quads."""
    return "".join(f"{quad} .\n" for quad in quads)


def to_chunks(texts: Iterable[str], shards: int) -> Iterator[Chunk]:
    """Sort lines of N-Quads into shards; yield many lines at a time, each line once."""
    buffers: dict[int, set[str]] = {}
    buffered = 0
    for text in texts:
        for line in text.split("\n"):
            if line:
                buffers.setdefault(shard_of(line, shards), set()).add(line)
                buffered += 1
        if buffered >= _MOST_BUFFERED:
            yield from _flush(buffers)
            buffered = 0
    yield from _flush(buffers)


def _flush(buffers: dict[int, set[str]]) -> Iterator[Chunk]:
    for shard, lines in buffers.items():
        yield shard, "\n".join(lines)
    buffers.clear()


@dataclass(frozen=True, slots=True)
class ShardFile:
    """A file of a shard; the hash is that of its bytes as they are on the disk."""

    file: str
    layer: str
    quads: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Shard:
    """The files of a shard, and the numbers of documents, claims and so on that they tell of."""

    files: tuple[ShardFile, ...]
    counts: dict[str, int]


def write_shard(number: int, chunks: Iterable[str], folder: Path, compression: Compression = "gzip") -> Shard:
    """Write the files of a shard: lines sorted, each once, and a triple in one layer only.

    A file that a worker which died left unfinished is written again.
    """
    lines = sorted({line for chunk in chunks for line in chunk.split("\n")})
    by_layer: dict[str, list[str]] = {}
    for line in _in_one_layer(lines):
        by_layer.setdefault(line[line.rindex("/") + 1 : line.rindex(">")], []).append(line)
    ending = ENDINGS[compression]
    files = (_write_file(folder / f"{layer}-{number:05}{ending}", layer, by_layer[layer]) for layer in sorted(by_layer))
    return Shard(tuple(files), _count(lines))


def _in_one_layer(lines: Iterable[str]) -> Iterator[str]:
    """Yield sorted lines without the accepted triples that the reference data has."""
    for _, told in groupby(lines, key=lambda line: line[: line.rindex(" <")]):
        same = list(told)
        is_listed = any(line.endswith(_IN_REFERENCE) for line in same)
        yield from (line for line in same if not (is_listed and line.endswith(_IN_ACCEPTED)))


def _write_file(path: Path, layer: str, lines: list[str]) -> ShardFile:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with _packing(aside, path.suffix) as packed:
        for line in lines:
            packed.write(f"{line}\n".encode())
    content = aside.read_bytes()
    aside.replace(path)
    return ShardFile(path.name, layer, len(lines), len(content), sha256(content).hexdigest())


@contextmanager
def _packing(path: Path, suffix: str) -> Iterator[BinaryIO | gzip.GzipFile]:
    """Yield a file that is compressed; the same content always gives the same bytes."""
    if suffix == ".zst":
        import pyarrow  # noqa: PLC0415 (an extra)

        with pyarrow.CompressedOutputStream(str(path), "zstd") as packed:
            yield packed
        return
    with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        yield packed


def read_shards(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the lines of files of shards, and of files that are not compressed."""
    for path in paths:
        with path.open("rb") as file, io.TextIOWrapper(_unpacking(file, path.suffix), "utf-8", newline="\n") as lines:
            yield from lines


def _unpacking(file: BinaryIO, suffix: str) -> BinaryIO:
    if suffix == ".zst":
        import pyarrow  # noqa: PLC0415 (an extra)

        return pyarrow.CompressedInputStream(file, "zstd")  # type: ignore[no-any-return]  # it ships no types
    return gzip.open(file) if suffix == ".gz" else file  # type: ignore[return-value]


def _count(lines: Iterable[str]) -> dict[str, int]:
    """Count accepted and inferred triples, and the subjects that have each mark; those of a subject are together."""
    counts: Counter[str] = Counter()
    last: dict[str, str] = {}
    for line in lines:
        subject, _, rest = line.partition(" ")
        counts["accepted"] += line.endswith(_IN_ACCEPTED)
        counts["inferred"] += line.endswith(_IN_INFERRED)
        for name, mark in _MARKS.items():
            if rest.startswith(mark) and last.get(name) != subject:
                last[name] = subject
                counts[name] += 1
    return dict(counts)


def shard_files(folder: Path, *layers: NamedNode) -> list[Path]:
    """Return the files of layers, in order."""
    names = (layer.value.rpartition("/")[2] for layer in layers)
    return [path for name in names for path in sorted(folder.glob(f"{name}-*.nq.*"))]


def write_manifest(folder: Path, shards: Iterable[Shard]) -> dict[str, int]:
    """Write `manifest.json`: counts, and each file with its layer, quads, bytes and hash; return the counts."""
    counts: Counter[str] = Counter(dict.fromkeys(_COUNTED, 0))
    files: list[ShardFile] = []
    for shard in shards:
        counts.update(shard.counts)
        files += shard.files
    files.sort(key=lambda file: file.file)
    content = {"counts": counts, "quads": sum(file.quads for file in files), "files": [asdict(file) for file in files]}
    write_output(json.dumps(content, indent=1) + "\n", folder / MANIFEST)
    return dict(counts)
