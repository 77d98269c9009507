"""The words of questions in one language, by concept, and the longest phrase that matches at a word.

>>> lexicon = Lexicon("en", {"verb": {"build": "build, built, put together"}, "noun": {"plant": "factor*"}})
>>> lexicon.match(("put", "together", "in"), 0), lexicon.match(("factories",), 0)
((Term('verb', 'build'), 2), (Term('noun', 'plant'), 1))
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from autokg.core.ids import fold
from autokg.core.resources import find_resource

LANGUAGES = ("en", "fr", "de", "es", "it", "pt")
_LONGEST_PHRASE = 8
_SLIPS = 4  # letters of a word that may have a slip
_SHORT = 5  # letters; a shorter word with another letter is another word
_BESIDE = (
    "accented",
    "opening",
    "bound",
    "bound_after",
    "number",
    "month",
    "part",
    "sense",
    "span",
)  # tables that are no concepts
_GAP = "..."  # between the parts of a phrase that other words may part


class Term(NamedTuple):
    """A concept of the lexicon: its table, such as `verb`, and its name, such as `build`."""

    table: str
    concept: str

    def __repr__(self) -> str:
        return f"Term({self.table!r}, {self.concept!r})"


class Lexicon:
    """The phrases of a language."""

    def __init__(self, language: str, tables: Mapping[str, Mapping[str, str]]) -> None:
        """Index the phrases of the tables by their first word; of equal phrases the first table's counts."""
        self.language = language
        self._tables = tables
        self._openings = {key: set(text.split(", ")) for key, text in tables.get("opening", {}).items()}
        self._spans = {key: set(text.split(", ")) for key, text in tables.get("span", {}).items()}
        self._accented = {key: text.split(", ") for key, text in tables.get("accented", {}).items()}
        self._bounds = _phrases(tables.get("bound", {}))
        self._bounds_after = _phrases(tables.get("bound_after", {}))
        self._senses = {
            key: [(word.strip(),) for word in text.split(",")] for key, text in tables.get("sense", {}).items()
        }
        self._numbers = {word: number for (word,), number in _phrases(tables.get("number", {})).items()}
        self._months = {word: month for (word,), month in _phrases(tables.get("month", {})).items()}
        self._parts = _phrases(tables.get("part", {}))
        self._whole: dict[tuple[str, ...], list[Term]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
        self._parted: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Term]]] = {}
        for table, concepts in tables.items():
            if table in _BESIDE:
                continue
            for concept, phrases in concepts.items():
                for phrase in phrases.split(","):
                    self._add(tuple(phrase.split()), Term(table, concept))

    def _add(self, words: tuple[str, ...], term: Term) -> None:
        if _GAP in words:
            gap = words.index(_GAP)
            self._parted.setdefault(words[0], []).append((words[:gap], words[gap + 1 :], term))
        elif any("*" in word for word in words):
            self._stems.setdefault(words[0][:2], []).append((words, term))
        elif words:
            self._whole.setdefault(words, []).append(term)

    def opens(self, question: str, kind: str) -> bool:
        """Return whether a question opens with a word of a kind, such as the auxiliary of a question for yes or no."""
        first = fold(question.strip(" ¿¡\"'")).split()[:1]
        return bool(first) and first[0] in self._openings.get(kind, ())

    def means(self, text: str, sense: str) -> bool:
        """Return whether a text has a word that tells one meaning of a concept apart, such as `vehicle` of a model."""
        words = fold(text).split()
        return any(_fits(pattern, (word,)) for pattern in self._senses.get(sense, ()) for word in words)

    def spans(self, word: str, part: str) -> bool:
        """Return whether a word is a part of a span of years: `last` or `years`."""
        return word in self._spans.get(part, ())

    def nearest(self, word: str) -> Term | None:
        """Return the concept of the words that an unknown word is a slip of; None if there is none, or more than one.

        One letter is wrong, missing, too many or exchanged with the next; short words need all their letters.
        """
        from rapidfuzz.distance.DamerauLevenshtein import distance  # noqa: PLC0415 (only where a word is not known)

        if len(word) < _SLIPS or not word.isalpha():
            return None
        whole = {phrase[0]: terms[0] for phrase, terms in self._whole.items() if len(phrase) == 1}
        single = [(phrase[0].rstrip("*"), term) for found in self._stems.values() for phrase, term in found]
        words = {**dict(single), **whole}
        near = [known for known in words if len(known) >= _SLIPS and abs(len(known) - len(word)) <= 1]
        slips = [known for known in near if distance(word, known, score_cutoff=1) <= 1 and _is_likely(word, known)]
        # A letter left out is the likeliest slip: "wich" is "which", not "with".
        terms = {words[known] for known in slips if len(known) > len(word)} or {words[known] for known in slips}
        return terms.pop() if len(terms) == 1 else None

    def stems(self, table: str, concept: str) -> list[str]:
        """Return the phrases of a concept without the marks of their endings."""
        return [phrase.strip().rstrip("*") for phrase in self._tables[table][concept].split(",")]

    def accented(self, text: str) -> Term | None:
        """Return the concept of a word that its accents alone tell from another, as "fábrica" from "fabrica"."""
        for concept, words in self._accented.items():
            if text.casefold() in words:
                table, _, name = concept.partition("_")
                return Term(table, name)
        return None

    def bound(self, words: Sequence[str], at: int, *, after: bool = False) -> tuple[str, int] | None:
        """Return the comparator of the longest phrase at a word, before or after its number, with its length."""
        table = self._bounds_after if after else self._bounds
        for size in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            if found := table.get(tuple(words[at : at + size])):
                return found, size
        return None

    def number(self, word: str) -> int | None:
        """Return the number that a word stands for, such as 3 for "three"; None if it is no such word."""
        text = self._numbers.get(word, "")
        return int(text) if text.isdigit() else None

    def month(self, word: str) -> int | None:
        """Return the number of the month that a word names; None if it names none."""
        text = self._months.get(word, "")
        return int(text) if text.isdigit() else None

    def is_in_date(self, word: str) -> bool:
        """Return whether a word may stand between a day, month and year, as "de" does in Spanish."""
        return self._months.get(word) == "between"

    def part(self, words: Sequence[str], at: int) -> tuple[str, int] | None:
        """Return the part of a year or month that a phrase names, such as `end`, with its length in words."""
        for size in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            if found := self._parts.get(tuple(words[at : at + size])):
                return found, size
        return None

    def scale(self, word: str) -> str:
        """Return `thousand` or `million` for a word that multiplies a number; empty for any other."""
        text = self._numbers.get(word, "")
        return "" if text.isdigit() else text

    def match(self, words: Sequence[str], at: int) -> tuple[Term, int] | None:
        """Return the term of the longest phrase that begins at a word, with its length in words; None if none does."""
        found = self.matches(words, at)
        return (found[0][0], found[1]) if found else None

    def matches(self, words: Sequence[str], at: int, limit: int | None = None) -> tuple[list[Term], int] | None:
        """Return all terms of the longest phrase at a word, in the order of the file.

        A phrase ends before `limit`, by default the end of the words; the second of two parts may follow it.
        """
        last = len(words) if limit is None else limit
        best, length = self._whole_phrase(words[:last], at)
        best, length = self._stem(words[:last], at, best, length)
        parted = self._in_two_parts(words, at)
        if parted and parted[1] >= length:
            return [parted[0]], parted[1]
        return (best, length) if best else None

    def second_parts(self, words: Sequence[str]) -> set[int]:
        """Return the positions of the words that are the second part of a phrase in two parts."""
        found = (self._in_two_parts(words, at) for at in range(len(words)))
        return {at for parted in found if parted for at in parted[2]}

    def _in_two_parts(self, words: Sequence[str], at: int) -> tuple[Term, int, range] | None:
        """Return the term of a phrase at a word whose second part comes later, as in "stellt X her".

        With it come the number of words of its first part and the positions of its second one.
        """
        for first, second, term in self._parted.get(words[at], ()):
            begin = at + len(first)
            if tuple(words[at:begin]) != first:
                continue
            for start in range(begin + 1, len(words) - len(second) + 1):
                if tuple(words[start : start + len(second)]) == second:
                    return term, len(first), range(start, start + len(second))
        return None

    def _whole_phrase(self, words: Sequence[str], at: int) -> tuple[list[Term], int]:
        for size in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            if terms := self._whole.get(tuple(words[at : at + size])):
                return list(terms), size
        return [], 0

    def _stem(self, words: Sequence[str], at: int, best: list[Term], length: int) -> tuple[list[Term], int]:
        for pattern, term in self._stems.get(words[at][:2], ()):
            if not _fits(pattern, words[at : at + len(pattern)]):
                continue
            if len(pattern) > length:
                best, length = [term], len(pattern)
            elif len(pattern) == length and term not in best:
                best = [*best, term]
        return best, length


def _is_likely(word: str, known: str) -> bool:
    """Return whether a word is no other short word with one letter changed, as "small" is of "shall"."""
    return len(word) != len(known) or sorted(word) == sorted(known) or len(word) > _SHORT


def _phrases(concepts: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Return the concept of each phrase of a table."""
    return {tuple(phrase.split()): concept for concept, text in concepts.items() for phrase in text.split(",")}


def _fits(pattern: Sequence[str], words: Sequence[str]) -> bool:
    return len(pattern) == len(words) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(pattern, words, strict=True)
    )


@cache
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language, from `queries/lexicon/`."""
    path = find_resource("queries", "lexicon") / f"{language}.toml"
    return Lexicon(language, tomllib.loads(path.read_text(encoding="utf-8")))
