"""The pages of the explorer as HTML, for a server and a static site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from autokg.answers.evidence import solutions
from autokg.api.knowledge_base import KnowledgeBase
from autokg.api.serving import open_past
from autokg.api.sparql_serving import Content
from autokg.pages.frame import Frame
from autokg.pages.interface_texts import LANGUAGES
from autokg.pages.links import Links
from autokg.pages.page_templates import ASSETS, render
from autokg.pages.start_page import start_page

__all__ = ["LANGUAGES", "Links", "Wish", "list_assets", "show_page"]
HTML = "text/html"
_NEWEST = """
SELECT (MAX(STR(?date)) AS ?newest) WHERE {
  ?document a akg:Document ; schema:datePublished ?date FILTER (STRLEN(STR(?date)) = 10)
}
"""
_Builder = Callable[..., object]
PAGES: dict[str, _Builder] = {"start": start_page}


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


def list_assets() -> dict[str, bytes]:
    """Return the style sheets, scripts and pictures of the pages by their names."""
    return {path.name: path.read_bytes() for path in sorted(ASSETS.iterdir()) if path.is_file()}
