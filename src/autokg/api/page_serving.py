"""The pages of the explorer, their data and pictures, for a server and a static site.

What makes them is loaded when it is first used: the process that answers requests only hands them on to its workers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from autokg import pages
from autokg.api.arguments import to_day
from autokg.api.knowledge_base import KnowledgeBase
from autokg.api.serving import open_past
from autokg.api.sparql_serving import BOOLEAN_MEDIA, Content, Wanted, run_query
from autokg.core.ids import DEFAULT_BASE
from autokg.core.terms import AKG, RDF
from autokg.errors import UnknownNameError, UsageError
from autokg.pages.links import Links
from autokg.pages.page_languages import LANGUAGES

if TYPE_CHECKING:
    from autokg.pages.frame import Frame
    from autokg.stores import Store

__all__ = [
    "DOWNLOADS",
    "ENDINGS",
    "LANGUAGES",
    "PAGES",
    "PICTURES",
    "Links",
    "Wish",
    "draw_chart",
    "draw_picture",
    "list_assets",
    "prepare_pages",
    "show_error",
    "show_page",
    "write_result",
]
_NEWEST = """
SELECT (MAX(STR(?date)) AS ?newest) WHERE {
  ?document a akg:Document ; schema:datePublished ?date FILTER (STRLEN(STR(?date)) = 10)
}
"""
_ASSETS = Path(pages.__file__).with_name("static")
_OF_SITES = ("site-search.js",)
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
_PREPARED = (AKG.VehicleModel, AKG.Company, AKG.Country, AKG.Person)  # their pages have all kinds of sections
_PLACES = (AKG.Place, AKG.Country, AKG.Region)
PICTURES = ("ties", "timeline", "map")
ENDINGS = {"": "text/html", ".json": "application/json", ".csv": "text/csv"}  # of addresses, with their media types


def _later(module: str, name: str) -> Callable[..., object]:
    """Return a function of a module of pages that is loaded when it is called."""

    def build(*arguments: Any, **options: Any) -> object:
        function: Callable[..., object] = getattr(import_module(f"autokg.pages.{module}"), name)
        return function(*arguments, **options)

    return build


PAGES: dict[str, Callable[..., object]] = {
    "start": _later("start_page", "start_page"),
    "query": _later("query_page", "query_page"),
    "search": _later("answer_page", "answer_page"),
    "thing": _later("thing_page", "thing_page"),
    "source": _later("source_page", "source_page"),
    "list": _later("list_pages", "things_page"),
    "revisions": _later("revisions_page", "revisions_page"),
    **{name: _later("list_pages", f"{name}_page") for name in ("sources", "conflicts", "changes", "gaps")},
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
    from autokg.pages.page_data import to_csv, to_json  # noqa: PLC0415 (loaded in workers)
    from autokg.pages.page_templates import render  # noqa: PLC0415

    view, frame = open_frame(kb, wish)
    arguments = dict(arguments)
    if name == "revisions" and "since" in arguments:
        day = _day_before(arguments["since"], frame.today)
        arguments["before"] = lambda: open_past(kb, day).store
        if ending:  # data have no pages
            arguments["page"] = None
    write = {"": render, ".json": to_json, ".csv": to_csv}[ending]
    return Content(write(PAGES[name](view.store, frame, **arguments), frame).encode(), ENDINGS[ending])


def prepare_pages(kb: KnowledgeBase) -> Iterator[None]:
    """Make a page of each kind of thing, one a step: what all pages are made from is read before somebody waits."""
    wish = Wish(Links(DEFAULT_BASE), "en", dt.date.today().isoformat())
    for kind in _PREPARED:
        things = (quad.subject for quad in kb.store.match(None, RDF.type, kind, None))
        for thing in islice((thing for thing in things if isinstance(thing, NamedNode)), 1):
            show_page(kb, "thing", wish, {"iri": thing.value})
        yield


def _day_before(since: str, today: str) -> str:
    """Return a day as ISO 8601; raise `UsageError` unless it is before another."""
    day = to_day("since", since).isoformat()
    if day >= today:
        raise UsageError(f"since is {since!r}; expected a day before {today}")
    return day


def draw_picture(kb: KnowledgeBase, chart: str, iri: str, wish: Wish) -> Content:
    """Return a chart of a thing, or its neighbourhood, as SVG."""
    from autokg.pages.thing_page import thing_page  # noqa: PLC0415 (loaded in workers)
    from autokg.pages.ties_picture import draw_ties  # noqa: PLC0415

    view, frame = open_frame(kb, wish)
    if chart == "ties":
        svg = draw_ties(thing_page(view.store, frame, iri).ties, frame).encode()
    else:
        svg = draw_chart(view.store, chart, NamedNode(iri), wish.language)
    return Content(svg, "image/svg+xml")


def draw_chart(store: Store, chart: str, thing: NamedNode, language: str) -> bytes:
    """Return a chart of a thing as SVG; raise `UnknownNameError` if the store says nothing of it."""
    from autokg.entities.name_index import index_of  # noqa: PLC0415 (loaded in workers)
    from autokg.exports.charts import CHARTS, Scope  # noqa: PLC0415
    from autokg.exports.charts.chart_values import with_plants_in  # noqa: PLC0415
    from autokg.exports.charts.rendering import write_svg  # noqa: PLC0415
    from autokg.names.labels import Labels  # noqa: PLC0415

    if next(store.match(thing, None, None, None), None) is None:
        raise UnknownNameError("thing", thing.value, index_of(store).labels())
    is_place = any(quad.object in _PLACES for quad in store.match(thing, RDF.type, None, None))
    around = with_plants_in([thing], store) if is_place else frozenset({thing.value})
    scope = Scope(around, Labels(store).term(thing), language=language)
    return write_svg(CHARTS[chart](store, scope))


def open_frame(kb: KnowledgeBase, wish: Wish) -> tuple[KnowledgeBase, Frame]:
    """Return the base as of the day that is asked for, and what surrounds a page of it."""
    from autokg.answers.evidence import solutions  # noqa: PLC0415 (loaded in workers)
    from autokg.pages.frame import Frame  # noqa: PLC0415
    from autokg.stores.kept import kept  # noqa: PLC0415

    view = open_past(kb, wish.as_of) if wish.as_of else kb
    row = kept(view.store, "newest source", None, lambda: solutions(view.store, _NEWEST)[0], most=1)
    today = min(wish.today, wish.as_of) if wish.as_of else wish.today
    return view, Frame(
        wish.links, wish.language, today, wish.as_of, wish.version, row.get("newest", ""), tuple(view.notes)
    )


def show_error(message: str, links: Links, language: str) -> str:
    """Return the page of a mistake as HTML; it needs no base."""
    from autokg.pages.error_page import ErrorPage  # noqa: PLC0415 (a mistake is rare)
    from autokg.pages.frame import Frame  # noqa: PLC0415
    from autokg.pages.page_templates import render  # noqa: PLC0415

    return render(ErrorPage(message), Frame(links, language, ""))


def write_result(kb: KnowledgeBase, text: str, ending: str, view: str, wish: Wish, *, limit: int) -> Content:
    """Return the result of a query as a file, or a picture of it; refuse results of more rows than a limit."""
    from autokg.pages.query_result import show_result  # noqa: PLC0415 (loaded in workers)

    past, frame = open_frame(kb, wish)
    if ending != "svg":
        return run_query(past, text, wanted=DOWNLOADS[ending], limit=limit)
    result = show_result(past.store, text, view, frame)
    if not result.picture:
        raise UsageError(f"the result has no picture of the kind {view!r}; it has: {', '.join(result.views)}")
    return Content(result.picture.encode(), "image/svg+xml")


def list_assets(*, is_static: bool = False) -> dict[str, bytes]:
    """Return the style sheets, scripts and pictures of the pages of a server, or of a static site, by their names."""
    from autokg.exports.drawing.shell import load_built  # noqa: PLC0415 (when the first page asks for one)

    own = {path.name: path.read_bytes() for path in sorted(_ASSETS.iterdir()) if path.is_file()}
    if is_static:
        return own
    of_server = {name: content for name, content in own.items() if name not in _OF_SITES}
    return of_server | {name: load_built(name).encode() for name in _BUILT}
