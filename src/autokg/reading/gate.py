"""The gate that every fact of every reader passes: nothing is said that does not stand in the text.

The quote must be the words at its offsets; every slot must be found in the quote or in the span that the evidence
cites for it; a date must be read from those words to the same EDTF; negation and tense must agree with the status.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from autokg.articles.article import Article
from autokg.core.geography import region_name
from autokg.core.ids import fold
from autokg.facts import Evidence, Fact, Status
from autokg.names.gazetteer import Gazetteer
from autokg.reading.language.profile import Language, in_case_of, load_language
from autokg.reading.rules.attributes import said_in
from autokg.reading.rules.date_phrases import find_dates, readings
from autokg.reading.rules.known_names import KnownNames, tokenize
from autokg.reading.rules.mentions import Kind
from autokg.reading.rules.numbers import find_amounts, find_numbers
from autokg.reading.rules.publication import find_today
from autokg.reading.rules.templates import DATES, region_label
from autokg.reading.shadow import Shadow, in_lower_case

MISQUOTE = "the quote is not what stands at"
_WHOLE = 100
_COMPARATOR = "_comparator"
_STATED_BY_RULE = {"type", "method"}


@dataclass(frozen=True, slots=True)
class Gate:
    """What facts of one article are held against; without a language's data only quotes, names and numbers are."""

    article: Article
    language: Language | None
    names: KnownNames | None
    today: dt.date | None

    @classmethod
    def of(cls, article: Article, gazetteer: Gazetteer | None = None) -> Gate:
        """Make the gate of an article."""
        language = load_language(article.language)
        if language is None:
            return cls(article, None, None, None)
        names = _known_names(gazetteer or Gazetteer([]), language.code)
        today = find_today(Shadow.of(article.text).text, language, article.published)
        return cls(article, language, names, today)

    def find_fault(self, fact: Fact) -> str | None:
        """Return why a fact does not pass, None where it does."""
        return next(self._faults(fact), None)

    def _faults(self, fact: Fact) -> Iterator[str]:
        for evidence in fact.evidence:
            if evidence.document != self.article.id:
                yield f"the evidence is of document {evidence.document}, not of this article"
            elif evidence.quote is None:
                yield "a reader gave a summary in the place of a quote"
            elif self.article.text[evidence.start : evidence.end] != evidence.quote:
                yield f"{MISQUOTE} {evidence.start}"
        words = _Words.of(fact, self)
        for slot, value in fact.slots().items():
            for one in value if isinstance(value, tuple) else (value,):
                if not words.say(slot, one):
                    yield f"{slot} {one!r} does not stand in the quote"
        yield from self._status_faults(fact, words.quote)

    def _status_faults(self, fact: Fact, quote: str) -> Iterator[str]:
        """Hold negation, rumour and tense against the status; a fact that denies needs words of denial."""
        if self.language is None:
            return
        needed = {Status.DENIED, Status.CANCELLED, Status.REPORTED, Status.ENDED} & {fact.status}
        for status in needed:
            tables = [f"status.{status.value}", "status.parted", "production.stop"]
            if status is Status.ENDED and "end" in fact.slots():
                tables.append("prepositions.until")  # what was built until a day that is past
            if not any(self.language.pattern(table).search(in_lower_case(quote)) for table in tables):
                yield f"no word of the quote says {status.value}"


@lru_cache(maxsize=512)
def _dates_in(text: str, language: Language, today: dt.date | None) -> frozenset[str]:
    """Return all dates that some words may be read as; several facts rest on one sentence."""
    dates = find_dates(text, language, today)
    return frozenset(reading for mention in dates for reading in readings(mention.name, today))


@lru_cache(maxsize=512)
def _numbers_in(text: str, language: Language) -> tuple[float, ...]:
    """Return the numbers that some words give."""
    return tuple(find_numbers(text, language))


@lru_cache(maxsize=512)
def _regions_in(text: str, names: KnownNames) -> frozenset[str]:
    """Return the codes and names of the regions that some words name."""
    regions = [mention for mention in names.find(text, tokenize(text)) if mention.kind is Kind.REGION]
    return frozenset(name for mention in regions for name in (mention.name, region_label(mention)))


_NAMES: dict[tuple[int, str], tuple[Gazetteer, KnownNames]] = {}


def _known_names(gazetteer: Gazetteer, language: str) -> KnownNames:
    """Index a gazetteer once a language."""
    key = (id(gazetteer), language)
    if key not in _NAMES:
        _NAMES[key] = (gazetteer, KnownNames(gazetteer, {"en", language}))
    return _NAMES[key][1]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that a fact rests on: its quotes, and the spans cited for single slots."""

    quote: str
    cited: dict[str, str]
    gate: Gate

    @classmethod
    def of(cls, fact: Fact, gate: Gate) -> _Words:
        cited = {
            slot: _span_text(gate.article, evidence, slot) for evidence in fact.evidence for slot in evidence.slots
        }
        quote = " ".join(Shadow.of(evidence.quote or "").text for evidence in fact.evidence)
        return cls(quote, cited, gate)

    def say(self, slot: str, value: Any) -> bool:
        """Whether a slot's value stands in the words."""
        text = f"{self.cited.get(slot, '')} {self.quote}"
        if slot in _STATED_BY_RULE or slot.endswith(_COMPARATOR):
            return True
        if slot in DATES:
            return self._date(str(value), text)
        if isinstance(value, (int, float, Mapping)):
            return self._amount(slot, value, text)
        if slot in ("country", "markets", "currency"):
            return self._region(slot, str(value), text)
        if slot in ("powertrain", "body", "segment", "product"):
            return self._vocabulary(slot, str(value), text)
        return _stands_in(str(value), text)

    def _date(self, edtf: str, text: str) -> bool:
        if self.gate.language is None:
            return edtf[:4] in text
        return edtf in _dates_in(text, self.gate.language, self.gate.today)

    def _amount(self, slot: str, value: float | Mapping[str, float], text: str) -> bool:
        """Whether a number stands in the words; of shares by name each name and each number."""
        if isinstance(value, Mapping):
            return all(_stands_in(name, text) and self._number(slot, share, text) for name, share in value.items())
        return self._number(slot, float(value), text)

    def _number(self, slot: str, number: float, text: str) -> bool:
        if slot == "share_percent" and number == _WHOLE and self._whole(text):
            return True
        if self.gate.language is None:
            return f"{number:g}" in re.sub(r"[ .,](?=\d{3})", "", text)
        said = _numbers_in(text, self.gate.language)
        return any(abs(number - one) < 1e-6 * max(1.0, abs(number)) for one in said)

    def _whole(self, text: str) -> bool:
        """Whether a word says that all of something is meant."""
        return self.gate.language is not None and bool(
            self.gate.language.pattern("numbers.whole").search(in_lower_case(text))
        )

    def _region(self, slot: str, value: str, text: str) -> bool:
        gate = self.gate
        if gate.language is None or gate.names is None:
            return True
        if slot == "currency":
            return any(m.kind is Kind.MONEY and m.unit == value for m in find_amounts(text, gate.language))
        if value in _regions_in(text, gate.names):
            return True
        lower, adjectives = in_lower_case(text), gate.language.lookup("adjectives")
        return any(value in (code, region_name(code)) and pattern.search(lower) for code, pattern in adjectives)

    def _vocabulary(self, slot: str, value: str, text: str) -> bool:
        language = self.gate.language
        if language is None or _stands_in(value, text):
            return True
        if slot == "product":
            tables = ("products", "production.compounds")
            patterns = (language.pattern(f"{table}.{value}") for table in tables)
            return any(pattern.search(in_case_of(pattern, text)) for pattern in patterns)
        return value in said_in(text, slot, language)


def _span_text(article: Article, evidence: Evidence, slot: str) -> str:
    span = evidence.slots[slot]
    return Shadow.of(article.text[span.start : span.end]).text


def _stands_in(name: str, text: str) -> bool:
    return f" {_folded(name)} " in f" {_folded(text)} "


_folded = lru_cache(maxsize=1024)(fold.__wrapped__)  # `fold` would keep whole quotes beside its names
