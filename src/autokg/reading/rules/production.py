"""Who builds what where from when: the verb or noun of production, and what it governs in its clause.

The voice tells the side: an active verb has its builder before and its product after it, a passive one the other way
round; in a language that puts the verb last the kinds of the mentions tell.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from autokg.facts import Status
from autokg.reading.rules.circumstances import (
    cut_segments,
    date_slots,
    find_locations,
    location_slots,
    market_slots,
)
from autokg.reading.rules.clauses import MENTION, Clause, groups, within
from autokg.reading.rules.context import antecedent, resolve
from autokg.reading.rules.findings import Finding, Value
from autokg.reading.rules.frames import GOODS, ORGS, PLANTS, WHERE, Frame
from autokg.reading.rules.locations import Location
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.statuses import by_date, tell_status
from autokg.reading.rules.templates import Slots, to_value, with_companions
from autokg.reading.rules.text import Text
from autokg.reading.rules.triggers import Trigger, find_triggers

_TELLING = {"builder", "plant", "place", "country", "start", "end", "markets", "volume_per_year"}


def find_production(text: Text, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Yield the productions that the clauses of one sentence state."""
    carried: list[Mention] = []
    for clause in clauses:
        mentions = within(text.mentions, clause.start, clause.end)
        before = carried if clause.link != "main" else []
        triggers = find_triggers(text, clause)
        for number, trigger in enumerate(triggers):
            start, end = _scope(triggers, number, mentions, text, clause)
            held = [mention for mention in mentions if start <= mention.start < end]
            yield from Production(text, clause, trigger, held, before).read()
        carried = [mention for mention in mentions if mention.kind in (*GOODS, *ORGS, *WHERE)] or carried


def _scope(
    triggers: Sequence[Trigger], number: int, mentions: Sequence[Mention], text: Text, clause: Clause
) -> tuple[int, int]:
    """Return the part of a clause that one of several words of production governs."""
    start = _cut(triggers[number - 1], triggers[number], mentions, text)[1] if number else None
    end = _cut(triggers[number], triggers[number + 1], mentions, text)[0] if number + 1 < len(triggers) else None
    return clause.start if start is None else start, clause.end if end is None else end


def _cut(one: Trigger, other: Trigger, mentions: Sequence[Mention], text: Text) -> tuple[int | None, int | None]:
    """Return where the scope of a word ends and that of the next starts: at what is built by the second.

    Without goods of its own between or after the two, the second shares all that the first has.
    """
    between = [m for m in mentions if m.kind in GOODS and one.end <= m.start < other.start]
    if between and other.voice in ("passive", "enter"):
        last = [*groups(text.masked, between, text.language)][-1][0]
        needed = one.voice not in ("passive", "enter") and last is between[0]
        return (other.start if needed else last.start), last.start
    after = any(m.kind in GOODS and m.start >= other.start - 1 for m in mentions) or len(between) > 1
    comma = text.masked.rfind(", ", one.end, other.start)
    return (comma, comma) if comma >= 0 and after else (None, None)


class Production(Frame):
    """What a word of production says is built, by whom, and in which circumstances."""

    __slots__ = ()

    def read(self) -> Iterator[Finding]:
        """Yield a finding for each thing built at each location."""
        goods = self._goods()
        if not goods:
            return
        status = self._status()
        shared = self._builder_and_volume(goods)
        for segment in cut_segments(self):
            slots = {**shared, **date_slots(self, segment, status), **market_slots(self, segment)}
            for location, good in itertools.product(find_locations(self, segment, goods), goods):
                yield from self._finding(good, {**slots, **location_slots(self, location)}, status, location)

    def _status(self) -> Status:
        status = tell_status(self._told_by(), self.text.language)
        if status is not Status.ACTUAL:
            return status
        if self.trigger.stops:
            return Status.ENDED
        purpose = self.trigger.voice == "active" and self.matches("production.purpose", self.just_before(30))
        return Status.PLANNED if purpose else status

    def _told_by(self) -> str:
        """Return the words that tell the status: of a participle without auxiliary only those up to the commas."""
        start, end = self.clause.start, self.clause.end
        if self._is_bare():
            start = max(start, self.text.masked.rfind(",", start, self.trigger.start))
            comma = self.text.masked.find(",", self.trigger.end, end)
            end = comma if comma >= 0 else end
        return self.text.masked[start:end]

    # What is built

    def _goods(self) -> list[Mention]:
        """Return what is built: the nearest group on the side where the voice puts it."""
        named = [m for m in self.mentions if m.kind in GOODS or m.kind is Kind.NAME]
        candidates = [m for m in named if not self._is_another(m)]
        together = [
            group
            for group in groups(self.text.masked, candidates, self.text.language)
            if any(m.kind in GOODS for m in group) or self._is_new_model(group[0])
        ]
        left = [group for group in together if group[0].start < self.trigger.start]
        right = [group for group in together if group[0].start >= self.trigger.end]
        if self.trigger.voice == "nominal":
            return [] if self._serves_another_verb() else self._goods_of_noun(left, right)
        if self.trigger.voice == "active":
            return next(iter([*right[:1], *(left[-1:] if self._verb_last() else [])]), [])
        if not left and self.clause.link != "main" and (inherited := self._inherited()):
            return inherited
        left = [group for group in left if not self._is_bare() or self._is_attached(group[-1])]
        return next(iter([*left[-1:], *right[:1]]), [])

    def _is_another(self, mention: Mention) -> bool:
        """Whether something else is meant than what is named, as in "the successor to X"."""
        return self.matches("production.another", self.text.masked[max(0, mention.start - 30) : mention.start])

    def _is_bare(self) -> bool:
        """Whether a participle has no auxiliary, and so belongs to the noun right before it."""
        word = self.text.masked[self.trigger.start : self.trigger.end]
        be = self.text.language.table("production.be")
        return self.trigger.voice == "passive" and bool(be) and not self.matches("production.be", word)

    def _is_attached(self, mention: Mention) -> bool:
        """Whether only adverbs, or an apposition that a comma closes, stand between a noun and its participle."""
        between = self.text.masked[mention.end : self.trigger.start].strip(' "»')
        if between.startswith(","):
            last = between.rpartition(",")[2]
            return len(last.split()) <= 2 and not MENTION.search(last)  # noqa: PLR2004 (adverbs)
        return len(between.split()) <= 2 and not MENTION.search(between)  # noqa: PLR2004 (adverbs)

    def _goods_of_noun(self, left: list[list[Mention]], right: list[list[Mention]]) -> list[Mention]:
        if right and self._is_object(right[0][0]):
            return right[0]
        if left and self._is_compound(left[-1][-1]):
            return left[-1]
        if left and not right and (self.trigger.begins or self.trigger.stops):
            return left[-1]
        if compound := self._compound():
            return [compound]
        return (self._inherited() if self._takes_goods_over() else []) or self._running()

    def _takes_goods_over(self) -> bool:
        added = self.clause.link == "coordinate" and self.matches("production.move", self.just_before(30))
        return self.clause.link == "relative" or added

    def _compound(self) -> Mention | None:
        """Return what the noun of production itself names, as in *Batteriezellfertigung*."""
        noun = self.text.shadow.text[self.trigger.start : self.trigger.end]
        for product, pattern in self.text.language.lookup("production.compounds"):
            if pattern.fullmatch(noun):
                return Mention(Kind.PRODUCT, self.trigger.start, self.trigger.end, product)
        return None

    def _inherited(self) -> list[Mention]:
        """Return the last group of goods that the clause before names."""
        goods = [m for m in self.before if m.kind in GOODS]
        return next(iter([*groups(self.text.masked, goods, self.text.language)][-1:]), [])

    def _serves_another_verb(self) -> bool:
        """Whether the noun only says what something else is for ("cells for the production of X are supplied")."""
        clause = self.text.masked[self.clause.start : self.clause.end]
        return self.matches("production.for", self.just_before(30)) and self.matches("production.other_verb", clause)

    def _verb_last(self) -> bool:
        return bool(self.text.language.table("production.verb_last"))

    def _is_new_model(self, mention: Mention) -> bool:
        """Whether a bare name is what is built: its place by the verb and the article before it say so."""
        if mention.kind is not Kind.NAME:
            return False
        language, masked = self.text.language, self.text.masked
        if mention.start >= self.trigger.end:
            after_verb = masked[self.trigger.end : mention.start]
            if language.pattern("production.object").fullmatch(after_verb):
                return True
        if self.trigger.voice == "active" and not self._verb_last():
            return False
        return bool(language.pattern("production.article").search(masked[self.clause.start : mention.start]))

    def _is_object(self, mention: Mention) -> bool:
        """Whether only *of the* and adjectives stand between the noun of production and what is built."""
        between = self.text.masked[self.trigger.end : mention.start]
        of = self.text.language.pattern("production.of").match(between)
        return bool(of) and not re.search(r"[.;:]", between)

    def _is_compound(self, mention: Mention) -> bool:
        between = self.text.masked[mention.end : self.trigger.start]
        return between in (" ", "-", "") or bool(self.text.language.pattern("production.compound").fullmatch(between))

    def _running(self) -> list[Mention]:
        """Return the goods that "the production" goes on about: those last said to be built."""
        head = self.just_before(25) + self.text.masked[self.trigger.start : self.trigger.end]
        if not self.matches("production.running", head):
            return []
        found = [antecedent(kind, self.clause.start, self.text) for kind in (Kind.MODEL, Kind.PRODUCT)]
        return sorted((m for m in found if m), key=lambda m: m.start)[-1:]

    # Who builds it, and how many

    def _builder_and_volume(self, goods: Sequence[Mention]) -> Slots:
        slots: Slots = {}
        builder = self._builder(goods)
        if builder and (value := to_value("builder", builder, self.text)):
            slots["builder"] = value
        volumes = [m for m in self.mentions if m.kind is Kind.VEHICLES and m.unit]
        of_plant = self.matches("production.capacity", self.text.masked[self.clause.start : self.clause.end])
        if len(volumes) == 1 and len(goods) == 1 and not of_plant:
            slots["volume_per_year"] = Value(volumes[0].number, volumes[0].start, volumes[0].end)
            slots = with_companions(slots, self.text)
        return slots

    def _builder(self, goods: Sequence[Mention]) -> Mention | None:
        orgs = [m for m in self.mentions if m.kind in ORGS or (m.kind is Kind.NAME and m not in goods)]
        role = {m: self.preposition(m) for m in orgs}
        by = next((m for m in orgs if role[m] == "by" and m.start >= self.trigger.end), None)
        if self.trigger.voice in ("passive", "enter"):
            return by or next((m for m in orgs if role[m] == "by"), None)
        return by or self._subject([m for m in orgs if role[m] is None and m.kind is not Kind.NAME])

    def _subject(self, orgs: Sequence[Mention]) -> Mention | None:
        # A plant as the subject keeps its town's company from being it; "there", one word, is no subject.
        left = [m for m in orgs if m.end <= self.trigger.start]
        plants = [
            m
            for m in self.mentions
            if m.kind in PLANTS and m.end <= self.trigger.start and not self.preposition(m) and " " in m.name
        ]
        if self._is_joint(left):
            return None
        if left and not any(plant.start > left[-1].start for plant in plants):
            return left[0] if self._verb_last() or self._follows_apposition() else left[-1]
        carried = [m for m in self.before if m.kind in ORGS]
        if not left and not plants and carried and self.clause.link != "main":
            return carried[0] if self.clause.link == "coordinate" else carried[-1]
        return next(iter(orgs), None) if self._verb_last() else None

    def _is_joint(self, orgs: Sequence[Mention]) -> bool:
        """Whether several organisations are the subject of an aim ("A and B agreed to build"): none is the builder."""
        together = [group for group in groups(self.text.masked, orgs, self.text.language) if len(group) > 1]
        aim = self.matches("production.purpose", self.just_before(30)) or self.trigger.voice == "nominal"
        return bool(together) and together[-1][-1] is orgs[-1] and aim

    def _follows_apposition(self) -> bool:
        """Whether a comma closes an apposition right before the verb, so that the subject stands before that."""
        words = self.text.masked[self.clause.start : self.trigger.start].rpartition(",")[2]
        return len(words.split()) <= 3 and not MENTION.search(words)  # noqa: PLR2004 (auxiliary, adverb, infinitive)

    # The finding

    def _finding(self, good: Mention, slots: Slots, status: Status, location: Location) -> Iterator[Finding]:
        named = resolve(good, self.text)
        slot = "product" if named and named.kind is Kind.PRODUCT else "model"
        value = to_value(slot, named, self.text) if named else None
        if named is None or value is None:
            return
        if "builder" not in slots and (builder := self._operator(location)):
            slots = {**slots, "builder": builder}
        if not _says_enough(slot, slots):
            return
        if slot == "model" and (brand := named.parts.get("brand")):
            slots = {"brand": Value(brand.name, brand.start, brand.end), **slots}
        start, end = (v.value if isinstance(v := slots.get(name), Value) else None for name in ("start", "end"))
        yield Finding(
            kind="production",
            rule=f"{self.text.language.code}.production.{self.trigger.voice}",
            clause=self.clause,
            start=self.trigger.start,
            end=self.trigger.end,
            status=by_date(status, start, end, self.text.today),
            slots={slot: value, **slots},
        )

    def _operator(self, location: Location) -> Value | None:
        """Return who runs the plant that is the subject: "the plant of X builds" says that X builds."""
        plant = location.mentions.get("plant")
        active = self.trigger.voice in ("active", "nominal")
        here = plant and self.clause.start <= plant.start and plant.end <= self.trigger.start
        subject = plant and active and here and self.preposition(plant) is None
        named = resolve(plant, self.text) if plant and subject else None
        operator = named.parts.get("operator") if named else None
        return to_value("builder", operator, self.text) if operator else None


def _says_enough(slot: str, slots: Slots) -> bool:
    """Whether a production says more than that something is built; of a kind of car a builder or plant is asked."""
    if slot == "product":
        said = set(slots)
        return "plant" in said or ("builder" in said and len(said & _TELLING) > 1)
    return bool(_TELLING & set(slots))
