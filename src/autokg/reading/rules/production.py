"""Who builds what where from when: the verb or noun of production, and its arguments in the clause.

The voice gives the side: an active verb has its builder before and its product after it, a passive one the other way
round; in a language that puts the verb last the kinds of the mentions decide.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from autokg.facts import Status
from autokg.reading.rules.circumstances import (
    cut_segments,
    date_slots,
    find_locations,
    location_slots,
    market_slots,
)
from autokg.reading.rules.clauses import MENTION, Clause, groups, preposition, within
from autokg.reading.rules.context import has_article, resolve, sole_organization
from autokg.reading.rules.frames import GOODS, ORGS, PLANTS, WHERE
from autokg.reading.rules.goods import Goods
from autokg.reading.rules.locations import Location, find_operator
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.statuses import by_date, tell_status
from autokg.reading.rules.templates import Slots, to_value, with_companions
from autokg.reading.rules.text import Text
from autokg.reading.rules.triggers import Trigger, find_triggers

_CARRIED = (*GOODS, *ORGS, *WHERE, Kind.NAME)
_LINKING_WORDS = 3  # such as ", and the"
_TELLING = {"builder", "plant", "place", "country", "start", "end", "markets", "volume_per_year"}


def find_production(text: Text, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Yield the productions that the clauses of one sentence state."""
    carried: list[Mention] = []
    parted: list[Mention] = []
    for clause in clauses:
        mentions = within(text.mentions, clause.start, clause.end)
        before = parted if clause.link == "resume" else carried if clause.link != "main" else []
        triggers = find_triggers(text, clause)
        for number, trigger in enumerate(triggers):
            own = _before_next_subject(clause, trigger, text)
            start, end = _scope(triggers, number, mentions, text, clause)
            inside = [mention for mention in mentions if start <= mention.start < min(end, own.end)]
            for part in _pair(trigger, inside, text, own):
                yield from Production(text, own, trigger, part, before).read()
        carried = [mention for mention in mentions if mention.kind in _CARRIED] or carried
        parted = parted if clause.link == "relative" else carried


def _before_next_subject(clause: Clause, trigger: Trigger, text: Text) -> Clause:
    """Return a clause up to where another model goes on with a verb of its own ("…, and the Nova will follow")."""
    following = text.language.pattern("links.next_subject").search(text.masked, trigger.end, clause.end)
    return replace(clause, end=following.start()) if following else clause


def _pair(trigger: Trigger, mentions: list[Mention], text: Text, clause: Clause) -> list[list[Mention]]:
    """Part what a word governs where the sentence goes on with another thing elsewhere ("X in A and Y in B").

    Of the parts that leave out the word an active verb reads all: each has the verb's subject or one of its own.
    """
    cuts = _gaps(trigger, mentions, text, clause)
    first, *rest = (mentions[start:end] for start, end in itertools.pairwise([0, *cuts, len(mentions)]))
    others = [part for cut, part in zip(cuts, rest, strict=True) if _leaves_word_out(mentions[cut - 1 : cut + 1], text)]
    if trigger.voice == "nominal":
        return [first]
    if trigger.voice != "active":
        return [first, *(other for other in others if other[0].kind in GOODS)]
    subject = [m for m in first if m.start < trigger.end]
    return [first, *(other if other[0].kind in ORGS else [*subject, *other] for other in others)]


def _leaves_word_out(around: Sequence[Mention], text: Text) -> bool:
    """Return whether too few words for a verb stand before a part ("and the Y", not "while P moves the Y")."""
    last, mention = around
    return len(text.masked[last.end : mention.start].split()) <= _LINKING_WORDS


def _gaps(trigger: Trigger, mentions: Sequence[Mention], text: Text, clause: Clause) -> list[int]:
    """Return where a part without a word of its own starts: at goods or a company after goods with their place."""
    cuts: list[int] = []
    kinds: set[Kind] = set()
    for number, mention in enumerate(mentions):
        told = not kinds.isdisjoint(GOODS) and not kinds.isdisjoint(WHERE)
        if told and _opens(trigger, mentions, number, text, clause):
            cuts.append(number)
            kinds = set()
        kinds.add(mention.kind)
    return cuts


def _opens(trigger: Trigger, mentions: Sequence[Mention], number: int, text: Text, clause: Clause) -> bool:
    """Return whether goods or a company with a place of their own follow, which no list and no preposition ties."""
    mention, last = mentions[number], mentions[number - 1]
    named = mention.kind in (*GOODS, *ORGS) or (mention.kind is Kind.NAME and has_article(text, clause, mention))
    if not named or mention.start < trigger.end:
        return False
    listed = mention.kind in GOODS and last.kind in GOODS
    listed = listed and bool(text.language.pattern("links.join").fullmatch(text.masked, last.end, mention.start))
    tied = listed or preposition(text.masked, mention, clause.start, text.language)
    return not tied and any(m.kind in WHERE for m in mentions[number:])


def _scope(
    triggers: Sequence[Trigger], number: int, mentions: Sequence[Mention], text: Text, clause: Clause
) -> tuple[int, int]:
    """Return the part of a clause that one of several words of production governs."""
    start = _cut(triggers[number - 1], triggers[number], mentions, text)[1] if number else None
    end = _cut(triggers[number], triggers[number + 1], mentions, text)[0] if number + 1 < len(triggers) else None
    return clause.start if start is None else start, clause.end if end is None else end


def _cut(first: Trigger, second: Trigger, mentions: Sequence[Mention], text: Text) -> tuple[int | None, int | None]:
    """Return where the scope of a word ends and that of the next starts: at the goods of the second.

    Without goods of its own between or after the two, the second shares all that the first has.
    """
    between = [m for m in mentions if m.kind in GOODS and first.end <= m.start < second.start]
    if between and second.voice in ("passive", "enter"):
        last = [*groups(text.masked, between, text.language)][-1][0]
        needed = first.voice not in ("passive", "enter") and last is between[0]
        return (second.start if needed else last.start), last.start
    if (aside := text.masked.rfind("(", first.end, second.start)) >= 0 and ")" not in text.masked[aside : second.start]:
        return aside, aside
    after = any(m.kind in GOODS and m.start >= second.start - 1 for m in mentions) or len(between) > 1
    comma = text.masked.rfind(", ", first.end, second.start)
    return (comma, comma) if comma >= 0 and after else (None, None)


class Production(Goods):
    """Read the goods of a word of production, their builder and the circumstances."""

    __slots__ = ()

    def read(self) -> Iterator[Finding]:
        """Yield a finding for each thing built at each location."""
        goods = self.find_goods()
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
        """Return the words that show the status: of a participle without auxiliary only those up to the commas."""
        start, end = self.clause.start, self.clause.end
        if self.is_bare():
            start = max(start, self.text.masked.rfind(",", start, self.trigger.start))
            comma = self.text.masked.find(",", self.trigger.end, end)
            end = comma if comma >= 0 else end
        return re.sub(r"\([^()]*\)", "", self.text.masked[start:end])

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
        subjects = [m for m in orgs if role[m] is None and m.kind is not Kind.NAME and not self._is_aside(m)]
        return by or self._subject(subjects)

    def _is_aside(self, mention: Mention) -> bool:
        """Return whether an organisation is named in passing: parentheses, or a share and a comma, close after it.

        "Acme (with Bolt), in which Cord holds 34 %, builds the Nova": neither Bolt nor Cord builds it.
        """
        between = re.sub(r"\([^()]*\)", "", self.text.masked[mention.end : self.trigger.start])
        return ")" in between or (Kind.PERCENT.letter in between and between.count(",") == 1)

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
        if orgs and self.mentions[0] is orgs[0] and not left:
            return orgs[
                0
            ]  # of a part that leaves out the verb: "Acme builds the Nova in Lyon and Bolt the Zeta in Metz"
        if left and not any(plant.start > left[-1].start for plant in plants):
            return left[0] if self.verb_last() or self._follows_apposition() else left[-1]
        carried = [m for m in self.before if m.kind in ORGS and not self._is_aside(m)]
        if not left and not plants and carried and self.clause.link != "main":
            return carried[0] if self.clause.link in ("coordinate", "resume") else carried[-1]
        return next(iter(orgs), None) if self.verb_last() else None

    def _is_joint(self, orgs: Sequence[Mention]) -> bool:
        """Return whether several organisations share an aim ("A and B agreed to build"): none is the builder."""
        together = [group for group in groups(self.text.masked, orgs, self.text.language) if len(group) > 1]
        aim = self.matches("production.purpose", self.just_before(30)) or self.trigger.voice == "nominal"
        return bool(together) and together[-1][-1] is orgs[-1] and aim

    def _follows_apposition(self) -> bool:
        """Return whether a comma closes an apposition right before the verb, so that the subject stands before that."""
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
        """Return who runs the plant that is the subject: "the plant of X builds" says that X builds.

        If the operator of a plant is not stated, it is the text's only organisation so far.
        """
        plant = location.mentions.get("plant")
        named = resolve(plant, self.text) if plant and self._is_subject(plant) else None
        if named is None:
            return None
        operator = find_operator(named, self.text) or sole_organization(self.clause.start, self.text)
        return to_value("builder", operator, self.text) if operator else None

    def _is_subject(self, plant: Mention) -> bool:
        """Return whether a plant is what builds, in this clause or taken over from the one before."""
        if self.trigger.voice not in ("active", "nominal"):
            return False
        here = self.clause.start <= plant.start and plant.end <= self.trigger.start
        return plant in self.before or (here and self.preposition(plant) is None)


def _says_enough(slot: str, slots: Slots) -> bool:
    """Return whether a production has more than its goods; for a kind of car a builder or plant is needed."""
    if slot == "product":
        filled = set(slots)
        return "plant" in filled or ("builder" in filled and len(filled & _TELLING) > 1)
    return bool(_TELLING & set(slots))
