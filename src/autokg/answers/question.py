"""The items of a question, asked for by concept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from autokg.answers.form import Comparator, Name
from autokg.answers.lexicon import load_lexicon
from autokg.answers.marking import Item

ORGANIZATIONS = frozenset({"Company", "Group", "JointVenture", "Organization", "Carmaker"})
REGIONS = frozenset({"Country", "Region"})
_KIND_BEFORE_NOUN = ("en", "de")  # "car plants"; "carros a fábrica" are two nouns
LARGE = 1000  # from here on, a number of cars is a yearly figure and not a number of models


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a row of items, with the language it is in and the day it is asked."""

    items: tuple[Item, ...]
    language: str
    today: dt.date
    text: str = ""

    def has(self, table: str, *concepts: str) -> bool:
        """Return whether the question has a concept."""
        return any(item.is_a(table, *concepts) for item in self.items)

    def concepts(self, table: str) -> list[str]:
        """Return the concepts of a table in the order of the question."""
        return [item.term.concept for item in self.items if item.term and item.term.table == table]

    @property
    def nouns(self) -> list[str]:
        """The nouns in the order of the question, those inside a question word such as "in which plant" included."""
        return [noun for at, item in enumerate(self.items) for noun in _nouns(item) if not self._only_tells_kind(at)]

    def _only_tells_kind(self, at: int) -> bool:
        """Return whether a noun only tells what kind of thing another is, as in "car brands", "marques de voitures"."""
        item = self.items[at]
        if not (item.is_a("noun", "model") or item.is_a("attribute")):
            return False
        if self.language in _KIND_BEFORE_NOUN:
            beside = self.items[at + 1 : at + 2]
        else:
            beside = self.items[at - 2 : at - 1] if at > 1 and self.items[at - 1].is_a("mark", "of") else ()
        return any({"brand", "company", "plant", "group"} & set(other.nouns) for other in beside)

    @property
    def compares(self) -> bool:
        """Whether two things are compared by size; "than" alone is also "which" in some languages."""
        return self.has("mark", "than") and self.has("aggregate")

    @property
    def names(self) -> list[Item]:
        """The items that name things."""
        return [item for item in self.items if item.names]

    @property
    def is_dated(self) -> bool:
        """Whether the question names a date or a time relative to the day."""
        times = ("this_year", "last_year", "next_year", "recently")
        return any(item.days is not None for item in self.items) or self.has("time", *times)

    @property
    def bounds(self) -> list[tuple[Comparator, float]]:
        """The numbers that bound a figure, with how they do."""
        return [item.bound for item in self.items if item.bound]

    def kinds(self) -> set[str]:
        """Return the classes of all things named."""
        return {kind for item in self.names for name in item.names for kind in name.kinds}

    def opens(self, kind: str) -> bool:
        """Return whether the question opens with a word of a kind, such as an auxiliary."""
        return load_lexicon(self.language).opens(self.text, kind)

    def means(self, sense: str, *items: Item) -> bool:
        """Return whether some items, or the question as a whole, have a word that tells a meaning apart."""
        text = " ".join(item.text for item in items) if items else self.text
        return load_lexicon(self.language).means(text, sense)

    def without(self, table: str, *concepts: str) -> Question:
        """Return the question without some concepts."""
        return replace(self, items=tuple(item for item in self.items if not item.is_a(table, *concepts)))

    def joined(self) -> Iterator[tuple[int, int]]:
        """Yield the places of each two names that "and" or "or" joins, with at most the article "a" between."""
        for at, item in enumerate(self.items):
            if at and item.is_a("mark", "and", "or", "both") and self.items[at - 1].names:
                after = next((place for place in (at + 1, at + 2) if self._is_name_after(place, at)), None)
                if after is not None:
                    yield at - 1, after

    def _is_name_after(self, place: int, joint: int) -> bool:
        between = self.items[joint + 1 : place]
        named = place < len(self.items) and bool(self.items[place].names)
        return named and all(item.is_a("mark", "to") for item in between)

    def before(self, number: int) -> Iterator[Item]:
        """Yield the items before one, the nearest first."""
        return reversed(self.items[:number])


def _nouns(item: Item) -> tuple[str, ...]:
    """Return the nouns of an item; a kind of body, such as a van, or of drive stands for models of it."""
    return ("model",) if item.is_a("attribute") else item.nouns


def of_kinds(names: Sequence[Name], kinds: AbstractSet[str]) -> tuple[Name, ...]:
    """Return the names that are of one of some kinds."""
    return tuple(name for name in names if kinds & set(name.kinds))
