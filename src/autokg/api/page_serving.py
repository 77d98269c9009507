"""The pages of the explorer, their data and pictures, for a server and a static site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from autokg.answers.evidence import solutions
from autokg.api.knowledge_base import KnowledgeBase
from autokg.api.serving import open_past
from autokg.api.sparql_serving import BOOLEAN_MEDIA, Content, Wanted, run_query
from autokg.entities.name_index import index_of
from autokg.errors import UnknownNameError, UsageError
from autokg.exports.charts import CHARTS, Scope
from autokg.exports.charts.chart_values import with_plants_in
from autokg.exports.charts.rendering import write_svg
from autokg.exports.drawing.shell import load_built
from autokg.names.labels import Labels
from autokg.pages.answer_page import answer_page
from autokg.pages.error_page import ErrorPage
from autokg.pages.frame import Frame
from autokg.pages.interface_texts import LANGUAGES
from autokg.pages.links import Links
from autokg.pages.list_pages import changes_page, conflicts_page, gaps_page, sources_page, things_page
from autokg.pages.page_data import to_csv, to_json
from autokg.pages.page_templates import ASSETS, render
from autokg.pages.query_page import query_page
from autokg.pages.query_result import show_result
from autokg.pages.source_page import source_page
from autokg.pages.start_page import start_page
from autokg.pages.thing_page import thing_page
from autokg.pages.ties_picture import draw_ties
from autokg.stores import OxigraphStore

__all__ = [
    "DOWNLOADS",
    "ENDINGS",
    "LANGUAGES",
    "PAGES",
    "PICTURES",
    "Links",
    "Wish",
    "draw_picture",
    "list_assets",
    "show_error",
    "show_page",
    "write_result",
]
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
PAGES: dict[str, Callable[..., object]] = {
    "start": start_page,
    "query": query_page,
    "search": answer_page,
    "thing": thing_page,
    "source": source_page,
    "list": things_page,
    "sources": sources_page,
    "conflicts": conflicts_page,
    "changes": changes_page,
    "gaps": gaps_page,
}
PICTURES = ("ties", "timeline", "map")
# How a page is written, and its media type, by the ending of its address.
ENDINGS: dict[str, tuple[Callable[[Any, Frame], str], str]] = {
    "": (render, "text/html"),
    ".json": (to_json, "application/json"),
    ".csv": (to_csv, "text/csv"),
}


@dataclass(frozen=True)
class Wish:
    """How a page is asked for: its links, language, day, the day to which sources are limited, version of the data."""

    links: Links
    language: str
    today: str
    as_of: str = ""
    version: str = ""


def show_page(kb: KnowledgeBase, name: str, wish: Wish, arguments: Mapping[str, Any], ending: str = "") -> Content:
    """Return a page of the explorer by its name in `PAGES`, as HTML or as its data."""
    view, frame = _open(kb, wish)
    write, media = ENDINGS[ending]
    return Content(write(PAGES[name](view.store, frame, **arguments), frame).encode(), media)


def draw_picture(kb: KnowledgeBase, chart: str, iri: str, wish: Wish) -> Content:
    """Return a chart of a thing, or its neighbourhood, as SVG."""
    view, frame = _open(kb, wish)
    if chart == "ties":
        svg = draw_ties(thing_page(view.store, frame, iri).ties, frame).encode()
    else:
        svg = _draw_chart(view.store, chart, NamedNode(iri))
    return Content(svg, "image/svg+xml")


def _draw_chart(store: OxigraphStore, chart: str, thing: NamedNode) -> bytes:
    if next(store.match(thing, None, None, None), None) is None:
        raise UnknownNameError("thing", thing.value, index_of(store).labels())
    scope = Scope(with_plants_in([thing], store), Labels(store).term(thing))
    return write_svg(CHARTS[chart](store, scope))


def _open(kb: KnowledgeBase, wish: Wish) -> tuple[KnowledgeBase, Frame]:
    """Return the base as of the day that is asked for, and what surrounds a page of it."""
    view = open_past(kb, wish.as_of) if wish.as_of else kb
    newest = solutions(view.store, _NEWEST)[0].get("newest", "")
    today = min(wish.today, wish.as_of) if wish.as_of else wish.today
    return view, Frame(wish.links, wish.language, today, wish.as_of, wish.version, newest, tuple(view.notes))


def show_error(message: str, links: Links, language: str) -> str:
    """Return the page of a mistake as HTML; it needs no base."""
    return render(ErrorPage(message), Frame(links, language, ""))


def write_result(kb: KnowledgeBase, text: str, ending: str, view: str, wish: Wish, *, limit: int) -> Content:
    """Return the result of a query as a file, or a picture of it; refuse results of more rows than a limit."""
    past, frame = _open(kb, wish)
    if ending != "svg":
        return run_query(past, text, wanted=DOWNLOADS[ending], limit=limit)
    result = show_result(past.store, text, view, frame)
    if not result.picture:
        raise UsageError(f"the result has no picture of the kind {view!r}; it has: {', '.join(result.views)}")
    return Content(result.picture.encode(), "image/svg+xml")


def list_assets() -> dict[str, bytes]:
    """Return the style sheets, scripts and pictures of the pages by their names."""
    own = {path.name: path.read_bytes() for path in sorted(ASSETS.iterdir()) if path.is_file()}
    return own | {name: load_built(name).encode() for name in _BUILT}
