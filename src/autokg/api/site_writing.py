"""The explorer as a folder of files, which needs no server: pages of all things, sources and lists, and a search.

Pages are written by several processes, each with the facts of the whole base in memory, into a folder beside the
target, which is renamed when all are there.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import pickle
import shutil
import tempfile
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from autokg.answers.evidence import find_evidence
from autokg.api.arguments import to_day
from autokg.api.page_serving import LANGUAGES, PAGES, Wish, draw_chart, list_assets, open_frame
from autokg.api.serving import open_served
from autokg.core.files import Progress
from autokg.core.ids import DEFAULT_BASE
from autokg.core.terms import AKG, RDF
from autokg.entities.name_index import NAMED
from autokg.errors import OutputError, UnknownNameError, UsageError
from autokg.pages.frame import Frame
from autokg.pages.list_pages import LISTED
from autokg.pages.page_data import to_csv
from autokg.pages.page_templates import render
from autokg.pages.site_links import SiteLinks, file_of, picture_path, thing_path
from autokg.pages.site_search_page import index_file, site_search_page, write_index
from autokg.pages.source_page import read_sources
from autokg.pages.thing_page import ThingPage
from autokg.stores import Store, StoreAddress
from autokg.stores.copying import kept_near
from autokg.stores.kept import keep_found, kept_of

MARKER = ".autokg-site"  # in a folder that may be replaced
_NODES = (AKG.Agreement, AKG.Stake, AKG.Production, AKG.Appointment, AKG.Supply, AKG.Investment)
_AT_ONCE = 40  # pages of a job of a process
_MOST_PROCESSES = 8
_FEW = 25  # parts that are written before other processes have started
# What all pages are made from: the names of files, and the kinds of results that are kept of a store.
_EVIDENCE, _FACTS = "evidence", "facts"
_KEPT: Mapping[str, Hashable] = {_EVIDENCE: ("evidence",), _FACTS: "facts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """What a site is written from, and how.

    Attributes:
        store: where the store is.
        today: the day (ISO 8601) of which the pages tell.
        languages: of the pages; those in the first are at the top, others in a folder with their code.
        base: start of the IRIs of things that have pages.

    """

    store: StoreAddress
    today: str
    languages: tuple[str, ...] = ("en",)
    base: str = DEFAULT_BASE

    @classmethod
    def of(cls, store: StoreAddress, today: str | None, languages: Sequence[str], base: str) -> SitePlan:
        """Return the plan that arguments of users mean; the day is by default that of the clock."""
        if unknown := [language for language in languages if language not in LANGUAGES]:
            raise UnknownNameError("language", unknown[0], LANGUAGES)
        day = to_day("today", today) if today else dt.date.today()
        return cls(store=store, today=day.isoformat(), languages=tuple(dict.fromkeys(languages)), base=base)

    @property
    def folders(self) -> dict[str, str]:
        """The path of the folder of each language."""
        first, *others = self.languages
        return {first: "", **{language: f"/{language}" for language in others}}


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to be written: its name, its path, what it is made of, and its language, the first one if empty."""

    name: str
    path: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    language: str = ""


@dataclass(frozen=True, slots=True)
class WrittenSite:
    """What was written: number of pages, and the size of all files."""

    pages: int
    bytes: int


def write_site(plan: SitePlan, folder: Path, progress: Progress = lambda _: None) -> WrittenSite:
    """Write a site; it appears when all of it is there.

    Raise `UsageError` if the folder has something else in it than a site of ours.
    """
    require_free(folder)
    with kept_near(plan.store) as near, _new_folder(folder) as new:
        plan = replace(plan, store=near)
        store = open_served(plan.store).store
        things, sources = _find_things(store, plan.base), _find_sources(store, plan.base)
        every = [*_list_tasks(), *_thing_tasks(things, sources, plan.base)]
        tasks = [replace(task, language=language) for language in plan.languages for task in every]
        known = frozenset((*things, *sources))
        writer = _Writer(plan, new, known)
        size = writer.write_rest()
        parts = [tasks[start : start + _AT_ONCE] for start in range(0, len(tasks), _AT_ONCE)]
        if len(parts) < _FEW:
            written: Iterable[int] = (writer.write(task) for task in tasks)
        else:
            written = _write_in_processes(plan, new, known, parts)
        for number, part in enumerate(written, 1):
            size += part
            progress(f"writing {len(tasks):,} pages, part {number:,}")
        (new / MARKER).write_text("This folder may be replaced by `autokg site`.\n")
    return WrittenSite(len(tasks), size)


def require_free(folder: Path) -> None:
    """Raise `UsageError` unless a site may take the place of a folder."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder}: not a folder; give another one")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise UsageError(f"{folder}: not empty, and not a site that autokg wrote; give another folder")


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """Yield a folder that takes the place of another when the block ends well."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror})") from error
    try:
        new, old = aside / "new", aside / "old"
        new.mkdir()
        yield new
        require_free(folder)  # it may have changed meanwhile
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _find_things(store: Store, base: str) -> list[str]:
    """Return the things that have pages, sorted."""
    return sorted({iri for kind in (*NAMED, *_NODES) for iri in _of_kind(store, kind, base)})


def _find_sources(store: Store, base: str) -> list[str]:
    return sorted(set(_of_kind(store, AKG.Document, base)))


def _of_kind(store: Store, kind: NamedNode, base: str) -> Iterator[str]:
    for quad in store.match(None, RDF.type, kind, None):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(base):
            yield quad.subject.value


def _list_tasks() -> list[PageTask]:
    return [
        PageTask("start", "/"),
        PageTask("search", "/search"),
        *(PageTask(name, f"/{name}") for name in ("sources", "conflicts", "changes", "gaps")),
        *(PageTask("list", f"/list/{kind}", {"kind": kind}) for kind in LISTED),
    ]


def _thing_tasks(things: Sequence[str], sources: Sequence[str], base: str) -> Iterator[PageTask]:
    for name, iris in (("thing", things), ("source", sources)):
        yield from (PageTask(name, thing_path(iri, base), {"iri": iri}) for iri in iris)


class _Writer:
    """Writes pages in one process."""

    def __init__(self, plan: SitePlan, folder: Path, known: frozenset[str]) -> None:
        self._kb = open_served(plan.store)
        self._folder = folder
        self._known: set[str] = set()  # parts of what pages are made from
        self._plan = plan
        folders = plan.folders
        self._links = {
            language: SiteLinks(plan.base, things=known, folder=folders[language], folders=folders)
            for language in plan.languages
        }
        self._frames = {language: self._open_frame(language) for language in plan.languages}

    def _open_frame(self, language: str) -> Frame:
        wish = Wish(self._links[language], language, self._plan.today)
        languages = {language: LANGUAGES[language] for language in self._plan.languages}
        return replace(open_frame(self._kb, wish)[1], languages=languages)

    def read(self, part: str, tasks: Sequence[PageTask]) -> None:
        """Read what pages are made from, and write it into a file for the other processes."""
        if part == _EVIDENCE:  # for many things at once, which takes a third of the time of reading it page by page
            find_evidence(self._kb.store, (task.arguments["iri"] for task in tasks))
        else:
            for task in tasks:
                self._make(task)
        found = kept_of(self._kb.store, [_KEPT[part]])
        self._file_of(part).write_bytes(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
        self._known.add(part)

    def take(self, part: str) -> None:
        """Take what another process has read."""
        if part not in self._known:
            keep_found(self._kb.store, pickle.loads(self._file_of(part).read_bytes()))  # noqa: S301 (of this program)
            self._known.add(part)

    def _file_of(self, part: str) -> Path:
        return self._folder.with_name(part)

    def prepare(self, tasks: Iterable[PageTask]) -> None:
        """Read what several pages are made from at once."""
        read_sources(self._kb.store, [task.arguments["iri"] for task in tasks if task.name == "source"])

    def write(self, task: PageTask) -> int:
        """Write a page with its pictures, and its tables as CSV; return their size."""
        page, frame = self._make(task)
        path = f"{self._links[task.language].folder}{task.path}"
        size = self._save(file_of(path), render(page, frame).encode())
        if task.name != "source" and getattr(page, "sections", None):  # those of sources are long
            size += self._save(file_of(path, ".csv"), to_csv(page, frame).encode())
        if isinstance(page, ThingPage):
            size += sum(self._draw(chart, page.iri, task.language) for chart in page.charts)
        return size

    def _make(self, task: PageTask) -> tuple[object, Frame]:
        links = replace(self._links[task.language], path=task.path)
        frame = replace(self._frames[task.language], links=links)
        make = site_search_page if task.name == "search" else PAGES[task.name]
        return make(self._kb.store, frame, **task.arguments), frame

    def _draw(self, chart: str, thing: str, language: str) -> int:
        path = f"{self._links[language].folder}{picture_path(chart, thing, self._plan.base)}"
        return self._save(file_of(path, ".svg"), draw_chart(self._kb.store, chart, NamedNode(thing), language))

    def write_rest(self) -> int:
        """Write what all pages share, and the indexes of names; return the size."""
        shared = list_assets(is_static=True)
        for language, frame in self._frames.items():
            shared[index_file(language)] = write_index(self._kb.store, frame).encode()
        return sum(self._save(f"assets/{name}", content) for name, content in shared.items())

    def _save(self, file: str, content: bytes) -> int:
        path = self._folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return len(content)


_WRITERS: list[_Writer] = []  # the one of this process


def _start(plan: SitePlan, folder: Path, known: frozenset[str]) -> None:
    _WRITERS.append(_Writer(plan, folder, known))


def _read_part(part: str, tasks: Sequence[PageTask]) -> None:
    _WRITERS[0].read(part, tasks)


def _write_some(tasks: Sequence[PageTask]) -> int:
    writer = _WRITERS[0]
    for part in _KEPT:
        writer.take(part)
    writer.prepare(tasks)
    return sum(map(writer.write, tasks))


def _write_in_processes(
    plan: SitePlan, folder: Path, known: frozenset[str], parts: Sequence[Sequence[PageTask]]
) -> Iterator[int]:
    """Yield the size of each part when it is written; what all pages are made from is read once, in two processes."""
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES, len(parts))
    # Not forked: the engine of the store has threads of its own.
    context = multiprocessing.get_context("spawn")
    things = [task for part in parts for task in part if task.name == "thing"]
    one_of_each = list({_kind_in(task.path): task for task in things}.values())
    with ProcessPoolExecutor(processes, context, _start, (plan, folder, known)) as pool:
        reading = [pool.submit(_read_part, part, of) for part, of in ((_EVIDENCE, things), (_FACTS, one_of_each))]
        for done in reading:
            done.result()
        for future in as_completed([pool.submit(_write_some, part) for part in parts]):
            yield future.result()


def _kind_in(path: str) -> str:
    """Return the kind of thing that an address names, as `model` in `/thing/model/polestar-4`."""
    return path.split("/")[2]
