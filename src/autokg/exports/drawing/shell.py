"""A page in one file: its template, style, script, library and data put together, so that it asks for nothing else."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from autokg.errors import UsageError

# mpld3 brings D3 along; nothing else of it is used, and it is not imported.
_CARRIER, _LIBRARY = "mpld3", "mpld3/js/d3.v5.min.js"


def fill_page(title: str, data: Mapping[str, Any]) -> str:
    """Return the page of a network for a browser."""
    resources = files("autokg.exports.drawing") / "page"
    texts = {name: (resources / f"page.{name}").read_text(encoding="utf-8") for name in ("html", "css", "js")}
    return Template(texts["html"]).substitute(
        title=html.escape(title),
        style=texts["css"],
        library=load_library(),
        script=texts["js"],
        data=embed(data),
    )


def load_library() -> str:
    """Return D3; raise `UsageError` where the extra that brings it is not installed."""
    try:
        path = Path(str(distribution(_CARRIER).locate_file(_LIBRARY)))
        return path.read_text(encoding="utf-8")
    except (PackageNotFoundError, OSError) as error:
        raise UsageError("pages need D3, as mpld3 has it; install it with: pip install 'autokg[pictures]'") from error


def embed(data: Mapping[str, Any]) -> str:
    r"""Return data as JSON that can stand in a script element: nothing in it ends that or opens a comment.

    >>> embed({"a": "</script><!--"})
    '{"a":"\\u003c/script>\\u003c!--"}'
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
