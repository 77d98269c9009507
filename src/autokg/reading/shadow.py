"""A normalised copy of a text in which rules search, with the way back to the text as it came.

    >>> shadow = Shadow.of("pr\u00e8s de 2\u202f000\u00a0salari\u00e9s, l\u2019usine")
    >>> shadow.text
    "pr\u00e8s de 2 000 salari\u00e9s, l'usine"
    >>> shadow.raw_span(8, 13)
    (8, 13)

Runs of spaces of all widths become one space, curly apostrophes straight, dashes an en dash; the rest is NFKC.
A newline stays. Marks of Markdown, its front matter, struck words, fenced code, and hyphens that part a word at the end
of a line are left out; after the hyphen of a name ("EX-", "30") it is the newline.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from autokg.articles.front_matter import FRONT_MATTER

# Changed characters: a letter with marks that combine, all beyond plain letters and signs, a second space.
_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Signs in the place of a space: private ones, such as a bullet of a PDF's font, and emoji with what varies them.
_PICTURES = "\ue000-\uf8ff\u2600-\u26ff\ufe0e\ufe0f\U0001f000-\U0001faff"
_PICTURE = re.compile(f"[{_PICTURES}]")
_PLAIN = (
    "\\n -_a-~\u00a1-\u00a7\u00a9-\u00ac\u00ae\u00b0\u00b1\u00b6\u00b7\u00bb\u00bf-\u0131\u0134-\u013e"
    "\u0141-\u0148\u014a-\u017e\u2022\u20ac"
)
_SPECIAL = re.compile(f"[^\u0300-\u036f][\u0300-\u036f]+|[^{_PLAIN}]|(?<=[ {_DROPPED}{_PICTURES}]) ")
# What Markdown adds to words, and a hyphen at the end of a line inside a word, as narrow columns have it.
_MARKUP = (
    r"(?P<markup>\*{2,3}|(?<!\w)\*(?=[^\W_])|(?<=[\w.,;:!?)\"'»])\*(?!\w)|!?\[(?=[^\[\]\n]{1,300}\]\([^()\s]{1,1000}\))"
    r"|\]\([^()\s]{1,1000}\)|~~(?=\S)[^~\n]{1,1000}~~ ?|^(?P<fence>```|~~~)[^\n]*\n(?s:.{0,20000}?)^(?P=fence)[ \t]*$"
    r"|(?<=[^\W\d_][a-z\u00df-\u00ff])-\n(?=(?!und |oder |and |or |et |y |e )[a-z\u00df-\u00ff]{2})"
    r"|(?<=[^\W\d_]-)\n(?=[\dA-Z])|\r(?=\n))"
)
_CHANGED = re.compile(f"{_MARKUP}|{_SPECIAL.pattern}", re.MULTILINE)
_SAME = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`\u2032", "'"),
    **dict.fromkeys("\u2012\u2013\u2014\u2015\u2212", "\u2013"),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f", '"'),
    **dict.fromkeys("\t\r\v\f\u2028", " "),
    **dict.fromkeys("\u0085\u2029", "\n"),
    "\x7f": "\u2022",  # a bullet of a PDF's standard fonts
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
        return _normalised(raw)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the raw text for a span of the shadow."""
        return self.origin[start], self.origin[end]


@lru_cache(maxsize=2)  # an article's text is asked for again and again, and may be long
def in_lower_case(text: str) -> str:
    """Return a text in lower case, letter by letter, so that offsets stay."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(letter.lower()[0] for letter in text)


@lru_cache(maxsize=256)
def _normalised(raw: str) -> Shadow:
    header = FRONT_MATTER.match(raw)
    if not header and not _CHANGED.search(raw):
        return Shadow(raw, range(len(raw) + 1))
    parts: list[str] = []
    origin: list[int] = []
    done = header.end() if header else 0
    last = ""  # the last letter so far
    for match in _CHANGED.finditer(raw, done):
        parts.append(raw[done : match.start()])
        origin.extend(range(done, match.start()))
        last = (parts[-1] or last)[-1:]
        part = "" if match["markup"] else _normalise(match[0])
        if part != " " or last != " ":
            parts.append(part)
            origin.extend([match.start()] * len(part))
            last = (part or last)[-1:]
        done = match.end()
    parts.append(raw[done:])
    origin.extend(range(done, len(raw) + 1))
    return Shadow("".join(parts), tuple(origin))


@cache
def _normalise(cluster: str) -> str:
    if cluster in _SAME:
        return _SAME[cluster]
    if cluster == "\n":
        return cluster
    if _PICTURE.match(cluster):
        return " "
    return unicodedata.normalize("NFKC", cluster)
