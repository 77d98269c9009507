"""The families of questions, as `queries/questions.toml` tells them: how each is asked, and by which query answered."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from autokg.ids import fold
from autokg.resources import find_resource

LANGUAGES = ("en", "fr")
_SLOT = re.compile(r"\{(\w+)\}")


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
        """The patterns over a folded question, each slot a group."""
        return tuple(re.compile(_SLOT.sub(r"(?P<\1>.+?)", pattern)) for pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class Family:
    """One family of questions.

    Attributes:
        about: the columns of the query whose claims are the evidence. on: the properties that count, all if empty.

    """

    name: str
    query: str
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
    data = tomllib.loads(find_resource("queries", "questions.toml").read_text(encoding="utf-8"))
    return tuple(_family(table) for table in data["family"])


def _family(table: dict[str, object]) -> Family:
    def strings(key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        return tuple(map(str, value)) if isinstance(value, list) else ()

    wordings = {}
    for language in LANGUAGES:
        words = table[language]
        assert isinstance(words, dict)  # noqa: S101 (the bundled file, held to this form by a test)
        wordings[language] = Wording(**{**words, "patterns": tuple(words["patterns"])})
    return Family(
        str(table["name"]), str(table["query"]), str(table["example"]), strings("about"), strings("on"), wordings
    )


def parse_question(question: str) -> Iterator[Parsed]:
    """Yield the question as each family takes it, in the order of the families."""
    words = [(word, token) for token in question.split() for word in fold(token).split()]
    folded = " ".join(word for word, _ in words)
    for family in load_families():
        for language, wording in family.wordings.items():
            for expression in wording.expressions:
                if match := expression.fullmatch(folded):
                    names = {slot: _as_written(match, slot, folded, words) for slot in match.groupdict()}
                    yield Parsed(family, language, names)


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
