"""Checks of arguments of users."""

from __future__ import annotations

import re

from autokg.core.ids import NOT_IN_IRI
from autokg.errors import UsageError

_URL = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:[^{NOT_IN_IRI}]+")


def require_url(url: str | None) -> None:
    """Raise `UsageError` if a URL is given that is none."""
    if url is not None and not _URL.fullmatch(url):
        raise UsageError(f"url: {url!r} is not a URL; expected such as https://example.com/news")
