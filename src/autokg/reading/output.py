"""Write readings to one file, to standard output, or to a folder with one file per article.

Reading into a folder resumes after an interruption: an article whose facts are there already, read from the same
bytes, is skipped.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from autokg.core.files import Progress, growing_output, write_output
from autokg.errors import OutputError
from autokg.reading.base import Reader
from autokg.reading.files import Source, Taken, Tally, read_articles
from autokg.reading.unread import to_csv


def deliver(
    articles: Sequence[Path],
    source: Source,
    *,
    readers: Sequence[Reader] | None = None,
    jobs: int = 1,
    output: Path | None = None,
    rejects: Path | None = None,
    known_names: Path | None = None,
    unread: Path | None = None,
    progress: Progress = lambda _: None,
) -> Tally:
    """Read articles, write their facts as they come, and count; a single output file appears when all are read."""
    tally = Tally()
    folder = output if output and _is_folder(output) else None
    articles, tally.repeated = without_equal(articles)
    targets = facts_paths(folder, articles) if folder else {}
    wanted = [article for article in articles if article not in targets or not is_read(article, targets[article])]
    tally.skipped = len(articles) - len(wanted)
    taken = read_articles(
        wanted, source, readers, jobs, known_names=known_names is not None, reasons=unread is not None
    )
    with (
        growing_output(output) if not folder else nullcontext(_ignore) as add_facts,
        growing_output(rejects, even_empty=True) if rejects else nullcontext(_ignore) as add_rejects,
        growing_output(known_names, even_empty=True) if known_names else nullcontext(_ignore) as add_names,
        growing_output(unread, even_empty=True) if unread else nullcontext(_ignore) as add_unread,
    ):
        add_unread(to_csv([]))
        for number, reading in enumerate(_each_to_its_file(taken, targets) if folder else taken, 1):
            progress(f"read {number} of {len(wanted)}")
            tally.add(reading)
            add_facts(reading.facts_jsonl())
            add_rejects(reading.rejects_jsonl())
            add_names("".join(f"{line}\n" for line in reading.sightings))
            add_unread(to_csv(reading.unread, headed=False))
    return tally


def without_equal(articles: Sequence[Path]) -> tuple[list[Path], int]:
    """Return the first of the files with the same bytes, and how many are left out."""
    sizes = Counter(map(_size, articles))
    unique: dict[object, Path] = {}
    for article in articles:
        size = _size(article)
        alone = size is None or sizes[size] == 1
        unique.setdefault(article if alone else _key(article), article)
    return list(unique.values()), len(articles) - len(unique)


def _key(article: Path) -> str | Path:
    """Return the hash of a file, or its path if it cannot be read."""
    try:
        return _hash_of(article)
    except OSError:
        return article


def _size(article: Path) -> int | None:
    """Return the bytes of a file; None for what is no file, such as standard input."""
    return article.stat().st_size if article.is_file() else None


def _ignore(_: str) -> object:
    """Take text that is not wanted here."""
    return None


def _is_folder(output: Path) -> bool:
    """Return whether an output is a folder: one that is there, or a name without an ending that is not there."""
    return str(output) != "-" and (output.is_dir() or not (output.exists() or output.suffix))


def _each_to_its_file(readings: Iterable[Taken], targets: Mapping[Path, Path]) -> Iterator[Taken]:
    """Write each reading as it comes, so that an interrupted run loses none."""
    for folder in sorted({target.parent for target in targets.values()}):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"{folder}: this folder cannot be made ({error.strerror}); give another folder, or a file NAME.jsonl"
            ) from error
    for taken in readings:
        keep_facts(taken, targets[taken.path])
        yield taken


def keep_facts(taken: Taken, target: Path) -> None:
    """Write what a file gave, if it gave anything; beside the facts of several articles also the hash of their file."""
    if taken.documents + taken.left > 1:
        write_output(_hash_of(taken.path), _hash_file(target))
    if taken.records:
        write_output(taken.facts_jsonl(), target)


def _hash_of(article: Path) -> str:
    return hashlib.sha256(article.read_bytes()).hexdigest()


def _hash_file(target: Path) -> Path:
    return target.with_suffix(".sha256")


def facts_paths(folder: Path, articles: Sequence[Path]) -> dict[Path, Path]:
    """Return the file in a folder for the facts of each article, no two the same.

    `story.txt` goes to `story.jsonl`. Articles that would share that file keep their path below the folder that holds
    all articles: `p1/story.txt.jsonl`.
    """
    short = {article: Path(f"{article.stem}.jsonl") for article in articles}
    uses = Counter(str(name).casefold() for name in short.values())
    top = os.path.commonpath([article.resolve().parent for article in articles]) if articles else ""
    long = {article: Path(f"{article.resolve().relative_to(top)}.jsonl") for article in articles}
    mixed = {article: name if uses[str(name).casefold()] == 1 else long[article] for article, name in short.items()}
    names = mixed if len(set(mixed.values())) == len(mixed) else long
    return {article: folder / name for article, name in names.items()}


def is_read(article: Path, facts: Path) -> bool:
    """Return whether a file of facts was read from an article as it stands now."""
    try:
        with facts.open(encoding="utf-8") as lines:
            known = [json.loads(lines.readline()).get("sha256")]
        if _hash_file(facts).is_file():
            known.append(_hash_file(facts).read_text(encoding="utf-8"))
        return _hash_of(article) in known
    except (OSError, ValueError, AttributeError):
        return False
