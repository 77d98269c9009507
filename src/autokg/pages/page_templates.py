"""Write pages as HTML. A page is a value, its template has the name of its class: `StartPage` → `start_page.html`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autokg.pages.fact_tables import Cell, Part
from autokg.pages.frame import Frame
from autokg.pages.links import Links, web_address
from autokg.pages.ties_picture import draw_ties

FOLDER = Path(__file__).parent
ASSETS = FOLDER / "static"
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def render(page: object, frame: Frame) -> str:
    """Return a page as HTML; everything that it shows is escaped."""
    name = _HUMP.sub("_", type(page).__name__).lower()
    template = environment().get_template(f"{name}.html")
    return template.render(page=page, frame=frame, links=frame.links, t=frame.texts)


@cache
def environment() -> Environment:
    """Return the templates, with the functions that they may use."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    functions: dict[str, Any] = {"cell": write_cell, "zip": zip, "draw_ties": lambda *parts: Markup(draw_ties(*parts))}  # noqa: S704 (its texts are escaped)
    made.globals.update(functions)
    return made


def write_cell(cell: Cell, links: Links) -> Markup:
    """Return a value of a table as HTML; a page has thousands, for which macros are slow."""
    if cell.phase:
        return Markup(f'<span class="phase {escape(cell.phase)}">{escape(cell.text)}</span>')  # noqa: S704 (escaped)
    return Markup(", ").join(_linked(part, links) for part in cell.parts)


def _linked(part: Part, links: Links) -> Markup:
    text = escape(part.text)
    if address := links.thing(part.iri) if part.iri else "":
        return Markup(f'<a href="{escape(address)}">{text}</a>')  # noqa: S704 (escaped)
    if web_address(part.iri):
        return Markup(f'<a href="{escape(part.iri)}" rel="noopener external">{text}</a>')  # noqa: S704 (escaped)
    return text
