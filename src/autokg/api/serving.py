"""What a server needs of a store: where it is, its version, its base, and answers of the base as JSON values."""

from __future__ import annotations

import io
import json
import mimetypes
import time
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pyoxigraph import NamedNode, RdfFormat

from autokg.api.knowledge_base import KnowledgeBase, open_base
from autokg.api.path_arguments import StrPath
from autokg.api.rows import Rows
from autokg.api.sparql_serving import Content, refuse_more
from autokg.core.files import Progress
from autokg.core.terms import AKG
from autokg.entities.description import describe
from autokg.entities.name_index import NAMED, WHOLE, index_of
from autokg.entities.types import find_type, type_id
from autokg.errors import StoreError, UnknownNameError
from autokg.query.saved import as_iri, get_query, load_queries
from autokg.stores import StoreAddress as StoreAddress  # noqa: PLC0414 (front ends have it from here)
from autokg.stores import current_generation, describe_address, open_any, open_store, require_folder
from autokg.stores import to_address as to_address  # noqa: PLC0414
from autokg.stores.kept import keep_results

_MOST_OF_ONE_NAME = 20
_UNCHANGED = 300  # seconds for which what was read from a server is kept


def locate_store(
    store: StrPath | None, progress: Progress = lambda _: None, *, to_change: bool = False
) -> StoreAddress:
    """Return where a store is; the folder of the bundled base, built first if need be, if none is given.

    Raise `StoreError` if there is no store, or the bundled base cannot be kept in a folder, and `UsageError` for a
    store on a server that is to be changed.
    """
    if store is not None:
        if to_change:
            require_folder(store, "change it by its own endpoint, or serve a folder")
        open_any(store)
        return to_address(store)
    from autokg.building.bundled import bundled_folder, open_bundled  # noqa: PLC0415 (only if no store is given)

    open_bundled(progress)
    folder = bundled_folder()
    try:
        current_generation(folder)
    except StoreError as error:
        raise StoreError(f"{folder}: the bundled base cannot be kept there; build a store, and serve it") from error
    return folder


def version_of(store: StoreAddress) -> str:
    """Return the version of the data of a store: another one after each build or change.

    Whether a store on a server has changed is not known; it counts as another after some minutes.
    """
    if isinstance(store, Path):
        return current_generation(store)
    return f"{describe_address(store)} {int(time.time() // _UNCHANGED)}"


def open_served(store: StoreAddress) -> KnowledgeBase:
    """Open a store, and keep what is found in it; of the bundled base, its cached pasts serve too."""
    from autokg.building.bundled import kept_pasts  # noqa: PLC0415 (it is loaded once the server runs)

    if isinstance(store, Path):
        kb = KnowledgeBase(open_store(store), store.name, pasts=kept_pasts(store))
    else:
        kb = open_base(store)
    keep_results(kb.store)  # a change makes another version, which is opened again
    return kb


def answer_in_json(kb: KnowledgeBase, function: Callable[..., Any], *arguments: Any, **options: Any) -> Content:
    """Return what another function of a base returns, as JSON."""
    value = function(kb, *arguments, **options)
    return Content(
        json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode(), "application/json"
    )


def ask_question(kb: KnowledgeBase, question: str, *, today: str | None, language: str | None) -> dict[str, Any]:
    """Return the answer to a question as JSON values."""
    return kb.ask(question, today=today, language=language).to_dict()


def search_names(kb: KnowledgeBase, text: str, *, kind: str | None = None, limit: int = 10) -> list[dict[str, Any]]:
    """Return the things that a text names or begins to name, best first, as JSON values."""
    kinds = () if kind is None else (find_type(kind),)
    return [
        {
            "iri": found.iri.value,
            "label": found.label,
            "kind": found.kind.value.removeprefix(AKG.namespace),
            "score": round(found.score, 1),
        }
        for found in index_of(kb.store).search(text, kinds, limit)
    ]


def describe_entity(kb: KnowledgeBase, name: str, *, base: str, as_of: str | None = None) -> dict[str, Any]:
    """Return what holds of a thing, named by its IRI, the part after the base, or a name, as JSON values.

    A name of several things stands for the first of them, firms first; `same_name` has the others.
    """
    view = kb if as_of is None else open_past(kb, as_of)
    thing, *same_name = find_things(view, name, base)
    described = describe(view.store, thing)
    if described is None:
        raise UnknownNameError("thing", name, index_of(view.store).labels())
    others = {"same_name": [other.value for other in same_name]} if same_name else {}
    return described.to_json() | others | ({"notes": list(view.notes)} if view.notes else {})


def find_things(kb: KnowledgeBase, name: str, base: str) -> list[NamedNode]:
    """Return what an IRI or a name stands for, firms before models before places."""
    if iri := as_iri(name, base):
        return [iri]
    index = index_of(kb.store)
    found = index.search(name, limit=_MOST_OF_ONE_NAME)
    exact = [match for match in found if match.score == WHOLE]
    if not exact:
        raise UnknownNameError("thing", name, index.labels(), [match.label for match in found[:5]])
    return [match.iri for match in sorted(exact, key=lambda match: NAMED.index(match.kind))]


@lru_cache(maxsize=2)
def open_past(kb: KnowledgeBase, day: str) -> KnowledgeBase:
    """Return a base as of a day; the last ones are kept."""
    return kb.as_of(day)


def run_saved_query(
    kb: KnowledgeBase, name: str, arguments: Mapping[str, str], *, base: str, limit: int
) -> dict[str, Any]:
    """Return the columns and the rows of a saved query as JSON values; refuse results of more rows than a limit."""
    rows = Rows.of(get_query(name).run(kb.store, arguments, base, limit=limit + 1))
    refuse_more(len(rows), limit, "rows")
    return {"columns": list(rows.columns), "rows": list(rows)}


def list_saved_queries(_: KnowledgeBase) -> list[dict[str, Any]]:
    """Return the saved queries with their questions and parameters as JSON values."""
    return [
        {
            "name": query.name,
            "title": query.title,
            "question": query.question,
            "parameters": [
                {"name": slot.name, "type": slot.type, "example": slot.example} for slot in query.parameters.values()
            ],
        }
        for query in load_queries().values()
    ]


def write_export(kb: KnowledgeBase, view: str, format_: str, **options: Any) -> Content:
    """Return a view or a chart in a format; a format of several files comes as a ZIP archive."""
    with TemporaryDirectory() as folder:
        files = kb.export(view, Path(folder) / "export", format=format_, **options).files
        if len(files) == 1:
            return Content(files[0].read_bytes(), _media_of(format_))
        parts = {f"{view}{file.suffix}.{format_}": file.read_bytes() for file in files}
        return Content(_zip(parts), "application/zip")


def _zip(files: Mapping[str, bytes]) -> bytes:
    """Pack files into an archive, with no dates, so that the same files give the same bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def _media_of(ending: str) -> str:
    rdf = RdfFormat.from_extension(ending)
    return rdf.media_type if rdf else mimetypes.guess_type(f"view.{ending}")[0] or "application/octet-stream"


def list_choices(_: KnowledgeBase) -> dict[str, list[str]]:
    """Return the values that parameters may have: views, formats, languages and types."""
    from autokg.answers.lexicon import LANGUAGES  # noqa: PLC0415 (for the description of the server only)
    from autokg.exports import CHART_FORMATS, CHARTS, FORMATS  # noqa: PLC0415
    from autokg.network import load_views  # noqa: PLC0415

    endings = {ending for format_ in FORMATS.values() for ending in format_.endings}
    endings |= {ending for format_ in CHART_FORMATS.values() for ending in format_.endings}
    return {
        "views": sorted([*load_views(), *CHARTS]),
        "formats": sorted(endings),
        "languages": list(LANGUAGES),
        "types": sorted(map(type_id, NAMED)),
    }
