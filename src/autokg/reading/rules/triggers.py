"""Words of production in a clause: what voice they have, and whether they mean a start or an end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autokg.reading.rules.clauses import Clause
from autokg.reading.rules.text import Text

_VOICES = ("enter", "passive", "nominal", "active")
_REACH = 40
_WORDS_BETWEEN = 5


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of production.

    Attributes:
        voice: active ("builds X"), passive ("X is built"), nominal ("production of X") or enter ("X goes into
            production").

    """

    voice: str
    start: int
    end: int
    begins: bool
    stops: bool


def find_triggers(text: Text, clause: Clause) -> list[Trigger]:
    """Return the words of production of a clause; of those that overlap the one that says more."""
    triggers: list[Trigger] = []
    for voice in _VOICES:
        for match in text.language.scan(f"production.{voice}", text.masked, clause.start, clause.end):
            apart = all(match.end() <= other.start or match.start() >= other.end for other in triggers)
            if apart and not (voice == "active" and _builds_works(text, match, clause)):
                triggers.append(_trigger(voice, match, text, clause))
    return sorted(triggers, key=lambda trigger: trigger.start)


def _trigger(voice: str, match: re.Match[str], text: Text, clause: Clause) -> Trigger:
    begins = bool(match.groupdict().get("begin")) or _is_near(text, "production.begin", match, clause)
    auxiliary = text.language.table("production.auxiliary")
    if (
        voice == "passive"
        and auxiliary
        and not text.language.pattern("production.auxiliary").search(text.masked, clause.start, clause.end)
        and not match[0].endswith(("e", "en", "er", "es"))
    ):
        voice = "active"
    return Trigger(voice, match.start(), match.end(), begins, _is_near(text, "production.stop", match, clause))


def _builds_works(text: Text, match: re.Match[str], clause: Clause) -> bool:
    """Return whether the goods are a plant, as in "builds a battery factory": that is no production."""
    return bool(text.language.pattern("production.works").match(text.masked, match.end(), clause.end))


def _is_near(text: Text, path: str, match: re.Match[str], clause: Clause) -> bool:
    """Return whether a verb is before the word with only small words between, or anywhere after it."""
    pattern = text.language.pattern(path)
    before = text.masked[max(clause.start, match.start() - _REACH) : match.start()]
    ends = [earlier.end() for earlier in pattern.finditer(before)]
    if ends and len(before[ends[-1] :].split()) <= _WORDS_BETWEEN:
        return True
    around = pattern.search(text.masked, clause.start, clause.end)  # "stellt die Produktion ein"
    if around and around.start() < match.start() and match.end() < around.end():
        return True
    return bool(pattern.search(text.masked, match.end(), clause.end))
