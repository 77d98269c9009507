"""Content → IRI.

Every IRI is a slug from the reference data or a hash of the content. So two machines that map the same fact write the
same quads, and reading a text twice adds nothing.

    >>> slugify("Škoda Enyaq iV")
    'skoda-enyaq-iv'
    >>> digest("claim", "a", None) == digest("claim", "a", None) != digest("claim", "a", "")
    True
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

NOT_IN_IRI = r"\s<>\"{}|\\^`\x00-\x1f"  # the characters that an IRI cannot hold (RFC 3987), for a class of `re`
DEFAULT_BASE = "https://w3id.org/autokg/id/"

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PLUS = re.compile(r"(?<=\w)\+")  # the P7+ is not the P7
_NOT_WORD = re.compile(r"[\W_]+")

Content = str | int | float | bool | None | Sequence["Content"]


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return a name without case, accents and punctuation, with one space between words: what names are matched by."""
    spelt = _PLUS.sub(" plus", name.replace("&", " and "))
    decomposed = unicodedata.normalize("NFKD", spelt.casefold()).casefold()  # 🄐 is (A) in NFKD
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFC", bare)).strip()


def slugify(name: str) -> str:
    """Return a name as the readable part of an IRI: ASCII letters, digits and hyphens, empty for other scripts."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(name)))


def digest(*content: Content, length: int = 16) -> str:
    """Return the first `length` hexadecimal digits of the SHA-256 of the content, written as JSON."""
    return hashlib.sha256(_encode(content).encode()).hexdigest()[:length]
