"""Sentences with their place in the article, and the stretches in quotation marks.

>>> [text for text in map(lambda s: "It works. See U.S. plants."[s.start:s.end],
...     split_sentences("It works. See U.S. plants.", frozenset({"u.s"})))]
['It works.', 'See U.S. plants.']
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from autokg.facts import Position
from autokg.reading.shadow import in_lower_case

_BREAK = re.compile(
    r"(?<![.!?])[.!?]+[\"»)\]]*(?P<space> +)(?=[\"«(\[–-]? ?[^\W_])|(?P<ellipsis>\.\.\.) +(?=[^\W\d_a-z])"
)
_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"[.!?:;,][\"»)\] ]*$")
_WORD_BEFORE = re.compile(r"([\w.]+)\.$")
_QUOTED = re.compile(r"«[^»]*(?:»|$)|\"[^\"]*(?:\"|$)")
_INITIALS = re.compile(r"\w(?:\.\w)+")
_OPENER = re.compile(r"\W*(?:The|This|These|It|Its|He|She|They|We|In|At|But|And|A|An|As|For|On|While) ")
_LETTERED = re.compile(
    r"\b(?:Model|Modell|Modèle|Modelo|Modello|Class|Classe|Clase|Type|Typ|Plan|Phase) \w\.$", re.IGNORECASE
)
_SPEECH_LENGTH = 5
_HEADING_LENGTH = 160
_WRAP = range(30, 121)
_NARROW = range(12, 121)
_OFTEN = 0.25  # of the breaks between lines
_RAGGED = 2
_SLACK = 4
_LONGEST = 1000  # characters; longer stretches are cut at a mark or a space, so that time stays linear
_LONGEST_WORD = 80
_CUT = re.compile(r".{1,998}[;,:.!?] |.{1,999} |.{1000}", re.DOTALL)
_BULLETS = "-•*·‣▪▫■□●○◦►▸➢➤✓✔"
_ITEM = re.compile(rf"[{_BULLETS}]|\(?(?:\d{{1,2}}|[a-z])[.)] ")
_MOST = 0.6  # of the lines of a text whose lines are wrapped
_SENTENCE_MARKS = frozenset(".!?:")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the shadow text; `paragraph` counts its possible lines."""

    start: int
    end: int
    paragraph: int
    position: Position = Position.BODY


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks that is long enough to be speech, in a paragraph."""

    start: int
    end: int
    paragraph: int


def unwrap(text: str) -> str:
    """Write the line breaks inside paragraphs of a hard-wrapped text as spaces, so that offsets stay.

    A break is a wrap where the next word would not have fitted on the line before, or, in a text that often breaks
    inside sentences, where it has no capital. Headlines and lines with a word that was parted are longer than the
    others, so that in such a text the width is that of most lines. A first line longer than all others is a title.
    """
    lines = text.split("\n")
    breaks = [(before, line) for before, line in itertools.pairwise(lines) if before.strip() and line.strip()]
    flowing = sum(line[0].islower() for _, line in breaks) >= max(1, _OFTEN * len(breaks))
    width = max(map(len, lines))
    if width not in (_NARROW if flowing else _WRAP):
        return text
    parts = [lines[0]]
    lengths = sorted(map(len, filter(None, lines)))
    usual = lengths[int(_MOST * len(lengths))] if flowing else width
    titled = len(lines[0]) > max(map(len, lines[1:]), default=0) + _SLACK
    for number, (before, line) in enumerate(itertools.pairwise(lines)):
        word = line.split(" ", 1)[0]
        reached = len(before) + 1 + len(word) >= (usual if number else width) - _RAGGED
        full = (reached and (number or not titled)) or (flowing and line[:1].islower())
        wrapped = bool(before and word) and full and not _ITEM.match(line) and not _ends_sentence(before)
        parts += " " if wrapped else "\n", line
    return "".join(parts)


def _ends_sentence(line: str) -> bool:
    """Return whether a mark ends a line, quotes and brackets aside; read from its end, as a line may be all dots."""
    last = next((char for char in reversed(line) if char in _SENTENCE_MARKS or char.isalnum()), "")
    return last in _SENTENCE_MARKS


def split_sentences(
    text: str, abbreviations: frozenset[str] = frozenset(), caption: re.Pattern[str] | None = None
) -> list[Sentence]:
    """Return the sentences of a text, line by line."""
    sentences: list[Sentence] = []
    for number, line in enumerate(_LINE.finditer(text)):
        if not line[0].strip():
            continue
        heads = not sentences and (not _ends_sentence(line[0]) or not text[line.end() :].isspace())
        position = _position(line[0], first=heads, caption=caption)
        for start, end in _split(line[0], abbreviations):
            sentences.append(Sentence(line.start() + start, line.start() + end, number, position))
    return sentences


def _position(line: str, *, first: bool, caption: re.Pattern[str] | None) -> Position:
    if caption and caption.search(in_lower_case(line)):
        return Position.CAPTION
    if len(line) <= _HEADING_LENGTH and not _END.search(line) and not line.lstrip().startswith(tuple(_BULLETS)):
        return Position.HEADLINE
    return Position.HEADLINE if first and len(line) <= _HEADING_LENGTH * 1.5 else Position.BODY


def _split(line: str, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(line):
        end = match.start("space") if match["space"] else match.end("ellipsis")
        if match["space"] and _is_abbreviation(line[start : match.start() + 1], line[match.end() :], abbreviations):
            continue
        yield from _trim(line, start, end)
        start = match.end()
    yield from _trim(line, start, len(line))


def _is_abbreviation(before: str, after: str, abbreviations: frozenset[str]) -> bool:
    follower = after.lstrip('"«([–- ')[:1]
    if follower.islower():
        return True
    before = before[-_LONGEST_WORD:]  # or a long run of digits would be searched from each of its places
    word = _WORD_BEFORE.search(before)
    if word is None:
        return False
    if _LETTERED.search(before):
        return False
    short = word[1].lower()
    if _INITIALS.fullmatch(short):  # "in the U.S. The plant", but "the U.S. Department"
        return not _OPENER.match(after)
    return short in abbreviations or (len(short) == 1 and short.isalpha())


def _trim(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST and (cut := _CUT.match(line, start)):
        yield from _trimmed(line, start, cut.end())
        start = cut.end()
    yield from _trimmed(line, start, end)


def _trimmed(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = line[start:end]
    if text.strip():
        yield start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of more than a few words, line by line; an unclosed one ends with its line."""
    return [
        Quotation(line.start() + match.start(), line.start() + match.end(), number)
        for number, line in enumerate(_LINE.finditer(text))
        for match in _QUOTED.finditer(line[0])
        if match[0].count(" ") >= _SPEECH_LENGTH
    ]
