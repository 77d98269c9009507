"""Read articles with Spark: each by one worker, into a file of its own, as on one machine.

What was read before from the same bytes is skipped, so an interrupted run continues. An article that cannot be read is
a reject and stops nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from autokg.core.files import write_output
from autokg.reading.files import Source, Taken, Tally, read_articles
from autokg.reading.output import facts_paths, is_read, keep_facts
from autokg.spark.session import told_plainly

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_ARTICLES_A_TASK = 50  # what is read again at most if a worker dies

Task: TypeAlias = tuple[Path, Path]  # an article, and the file for its facts


@dataclass(frozen=True, slots=True)
class _Read:
    """What became of one article, and the lines on it for the file of rejects."""

    tally: Tally
    rejects: str


@told_plainly()
def read_to_folder(
    session: SparkSession, articles: Sequence[Path], folder: Path, source: Source, rejects: Path | None = None
) -> Tally:
    """Read articles into a folder that all workers see; rejected facts and articles go to a file."""
    from pyspark import StorageLevel  # noqa: PLC0415 (an extra)

    tasks = list(facts_paths(folder, articles).items())
    for parent in sorted({target.parent for _, target in tasks}):
        parent.mkdir(parents=True, exist_ok=True)
    spread = session.sparkContext.parallelize(tasks, 1 + len(tasks) // _ARTICLES_A_TASK)
    done = spread.mapPartitions(partial(_read_each, source=dict(source))).persist(StorageLevel.DISK_ONLY)
    tally = done.map(lambda read: read.tally).treeAggregate(Tally(), _add, _add)
    if rejects:
        done.map(lambda read: read.rejects).coalesce(1).foreachPartition(partial(_write_texts, path=rejects))
    done.unpersist()
    return tally


def _read_each(tasks: Iterable[Task], source: Source) -> Iterator[_Read]:
    from pyspark import TaskContext  # noqa: PLC0415 (an extra)

    context = TaskContext.get()
    is_again = context is not None and context.attemptNumber() > 0
    for article, target in tasks:
        if is_read(article, target):
            yield _Read(Tally(skipped=1), "")
        else:
            taken = _read(article, target.with_suffix(".fatal"), source, is_again=is_again)
            keep_facts(taken, target)
            yield _counted(taken)


def _read(article: Path, mark: Path, source: Source, *, is_again: bool) -> Taken:
    """Read an article; if a worker has died in this task, mark it meanwhile, and leave out one that is marked."""
    if mark.exists():
        return Taken(article, error=f"{article}: a worker died while reading it; delete {mark} to try again")
    if is_again:
        mark.touch()
    (taken,) = read_articles([article], source)
    mark.unlink(missing_ok=True)
    return taken


def _counted(taken: Taken) -> _Read:
    tally = Tally()
    tally.add(replace(taken, unresolved=(), notes=()))
    failed = {"file": str(taken.path), "reason": taken.error}
    return _Read(tally, f"{json.dumps(failed, ensure_ascii=False)}\n" if taken.error else taken.rejects_jsonl())


def _add(tally: Tally, more: Tally) -> Tally:
    return Tally(
        tally.documents + more.documents,
        tally.facts + more.facts,
        tally.rejects + more.rejects,
        tally.skipped + more.skipped,
        left=tally.left + more.left,
        errors=[*tally.errors, *more.errors],
    )


def _write_texts(texts: Iterable[str], path: Path) -> None:
    write_output((text.encode() for text in texts), path)
