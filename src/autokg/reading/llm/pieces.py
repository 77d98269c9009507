r"""Cut a long text into pieces at its paragraphs, each with the text before it.

>>> [piece.text for piece in cut("One.\n\nTwo is longer.\n\nThree.", 24)]
['One.\n\nTwo is longer.', 'Three.']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BEFORE = 600
# Best after a blank line, then after a line, a sentence, a word.
_BREAKS = tuple(re.compile(pattern) for pattern in (r"\n\s*\n", r"\n", r"(?<=[.!?。！？])\s", r"\s"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: where it starts, its words, and the words before it that its pronouns may mean."""

    start: int
    text: str
    before: str = ""

    @property
    def end(self) -> int:
        """Where it ends in the whole text."""
        return self.start + len(self.text)

    def halves(self) -> Iterator[Piece]:
        """Yield the two or three pieces that it is cut into where it is too much for one answer."""
        for part in cut(self.text, len(self.text) * 2 // 3):
            yield Piece(self.start + part.start, part.text, part.before or self.before)


def cut(text: str, length: int) -> Iterator[Piece]:
    """Yield the pieces of a text, none longer than `length`, none empty."""
    start = 0
    while start < len(text):
        end = _find_break(text, start, length)
        words = text[start:end]
        if words.strip():
            begin = start + len(words) - len(words.lstrip())
            yield Piece(begin, words.strip(), _before(text, begin))
        start = end


def _find_break(text: str, start: int, length: int) -> int:
    """Return the end of the piece that starts here; a break in its first half would make it needlessly short."""
    if len(text) - start <= length:
        return len(text)
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(text, start + length // 2, start + length)]
        if ends:
            return ends[-1]
    return start + length


def _before(text: str, start: int) -> str:
    words = text[max(0, start - _BEFORE) : start].strip()
    return words if start <= _BEFORE else words.partition(" ")[2]
