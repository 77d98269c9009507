"""Verbs that run on Apache Spark: build and read."""

from __future__ import annotations

from collections.abc import Collection
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from autokg.api.arguments import as_names, require_url
from autokg.api.path_arguments import StrPath, as_path, as_paths, to_path
from autokg.core.checked import checked
from autokg.core.counting import count_of
from autokg.core.extras import require_extra
from autokg.core.files import Progress, refuse_overwriting
from autokg.core.ids import DEFAULT_BASE
from autokg.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autokg.api.reports import BuildReport
    from autokg.reading.files import Tally
    from autokg.spark.shards import Compression


@checked(shards=1)
def build_shards(
    facts: StrPath | Iterable[StrPath] | None,
    folder: StrPath,
    *,
    master: str | None = None,
    decisions: StrPath | None = None,
    without: str | Collection[str] = (),
    base: str = DEFAULT_BASE,
    reasoner: str = "memory",
    shards: int | None = None,
    compression: str = "gzip",
    progress: Progress = lambda _: None,
) -> BuildReport:
    """Build a knowledge base with Spark, as files of N-Quads for the bulk loader of a triple store.

    The quads are those that `build` stores. A line that is no fact, or that contradicts or lacks another record, is
    left out and told in `rejects.jsonl`.

    Parameters
    ----------
    facts : path, URL or iterable of these
        Files of JSONL or Parquet and folders of them, where all workers can read them. None for the bundled data.
    folder : path
        Folder for the files and `manifest.json`, which all workers can write to; shards in it are replaced.
    master : str, optional
        Where Spark runs, such as `local[2]`. By default what `spark-submit` says, else all cores of this machine.
    decisions, without, base, reasoner
        As for `build`; the reasoner runs on one worker, `store` within less memory than `memory`.
    shards : int, optional
        Number of files of each large layer; by default one for 10,000 records.
    compression : str
        `gzip` or `zstd`, which needs the extra `parquet` on each worker.
    progress : callable, optional
        Called with a description of the current step.

    Returns
    -------
    BuildReport
        Counts, findings and inconsistencies; names that were not resolved are counted only.

    Raises
    ------
    UsageError
        If Spark or Java is not installed, or `base` cannot start an IRI.
    InputError
        If a file cannot be read.
    OutputError
        If the folder cannot be written, or the disk of a worker is full.

    """
    from autokg.api.reports import BuildReport  # noqa: PLC0415 (what other commands do without)
    from autokg.api.store_actions import check_base, gather_decisions  # noqa: PLC0415
    from autokg.building.bundled import bundled_files  # noqa: PLC0415
    from autokg.reasoning import find_reasoner  # noqa: PLC0415
    from autokg.spark.distributed_build import build_shards as build  # noqa: PLC0415
    from autokg.spark.fact_lines import find_inputs  # noqa: PLC0415
    from autokg.spark.session import spark_session  # noqa: PLC0415

    check_base(base)
    packed = _find_compression(compression)
    chosen = find_reasoner(reasoner)
    inputs = find_inputs(bundled_files(as_names(without)) if facts is None else _as_addresses(facts))
    decided = gather_decisions(decisions, base, is_bundled=facts is None)
    with spark_session(master) as session:
        built = build(
            session, inputs, Path(folder), decisions=decided, reasoner=chosen, shards=shards,
            compression=packed, progress=progress,
        )  # fmt: skip
    return BuildReport.of_shards(built)


def _find_compression(name: str) -> Compression:
    """Return a compression by name; raise `UsageError` if there is none, or its library is missing."""
    if name == "zstd":
        require_extra("pyarrow", extra="parquet", purpose="the compression zstd")
        return "zstd"
    if name != "gzip":
        raise UnknownNameError("compression", name, ("gzip", "zstd"))
    return "gzip"


@checked()
def read_with_spark(
    files: StrPath | Iterable[StrPath],
    output: StrPath,
    *,
    rejects: StrPath | None = None,
    master: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
    retrieved: str | None = None,
    progress: Progress = lambda _: None,
) -> Tally:
    """Read articles with Spark, by the rules, into a folder with one file per article.

    The facts are those that `read_to_files` writes. What was read before is skipped, so an interrupted run continues.

    Parameters
    ----------
    files, published, publisher, title, url, language, retrieved
        As for `read`; files must be where all workers can read them.
    output : path
        Folder for the facts, which all workers can write to.
    rejects : path, optional
        JSONL file for rejected facts, and for articles that cannot be read.
    master : str, optional
        Where Spark runs; see `build_shards`.
    progress : callable, optional
        Called with a description of the current step.

    Returns
    -------
    Tally
        Numbers of documents, facts and rejects, and the articles that cannot be read.

    Raises
    ------
    UsageError
        If Spark or Java is not installed, or a detail of the source is wrong.
    InputError
        If a folder has no articles.

    """
    from autokg.reading.files import check_source, find_articles  # noqa: PLC0415 (what other commands do without)
    from autokg.spark.distributed_reading import read_to_folder  # noqa: PLC0415
    from autokg.spark.session import spark_session  # noqa: PLC0415

    source = {
        "published": published, "publisher": publisher, "title": title,
        "url": url, "language": language, "retrieved": retrieved,
    }  # fmt: skip
    require_url(url)
    check_source(source)
    articles = [path.resolve() for path in find_articles(as_paths(files))]
    refuse_overwriting([as_path(rejects)], articles)
    with spark_session(master) as session:
        progress(f"reading {count_of(len(articles), 'file')}")
        return read_to_folder(session, articles, to_path(output).resolve(), source, as_path(rejects))


def _as_addresses(paths: StrPath | Iterable[StrPath]) -> list[str]:
    """Return paths and URLs as text: a path object would drop a slash of a URL."""
    return [fspath(path) for path in ([paths] if isinstance(paths, str | PathLike) else paths)]
