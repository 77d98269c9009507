"""Check facts of any reader against their text: no fact passes that the text does not state.

The quote must be the words at its offsets; every slot must be found in the quote or in the span that the evidence
cites for it; negation and tense must agree with the status. Dates and numbers are read from those words twice, by the
tables of the rules and by code that shares nothing with them, and both must give the value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from autokg.articles.article import Article
from autokg.core.dates import ImpreciseDate
from autokg.core.geography import region_name
from autokg.core.ids import fold
from autokg.core.towns import countries_in
from autokg.facts import Evidence, Fact, Status
from autokg.facts.slot_roles import NUMBERS, SlotRole
from autokg.facts.slots import Slot, slots_of
from autokg.names.gazetteer import Gazetteer
from autokg.reading.frames.careers import HEAD
from autokg.reading.frames.consistency import LAST
from autokg.reading.frames.word_classes import TOKEN, load_lexicon
from autokg.reading.language.profile import Language, in_case_of, load_language
from autokg.reading.rules.attributes import said_in
from autokg.reading.rules.date_phrases import find_dates, readings
from autokg.reading.rules.known_names import KnownNames, known_names_of, tokenize
from autokg.reading.rules.mentions import Kind, countries_of
from autokg.reading.rules.numbers import find_amounts, find_numbers
from autokg.reading.rules.publication import find_today
from autokg.reading.rules.templates import region_label
from autokg.reading.shadow import Shadow, in_lower_case
from autokg.reading.stated_dates import states_date
from autokg.reading.stated_numbers import find_numbers_stated, find_shares_stated

MISQUOTE = "the quote differs from the text at"
_WHOLE = 100
_PLACES_KEPT = 6  # decimals that readers keep of a number
_FIGURES = re.compile(r"\d+(?:[ .,'’]\d+)*")
# Rules infer these from words that are no values themselves.
_INFERRED = frozenset({SlotRole.CHOICE, SlotRole.COMPARATOR})


@dataclass(frozen=True, slots=True)
class Gate:
    """Check facts of one article; without data of its language, only quotes, names, numbers and years are checked."""

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
        names = known_names_of(gazetteer or Gazetteer([]), language.code)
        today = find_today(Shadow.of(article.text).text, language, article.published)
        return cls(article, language, names, today)

    def find_fault(self, fact: Fact) -> str | None:
        """Return why a fact does not pass, None if it does."""
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
            for item in value if isinstance(value, tuple) else (value,):
                if not words.say(slot, item):
                    yield f"{slot} {item!r} is not in the quote"
        yield from self._status_faults(fact, words.quote)

    def _status_faults(self, fact: Fact, quote: str) -> Iterator[str]:
        """Hold negation, rumour and tense against the status; a fact that denies needs words of denial."""
        if self.language is None or self._has_ended(fact):
            return
        needed = {Status.DENIED, Status.CANCELLED, Status.REPORTED, Status.ENDED} & {fact.status}
        for status in needed:
            tables = [f"status.{status.value}", "status.parted", "production.stop"]
            if status is Status.DENIED:
                tables.append("status.untrue")
            if status is Status.REPORTED:
                tables.append("status.conditional")
            if status is Status.ENDED and "end" in fact.slots():
                tables.append("prepositions.until")  # production until a past day
            if status is Status.ENDED and fact.kind == "production":
                tables += ["status.once", "production.move"]
            if status is Status.ENDED and "closed" in fact.slots():
                tables.append("status.closed")
            if status is Status.ENDED and fact.kind == "plant":
                tables.append("status.former")
            if status is Status.ENDED and fact.kind == "role":
                tables += ["careers.former", "careers.left", "careers.follows"]
            if status is Status.ENDED and fact.kind in ("plant", "stake"):
                tables.append("status.passed")
            last = status is Status.ENDED and fact.kind == "production" and LAST.search(in_lower_case(quote))
            if status is Status.DENIED and _denies(quote, self.language):
                continue
            if not last and not any(self.language.pattern(table).search(in_lower_case(quote)) for table in tables):
                yield f"no words in the quote support {status.value}"

    def _has_ended(self, fact: Fact) -> bool:
        """Return whether a fact ended on a day before the article's, which no word of ending needs to say."""
        end = fact.slots().get("end") if fact.status is Status.ENDED else None
        latest = ImpreciseDate.parse(end).latest if end else None
        return bool(latest and self.today and latest < self.today)


def _denies(quote: str, language: Language) -> bool:
    """Return whether one of the words that readers take for a denial stands in a quote."""
    lexicon, words = load_lexicon(language.code), TOKEN.findall(in_lower_case(quote))
    return lexicon is not None and any((lexicon.find(words, at) or ("",))[0] == "deny" for at in range(len(words)))


@lru_cache(maxsize=512)
def _dates_in(text: str, language: Language, today: dt.date | None) -> frozenset[str]:
    """Return all dates that some words may be read as; several facts rest on one sentence."""
    dates = find_dates(text, language, today)
    return frozenset(reading for mention in dates for reading in readings(mention.name, today))


@lru_cache(maxsize=512)
def _numbers_in(text: str, language: Language) -> tuple[float, ...]:
    """Return the numbers in a text."""
    return tuple(find_numbers(text, language))


@lru_cache(maxsize=512)
def _shares_in(text: str, language: Language) -> tuple[float, ...]:
    """Return the shares that words of a text give: "half", and what "the rest" leaves of the whole."""
    lower = in_lower_case(text)
    shares = [float(key.replace("_", ".")) for key, p in language.lookup("numbers.shares") if p.search(lower)]
    if language.pattern("shares.rest").search(lower):
        shares += [_WHOLE - number for number in (*_numbers_in(text, language), *shares) if number < _WHOLE]
    if language.pattern("numbers.whole").search(lower):
        shares.append(_WHOLE)
    return tuple(shares)


def _is_among(number: float, figures: Iterable[float]) -> bool:
    return any(round(number, _PLACES_KEPT) == round(figure, _PLACES_KEPT) for figure in figures)


def _figures_in(text: str) -> Iterator[float]:
    """Yield the possible values of a text's figures in a language without data: its separators are not known."""
    for match in _FIGURES.finditer(text):
        *whole, last = re.split(r"\D", match[0])
        yield float("".join([*whole, last]))
        if whole:
            yield float(f"{''.join(whole)}.{last}")


@lru_cache(maxsize=512)
def _regions_in(text: str, names: KnownNames) -> frozenset[str]:
    """Return the codes and names of the regions that some words name, and the countries of the towns they name."""
    mentions = names.find(text, tokenize(text))
    regions = [mention for mention in mentions if mention.kind is Kind.REGION]
    named = {name for mention in regions for name in (mention.name, region_label(mention))}
    towns = {country for mention in mentions for country in countries_of(mention)}
    return frozenset(named | towns | set(countries_in(text)))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that a fact rests on: its quotes, and the spans cited for single slots."""

    kind: str
    quote: str
    cited: dict[str, str]
    gate: Gate

    @classmethod
    def of(cls, fact: Fact, gate: Gate) -> _Words:
        cited = {
            slot: _span_text(gate.article, evidence, slot) for evidence in fact.evidence for slot in evidence.slots
        }
        quote = " ".join(_in_one_line(evidence.quote or "") for evidence in fact.evidence)
        return cls(fact.kind, quote, cited, gate)

    def say(self, name: str, value: Any) -> bool:
        """Return whether a slot's value is in the words."""
        slot = slots_of(self.kind)[name]
        text = f"{cited}. {self.quote}" if (cited := self.cited.get(name)) else self.quote
        return slot.role in _INFERRED or _CHECKS.get(slot.role, _Words._name)(self, slot, value, text)

    def _name(self, _: Slot, name: str, text: str) -> bool:
        return _stands_in(name, text)

    def _date(self, _: Slot, edtf: str, text: str) -> bool:
        if self.gate.language is None:
            return edtf[:4] in text
        today, code = self.gate.today, self.gate.language.code
        return edtf in _dates_in(text, self.gate.language, today) and states_date(edtf, text, code, today)

    def _shares(self, slot: Slot, shares: Mapping[str, float], text: str) -> bool:
        """Return whether each name and each share of a joint venture is in the words, or in those cited for parents."""
        names = f"{self.cited.get('parents', '')}. {text}"
        return all(_stands_in(name, names) and self._number(slot, share, text) for name, share in shares.items())

    def _title(self, _: Slot, value: str, text: str) -> bool:
        """Return whether a title stands in the words, or they say that somebody leads."""
        if _stands_in(value, text):
            return True
        language, lower = self.gate.language, in_lower_case(text)
        if language is None or value != HEAD:
            return False
        return any(language.pattern(f"careers.{path}").search(lower) for path in ("leads", "led_by", "follows"))

    def _number(self, slot: Slot, number: float, text: str) -> bool:
        """Return whether exactly this number is in the words: "about" bounds a number and never widens it."""
        language, is_share = self.gate.language, slot.role in (SlotRole.PERCENT, SlotRole.SHARES)
        if language is None:
            return _is_among(number, _figures_in(text))
        read, stated = _numbers_in(text, language), find_numbers_stated(text, language.code)
        if is_share:
            read, stated = (*read, *_shares_in(text, language)), stated | find_shares_stated(text, stated)
        return _is_among(number, read) and _is_among(number, stated)

    def _currency(self, _: Slot, code: str, text: str) -> bool:
        language = self.gate.language
        if language is None:
            return True
        return any(amount.kind is Kind.MONEY and amount.unit == code for amount in find_amounts(text, language))

    def _region(self, _: Slot, value: str, text: str) -> bool:
        gate = self.gate
        if gate.language is None or gate.names is None or value in _regions_in(text, gate.names):
            return True
        lower, adjectives = in_lower_case(text), gate.language.lookup("adjectives")
        return any(value in (code, region_name(code)) and pattern.search(lower) for code, pattern in adjectives)

    def _product(self, _: Slot, value: str, text: str) -> bool:
        language = self.gate.language
        if language is None or _stands_in(value, text):
            return True
        patterns = (language.pattern(f"{table}.{value}") for table in ("products", "production.compounds"))
        return any(pattern.search(in_case_of(pattern, text)) for pattern in patterns)

    def _attribute(self, slot: Slot, value: str, text: str) -> bool:
        language = self.gate.language
        return language is None or _stands_in(value, text) or value in said_in(text, slot.name, language)


# How a value is looked for in the words, by the role of its slot; names of all kinds as they stand.
_CHECKS: Mapping[SlotRole, Callable[[_Words, Slot, Any, str], bool]] = {
    SlotRole.DATE: _Words._date,
    SlotRole.SHARES: _Words._shares,
    SlotRole.WORDS: _Words._title,
    **dict.fromkeys(NUMBERS, _Words._number),
    SlotRole.CURRENCY: _Words._currency,
    SlotRole.COUNTRY: _Words._region,
    SlotRole.MARKET: _Words._region,
    SlotRole.PRODUCT: _Words._product,
    SlotRole.ATTRIBUTE: _Words._attribute,
}


def _span_text(article: Article, evidence: Evidence, slot: str) -> str:
    span = evidence.slots[slot]
    return _in_one_line(article.text[span.start : span.end])


def _in_one_line(raw: str) -> str:
    """Return a text as readers see it, without the line breaks of its layout."""
    return Shadow.of(raw).text.replace("\n", " ")


def _stands_in(name: str, text: str) -> bool:
    return f" {_folded(name)} " in f" {_folded(text)} "


_folded = lru_cache(maxsize=1024)(fold.__wrapped__)  # `fold` would keep whole quotes beside its names
