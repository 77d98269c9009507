"""The families of questions, as `queries/questions.toml` tells them: how each is asked, and by which query answered."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from autokg.core.ids import fold
from autokg.core.resources import find_resource

LANGUAGES = ("en", "fr")
_SLOT = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class Wording:
    """How a family is asked and answered in one language."""

    patterns: tuple[str, ...]
    subject: str
    verb: Mapping[str, str]
    item: str
    nothing: str

    @cached_property
    def expressions(self) -> tuple[re.Pattern[str], ...]:
        """The patterns, their words spelt out, over a folded question, each slot a group."""
        return tuple(re.compile(_SLOT.sub(r"(?P<\1>.+?)", pattern)) for pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class Family:
    """One family of questions.

    Attributes:
        given: the parameters of the query that the family fixes.
        about: the columns of the query whose claims are the evidence. on: the properties that count, all if empty.

    """

    name: str
    query: str
    given: Mapping[str, str]
    example: str
    about: tuple[str, ...]
    on: tuple[str, ...]
    wordings: Mapping[str, Wording]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question as one family takes it: the names it gives, as the person wrote them."""

    family: Family
    language: str
    names: Mapping[str, str]


@cache
def load_families() -> tuple[Family, ...]:
    """Return the bundled families in their order."""
    data = _load()
    return tuple(_family(table, data["words"]) for table in data["family"])


@cache
def _load() -> dict[str, Any]:
    return tomllib.loads(find_resource("queries", "questions.toml").read_text(encoding="utf-8"))


def _family(table: Mapping[str, Any], words: Mapping[str, Any]) -> Family:
    wordings = {
        language: Wording(
            patterns=tuple(_spell_out(pattern, words[language]) for pattern in table[language]["patterns"]),
            **{key: value for key, value in table[language].items() if key != "patterns"},
        )
        for language in LANGUAGES
    }
    return Family(
        name=table["name"],
        query=table["query"],
        given=table.get("given", {}),
        example=table["example"],
        about=tuple(table["about"]),
        on=tuple(table.get("on", ())),
        wordings=wordings,
    )


def _spell_out(pattern: str, words: Mapping[str, str]) -> str:
    return _WORD.sub(lambda match: f"(?:{words[match[1]]})", pattern)


def parse_question(question: str) -> Iterator[Parsed]:
    """Yield the question as each family takes it, in the order of the families."""
    words = _without_courtesies([(word, token) for token in question.split() for word in fold(token).split()])
    folded = " ".join(word for word, _ in words)
    for family in load_families():
        for language, wording in family.wordings.items():
            for expression in wording.expressions:
                if match := expression.fullmatch(folded):
                    names = {slot: _as_written(match, slot, folded, words) for slot in match.groupdict()}
                    yield Parsed(family, language, names)


def _without_courtesies(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out what may stand before and after any question ("tell me", "today")."""
    folded = " ".join(word for word, _ in words)
    before, after = _courtesies()
    start = match[0].count(" ") if (match := before.match(folded)) else 0
    end = len(words) - (match[0].count(" ") if (match := after.search(folded)) else 0)
    return words[start:end]


@cache
def _courtesies() -> tuple[re.Pattern[str], re.Pattern[str]]:
    around = _load()["around"]
    before, after = ("|".join(phrase for phrase in around[side]) for side in ("before", "after"))
    return re.compile(f"(?:(?:{before}) )*"), re.compile(f"(?: (?:{after}))*$")


def _as_written(match: re.Match[str], slot: str, folded: str, words: list[tuple[str, str]]) -> str:
    """Return the words of the question that a group of the folded one stands for."""
    first = folded[: match.start(slot)].count(" ")
    last = first + match[slot].count(" ") + 1
    tokens = [
        token
        for number, (_, token) in enumerate(words[first:last])
        if number == 0 or token != words[first + number - 1][1]
    ]
    return " ".join(tokens).strip(' ?!.,;:"«»“”')
