"""Pages in one file: a template, its style, its script and its content put together, so that they load nothing else.

The scripts come from frontend/; they carry the parts of D3 that they use, and a page carries the licences of these.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from importlib.resources import files
from string import Template
from typing import Any

from autokg.errors import AutokgError
from autokg.exports.network_view import printable


def fill_page(name: str, title: str, data: Mapping[str, Any], **parts: str) -> bytes:
    """Return a page for a browser: what all have, and the picture, style and script of a `network` or a `chart`."""
    page = Template(_load("page.html")).substitute(
        title=html.escape(printable(title)),
        shared=_load("shared.css"),
        style=_load(f"{name}.css"),
        picture=Template(_load(f"{name}.html")).substitute(parts),
        script=load_built(f"{name}.js"),
        licences=load_built("licences.txt"),
        data=embed(data),
    )
    return page.encode()


def _load(name: str) -> str:
    return (files("autokg.exports.drawing") / "page" / name).read_text(encoding="utf-8")


def load_built(name: str) -> str:
    """Return a file that the build of the package makes from frontend/."""
    try:
        return (files("autokg.exports") / "built" / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        message = f"the installation lacks {name}; install autokg again, or in a checkout run: python hatch_build.py"
        raise AutokgError(message) from error


def embed(data: Mapping[str, Any]) -> str:
    r"""Return data as JSON that can stand in a script element: nothing in it ends that or opens a comment.

    >>> embed({"a": "</script><!--"})
    '{"a":"\\u003c/script>\\u003c!--"}'
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
