"""Findings that cannot be right as they stand: dates in the wrong order, towns that only say what is near."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from autokg.core.dates import ImpreciseDate
from autokg.facts import Status
from autokg.reading.frames.tagging import Item
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.sentences import Sentence
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.text import Text

# "in Onnaing, near Valenciennes"
NEAR = (
    r"\b(?:near|outside|close to|près d(?:e |')|non loin de|bei|nahe|unweit(?: von)?|cerca de|vicino a|perto de"
    r"|junto a)"
)  # fmt: skip
_NEARBY = re.compile(rf"[{Kind.PLACE.letter}{Kind.PLANT.letter}]\uf8ff*,? {NEAR} ?$")
_REACH = 60
_BESIDE = 12  # letters between a verb and the company that it is about
LAST = re.compile(r"last|final|letzten?r?|derni(?:er|ère)s?|últim[oa]s?|ultim[oaie]")
_LAST_BEFORE = re.compile(rf"\b(?:{LAST.pattern}) (?:[\w-]+ )?$")


def without_contradictions(finding: Finding) -> Finding:
    """Return a finding without dates of which the end precedes the start."""
    if not _is_reversed(finding.slots):
        return finding
    return replace(finding, slots={slot: v for slot, v in finding.slots.items() if slot not in ("start", "end")})


def _is_reversed(slots: Mapping[str, Value | tuple[Value, ...]]) -> bool:
    start, end = slots.get("start"), slots.get("end")
    if not isinstance(start, Value) or not isinstance(end, Value):
        return False
    return ImpreciseDate.parse(start.value).is_after(ImpreciseDate.parse(end.value))


def is_nearby(finding: Finding, text: Text) -> bool:
    """Return whether the place of a finding only says what its site is near to."""
    place = finding.slots.get("place")
    if not isinstance(place, Value) or "plant" in finding.slots:
        return False
    return bool(_NEARBY.search(text.masked[max(0, place.start - _REACH) : place.start]))


def as_last(finding: Finding, text: Text) -> Finding:
    """Return a production as ended if the last of a model leaves the line ("the last Nova left the plant in May")."""
    model = finding.slots.get("model")
    if not finding.rule.endswith("production.enter") or not isinstance(model, Value) or "end" in finding.slots:
        return finding
    if not _LAST_BEFORE.search(text.lower, max(0, model.start - _REACH), model.start):
        return finding
    status = Status.ENDED if finding.status is Status.ACTUAL else finding.status
    slots = {"end" if slot == "start" else slot: value for slot, value in finding.slots.items()}
    return replace(finding, slots=slots, status=status)


def without_vague_plant(finding: Finding, text: Text) -> Finding:
    """Return a production without a plant that its name does not place ("Acme's first plant", "the plant in Italy")."""
    plant = finding.slots.get("plant")
    if finding.kind != "production" or not isinstance(plant, Value):
        return finding
    at = bisect_left(text.mentions, plant.start, key=attrgetter("start"))
    begun = itertools.takewhile(lambda m: m.start == plant.start, itertools.islice(text.mentions, at, None))
    mention = next((m for m in begun if m.kind is Kind.PLANT), None)
    if mention is None or mention.entries or "place" in mention.parts:
        return finding
    return replace(finding, slots={slot: v for slot, v in finding.slots.items() if slot != "plant"})


def without_supplier(finding: Finding, items: Sequence[Item]) -> Finding:
    """Return a production without a builder that only supplies ("cars built in Lyon have cells supplied by Acme")."""
    builder = finding.slots.get("builder")
    if finding.kind != "production" or not isinstance(builder, Value):
        return finding
    if not any(item.kind in ("supply", "source") and finding.end <= item.start < builder.start for item in items):
        return finding
    return replace(finding, slots={slot: v for slot, v in finding.slots.items() if slot != "builder"})


@dataclass(frozen=True, slots=True)
class Entrusting:
    """The words of a sentence by which one company has another build, and its companies."""

    entrusts: Sequence[re.Match[str]]
    performs: Sequence[re.Match[str]]
    orgs: Sequence[Mention]

    @classmethod
    def of(cls, sentence: Sentence, text: Text) -> Entrusting:
        """Find them once for all findings of a sentence, which may be long."""
        entrusts, performs = (
            tuple(text.language.scan(f"production.{path}", text.masked, sentence.start, sentence.end))
            for path in ("entrusts", "performs")
        )
        if not entrusts and not performs:
            return cls((), (), ())
        orgs = [m for m in text.mentions if m.kind is Kind.ORG and sentence.start <= m.start < sentence.end]
        return cls(entrusts, performs, orgs)


def with_maker(finding: Finding, words: Entrusting) -> Finding:
    """Return a production with the builder that its words entrust or that takes it over, instead of who does so.

    "Acme entrusts Bolt with the assembly of the Nova", "Bolt takes over the assembly of the Nova from Acme".
    """
    builder = finding.slots.get("builder")
    if finding.kind != "production" or not isinstance(builder, Value):
        return finding
    for match in words.entrusts:
        maker = next((m for m in words.orgs if 0 <= m.start - match.end() <= _BESIDE), None)
        if maker and builder.end <= match.start():
            return _built_by(maker, finding)
    for match in words.performs:
        makers = [m for m in words.orgs if m.end <= match.start()]
        if makers and match.end() <= builder.start and match.start() - makers[-1].end <= _BESIDE:
            return _built_by(makers[-1], finding)
    return finding


def _built_by(maker: Mention, finding: Finding) -> Finding:
    return replace(finding, slots={**finding.slots, "builder": Value(maker.name, maker.start, maker.end)})
