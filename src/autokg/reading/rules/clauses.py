"""Clauses: the stretch of a sentence in which a verb governs its arguments, and what governs a mention in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from autokg.reading.language.profile import Language
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.sentences import Sentence

MENTION = re.compile("[\ue000-\uf8ff]+")
_ASIDE = re.compile(r"\([^()]*\)")
_REACH = 45
_START, _END = attrgetter("start"), attrgetter("end")
_NAMES = Kind.ORG.letter + Kind.NAME.letter + Kind.THE_ORG.letter
_PLACES = Kind.PLACE.letter + Kind.REGION.letter + Kind.NAME.letter
_GOODS = Kind.MODEL.letter + Kind.PRODUCT.letter + Kind.NAME.letter
_ALIKE = {
    Kind.ORG: _NAMES, Kind.NAME: _NAMES + _PLACES + _GOODS, Kind.PLACE: _PLACES, Kind.REGION: _PLACES,
    Kind.MODEL: _GOODS, Kind.PRODUCT: _GOODS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of one sentence.

    Attributes:
        link: how it hangs on the one before: main, sub, relative, coordinate; or resume, if it continues a clause that
            a relative clause interrupted.

    """

    start: int
    end: int
    link: str
    sentence: Sentence

    def holds(self, mention: Mention) -> bool:
        """Return whether a mention is in the clause."""
        return self.start <= mention.start and mention.end <= self.end


def split_clauses(masked: str, sentence: Sentence, language: Language) -> list[Clause]:
    """Return the clauses of a sentence in order."""
    cuts = [(sentence.start, sentence.start, "main")]
    for link in language.table("clauses") or ():
        cuts += [
            (match.start(), match.start() if link == "coordinate" else match.end(), link)
            for match in language.scan(f"clauses.{link}", masked, sentence.start, sentence.end)
            if match.start() > sentence.start
        ]
    cuts += [(end, end + 1, "resume") for end in _ends_of_asides(masked, cuts, sentence)]
    cuts.sort()
    merged = [cuts[0]]
    for cut in cuts[1:]:
        resumes_none = cut[2] == "resume" and merged[-1][2] != "relative"
        if cut[0] >= merged[-1][1] and cut[0] > merged[-1][0] and not resumes_none:
            merged.append(cut)
    ends = [cut[0] for cut in merged[1:]] + [sentence.end]
    return [Clause(cut[0], end, cut[2], sentence) for cut, end in zip(merged, ends, strict=True)]


def _ends_of_asides(masked: str, cuts: Sequence[tuple[int, int, str]], sentence: Sentence) -> set[int]:
    """Return where parentheses with a relative clause in them close."""
    relatives = [start for start, _, link in cuts if link == "relative"]
    spans = [match.span() for match in _ASIDE.finditer(masked, sentence.start, sentence.end)]
    return {end - 1 for start, end in spans if any(start < relative < end for relative in relatives)}


def within(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Return the mentions within a span; `mentions` is sorted and does not overlap."""
    first = bisect_left(mentions, start, key=_START)
    return list(mentions[first : bisect_right(mentions, end, first, key=_END)])


def preposition(masked: str, mention: Mention, start: int, language: Language) -> str | None:
    """Return the role of the preposition that governs a mention: at, for, by, with, of, from, until; or None.

    Mentions joined by commas and *and* share a preposition.
    """
    before = masked[max(start, mention.start - 4 * _REACH) : mention.start]
    alike = _ALIKE.get(mention.kind, mention.kind.letter)
    while (joined := language.pattern("links.chain").search(before)) and joined[0][0] in alike:
        before = before[: joined.start()]
    if possessor := language.pattern("links.possessor").search(before):
        before = before[: possessor.start()]
    before = before[max(0, len(before) - _REACH) :]
    last = None
    for match in MENTION.finditer(before):
        last = match
    if last and mention.kind is Kind.PLACE and last[0][0] == Kind.ORG.letter and before[last.end() :] == " ":
        before, last = before[: last.start()], None  # "in Acme Lyon" says where as "in Lyon" does
    near = re.split("[,()]", before[last.end() :] if last else before)[-1]
    candidates = [
        (match.end(), -match.start(), role)
        for role, pattern in language.lookup("prepositions")
        for match in pattern.finditer(near)
    ]
    # Of "jusqu'en" and its "en", both next to the mention, the longer.
    return max(candidates, key=lambda place: place[:2])[2] if candidates else None


def groups(masked: str, mentions: Sequence[Mention], language: Language) -> Iterator[list[Mention]]:
    """Yield the mentions in groups of those that commas and *and* join."""
    group: list[Mention] = []
    for mention in mentions:
        if group and not language.pattern("links.join").fullmatch(masked, group[-1].end, mention.start):
            yield group
            group = []
        group.append(mention)
    if group:
        yield group
