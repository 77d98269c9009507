"""Write pages as HTML. A page is a value, its template has the name of its class: `StartPage` → `start_page.html`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from autokg.pages.frame import Frame
from autokg.pages.links import web_address
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
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    functions: dict[str, Any] = {"web_address": web_address, "draw_ties": lambda *parts: Markup(draw_ties(*parts))}  # noqa: S704 (its texts are escaped)
    made.globals.update(functions)
    return made
