"""The records of the input that count, by the documents that they are or cite; all others are rejects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from autokg.claims.decisions import Decisions
from autokg.claims.sources import fact_iri
from autokg.facts import Document, Fact
from autokg.facts.corpus import Corpus, cited_by
from autokg.spark.fact_lines import Place, Reject, count_before, parse_lines, read_placed_lines

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import SparkSession

    Records: TypeAlias = "RDD[tuple[Place, Document | Fact]]"
    Rejects: TypeAlias = "RDD[tuple[Place, Reject]]"

_ADMITTED: Place = ("", 0, 0)  # of a fact that is not in the input but that a decision accepts
_Placed: TypeAlias = tuple[Place, Document | Fact]


@dataclass(frozen=True, slots=True)
class Taken:
    """The records of the input that count.

    Attributes:
        groups: the records by the ids of documents that they are or cite, and by their own.
        decided: the documents and facts among them that decisions are on.
        size, rejected: numbers of records, and of lines that are none or cannot be used.

    """

    records: Records
    groups: RDD[tuple[str, Iterable[_Placed]]]
    decided: Corpus
    size: int
    rejected: int

    def by_document(self, admitted: Sequence[Fact] = ()) -> RDD[tuple[Document, list[Fact]]]:
        """Return each document with the facts that cite it, those among them that decisions accept."""
        groups = self.groups
        if admitted:
            more = self.records.context.parallelize([(_ADMITTED, fact) for fact in admitted], 1)
            groups = _grouped(self.records.union(more))
        return groups.flatMap(_opened)


def take_records(session: SparkSession, inputs: Sequence[str], rejects_file: Path, decisions: Decisions) -> Taken:
    """Read records; write the lines that are none, or that contradict or lack others, to the file of rejects."""
    from pyspark import StorageLevel  # noqa: PLC0415 (an extra)

    lines = read_placed_lines(session, inputs)
    parsed = lines.mapPartitions(parse_lines).persist(StorageLevel.DISK_ONLY)
    records: Records = parsed.flatMap(lambda placed: [] if isinstance(placed[1], Reject) else [(placed[0], placed[1])])
    rejects: Rejects = parsed.flatMap(lambda placed: [(placed[0], placed[1])] if isinstance(placed[1], Reject) else [])
    numbers = parsed.map(lambda placed: isinstance(placed[1], Reject)).countByValue()
    size, rejected = numbers.get(False, 0), numbers.get(True, 0)
    groups = _grouped(records)
    unusable = groups.flatMap(_unusable)
    if not unusable.isEmpty():
        unusable = unusable.reduceByKey(lambda first, _: first)
        records, rejects = records.subtractByKey(unusable), rejects.union(unusable)
        size, rejected = records.count(), rejects.count()
        groups = _grouped(records)
    if rejected:
        before = count_before(lines)
        told = rejects.sortByKey().map(lambda placed: placed[1].to_json(placed[0], before))
        told.coalesce(1).foreachPartition(partial(_write_lines, path=rejects_file))
    return Taken(records, groups, _decided_part(records, decisions), size, rejected)


def _write_lines(lines: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def _grouped(records: Records) -> RDD[tuple[str, Iterable[_Placed]]]:
    """Return records by all ids that they have or cite."""
    return records.flatMap(lambda placed: [(key, placed) for key in _keys(placed[1])]).groupByKey()


def _keys(record: Document | Fact) -> list[str]:
    if isinstance(record, Document):
        return [f"document {record.id}"]
    own = [f"fact {record.id}"] if record.id is not None else []
    return [*own, *(f"document {id_}" for id_ in sorted(cited_by(record)))]


def _unusable(group: tuple[str, Iterable[_Placed]]) -> Iterator[tuple[Place, Reject]]:
    """Yield the records whose id another one before has, and the facts that cite a document without a record."""
    noun, _, id_ = group[0].partition(" ")
    placed = sorted(group[1], key=lambda one: one[0])
    named = [(place, record) for place, record in placed if isinstance(record, Document) or noun == "fact"]
    for place, record in named:
        if record != named[0][1]:
            yield place, Reject(f"the {noun} id {id_!r} belongs to two different {noun}s")
    for place, record in placed if not named else ():
        yield place, Reject(f"a {record.kind} fact cites the document {id_!r}, which no record describes")


def _opened(group: tuple[str, Iterable[_Placed]]) -> Iterator[tuple[Document, list[Fact]]]:
    """Yield the document of a group with its facts; a group by the id of a fact has none."""
    records = [record for _, record in group[1]]
    if group[0].startswith("document "):
        document = next(record for record in records if isinstance(record, Document))
        yield document, [record for record in records if isinstance(record, Fact)]


def _decided_part(records: Records, decisions: Decisions) -> Corpus:
    """Return the facts that decisions are on and the documents of these: no more than there are decisions."""
    decided = [decision.fact for decision in decisions.all if decision.fact is not None]
    corpus = Corpus()
    if decided:
        documents = {id_ for fact in decided for id_ in cited_by(fact)}
        iris, base = {fact_iri(fact, decisions.base) for fact in decided}, decisions.base
        wanted = records.values().filter(
            lambda record: fact_iri(record, base) in iris if isinstance(record, Fact) else record.id in documents
        )
        for record in wanted.collect():
            corpus.add(record, "facts")
    return corpus
