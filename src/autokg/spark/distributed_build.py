"""Build a base with Spark: facts → claims by document → claims by unit → judgements → shards of N-Quads.

Three shuffles: records meet in their document, mentions in their node (subject), nodes in their unit. A fourth brings
what is built to the plants and ventures that it tells of. Then lines meet in their shard, and one task reasons.

A document, a node or a unit with very many claims is spilled to disk while it is gathered; judging one unit holds its
claims in memory, 1.5 kB each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from autokg.claims.activity import Built
from autokg.claims.decisions import Decisions
from autokg.claims.whereabouts import is_production
from autokg.core.files import Progress
from autokg.facts import Document, Fact
from autokg.facts.corpus import Corpus
from autokg.names.gazetteer import load_gazetteer
from autokg.reasoning import Reasoner
from autokg.spark.closing import Closing, close
from autokg.spark.input_records import Taken, take_records
from autokg.spark.output_folder import REJECTS, replacing_folder
from autokg.spark.session import told_plainly
from autokg.spark.shards import Compression, Shard, to_chunks, write_manifest, write_shard
from autokg.spark.workshop import (
    Judged,
    Mention,
    Part,
    Workshop,
    as_part,
    index_of,
    named_among,
    node_lines,
    write_index,
)
from autokg.validation import Finding

if TYPE_CHECKING:
    from pyspark import RDD, Broadcast
    from pyspark.sql import SparkSession


_RECORDS_A_SHARD = 10_000  # about 800,000 quads, 0.3 GB in the worker that sorts them


@dataclass(frozen=True, slots=True)
class SparkBuild:
    """The report on a build; `rejects` counts the lines of the input that were left out."""

    counts: dict[str, int]
    inconsistencies: tuple[str, ...]
    findings: tuple[Finding, ...]
    unheeded: tuple[str, ...]
    rejects: int


@told_plainly()
def build_shards(
    session: SparkSession,
    inputs: Sequence[str],
    folder: Path,
    *,
    decisions: Decisions,
    reasoner: Reasoner = "memory",
    shards: int | None = None,
    compression: Compression = "gzip",
    progress: Progress = lambda _: None,
) -> SparkBuild:
    """Build a base from files of facts and write it as shards to a folder, which all workers must see.

    What was in the folder is replaced when all shards are there. `shards` is their number in each layer.
    """
    with replacing_folder(folder) as (new, beside):
        workshop = Workshop(load_gazetteer(), decisions, decisions.base, beside)
        progress("reading facts")
        taken = take_records(session, inputs, new / REJECTS, decisions)
        number = shards or 1 + taken.size // _RECORDS_A_SHARD
        job = _Job(session, session.sparkContext.broadcast(workshop), number, compression)
        written, unheeded = job.write(taken, new, beside, progress)
        progress("reasoning and validating")
        closing = job.close(new, beside, reasoner)
        counts = write_manifest(new, [*written, *closing.shards])
    counts["findings"] = len(closing.findings)
    return SparkBuild(counts, closing.inconsistencies, closing.findings, tuple(unheeded), taken.rejected)


@dataclass(frozen=True, slots=True)
class _Job:
    """A build on one session; functions that run on workers get the workshop as a broadcast."""

    session: SparkSession
    workshop: Broadcast[Workshop]
    shards: int
    compression: Compression

    def write(self, taken: Taken, folder: Path, beside: Path, progress: Progress) -> tuple[list[Shard], list[str]]:
        """Write all layers but the inferred one; return their shards, and the decisions that could not be applied."""
        decisions = self.workshop.value.decisions
        admitted = decisions.admit(taken.decided).facts[len(taken.decided.facts) :]
        progress("mapping facts to claims")
        told = taken.by_document(admitted)
        nodes = self._nodes(told)
        self._write_beside(told, nodes, beside)
        progress("judging claims")
        judged = self._judge(nodes)
        unheeded = self._unheeded(nodes, judged, taken.decided) if decisions.all else []
        progress("writing shards")
        lines = self.session.sparkContext.union(
            [
                self._record_lines(taken.records.values(), admitted),
                nodes.values().flatMap(node_lines),
                judged.map(lambda unit: unit.lines),
            ]
        )
        return self._write_shards(lines, folder), unheeded

    def _nodes(self, told: RDD[tuple[Document, list[Fact]]]) -> RDD[tuple[str, Iterable[Mention]]]:
        """Return each thing and each subject of claims, with all that documents tell of it."""
        shop = self.workshop
        return told.flatMap(lambda of: shop.value.map(*of)).groupByKey(self.shards)

    def _write_beside(
        self, told: RDD[tuple[Document, list[Fact]]], nodes: RDD[tuple[str, Iterable[Mention]]], beside: Path
    ) -> None:
        """Write what units need to know of each other, and the claims that validation asks for, in parts."""
        shop = self.workshop
        nodes.values().flatMap(index_of).mapPartitionsWithIndex(partial(write_index, folder=beside)).count()
        dated = told.flatMap(lambda of: shop.value.dated_lines(*of))
        dated.mapPartitionsWithIndex(partial(_write_dated, folder=beside)).count()

    def _judge(self, nodes: RDD[tuple[str, Iterable[Mention]]]) -> RDD[Judged]:
        """Judge productions, then all else, since what is built tells of plants and ventures."""
        from pyspark import StorageLevel  # noqa: PLC0415 (an extra)

        shop = self.workshop
        units = nodes.values().flatMap(as_part).groupByKey(self.shards)
        productions = units.filter(lambda unit: _is_of_production(unit[1])).values()
        others = units.filter(lambda unit: not _is_of_production(unit[1]))
        built = productions.map(lambda parts: shop.value.judge(parts, ())).persist(StorageLevel.DISK_ONLY)
        where = others.flatMap(lambda unit: [(subject.value, unit[0]) for subject, _ in unit[1]])
        known = where.join(built.flatMap(lambda unit: unit.activity), self.shards).values()
        rest = others.cogroup(known, self.shards).values().map(lambda of: shop.value.judge(*_of_unit(of)))
        return built.union(rest.persist(StorageLevel.DISK_ONLY))

    def _unheeded(self, nodes: RDD[tuple[str, Iterable[Mention]]], judged: RDD[Judged], decided: Corpus) -> list[str]:
        """Return the decisions that could not be applied, each with the reason."""
        decisions = self.workshop.value.decisions
        targets = {target for decision in decisions.all if (target := decisions.target(decision))}
        iris = targets.union(*map(decisions.things_of, decisions.all))
        named = nodes.values().flatMap(partial(named_among, iris=iris)).distinct().collect()
        overruled = dict(judged.flatMap(lambda unit: unit.overruled.items()).collect())
        return decisions.unheeded({*named, *self.workshop.value.resolver.listed()}, decided, overruled)

    def _record_lines(self, records: RDD[Document | Fact], admitted: Sequence[Fact]) -> RDD[str]:
        """Return what does not depend on mapping: ontology, reference data, decisions, sources and records."""
        shop, context = self.workshop, self.session.sparkContext
        fixed = context.parallelize([0], 1).flatMap(lambda _: shop.value.fixed_lines())
        given = records.flatMap(lambda record: shop.value.record_lines(record, is_given=True))
        more = context.parallelize(admitted, 1).flatMap(lambda fact: shop.value.record_lines(fact, is_given=False))
        return context.union([fixed, given, more])

    def _write_shards(self, lines: RDD[str], folder: Path) -> list[Shard]:
        shards, compression = self.shards, self.compression
        chunks = lines.mapPartitions(lambda texts: to_chunks(texts, shards)).partitionBy(shards, int)
        return chunks.mapPartitionsWithIndex(
            lambda number, own: [write_shard(number, (text for _, text in own), folder, compression)]
        ).collect()

    def close(self, folder: Path, beside: Path, reasoner: Reasoner) -> Closing:
        """Reason and validate on one worker."""
        shards, compression = self.shards, self.compression
        task = self.session.sparkContext.parallelize([0], 1)
        (closing,) = task.map(lambda _: close(folder, beside, shards, reasoner, compression)).collect()
        return closing


def _write_dated(number: int, texts: Iterable[str], folder: Path) -> Iterator[Path]:
    path = folder / f"dated-{number}.nq"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(texts)
    yield path


def _is_of_production(parts: Iterable[Part]) -> bool:
    return any(is_production(subject) for subject, _ in parts)


def _of_unit(groups: tuple[Iterable[Iterable[Part]], Iterable[Built]]) -> tuple[list[Part], Iterable[Built]]:
    """Return the parts of a unit, and what is built by things in it."""
    (parts,), built = groups
    return list(parts), built
