"""Sentences that name two things the reference data knows, and that gave no fact: worth a person's look."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autokg.articles.article import Article
from autokg.core.csv_text import write_csv
from autokg.core.ids import fold
from autokg.core.spans import Spans
from autokg.errors import InputError
from autokg.facts import Fact
from autokg.reading.language.profile import load_language
from autokg.reading.rules.known_names import KnownNames, tokenize
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.sentences import split_sentences, unwrap
from autokg.reading.shadow import Shadow

COLUMNS = ("document", "article", "start", "end", "names", "why", "sentence")
_WHO = (Kind.ORG, Kind.MODEL, Kind.PLANT)
_THINGS = (*_WHO, Kind.PLACE)


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence that was not read, at offsets into the text as it came, with the known names in it.

    Attributes:
        article: what people find it by: its title, else its address, else its file.
        why: why it gave no fact; empty where nobody asked.

    """

    document: str
    article: str
    start: int
    end: int
    names: tuple[str, ...]
    sentence: str
    why: str = ""


def find_unread(article: Article, facts: Iterable[Fact], names: KnownNames, file: str) -> Iterator[Unread]:
    """Yield the sentences that name two known things, an organisation, model or plant among them, and gave no fact."""
    language = load_language(article.language)
    if language is None:
        return
    shadow = Shadow.of(article.text)
    text = unwrap(shadow.text)
    read = Spans((e.start, e.end) for fact in facts for e in fact.evidence if e.start is not None and e.end is not None)
    mentions = deque(mention for mention in names.find(text, tokenize(text)) if mention.kind in _THINGS)
    for sentence in split_sentences(text, language.words("sentences.abbreviations")):
        start, end = shadow.raw_span(sentence.start, sentence.end)
        inside = _take(mentions, sentence.start, sentence.end)
        named = tuple(dict.fromkeys(mention.name for mention in inside))
        known = len({fold(name) for name in named}) > 1 and any(mention.kind in _WHO for mention in inside)
        if known and read.reach(end - 1) <= start:
            called = article.title or article.url or file
            yield Unread(article.id, called, start, end, named, text[sentence.start : sentence.end])


def _take(mentions: deque[Mention], start: int, end: int) -> list[Mention]:
    """Take the mentions of a sentence from those that are left, which come in order."""
    inside: list[Mention] = []
    while mentions and mentions[0].start < end:
        mention = mentions.popleft()
        if mention.start >= start:
            inside.append(mention)
    return inside


def read_rows(lines: Sequence[str], source: str) -> list[list[str]]:
    """Return the rows of such a CSV, without its header; raise `InputError` for another file."""
    header, *rows = csv.reader(io.StringIO("\n".join(lines), newline="")) if lines else [[]]
    if tuple(header) != COLUMNS:
        raise InputError(
            "not a list of unread sentences", source=source, line=1, expected=", ".join(COLUMNS),
            hint="write one by autokg read --unread FILE",
        )  # fmt: skip
    return [row for row in rows if row]


def to_csv(unread: Sequence[Unread], *, headed: bool = True) -> str:
    """Return sentences that were not read as CSV."""
    rows = (
        (each.document, each.article, each.start, each.end, "; ".join(each.names), each.why, each.sentence)
        for each in unread
    )
    text = write_csv(COLUMNS, rows)
    return text if headed else text.partition("\n")[2]
