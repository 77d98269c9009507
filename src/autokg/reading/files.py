"""Find article files and read them into press facts, one by one or in parallel.

A file that cannot be read does not stop the others: it is reported at the end.
"""

from __future__ import annotations

import datetime as dt
import glob
import json
import multiprocessing
import os
import re
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from autokg.articles.article import Article, read_all_articles
from autokg.articles.extraction import require_format
from autokg.articles.parts import Fault
from autokg.claims.mapping import find_things
from autokg.core.counting import count_of
from autokg.core.dates import ImpreciseDate
from autokg.core.time_limit import time_limit
from autokg.errors import AutokgError, DateError, DocumentError, InputError, ReaderError, UsageError
from autokg.facts import to_jsonl
from autokg.names.entity import Resolution
from autokg.names.gazetteer import load_gazetteer
from autokg.names.resolver import Resolver
from autokg.reading.base import Reader, Reading, read_facts
from autokg.reading.frames.reader import FramesReader
from autokg.reading.frames.tracing import explain_article, trace_sentences
from autokg.reading.language.profile import load_language
from autokg.reading.merging import merge_facts
from autokg.reading.recognition import recognize
from autokg.reading.rules.known_names import known_names_of
from autokg.reading.unread import Unread, find_unread

if TYPE_CHECKING:
    from autokg.reading.llm.settings import Options

READERS = ("rules", "llm")
_ENDINGS = frozenset(
    [".txt", ".md", ".markdown", ".htm", ".html", ".pdf", ".text", ".docx", ".eml", ".mbox", ".rss", ".atom", ".warc",
     ".warc.gz", ".parquet"]
)  # fmt: skip
_RETRIEVED = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_TIME_ZONES = dt.timedelta(days=1)  # in which it may be tomorrow already
_FORMATS = {".pdf": "pdf", ".docx": "docx", ".html": "html", ".htm": "html", ".warc": "warc", ".warc.gz": "warc"}
_LEAST_SECONDS, _CHARACTERS_A_SECOND = 20, 5_000  # for one article
_MOST_NOTES = 5  # on parts of one file
_BETWEEN_LOOKS = 0.5  # seconds
_WORTH_A_POOL = 8  # articles; below, starting processes takes longer than reading

Source = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one file gave: lines of JSONL, which cross from process to process faster than records do, or an error.

    Attributes:
        records: the document and its facts, a line each; empty if the file could not be read.
        rejects: JSON lines of the facts that the gate refused, each with its reason. unresolved: the names in its facts
            that the reference data does not know, sorted.
        notes: notes for the user on the reading, such as that no rules are there for its language.
        left: how many parts of the file were left out, each named in the notes and among the rejects.
        sightings: the known names and numbers of such a text, a line each, where they were asked for.
        documents: how many articles the file holds.
        unread: sentences that name two known things and gave no fact.

    """

    path: Path
    records: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()
    error: str | None = None
    notes: tuple[str, ...] = ()
    sightings: tuple[str, ...] = ()
    documents: int = 1
    left: int = 0
    unread: tuple[Unread, ...] = ()

    def facts_jsonl(self) -> str:
        """Return the document and its facts, a line each."""
        return _as_lines(self.records)

    def rejects_jsonl(self) -> str:
        """Return the refused facts as JSON lines, each with its reason."""
        return _as_lines(self.rejects)


def _as_lines(texts: Iterable[str]) -> str:
    return "".join(f"{text}\n" for text in texts)


def _reject_lines(reading: Reading) -> Iterator[str]:
    """Yield a line for each fact that the gate turned away, and for each record that the form refuses."""
    for reject in reading.rejects:
        yield json.dumps({"reason": reject.reason, "fact": json.loads(to_jsonl(reject.fact))}, ensure_ascii=False)
    for refusal in reading.refusals:
        yield json.dumps({"reason": refusal.reason, "record": dict(refusal.record)}, ensure_ascii=False)


def _fault_line(fault: Fault) -> str:
    """Return the JSON line of a part of a file that cannot be read."""
    return json.dumps({"reason": fault.reason, "record": {"url": fault.url}}, ensure_ascii=False)


@dataclass(slots=True)
class Tally:
    """How much was read, file by file."""

    documents: int = 0
    facts: int = 0
    rejects: int = 0
    skipped: int = 0
    repeated: int = 0
    left: int = 0
    unread: int = 0
    unresolved: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, taken: Taken) -> None:
        """Add the counts of a file."""
        if taken.error:
            self.errors.append(taken.error)
        else:
            self.documents += taken.documents
            self.facts += len(taken.records) - taken.documents
            self.unread += len(taken.unread)
            self.rejects += len(taken.rejects) - taken.left
            self.left += taken.left
            self.unresolved.update(taken.unresolved)
            self.notes += taken.notes

    def summary(self) -> str:
        """Say how much was read."""
        skipped = f", {self.skipped} read before" if self.skipped else ""
        skipped += f", {self.repeated} equal to others" if self.repeated else ""
        skipped += f", {count_of(self.left, 'part')} of files left out" if self.left else ""
        failed = f", {len(self.errors)} not readable" if self.errors else ""
        read = f"{count_of(self.documents, 'document')}, {count_of(self.facts, 'fact')}"
        left = f"; {count_of(self.unread, 'sentence')} with two known names gave no fact" if self.unread else ""
        return f"{read}, {self.rejects} rejected{skipped}{failed}{left}"


def find_articles(paths: Iterable[Path]) -> list[Path]:
    """Expand paths to files: folders are searched, patterns expanded; each once, in order."""
    files = [file for path in paths for file in _expand(path)]
    return list(dict.fromkeys(files))


def _expand(path: Path) -> list[Path]:
    if path.is_dir():
        files = [file for file in _visible(path) if _ending(file) in _ENDINGS]
        if not files:
            raise InputError("the folder contains no articles", source=str(path), expected=", ".join(sorted(_ENDINGS)))
        return files
    if glob.has_magic(str(path)) and not path.exists():
        files = sorted(Path(name) for name in glob.glob(str(path), recursive=True))  # noqa: PTH207 (absolute patterns)
        if not files:
            raise InputError("the pattern matches no file", source=str(path))
        return files
    return [path]


def _visible(folder: Path) -> list[Path]:
    """Return the files below a folder, without hidden ones and those in hidden folders."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file for file in files if not any(part.startswith(".") for part in file.relative_to(folder).parts))


def note_others(paths: Iterable[Path]) -> Iterator[str]:
    """Yield a note for each folder with files whose endings are no article's, how many of which."""
    for folder in filter(Path.is_dir, paths):
        others = Counter(_ending(file) or "no ending" for file in _visible(folder) if _ending(file) not in _ENDINGS)
        if others:
            kinds = ", ".join(f"{count} {ending}" for ending, count in sorted(others.items()))
            yield f"{folder}: {count_of(others.total(), 'file')} of other kinds not read ({kinds})"


def _ending(path: Path) -> str:
    """Return the ending of a file's name in lower case; of a packed file with that of the file inside."""
    return "".join(path.suffixes[-2:] if path.suffix.lower() == ".gz" else path.suffixes[-1:]).lower()


def make_readers(names: Iterable[str], llm: Options | None = None) -> list[Reader]:
    """Make readers by name; `llm` says where a language model is, for the reader that asks one."""
    return [_llm_reader(llm) if name == "llm" else _rules_reader() for name in names]


def read_articles(
    paths: Sequence[Path],
    source: Source,
    readers: Sequence[Reader] | None = None,
    jobs: int = 1,
    *,
    known_names: bool = False,
    reasons: bool = False,
) -> Iterator[Taken]:
    """Read articles, several at a time where that pays; yield what each gave, in order.

    Rules alone, the default, are read with by processes; other readers wait for answers, and are shared by threads.
    With `known_names` a text in a language without rules gives the names and numbers that are recognised in it. With
    `reasons` each sentence that was not read says why, which takes as long as reading.
    """
    check_source(source)
    _require_formats(paths)
    read = partial(_read, source=dict(source), readers=readers, known_names=known_names, reasons=reasons)
    if jobs < 2 or len(paths) < _WORTH_A_POOL:  # noqa: PLR2004 (one process is this one)
        yield from map(read, paths)
    elif readers is None:
        with ProcessPoolExecutor(jobs, initializer=_become_worker, initargs=(os.getpid(),)) as processes:
            try:
                yield from processes.map(read, paths, chunksize=4)
            except BaseException:  # a signal, or nobody wants the rest: what workers still read is of no use
                processes.shutdown(wait=False, cancel_futures=True)
                for worker in multiprocessing.active_children():
                    worker.terminate()
                raise
    else:
        with ThreadPoolExecutor(jobs) as threads:
            yield from threads.map(read, paths)


def _become_worker(parent: int) -> None:
    """Leave signals to the parent, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_BETWEEN_LOOKS)
    os._exit(1)


def _require_formats(paths: Iterable[Path]) -> None:
    """Raise `UsageError` before anything is read if a file needs an extra that is not installed."""
    for format_ in sorted({_FORMATS[_ending(path)] for path in paths if _ending(path) in _FORMATS}):
        require_format(format_)


def check_source(source: Source) -> None:
    """Raise `UsageError` if a day that is given for a source is none or to come, or its language is no code."""
    if published := source.get("published"):
        _check_published(published)
    retrieved = source.get("retrieved")
    if retrieved and not _RETRIEVED.fullmatch(retrieved):
        raise UsageError(f"`retrieved`: {retrieved!r} is not a day; expected one such as 2025-07-01")
    language = source.get("language")
    if language and not _LANGUAGE.fullmatch(language):
        raise UsageError(f"`language`: {language!r} is not the code of a language; expected one such as en or de")


def _check_published(published: str) -> None:
    try:
        first = ImpreciseDate.parse(published).earliest
    except DateError as error:
        raise UsageError(f"`published`: {error}") from error
    if first and first > dt.datetime.now(dt.UTC).date() + _TIME_ZONES:
        raise UsageError(f"`published`: {published!r} is still to come; give the day of publication")


def explain_file(path: Path, source: Source) -> Iterator[str]:
    """Yield lines that explain how the rules read the articles of a file."""
    check_source(source)
    for article in read_all_articles(path, name=str(path), **source):
        yield f"{path}: {f'{article.title} ' if article.title else ''}({article.language})"
        yield from explain_article(article, _rules_reader())


def _seconds_for(article: Article) -> float:
    """Return how long reading an article may take: several times what its length needs if each sentence has a fact."""
    return _LEAST_SECONDS + len(article.text) / _CHARACTERS_A_SECOND


def _read(path: Path, source: Source, readers: Sequence[Reader] | None, *, known_names: bool, reasons: bool) -> Taken:
    faults: list[Fault] = []
    try:
        articles = read_all_articles(path, faults, name=str(path), **source)
    except DocumentError as error:
        return Taken(path, error=str(error))
    taken, errors = [], []
    for article in {article.id: article for article in articles}.values():
        try:
            with time_limit(_seconds_for(article), "the article", str(path)):
                taken.append(_read_one(path, article, readers, known_names=known_names, reasons=reasons))
        except (DocumentError, ReaderError) as error:
            errors.append(str(error))
            faults.append(Fault(error.problem if isinstance(error, DocumentError) else str(error), article.url))
        except AutokgError:
            raise  # such as missing reference data: no other article can be read either
        except Exception as error:  # a fault of a reader in one text must not cost the facts of the others
            problem = f"cannot be read ({type(error).__name__}: {error}); please report this text"
            errors.append(f"{path}: {problem}")
            faults.append(Fault(f"{article.title or article.id} {problem}", article.url))
    if not taken:
        return Taken(path, error=errors[0])
    if faults:
        taken.append(_left_out(path, faults))
    return taken[0] if len(taken) == 1 else _joined(path, taken)


def _left_out(path: Path, faults: Sequence[Fault]) -> Taken:
    """Return what is told of the parts of a file that were left out."""
    notes = [f"{path}: {fault.reason}" for fault in faults[:_MOST_NOTES]]
    if len(faults) > _MOST_NOTES:
        notes.append(f"{path}: {len(faults) - _MOST_NOTES} more parts left out (--rejects lists them all)")
    return Taken(path, rejects=tuple(map(_fault_line, faults)), notes=tuple(notes), documents=0, left=len(faults))


def _joined(path: Path, parts: Sequence[Taken]) -> Taken:
    """Merge the results of the articles of one file."""
    return Taken(
        path,
        records=tuple(record for part in parts for record in part.records),
        rejects=tuple(reject for part in parts for reject in part.rejects),
        unresolved=tuple(sorted({name for part in parts for name in part.unresolved})),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        sightings=tuple(sighting for part in parts for sighting in part.sightings),
        documents=sum(part.documents for part in parts),
        left=sum(part.left for part in parts),
        unread=tuple(sentence for part in parts for sentence in part.unread),
    )


def _read_one(
    path: Path, article: Article, readers: Sequence[Reader] | None, *, known_names: bool, reasons: bool
) -> Taken:
    gazetteer = load_gazetteer()
    used = [_rules_reader()] if readers is None else readers
    reading = read_facts(article, used, gazetteer)
    if len(used) > 1:
        reading = replace(reading, facts=tuple(merge_facts(reading.facts)))
    seen = recognize(article, gazetteer) if known_names and not load_language(article.language) else ()
    return Taken(
        path,
        records=tuple(map(to_jsonl, reading.records())),
        rejects=tuple(_reject_lines(reading)),
        unresolved=tuple(_unresolved(reading)),
        notes=tuple(_language_notes(path, article.language, known_names=known_names)) if readers is None else (),
        sightings=tuple(sighting.to_json() for sighting in seen),
        unread=tuple(_unread(path, article, reading, reasons=reasons)),
    )


def _unread(path: Path, article: Article, reading: Reading, *, reasons: bool) -> Iterator[Unread]:
    """Yield the sentences that were not read, where reasons are asked for with what the rules have to say of them."""
    gazetteer = load_gazetteer()
    unread = list(find_unread(article, reading.facts, known_names_of(gazetteer, article.language), str(path)))
    traces = trace_sentences(article, _rules_reader(), reading) if reasons and unread else ()
    why = {trace.start: trace.why for trace in traces}
    yield from (replace(sentence, why=why.get(sentence.start, "")) for sentence in unread)


def _language_notes(path: Path, language: str, *, known_names: bool) -> Iterator[str]:
    """Say that a text in a language without rules gives no facts, and what may be had of it."""
    if load_language(language):
        return
    instead = (
        "known names and numbers only" if known_names else "no facts were extracted (--known-names lists known names)"
    )
    yield f"{path}: no rules for the language {language!r}; {instead}"


@cache
def _rules_reader() -> FramesReader:
    """Make the reader once a process: its tables take longer to compile than an article to read."""
    return FramesReader(load_gazetteer())


def _llm_reader(options: Options | None) -> Reader:
    from autokg.reading.llm.reader import LlmReader  # noqa: PLC0415 (an extra, asked for by name only)

    if options is None:
        raise UsageError("the reader llm needs the address of a language model")
    return LlmReader(load_gazetteer(), options)


@cache
def _resolver() -> Resolver:
    return Resolver(load_gazetteer())


def _unresolved(reading: Reading) -> list[str]:
    things = find_things(reading.facts, _resolver())
    return sorted({thing.label for thing in things if thing.resolution is Resolution.UNRESOLVED})
