"""Lemmas of one language: classes of words and phrases from `data/*.toml`, looked up word by word.

A phrase is a run of words; `*` after a word matches any ending, and a word after `*` any compound that ends with it.

    >>> lexicon = Lexicon({"make": "build* | put* together", "output": "production"})
    >>> lexicon.find(["puts", "together", "cars"], 0)
    ('make', 2)
    >>> lexicon.find(["cars"], 0) is None
    True
    >>> Lexicon({"plant": "*werk"}).find(["motorenwerk"], 0)
    ('plant', 1)
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

TOKEN = re.compile(r"[\ue000-\uf8ff]+|\d+(?:[.,]\d+)+|[^\W\ue000-\uf8ff]+|[^\w\s]")

_KEPT = 20_000  # words whose phrases are kept, so that many articles take no more memory

_Phrase = tuple[tuple[str, ...], str]


class Lexicon:
    """The classes of a language, indexed by the first word of each phrase."""

    def __init__(self, classes: Mapping[str, str]) -> None:
        """Index the phrases; of those that fit alike the longest wins, then the class named first, endings last."""
        self._whole: dict[str, list[_Phrase]] = {}
        self._stems: dict[str, list[_Phrase]] = {}
        self._endings: dict[str, str] = {}
        self._openers: dict[str, list[tuple[int, tuple[str, ...], str]]] = {}
        self.classes = frozenset(classes)
        self.capitalised_nouns = "capitalised_nouns" in classes
        for name, phrases in classes.items():
            for phrase in phrases.split("|"):
                self._add(tuple(_words(phrase)), name)
        endings = "|".join(sorted(self._endings, key=len, reverse=True))
        self._ending = re.compile(f".+?({endings})") if endings else None

    def _add(self, words: tuple[str, ...], name: str) -> None:
        if words[:1] == ("*",):
            self._endings.setdefault(words[1], name)
        elif words:
            stem = words[0].endswith("*")
            index = self._stems if stem else self._whole
            index.setdefault(words[0].removesuffix("*"), []).append((words, name))

    def find(self, words: Sequence[str], at: int) -> tuple[str, int] | None:
        """Return the class of the phrase that starts at a word and how many words it has; None if none does."""
        word = words[at]
        if word not in self._openers:
            if len(self._openers) >= _KEPT:
                self._openers.clear()
            self._openers[word] = list(self._phrases_from(word))
        best: tuple[int, int, str] | None = None
        for length, phrase, name in self._openers[word]:
            rank = (len(phrase), length)
            if (best is None or rank > best[:2]) and _fits(phrase, words, at):
                best = (*rank, name)
        return (best[2], best[0]) if best else None

    def _phrases_from(self, word: str) -> Iterator[tuple[int, tuple[str, ...], str]]:
        """Yield the phrases that a word may open, each with how many of its letters they name; of a compound none."""
        if self._ending and (compound := self._ending.fullmatch(word)):
            yield 0, (word,), self._endings[compound[1]]
        for length in range(len(word) + 1, 0, -1):
            phrases = self._whole.get(word, ()) if length > len(word) else self._stems.get(word[:length], ())
            for phrase, name in phrases:
                yield length, phrase, name


def _words(phrase: str) -> list[str]:
    words: list[str] = []
    for part in TOKEN.findall(phrase.lower()):
        if part == "*" and words:
            words[-1] += part
        else:
            words.append(part)
    return words


def _fits(phrase: Sequence[str], words: Sequence[str], at: int) -> bool:
    if at + len(phrase) > len(words):
        return False
    return all(
        words[at + n].startswith(part[:-1]) if part.endswith("*") else words[at + n] == part
        for n, part in enumerate(phrase[1:], 1)
    )


@cache
def load_lexicon(code: str) -> Lexicon | None:
    """Return the lexicon of a language, None if there is no data file for it."""
    path = files("autokg.reading.frames").joinpath("data", f"{code}.toml")
    if not path.is_file():
        return None
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return Lexicon(tables)
