"""The pages of the explorer as HTML, for a server and a static site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from autokg.answers.evidence import solutions
from autokg.api.knowledge_base import KnowledgeBase
from autokg.api.serving import open_past
from autokg.api.sparql_serving import BOOLEAN_MEDIA, Content, Wanted, run_query
from autokg.errors import UsageError
from autokg.exports.drawing.shell import load_built
from autokg.pages.frame import Frame
from autokg.pages.interface_texts import LANGUAGES
from autokg.pages.links import Links
from autokg.pages.page_templates import ASSETS, render
from autokg.pages.query_page import query_page
from autokg.pages.query_result import show_result
from autokg.pages.start_page import start_page

__all__ = ["DOWNLOADS", "LANGUAGES", "Links", "Wish", "list_assets", "show_page", "write_result"]
HTML = "text/html"
_NEWEST = """
SELECT (MAX(STR(?date)) AS ?newest) WHERE {
  ?document a akg:Document ; schema:datePublished ?date FILTER (STRLEN(STR(?date)) = 10)
}
"""
_BUILT = ("editor.js",)  # with their libraries, by the build of the package
# What a result is written as: media types of rows, and of graphs. A picture is neither.
_ROWS = {
    "csv": "text/csv",
    "json": "application/sparql-results+json",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
}
_GRAPHS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
DOWNLOADS = {
    **{ending: Wanted(media, media if media in BOOLEAN_MEDIA else None, None) for ending, media in _ROWS.items()},
    **{ending: Wanted(None, None, media) for ending, media in _GRAPHS.items()},
    "svg": Wanted(),
}
_Builder = Callable[..., object]
PAGES: dict[str, _Builder] = {"start": start_page, "query": query_page}


@dataclass(frozen=True)
class Wish:
    """How a page is asked for: its links, language, day, the day to which sources are limited, version of the data."""

    links: Links
    language: str
    today: str
    as_of: str = ""
    version: str = ""


def show_page(kb: KnowledgeBase, name: str, wish: Wish, arguments: Mapping[str, Any]) -> Content:
    """Return a page of the explorer as HTML."""
    view = open_past(kb, wish.as_of) if wish.as_of else kb
    frame = _frame(view, wish)
    page = PAGES[name](view.store, frame, **arguments)
    return Content(render(page, frame).encode(), HTML)


def _frame(kb: KnowledgeBase, wish: Wish) -> Frame:
    newest = solutions(kb.store, _NEWEST)[0].get("newest", "")
    today = min(wish.today, wish.as_of) if wish.as_of else wish.today
    return Frame(wish.links, wish.language, today, wish.as_of, wish.version, newest, tuple(kb.notes))


def write_result(kb: KnowledgeBase, text: str, ending: str, view: str, wish: Wish, *, limit: int) -> Content:
    """Return the result of a query as a file, or a picture of it; refuse results of more rows than a limit."""
    past = open_past(kb, wish.as_of) if wish.as_of else kb
    if ending != "svg":
        return run_query(past, text, wanted=DOWNLOADS[ending], limit=limit)
    result = show_result(past.store, text, view, _frame(past, wish))
    if not result.picture:
        raise UsageError(f"the result has no picture of the kind {view!r}; it has: {', '.join(result.views)}")
    return Content(result.picture.encode(), "image/svg+xml")


def list_assets() -> dict[str, bytes]:
    """Return the style sheets, scripts and pictures of the pages by their names."""
    own = {path.name: path.read_bytes() for path in sorted(ASSETS.iterdir()) if path.is_file()}
    return own | {name: load_built(name).encode() for name in _BUILT}
