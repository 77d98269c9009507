"""Describe a word of production and its context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autokg.reading.rules.clauses import Clause, preposition
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.text import Text
from autokg.reading.rules.triggers import Trigger

GOODS = (Kind.MODEL, Kind.THE_MODEL, Kind.PRODUCT)
PLANTS = (Kind.PLANT, Kind.THE_PLANT)
WHERE = (*PLANTS, Kind.PLACE, Kind.REGION)
ORGS = (Kind.ORG, Kind.THE_ORG, Kind.OURS)


@dataclass(frozen=True, slots=True)
class Frame:
    """A word of production in its clause.

    Attributes:
        before: possible subjects in the clause before, if this clause has none of its own.

    """

    text: Text
    clause: Clause
    trigger: Trigger
    mentions: Sequence[Mention]
    before: Sequence[Mention]

    def matches(self, path: str, words: str) -> bool:
        """Return whether a pattern of the language is found in some words."""
        return bool(self.text.language.pattern(path).search(words))

    def preposition(self, mention: Mention) -> str | None:
        """Return the role of the preposition that governs a mention."""
        return preposition(self.text.masked, mention, self.clause.start, self.text.language)

    def just_before(self, reach: int) -> str:
        """Return the end of the text before the word in its clause."""
        return self.text.masked[max(self.clause.start, self.trigger.start - reach) : self.trigger.start]
