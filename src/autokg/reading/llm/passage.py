r"""Find a model's quotes in the text: spaces, quotation marks and dashes may differ, letters not.

>>> passage = Passage.of("The maker said: « It will employ\u00a02\u202f000 people\u00a0» in 2031.")
>>> start, end = passage.find_quote('"It will employ 2 000 people"')
>>> passage.raw[start:end]
'It will employ\xa02\u202f000 people'
>>> passage.find_quote("It will employ 3 000 people") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autokg.core.ids import fold
from autokg.reading.shadow import Shadow

_PASSED_OVER = frozenset(" \n\t\"'«»‹›‚")
_DASHES = frozenset("–—-")
_WORD = re.compile(r"[^\W_]+|&")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word for matching names, and its place in the shadow."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its bare letters and its words; places are spans of the raw text."""

    raw: str
    shadow: Shadow
    bare: str
    origin: tuple[int, ...]
    words: tuple[_Word, ...]

    @classmethod
    def of(cls, raw: str) -> Passage:
        """Prepare a text."""
        shadow = Shadow.of(raw)
        letters = [(at, letter) for at, letter in enumerate(shadow.text) if letter not in _PASSED_OVER]
        bare = "".join("-" if letter in _DASHES else letter for _, letter in letters)
        words = tuple(_Word(fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(shadow.text))
        return cls(raw, shadow, bare, tuple(at for at, _ in letters), words)

    def find_quote(self, quote: str, near: Place | None = None) -> Place | None:
        """Return where a quote stands, within `near` rather than elsewhere; None if it stands nowhere."""
        places = list(self._places(_bare(quote)))
        inside = [place for place in places if near and near[0] <= place[0] and place[1] <= near[1]]
        return next(iter(inside or places), None)

    def find_name_before(self, name: str, before: int) -> Place | None:
        """Return the last place before an offset where a name stands, case, accents and punctuation aside."""
        keys = fold(name).split()
        if not keys:
            return None
        for first in range(len(self.words) - len(keys), -1, -1):
            run = self.words[first : first + len(keys)]
            if [word.key for word in run] == keys:
                place = self._raw_place(run[0].start, run[-1].end - 1)
                if place[1] <= before:
                    return place
        return None

    def holds_name(self, name: str) -> bool:
        """Return whether a name stands anywhere in the text."""
        return self.find_name_before(name, len(self.raw)) is not None

    def _places(self, bare: str) -> Iterator[Place]:
        at = self.bare.find(bare) if bare else -1
        while at >= 0:
            first, last = self.origin[at], self.origin[at + len(bare) - 1]
            if not self._splits_word(first) and not self._splits_word(last + 1):
                yield self._raw_place(first, last)
            at = self.bare.find(bare, at + 1)

    def _splits_word(self, at: int) -> bool:
        text = self.shadow.text
        return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()

    def _raw_place(self, first: int, last: int) -> Place:
        """Return the raw span of two shadow characters and all between; one raw character may be several of these."""
        origin = self.shadow.origin
        end = last + 1
        while origin[end] == origin[last]:
            end += 1
        return origin[first], origin[end]


def _bare(quote: str) -> str:
    letters = (letter for letter in Shadow.of(quote).text if letter not in _PASSED_OVER)
    return "".join("-" if letter in _DASHES else letter for letter in letters)
