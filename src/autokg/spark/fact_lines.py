"""Read files of facts as distributed lines, each record with its place.

A line that is no record is a reject and stops nothing. Its number is only known once all blocks of its file before it
have been counted; until then a place is a block and a position in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote, urlsplit

from autokg.core.input_files import require_input
from autokg.errors import FactError, InputError, UsageError
from autokg.facts import Document, Fact
from autokg.facts.jsonl import parse_record

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import SparkSession

Place: TypeAlias = tuple[str, int, int]  # file, first byte of the block, lines of the block before
_PATTERN, _ESCAPED = re.compile(r"[\\*?{}\[\]]"), r"\\\g<0>"  # which Spark would take for a pattern of names
_ENDINGS = ("*.jsonl", "*.jsonl.gz", "*.jsonl.bz2", "*.parquet")


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that is left out, and why."""

    problem: str
    column: int | None = None
    expected: str | None = None

    def to_json(self, place: Place, before: Mapping[tuple[str, int], int]) -> str:
        """Write it as a line of JSON; `before` tells how many lines of a file come before a block."""
        file, block, position = place
        told = {
            "file": file_name(file),
            "line": before.get((file, block), 0) + position + 1,
            "column": self.column,
            "reason": self.problem,
            "expected": self.expected,
        }
        return json.dumps({key: value for key, value in told.items() if value is not None}, ensure_ascii=False)


Placed: TypeAlias = tuple[Place, "Document | Fact | Reject"]


def find_inputs(paths: Iterable[str | Path]) -> list[str]:
    """Return the addresses of files of facts; a folder on this machine means those in it, a URL is left to Spark."""
    return [address for path in paths for address in _expand(str(path))]


def _expand(path: str) -> list[str]:
    if "://" in path:
        return [path]
    if path == "-":
        raise UsageError("the engine spark reads files, which its workers can open; not standard input")
    require_input(Path(path))
    files = [Path(path)]
    if files[0].is_dir():
        files = sorted(file for ending in _ENDINGS for file in Path(path).glob(f"**/{ending}"))
        if not files:
            raise InputError("the folder contains no facts", source=path, expected=" or ".join(_ENDINGS))
    if hidden := next((file for file in files if file.name.startswith(("_", "."))), None):
        raise InputError("Spark takes files whose name begins so for hidden", source=str(hidden), hint="rename it")
    return [f"file://{_PATTERN.sub(_ESCAPED, str(file.resolve()))}" for file in files]


def read_placed_lines(session: SparkSession, addresses: Sequence[str]) -> RDD[tuple[Place, bytes]]:
    """Return the lines of files, as bytes: JSONL as it stands, and each row of a Parquet file as an object of JSON."""
    tables = [address for address in addresses if address.endswith(".parquet")]
    texts = [address for address in addresses if address not in tables]
    parts = [_text_lines(session, texts)] if texts else []
    parts += [_table_lines(session, tables)] if tables else []
    return session.sparkContext.union(parts)


def _text_lines(session: SparkSession, texts: Sequence[str]) -> RDD[tuple[Place, bytes]]:
    lines = session.read.text([*texts], lineSep="\n", recursiveFileLookup=True).selectExpr(
        "_metadata.file_path", "_metadata.file_block_start", "cast(value as binary)"
    )
    return lines.rdd.mapPartitions(_number)


def _number(rows: Iterable[Any]) -> Iterator[tuple[Place, bytes]]:
    """Give each line its place; the lines of a block come one after the other."""
    for (file, block), lines in groupby(rows, key=lambda row: (row[0], row[1])):
        for position, line in enumerate(lines):
            yield (file, block, position), bytes(line[2])


def _table_lines(session: SparkSession, tables: Sequence[str]) -> RDD[tuple[Place, bytes]]:
    table = session.read.parquet(*tables)
    value = f"`{table.columns[0]}`" if len(table.columns) == 1 else "to_json(struct(*))"
    rows = table.selectExpr("_metadata.file_path", "_metadata.row_index", f"cast({value} as binary)")
    return rows.rdd.map(lambda row: ((row[0], 0, row[1]), bytes(row[2])))


def parse_lines(lines: Iterable[tuple[Place, bytes]]) -> Iterator[Placed]:
    """Yield the record of each line that is not empty, or a reject."""
    for place, line in lines:
        if line.strip():
            yield place, _parse(line.removesuffix(b"\r"))


def _parse(line: bytes) -> Document | Fact | Reject:
    try:
        record: Document | Fact = parse_record(line.decode())
    except UnicodeDecodeError:
        return Reject("not UTF-8 text")
    except FactError as error:
        return Reject(error.problem, error.column, error.expected)
    return record


def count_before(lines: RDD[tuple[Place, bytes]]) -> dict[tuple[str, int], int]:
    """Return how many lines of its file come before each block: one number for each block of about 100 MB."""
    sizes = sorted(lines.map(lambda line: (line[0][0], line[0][1])).countByValue().items())
    before: dict[tuple[str, int], int] = {}
    for file, blocks in groupby(sizes, key=lambda size: size[0][0]):
        total = 0
        for (_, block), size in blocks:
            before[file, block] = total
            total += size
    return before


def file_name(address: str) -> str:
    """Return the path of a file on this machine, the URL of any other.

    >>> file_name("file:///data/a%20b.jsonl"), file_name("s3a://press/a.jsonl")
    ('/data/a b.jsonl', 's3a://press/a.jsonl')
    """
    return unquote(urlsplit(address).path) if address.startswith("file:") else address
