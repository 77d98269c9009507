"""The texts of pictures in English, French and German, from `picture_texts.toml`.

>>> text = load_wording("de")
>>> text("plants", 1), text("plants", 1234), text("leads", sentence="2 Werke", name="China")
('1 Werk', '1.234 Werke', '2 Werke; an der Spitze: China')
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.numbers import format_decimal

from autokg.answers.words import Words, load_words
from autokg.errors import UnknownNameError

LANGUAGES = ("en", "fr", "de")
_FILE = Path(__file__).with_name("picture_texts.toml")


@dataclass(frozen=True)
class Wording:
    """The texts of one language."""

    language: str
    table: Mapping[str, str]

    def __call__(self, key: str, n: int | None = None, **fields: object) -> str:
        """Return a text with its fields filled in; of `one | several` the number `n` chooses, which is a field too."""
        one, _, several = self.table[key].partition(" | ")
        is_one = n is None or abs(n) == 1 or (n == 0 and self.language == "fr")
        written = {name: self.number(value) if isinstance(value, int) else value for name, value in fields.items()}
        return (one if is_one or not several else several).format(n=self.number(n or 0), **written)

    def number(self, number: int) -> str:
        """Return a number as the language writes it."""
        # A narrow space, as between thousands in French, is in few fonts.
        return str(format_decimal(number, locale=self.language)).replace("\u202f", "\xa0")

    def decimal(self, number: float) -> str:
        """Return a number of up to two decimals as the language writes it."""
        return str(format_decimal(number, format="#,##0.##", locale=self.language))

    def type_of(self, type_: str, default: str) -> str:
        """Return what nodes of a type are called."""
        return self.table.get(f"type_{type_}", default)

    def agreement(self, type_: str) -> str | None:
        """Return what agreements of a type are, None if it is no such type."""
        return self.table.get(f"agreement_{type_}")

    def view(self, name: str) -> str:
        """Return a view as a heading."""
        return self.table.get(f"view_{name}", name[:1].upper() + name[1:])

    def joined(self, parts: Iterable[str]) -> str:
        """Return parts as an enumeration: "A, B and C"."""
        *first, last = list(parts)
        return self("joint", first=", ".join(first), last=last) if first else last

    @property
    def words(self) -> Words:
        """The words in which answers are told, for dates."""
        return load_words(self.language)


@cache
def load_wording(language: str) -> Wording:
    """Return the texts of a language; raise `UnknownNameError` if there are none."""
    if language not in LANGUAGES:
        raise UnknownNameError("language of pictures", language, LANGUAGES)
    return Wording(language, {key: texts[language] for key, texts in read_wording().items()})


@cache
def read_wording() -> dict[str, dict[str, str]]:
    """Return each text by its key and language."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
