"""Why a sentence gave no fact: what it asks or doubts, which frame came nearest and what that lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autokg.reading.frames.reduction import Clause
from autokg.reading.frames.registers import says_enough
from autokg.reading.frames.tagging import OTHER, VERBS, Item
from autokg.reading.rules.mentions import Kind
from autokg.reading.rules.slot_values import Finding

_COMPANY = ("a company", 1, (Kind.ORG, Kind.THE_ORG, Kind.OURS))
_TWO_COMPANIES = ("two companies", 2, (Kind.ORG, Kind.THE_ORG))
_GOODS = ("a model or product", 1, (Kind.MODEL, Kind.THE_MODEL, Kind.PRODUCT))
_SITE = ("a plant or place", 1, (Kind.PLANT, Kind.THE_PLANT, Kind.PLACE, Kind.REGION))
_SHORTEST_WORD = 4
_MOST_WORDS = 5

Need = tuple[str, int, tuple[Kind, ...]]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The words that open a frame, by class, and what it needs beside them."""

    kind: str
    classes: frozenset[str]
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class _Opening:
    """A frame that a word of a sentence opens, and what it lacks there."""

    frame: _Frame
    word: str
    lacks: Sequence[str]

    @property
    def score(self) -> str:
        """How many of its needs are met."""
        return f"{len(self.frame.needs) - len(self.lacks)}/{len(self.frame.needs)}"


_FRAMES = (
    _Frame("production", frozenset({"make", "made", "enter", "output", "keep", "move"}), (_GOODS,)),
    _Frame("supply", frozenset({"supply", "source"}), (_TWO_COMPANIES, _GOODS)),
    _Frame("investment", frozenset({"invest", "investment"}), (("an amount", 1, (Kind.MONEY,)), _COMPANY)),
    _Frame("stake", frozenset({"hold", "buy", "sell", "stake", "belong"}), (_TWO_COMPANIES,)),
    _Frame("joint venture or agreement", frozenset({"venture", "sign", "deal", "found"}), (_TWO_COMPANIES,)),
    _Frame("plant", frozenset({"run", "staff", "open", "close", "capacity"}), (_SITE, _COMPANY)),
    _Frame("role", frozenset({"title"}), (("a person", 1, (Kind.PERSON,)), _COMPANY)),
)


def tell_why(findings: Sequence[Finding], clauses: Sequence[Clause], sentence: str) -> str:
    """Say why a sentence gave no fact."""
    items = [item for clause in clauses for item in clause.items]
    if sentence.rstrip(' "»”').endswith("?"):
        return "a question states nothing"
    if doubt := next((item for item in items if item.kind == "doubt"), None):
        return f"“{doubt.word}” doubts it"
    if findings:
        return _of_findings(findings)
    if not any(item.mention for item in items):
        return "it names nothing"
    return next(_near_misses(items), None) or _unknown_words(items)


def _of_findings(findings: Sequence[Finding]) -> str:
    """Say why what was found is no fact."""
    if any(says_enough(finding) for finding in findings):
        return "found before, or a site that is only named"
    lacks = {"supply": "a customer", "production": "a builder, plant or place"}
    found = findings[0]
    return f"too little is said of it: {found.kind} lacks {lacks.get(found.kind, 'an operator')}"


def describe_openings(clauses: Sequence[Clause]) -> str:
    """Return the frames that words of a sentence open, each with how many of its needs are met and what it lacks."""
    openings = _openings([item for clause in clauses for item in clause.items])
    return "; ".join(
        f"{opening.frame.kind} (“{opening.word}”) {opening.score}"
        + (f", lacks {' and '.join(opening.lacks)}" if opening.lacks else "")
        for opening in openings
    )


def _openings(items: Sequence[Item]) -> list[_Opening]:
    """Return the frames that a word of the sentence opens, the one that lacks least first."""
    opened = []
    for frame in _FRAMES:
        word = next((item.word for item in items if item.kind in frame.classes), None)
        if word:
            opened.append(_Opening(frame, word, [need[0] for need in frame.needs if not _is_met(need, items)]))
    return sorted(opened, key=lambda opening: len(opening.lacks))


def _near_misses(items: Sequence[Item]) -> Iterator[str]:
    negated = next((item.word for item in items if item.kind == "not"), None)
    for opening in _openings(items):
        nearest = f"nearest is {opening.frame.kind} (“{opening.word}”)"
        if opening.lacks:
            yield f"{nearest}, which lacks {' and '.join(opening.lacks)}"
        elif negated:
            yield f"{nearest}, which “{negated}” denies"
        else:
            yield f"{nearest}, but what it needs stands in no place where the frame looks"


def _is_met(need: Need, items: Sequence[Item]) -> bool:
    _, count, kinds = need
    return len({item.mention.name for item in items if item.mention and item.mention.kind in kinds}) >= count


def _unknown_words(items: Sequence[Item]) -> str:
    """Name the words that may be the verb and are of no class."""
    words = [item.word for item in items if item.kind == OTHER and len(item.word) >= _SHORTEST_WORD]
    told = ", ".join(f"“{word}”" for word in dict.fromkeys(words[:_MOST_WORDS]))
    verbs = any(item.kind in VERBS for item in items)
    start = "no word opens a frame" if not verbs else "its verbs open no frame by themselves"
    return f"{start}; words of no class: {told}" if told else start
