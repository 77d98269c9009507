"""Numbers in questions that bound a figure: "more than 300,000", "mindestens 2,5 Millionen", "trois ou plus".

A number alone is left to the names: it may be the end of one, as in "Polestar 4".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from autokg.answers.form import Comparator
from autokg.answers.lexicon import Lexicon
from autokg.answers.linking import Word

_GROUPED = re.compile(r"\d{1,3}(?:[.,\s\u202f\u00a0'’]\d{3})+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_SCALES = {"thousand": 1_000, "million": 1_000_000}
Found = tuple[int, int, tuple[Comparator, float]]


def find_bounds(words: Sequence[Word], lexicon: Lexicon, question: str) -> Iterator[Found]:
    """Yield the bounds of a question: first word, one past the last, and the comparator with the number."""
    keys = [word.key for word in words]
    for at in range(len(words)):
        before = lexicon.bound(keys, at)
        first = at + before[1] if before else at
        number = _number(words, first, lexicon, question)
        if number is None:
            continue
        last, value = number
        follows = lexicon.match(keys, last) if last < len(keys) else None
        if _is_year(words[first:last]) and not (follows and follows[0].table == "noun"):
            continue
        after = lexicon.bound(keys, last, after=True)
        if found := before or after:
            yield at, last + (after[1] if after else 0), (Comparator[found[0].upper()], value)


def _is_year(words: Sequence[Word]) -> bool:
    return len(words) == 1 and bool(_YEAR.fullmatch(words[0].key))


def _number(words: Sequence[Word], at: int, lexicon: Lexicon, question: str) -> tuple[int, float] | None:
    """Return one past the last word of a number with its scale, and its value; None if no number begins at a word."""
    if at >= len(words):
        return None
    if small := lexicon.number(words[at].key):
        return at + 1, float(small)
    text = question[words[at].start :]
    if grouped := _GROUPED.match(text):
        value, length = float(re.sub(r"\D", "", grouped[0])), grouped.end()
    elif decimal := _DECIMAL.match(text):
        value, length = float(decimal[0].replace(",", ".")), decimal.end()
    else:
        return None
    last = next((n for n in range(at, len(words)) if words[n].start >= words[at].start + length), len(words))
    scale = lexicon.scale(words[last].key) if last < len(words) else ""
    return (last + 1, value * _SCALES[scale]) if scale else (last, value)
