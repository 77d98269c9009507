"""Turn a model's answers into candidates for the gate: its quotes become offsets, its values cite where they stand.

Nothing is mended by guessing. A quote that is nowhere in the text goes to the gate unchanged, and is refused there. A
value without support in the words goes there too; if the rest of the fact holds without it, the rest follows as a
candidate of its own.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from autokg.articles.article import Article
from autokg.core.ids import fold
from autokg.facts import KINDS, Fact, Finder, Position
from autokg.facts.messages import describe_finding
from autokg.facts.slot_roles import NAMES, SlotRole
from autokg.facts.slots import slots_of, slots_with
from autokg.reading.gate import Gate
from autokg.reading.llm.answers import show
from autokg.reading.llm.passage import Passage, Place
from autokg.reading.llm.values import quotes_for, to_form, without
from autokg.reading.rules.date_phrases import find_dates, readings
from autokg.reading.rules.templates import DATES
from autokg.reading.shadow import Shadow

# A fact may stand without such a value: language models add these from memory. An organisation or a model is the
# subject of the fact.
_OPTIONAL = tuple(
    slot
    for kind in KINDS
    for slot in slots_of(kind).values()
    if slot.role not in (SlotRole.MONEY, SlotRole.COMPARATOR, *(NAMES - {SlotRole.PLANT, SlotRole.PLACE}))
)
_BESIDE = tuple(dict.fromkeys(slot.name for slot in _OPTIONAL))
_NAMES = slots_with(*NAMES)
_LONGEST_CITATION = 600


@dataclass(frozen=True, slots=True)
class Problem:
    """Part of an answer that is no fact, and the reason."""

    document: str
    reason: str
    said: str = ""

    def __str__(self) -> str:
        return f"{self.document}: {self.reason}" + (f" ({self.said})" if self.said else "")


@dataclass(frozen=True, slots=True)
class Ground:
    """What candidates are made on: the article, the part of it that was read, and the gate they are to pass."""

    article: Article
    passage: Passage
    near: Place
    gate: Gate
    finder: Finder

    def candidates(self, item: Any) -> Iterator[Fact | Problem]:
        """Yield the candidates, and the problems, of one fact in an answer."""
        fault = _find_fault(item)
        if fault:
            yield Problem(self.article.id, fault, show(item))
            return
        record = self._record(item)
        speaker = record["speaker"]
        if speaker and not self.passage.holds_name(speaker):
            yield Problem(self.article.id, f"speaker {speaker!r} is not in the text", show(item))
            record["speaker"] = None
        fact = yield from self._build(record, item)
        if fact:
            yield fact
            yield from self._reduce(fact)

    @property
    def published(self) -> str | None:
        """The day from which "next year" counts."""
        today = self.gate.today.isoformat() if self.gate.today else None
        return self.article.published or today

    def _record(self, item: Mapping[str, Any]) -> dict[str, Any]:
        filled = {slot: self._date(value) if slot in DATES else value for slot, value in to_form(item).items()}
        evidence = self._evidence(item, filled)
        speaker = item.get("speaker") if isinstance(item.get("speaker"), str) else None
        common = {"kind": item["kind"], "status": item.get("status"), "speaker": speaker or None}
        return {**common, **filled, "evidence": [evidence], "found_by": self.finder}

    def _date(self, value: Any) -> Any:
        """Read a date in words as the gate reads dates; keep EDTF, and text that is no date, as it is."""
        if not isinstance(value, str) or self.gate.language is None or not any(map(str.isspace, value)):
            return value
        mentions = find_dates(Shadow.of(value).text, self.gate.language, self.gate.today)
        dates = {date for mention in mentions for date in readings(mention.name, self.gate.today)}
        return dates.pop() if len(dates) == 1 else value

    def _evidence(self, item: Mapping[str, Any], slots: Mapping[str, Any]) -> dict[str, Any]:
        place = self.passage.find_quote(item["quote"], self.near)
        if place is None:
            quote = item["quote"]
            return {"document": self.article.id, "quote": quote, "start": 0, "end": len(quote)}
        start, end = place
        cited = {slot: self._cite(slot, value, place, item.get("elsewhere")) for slot, value in slots.items()}
        return {
            "document": self.article.id,
            "quote": self.article.text[start:end],
            "start": start,
            "end": end,
            "position": self._position(end),
            "slots": {slot: {"start": span[0], "end": span[1]} for slot, span in cited.items() if span},
        }

    def _position(self, end: int) -> Position:
        """Return the position of a quote: headline if it is in the title that opens the text, else body."""
        text, title = self.article.text, self.article.title
        opens = title is not None and text.lstrip().startswith(title)
        return Position.HEADLINE if opens and text[:end].strip() in (title or "") else Position.BODY

    def _cite(self, slot: str, value: Any, quote: Place, elsewhere: Any) -> Place | None:
        """Return the span that a value is taken from, where that is not the quote."""
        values = value if isinstance(value, list) else [value]
        missing = [name for name in values if not _stands_in(name, self.article.text[slice(*quote)])]
        if not missing:
            return None
        places = [self.passage.find_quote(words, self.near) for words in quotes_for(slot, elsewhere)]
        if not any(places) and slot in _NAMES:
            places = [self.passage.find_name_before(str(name), quote[0]) for name in missing]
        name_spans = [place for place in places if place]
        if not name_spans:
            return None
        start, end = min(place[0] for place in name_spans), max(place[1] for place in name_spans)
        return (start, end) if end - start <= _LONGEST_CITATION else None

    def _build(self, record: dict[str, Any], item: Any) -> Generator[Problem, None, Fact | None]:
        """Return the fact without values outside the record form, reporting them; None if too little is left."""
        kind = KINDS[record["kind"]]
        try:
            return kind.model_validate(record)
        except ValidationError as error:
            faults = {str(fault["loc"][0]): describe_finding(fault) for fault in error.errors() if fault["loc"]}
            reason = "; ".join(f"{slot}: {message}" for slot, message in faults.items()) or describe_finding(
                error.errors()[0]
            )
            yield Problem(self.article.id, f"outside the record form: {reason}", show(item))
        try:
            return kind.model_validate(without(record, faults))
        except ValidationError:
            return None

    def _reduce(self, fact: Fact) -> Iterator[Fact]:
        """Yield the fact without the values that keep it from passing, if it passes without them."""
        fault = self.gate.find_fault(fact)
        smaller: Fact | None = fact
        while fault and smaller:
            smaller = self._without_first_fault(smaller, fault)
            fault = self.gate.find_fault(smaller) if smaller else None
        if smaller and smaller is not fact:
            yield smaller

    def _without_first_fault(self, fact: Fact, fault: str) -> Fact | None:
        """Return the fact without the one value that the gate names first: without it, it names another or none."""
        for slot in _BESIDE:
            if slot not in fact.slots():
                continue
            try:
                smaller = type(fact).model_validate(without(fact.model_dump(), {slot}))
            except ValidationError:
                continue
            if self.gate.find_fault(smaller) != fault:
                return smaller
        return None


def _find_fault(item: Any) -> str | None:
    if not isinstance(item, dict):
        return "not a fact"
    if item.get("kind") not in KINDS:
        return f"unknown kind {item.get('kind')!r}"
    quote = item.get("quote")
    return None if isinstance(quote, str) and quote.strip() else "a fact without a quote"


def _stands_in(value: Any, text: str) -> bool:
    return f" {fold(str(value))} " in f" {fold(Shadow.of(text).text)} "
