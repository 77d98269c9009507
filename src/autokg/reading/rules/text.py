"""A text as the rules see it: shadow, sentences, clauses, mentions and mask, made once."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from autokg.articles.article import Article
from autokg.reading.language.profile import Language
from autokg.reading.rules.clauses import Clause, split_clauses
from autokg.reading.rules.mentions import Mention
from autokg.reading.rules.sentences import Quotation, Sentence
from autokg.reading.shadow import Shadow

_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Text:
    """What rules are matched on.

    Attributes:
        lower: the shadow text in lower case.
        masked: the same with each mention as its kind's letter and filler; `written` has the other words as they are.
        today: the day the article speaks of as today, None if that is not known.
        written_out: full names of the article's own abbreviations.

    """

    article: Article
    language: Language
    shadow: Shadow
    sentences: Sequence[Sentence]
    quotations: Sequence[Quotation]
    mentions: Sequence[Mention]
    lower: str
    masked: str
    written: str
    today: dt.date | None
    written_out: Mapping[str, Mention]

    def clauses(self) -> Iterator[list[Clause]]:
        """Yield the clauses of each sentence."""
        for sentence in self.sentences:
            yield split_clauses(self.masked, sentence, self.language)

    def sentence_at(self, position: int) -> Sentence:
        """Return the sentence at a position."""
        return self.sentences[bisect_right(self.sentences, position, key=_START) - 1]

    def quotation_at(self, position: int) -> Quotation | None:
        """Return the quotation at a position, None outside quotations."""
        return next((zone for zone in self.quotations if zone.start <= position < zone.end), None)
