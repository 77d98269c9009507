"""The texts of the pages in each language, from `texts.toml`.

>>> texts = load_texts("de")
>>> texts("search"), texts.number(1234567), texts.date("2025-06")
('Suchen', '1.234.567', 'Juni 2025')
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.numbers import format_decimal

from autokg.answers.words import Words, load_words

_FILE = Path(__file__).with_name("texts.toml")


@dataclass(frozen=True)
class Texts:
    """The texts of one language."""

    language: str
    table: Mapping[str, str]

    def __call__(self, key: str, **fields: object) -> str:
        """Return a text with its fields filled in; numbers as the language writes them."""
        written = {name: self.number(value) if isinstance(value, int) else value for name, value in fields.items()}
        return self.table[key].format(**written)

    def has(self, key: str) -> bool:
        """Return whether there is a text."""
        return key in self.table

    def of_property(self, name: str, default: str) -> str:
        """Return what a property of the ontology is called on pages; `default` if neither texts nor answers name it."""
        key = f"property_{name.replace(':', '_')}"
        return self(key) if self.has(key) else self.words.phrase("property", name, default=default)

    def number(self, number: float) -> str:
        """Return a number as the language writes it."""
        return str(format_decimal(number, locale=self.language))

    def date(self, edtf: str) -> str:
        """Return a date in words, also an imprecise one."""
        return self.words.date(edtf) if edtf.strip(".") else ""

    @property
    def words(self) -> Words:
        """The words in which answers are told."""
        return load_words(self.language)


@cache
def load_texts(language: str) -> Texts:
    """Return the texts of a language."""
    return Texts(language, {key: said[language] for key, said in read_texts().items()})


@cache
def read_texts() -> dict[str, dict[str, str]]:
    """Return each text by its key and language."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
