"""Readings to where they are wanted: one file, standard output, or a folder with a file an article.

A reading into a folder goes on where it was stopped: an article whose facts stand there already, read from the same
bytes, is not read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from autokg.core.files import Progress, growing_output, write_output
from autokg.errors import OutputError
from autokg.reading.base import Reader
from autokg.reading.files import Source, Taken, Tally, read_articles


def deliver(
    articles: Sequence[Path],
    source: Source,
    *,
    readers: Sequence[Reader] | None = None,
    jobs: int = 1,
    output: Path | None = None,
    rejects: Path | None = None,
    known_names: Path | None = None,
    progress: Progress = lambda _: None,
) -> Tally:
    """Read articles, write their facts as they come, and count; one file stands there when all are read."""
    tally = Tally()
    folder = output if output and _is_folder(output) else None
    wanted = [article for article in articles if not folder or not _is_read(article, _facts_path(folder, article))]
    tally.skipped = len(articles) - len(wanted)
    taken = read_articles(wanted, source, readers, jobs, known_names=known_names is not None)
    with (
        growing_output(output) if not folder else nullcontext(_ignore) as add_facts,
        growing_output(rejects, even_empty=True) if rejects else nullcontext(_ignore) as add_rejects,
        growing_output(known_names, even_empty=True) if known_names else nullcontext(_ignore) as add_names,
    ):
        for number, one in enumerate(_each_to_its_file(taken, folder) if folder else taken, 1):
            progress(f"read {number} of {len(wanted)}")
            tally.add(one)
            add_facts(one.facts_jsonl())
            add_rejects(one.rejects_jsonl())
            add_names("".join(f"{line}\n" for line in one.sightings))
    return tally


def _ignore(_: str) -> object:
    """Take text that is not wanted here."""
    return None


def _is_folder(output: Path) -> bool:
    """Whether an output is a folder: one that is there, or a name without an ending."""
    return str(output) != "-" and not output.is_file() and (output.is_dir() or not output.suffix)


def _each_to_its_file(readings: Iterable[Taken], folder: Path) -> Iterator[Taken]:
    """Write each reading as it comes, so that a stopped run loses none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made ({error.strerror})") from error
    for taken in readings:
        if taken.records:
            write_output(taken.facts_jsonl(), _facts_path(folder, taken.path))
        yield taken


def _facts_path(folder: Path, article: Path) -> Path:
    """Return where in a folder the facts of an article go."""
    return folder / f"{article.stem}.jsonl"


def _is_read(article: Path, facts: Path) -> bool:
    """Whether a file of facts was read from an article as it stands now."""
    try:
        with facts.open(encoding="utf-8") as lines:
            known = json.loads(lines.readline()).get("sha256")
        return bool(known == hashlib.sha256(article.read_bytes()).hexdigest())
    except (OSError, ValueError, AttributeError):
        return False
