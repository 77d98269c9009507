"""One fact from several readers: what two of them found alike is one fact, and surer.

Two facts are the same where kind and status agree, every value of the one is a value of the other, and their words
touch or they say all the same. The fuller one stays, with the evidence of both; its `note` names who else found it. Its
confidence is that not both are wrong, 1 − (1 − a)(1 − b), with a reader that gives none counted as even odds: 0.5 and
0.5 make 0.75. Readers that make the same mistakes for the same reasons are not independent: it is the most to be said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from autokg.core.ids import fold
from autokg.facts import Evidence, Fact

EVEN_ODDS = 0.5


@dataclass(slots=True)
class _Found:
    """A fact, its single values, and all readers that found it."""

    fact: Fact
    values: frozenset[tuple[str, str]]
    readers: set[str]

    @classmethod
    def of(cls, fact: Fact) -> _Found:
        return cls(fact, _values(fact), {fact.found_by.reader if fact.found_by else ""})

    def is_one_with(self, other: _Found) -> bool:
        if self.fact.kind != other.fact.kind or self.fact.status != other.fact.status:
            return False
        if self.values == other.values:
            return True
        return (self.values < other.values or other.values < self.values) and _touch(self.fact, other.fact)

    def take(self, other: _Found) -> None:
        """Become the fuller of two facts, with the evidence of both; the first stays where they say the same."""
        fuller, lesser = (self, other) if self.values >= other.values else (other, self)
        self.fact = _join(fuller.fact, lesser.fact)
        self.values = fuller.values
        self.readers |= other.readers


def merge_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts in their order, those that different readers found alike as one."""
    merged: list[_Found] = []
    for candidate in map(_Found.of, facts):
        alike = [other for other in merged if other.is_one_with(candidate)]
        fresh = next((other for other in alike if not candidate.readers & other.readers), None)
        if fresh:
            fresh.take(candidate)
        elif not any(len(other.readers) > 1 and candidate.values <= other.values for other in alike):
            merged.append(candidate)
    return tuple(candidate.fact for candidate in merged)


def _join(fuller: Fact, lesser: Fact) -> Fact:
    return fuller.model_copy(
        update={
            "evidence": tuple(_join_evidence((*fuller.evidence, *lesser.evidence))),
            "confidence": round(1 - (1 - _confidence(fuller)) * (1 - _confidence(lesser)), 4),
            "speaker": fuller.speaker or lesser.speaker,
            "note": "; ".join(filter(None, [fuller.note, _also_found(lesser), lesser.note])) or None,
        }
    )


def _join_evidence(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Leave out words that another piece of evidence holds already; what they cite goes over to it."""
    chosen: list[Evidence] = []
    for piece in evidence:
        at = next((at for at, other in enumerate(chosen) if _holds(other, piece)), None)
        if at is None:
            chosen.append(piece)
        else:
            chosen[at] = chosen[at].model_copy(update={"slots": {**piece.slots, **chosen[at].slots}})
    return chosen


def _holds(larger: Evidence, smaller: Evidence) -> bool:
    wide, narrow = _place(larger), _place(smaller)
    if wide is None or narrow is None:
        return larger == smaller
    return larger.document == smaller.document and wide[0] <= narrow[0] and narrow[1] <= wide[1]


def _touch(fact: Fact, other: Fact) -> bool:
    """Return whether some words of the one are words of the other."""
    return any(_overlap(mine, theirs) for mine in fact.evidence for theirs in other.evidence)


def _overlap(mine: Evidence, theirs: Evidence) -> bool:
    here, there = _place(mine), _place(theirs)
    if here is None or there is None or mine.document != theirs.document:
        return False
    return here[0] < there[1] and there[0] < here[1]


def _place(evidence: Evidence) -> tuple[int, int] | None:
    return None if evidence.start is None or evidence.end is None else (evidence.start, evidence.end)


def _values(fact: Fact) -> frozenset[tuple[str, str]]:
    return frozenset((slot, key) for slot, value in fact.slots().items() for key in _keys(value))


def _keys(value: Any) -> list[str]:
    """Return single values: names by the key they are matched by, dates and numbers as they are."""
    if isinstance(value, tuple):
        return [key for item in value for key in _keys(item)]
    if isinstance(value, dict):
        return [f"{fold(name)} {key}" for name, part in value.items() for key in _keys(part)]
    if isinstance(value, (int, float)):
        return [str(int(value) if value == int(value) else value)]
    text = str(value)
    return [fold(text) or text] if any(letter.isalpha() for letter in text) else [text]


def _also_found(fact: Fact) -> str | None:
    if fact.found_by is None:
        return None
    rule = f", {fact.found_by.rule}" if fact.found_by.rule else ""
    return f"also found by {fact.found_by.reader} {fact.found_by.version}{rule}"


def _confidence(fact: Fact) -> float:
    return EVEN_ODDS if fact.confidence is None else fact.confidence
