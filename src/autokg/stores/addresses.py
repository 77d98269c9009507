"""Where a store is: a folder, or the address of a SPARQL endpoint.

>>> as_url("http://127.0.0.1:8000/sparql"), as_url(Path("https://example.com/sparql")), as_url("my-store")
('http://127.0.0.1:8000/sparql', 'https://example.com/sparql', None)
>>> without_secrets("https://ann:secret@example.com/sparql")
'https://example.com/sparql'
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from autokg.errors import UsageError

_URL = re.compile(r"(https?):/+(?=[^/])", re.IGNORECASE)  # a path object keeps one slash of two

StoreAddress = Path | str  # a folder, or an address


def as_url(store: str | os.PathLike[str]) -> str | None:
    """Return the address that a store is given by; None for a folder."""
    text = os.fspath(store)
    found = _URL.match(text)
    return f"{found[1].lower()}://{text[found.end() :]}" if found else None


def to_address(store: str | os.PathLike[str]) -> StoreAddress:
    """Return an address as text, and a folder as a path."""
    return as_url(store) or Path(store)


def describe_address(store: str | os.PathLike[str]) -> str:
    """Return how messages name a store: an address without a user's name and password."""
    url = as_url(store)
    return os.fspath(store) if url is None else without_secrets(url)


def require_folder(store: str | os.PathLike[str], what: str) -> Path:
    """Return a folder; raise `UsageError` for an address, with what cannot be done there."""
    if url := as_url(store):
        raise UsageError(f"{without_secrets(url)} is on a server; {what}")
    return Path(store)


def without_secrets(url: str) -> str:
    """Return an address without user name, password, query and fragment: each may hold a secret."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
