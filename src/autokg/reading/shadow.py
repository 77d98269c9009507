"""A normalised copy of a text in which rules search, with the way back to the text as it came.

    >>> shadow = Shadow.of("pr\u00e8s de 2\u202f000\u00a0salari\u00e9s, l\u2019usine")
    >>> shadow.text
    "pr\u00e8s de 2 000 salari\u00e9s, l'usine"
    >>> shadow.raw_span(8, 13)
    (8, 13)

Runs of spaces of all widths become one space, curly apostrophes straight, dashes an en dash; the rest is NFKC.
A newline stays.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", re.DOTALL)
_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_SAME = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`\u2032", "'"),
    **dict.fromkeys("\u2012\u2013\u2014\u2015\u2212", "\u2013"),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f", '"'),
    **dict.fromkeys("\t\r\v\f\u2028\u2029", " "),
    **dict.fromkeys(_DROPPED, ""),
}


@dataclass(frozen=True, slots=True)
class Shadow:
    """The normalised `text`; `origin[i]` is where its character i came from, with one entry more for the end."""

    text: str
    origin: range | tuple[int, ...]

    @classmethod
    def of(cls, raw: str) -> Shadow:
        """Normalise a text."""
        parts: list[str] = []
        origin: list[int] = []
        for match in _CLUSTER.finditer(raw):
            part = _normalise(match[0])
            if not part or (part == " " and parts and parts[-1] == " "):
                continue
            parts.append(part)
            origin.extend([match.start()] * len(part))
        text = "".join(parts)
        if len(text) == len(raw):
            return cls(text, range(len(raw) + 1))
        return cls(text, (*origin, len(raw)))

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the raw text that a span of the shadow stands for."""
        return self.origin[start], self.origin[end]


@cache
def _normalise(cluster: str) -> str:
    if cluster in _SAME:
        return _SAME[cluster]
    if cluster == "\n":
        return cluster
    return unicodedata.normalize("NFKC", cluster)
