"""Verbs that make facts and check them: read, import, evaluate, describe the record form."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from autokg import facts
from autokg.api.arguments import as_names, require_url
from autokg.api.path_arguments import StrPath, as_path, as_paths
from autokg.api.read_result import ReadResult
from autokg.core.checked import checked
from autokg.core.counting import count_of
from autokg.core.files import Progress, refuse_overwriting
from autokg.errors import UnknownNameError, UsageError
from autokg.reading.base import Reader
from autokg.reading.files import READERS, explain_file, find_articles, make_readers, note_others, read_articles
from autokg.reading.output import deliver, without_equal

if TYPE_CHECKING:
    from autokg.importing import Imported
    from autokg.reading.files import Tally
    from autokg.reading.scoring import Evaluation


@runtime_checkable
class Accounting(Protocol):
    """A reader that counts what it uses."""

    def summary(self) -> str:
        """Return what was used, in words."""

    def drain_problems(self) -> Sequence[object]:
        """Return what could not become a fact since the last call."""


@checked(jobs=1, max_tokens=0)
def read(
    files: StrPath | Iterable[StrPath],
    *,
    readers: str | Sequence[str] = ("rules",),
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
    retrieved: str | None = None,
    jobs: int = 1,
    max_tokens: int | None = None,
) -> ReadResult:
    """Read articles and return their facts.

    Parameters
    ----------
    files : path or iterable of paths
        Articles as plain text, Markdown, HTML or PDF; folders; or patterns such as `news/*.txt`. Of files with the
        same bytes the first is read.
    readers : str or sequence of str
        `rules`, `llm` or both.
    published, publisher, title, url : str, optional
        What is known of the source, for all articles. `published` is an EDTF date.
    language : str, optional
        Language code; detected if omitted.
    retrieved : str, optional
        Day on which the text was fetched.
    jobs : int
        Number of articles to read at the same time.
    max_tokens : int, optional
        Token budget of the reader `llm`.

    Returns
    -------
    ReadResult
        Documents, facts, rejected facts, unresolved names and errors. An unreadable article does not stop the others.

    Raises
    ------
    UnknownNameError
        If there is no such reader.
    UsageError
        If a date is not a date, or the reader `llm` is not configured.
    InputError
        If a folder or pattern has no articles.

    """
    source = {
        "published": published, "publisher": publisher, "title": title,
        "url": url, "language": language, "retrieved": retrieved,
    }  # fmt: skip
    require_url(url)
    made = _make_readers(readers, max_tokens=max_tokens)
    articles, repeated = without_equal(find_articles(as_paths(files)))
    notes = [f"{count_of(repeated, 'file')} equal to others not read"] if repeated else []
    return ReadResult.of(read_articles(articles, source, made, jobs), notes)


@checked(jobs=1, max_tokens=0, price_in=0, price_out=0)
def read_to_files(
    files: StrPath | Iterable[StrPath],
    output: StrPath | None = None,
    *,
    rejects: StrPath | None = None,
    known_names: StrPath | None = None,
    unread: StrPath | None = None,
    readers: str | Sequence[str] = ("rules",),
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
    retrieved: str | None = None,
    jobs: int = 1,
    max_tokens: int | None = None,
    price_in: float | None = None,
    price_out: float | None = None,
    progress: Progress = lambda _: None,
) -> Tally:
    """Read articles and write their facts as they come, for more articles than fit into memory.

    Parameters
    ----------
    files, readers, published, publisher, title, url, language, retrieved, jobs, max_tokens
        As for `read`.
    output : path, optional
        A JSONL file, or a folder for one file per article: an interrupted run then continues. Standard output if
        omitted.
    rejects, known_names : path, optional
        JSONL files for rejected facts, and for names and numbers in texts of a language without rules.
    unread : path, optional
        CSV file for sentences that name two known things and gave no fact.
    price_in, price_out : float, optional
        Price per million input and output tokens, to report the cost.
    progress : callable, optional
        Called with a description of the current step.

    Returns
    -------
    Tally
        Numbers of documents, facts and rejects; unresolved names, notes and errors.

    Raises
    ------
    UsageError
        If an output is also an article, or two outputs are the same file.

    """
    source = {
        "published": published, "publisher": publisher, "title": title,
        "url": url, "language": language, "retrieved": retrieved,
    }  # fmt: skip
    require_url(url)
    made = _make_readers(readers, max_tokens=max_tokens, price_in=price_in, price_out=price_out)
    articles = find_articles(as_paths(files))
    refuse_overwriting(map(as_path, (output, rejects, known_names, unread)), articles)
    others = list(note_others(as_paths(files)))  # before an output is among them
    tally = deliver(
        articles, source, readers=made, jobs=jobs, output=as_path(output),
        rejects=as_path(rejects), known_names=as_path(known_names), unread=as_path(unread),
        progress=progress,
    )  # fmt: skip
    tally.notes = [*others, *tally.notes, *_usage(made or ())]
    return tally


@checked()
def explain_reading(
    files: StrPath | Iterable[StrPath], *, language: str | None = None, published: str | None = None
) -> Iterator[str]:
    """Explain how the rules read articles, sentence by sentence.

    Parameters
    ----------
    files, language, published
        As for `read`.

    Yields
    ------
    str
        Lines of text: groups of words, clauses, what was found, and why no fact came of a sentence.

    """
    for path in find_articles(as_paths(files)):
        yield from explain_file(path, {"language": language, "published": published})


def _make_readers(names: str | Sequence[str], **limits: float | None) -> list[Reader] | None:
    """Make readers by name; None for the rules alone, which processes make for themselves."""
    chosen = as_names(names)
    for name in chosen:
        if name not in READERS:
            raise UnknownNameError("reader", name, READERS)
    if "llm" not in chosen:
        if unused := [name for name, limit in limits.items() if limit is not None]:
            names_unused = ", ".join(f"`{name}`" for name in unused)
            raise UsageError(f"{names_unused}: only the reader llm uses this; add that reader, or leave it out")
        return None
    from autokg.reading.llm.settings import Options  # noqa: PLC0415 (an extra, asked for by name only)

    return make_readers(chosen, Options.from_environment(os.environ, **limits))


def _usage(readers: Iterable[object]) -> Iterator[str]:
    for reader in readers:
        if isinstance(reader, Accounting):
            yield reader.summary()
            yield from map(str, reader.drain_problems())


@checked()
def import_table(
    path: StrPath,
    mapping: StrPath | None = None,
    *,
    importer: str = "table",
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    url: str | None = None,
    retrieved: str | None = None,
    licence: str | None = None,
    model_year: int | None = None,
) -> Imported:
    """Turn a table into facts.

    Parameters
    ----------
    path : path
        A CSV, TSV, JSONL or xlsx file, or a file that another importer takes.
    mapping : path, optional
        A TOML file that assigns columns to slots; the importer `table` needs one.
    importer : str
        `table`, `nhtsa-aala`, `vpic`, `vpic-tables` or `wikidata`.
    title, publisher, published, url, retrieved, licence : str, optional
        What is known of the file; overrides what the importer knows.
    model_year : int, optional
        Model year of label filings that do not state it.

    Returns
    -------
    Imported
        `facts`, `documents` and `rejects`, each reject with its row and reason.

    Raises
    ------
    UnknownNameError
        If there is no such importer.
    InputError
        If the file or the mapping cannot be read.

    """
    from autokg.importing import Source, import_file  # noqa: PLC0415 (reading does without)

    if model_year is not None and importer != "nhtsa-aala":
        raise UsageError(f"`model_year`: only the importer nhtsa-aala accepts a model year, not {importer}")
    require_url(url)
    source = Source(
        title=title, publisher=publisher, published=published, url=url, retrieved=retrieved, licence=licence
    )
    return import_file(Path(path), importer=importer, mapping=as_path(mapping), source=source, model_year=model_year)


@checked()
def evaluate(gold: StrPath, found: StrPath, texts: StrPath | None = None, *, strict: bool = False) -> Evaluation:
    """Compare read facts with annotated facts, claim by claim.

    Parameters
    ----------
    gold, found : path
        Folders of annotated and of read facts, `NAME.jsonl` with the same names.
    texts : path, optional
        Folder of the texts, `NAME.txt`, to check quotes.
    strict : bool
        Require whole names of organisations.

    Returns
    -------
    Evaluation
        Precision, recall and F1 by language and kind, and each mistake.

    """
    from autokg.reading import scoring  # noqa: PLC0415 (reading does without)

    return scoring.evaluate(Path(gold), Path(found), as_path(texts), strict=strict)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of one line of press facts."""
    return facts.json_schema()
