"""Where, when and for whom something is built: the circumstances of a word of production."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from autokg.facts import Status
from autokg.reading.rules.clauses import within
from autokg.reading.rules.context import antecedent, has_article, resolve
from autokg.reading.rules.date_phrases import years_of_period
from autokg.reading.rules.frames import GOODS, ORGS, PLANTS, WHERE, Frame
from autokg.reading.rules.locations import Location, is_appended, is_market, locate
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Value
from autokg.reading.rules.templates import Slots, region_label, to_value


def cut_segments(frame: Frame) -> list[list[Mention]]:
    """Cut the clause where a word like *then* starts another place and time; the first part holds the rest."""
    then = frame.text.language.pattern("links.then")
    cuts = [match.start() for match in then.finditer(frame.text.masked, frame.trigger.end, frame.clause.end)]
    edges = [frame.clause.start, *cuts, frame.clause.end]
    segments = [within(frame.mentions, start, end) for start, end in itertools.pairwise(edges)]
    parts = [segments[0]]
    for segment in segments[1:]:
        if any(m.kind in WHERE for m in segment) and not any(m.kind in GOODS for m in segment):
            parts.append(segment)
        else:
            parts[-1] = [*parts[-1], *segment]
    return parts


def find_locations(frame: Frame, segment: Sequence[Mention], goods: Sequence[Mention]) -> list[Location]:
    """Return the places at which a segment says something is built; an empty one where it says none."""
    places = [m for m in segment if m.kind in WHERE and _is_where(frame, m, goods)]
    subject = [m for m in frame.before if m.kind in PLANTS]
    there = [m for m in frame.before if m.kind in (Kind.PLACE, Kind.REGION)] if _points_back(frame, places) else []
    if (
        not places
        and _says_where(frame)
        and (named := locate([m for m in frame.before if m.kind in WHERE], frame.text))
    ):
        return named[-1:]
    return locate(there or places or subject[-1:] or _running_plant(frame, goods), frame.text) or [Location()]


def _says_where(frame: Frame) -> bool:
    """Return whether a clause hangs on the place before it ("in Lyon, where …")."""
    where = frame.text.language.pattern("links.where")
    return frame.clause.link == "relative" and bool(where.match(frame.text.masked, frame.clause.start))


def _running_plant(frame: Frame, goods: Sequence[Mention]) -> list[Mention]:
    """Return the plant last named, if "the production" refers to the goods built there."""
    new = any(good.start >= frame.clause.start and good.start != frame.trigger.start for good in goods)
    if new or frame.clause.link != "main":
        return []
    plant = antecedent(Kind.PLANT, frame.clause.start, frame.text)
    return [plant] if plant else []


def _points_back(frame: Frame, places: Sequence[Mention]) -> bool:
    """Return whether "there" is all that the clause says of the place, and the clause before names it."""
    return bool(places) and all(m.kind is Kind.THE_PLANT and resolve(m, frame.text) is None for m in places)


def _is_where(frame: Frame, mention: Mention, goods: Sequence[Mention]) -> bool:
    if mention.kind in PLANTS:
        return True
    inside = any(good.start <= mention.start < good.end for good in goods)
    if inside or is_market(frame.text, frame.clause, mention):
        return False
    role = frame.preposition(mention)
    if any(_joined(frame, plant, mention) for plant in frame.mentions if plant.kind is Kind.PLANT):
        return True
    if role is None and mention.kind is Kind.PLACE and mention.end <= frame.trigger.start:
        return not has_article(frame.text, frame.clause, mention) and not any(
            m.kind in ORGS and m.start < frame.trigger.start for m in frame.mentions
        )
    moved = role == "to" and frame.matches("production.move", frame.just_before(60))
    return role == "at" or moved or is_appended(frame.text, mention)


def _joined(frame: Frame, plant: Mention, mention: Mention) -> bool:
    """Return whether a place is the second of "the plants in A and B"."""
    return bool(frame.text.language.pattern("links.join").fullmatch(frame.text.masked, plant.end, mention.start))


def location_slots(frame: Frame, location: Location) -> Slots:
    """Return the slots of a location; a reference to an earlier plant brings the place of that plant."""
    slots: Slots = {}
    for slot, mention in location.mentions.items():
        if value := to_value(slot, mention, frame.text):
            slots[slot] = value
    plant = location.mentions.get("plant")
    named = resolve(plant, frame.text) if plant and plant.anaphoric else None
    for part in ("place", "country"):
        inner = named.parts.get(part) if named else None
        if inner and (value := to_value(part, inner, frame.text)):
            slots.setdefault(part, value)
    return slots


def market_slots(frame: Frame, segment: Sequence[Mention]) -> Slots:
    """Return the markets that a segment names."""
    markets = tuple(Value(region_label(m), m.start, m.end) for m in segment if is_market(frame.text, frame.clause, m))
    return {"markets": markets} if markets else {}


def date_slots(frame: Frame, segment: Sequence[Mention], status: Status) -> Slots:
    """Return start and end as a segment gives them, the date nearest to the word of production first."""
    slots: Slots = {}
    future = status in (Status.PLANNED, Status.REPORTED, Status.CANCELLED)
    dates = [m for m in segment if m.kind is Kind.DATE]
    for mention in sorted(dates, key=lambda date: _distance(frame, date)):
        if not (frame.trigger.begins or frame.trigger.stops) and (period := period_slots(mention)):
            slots |= period
            continue
        slot = _date_slot(frame, mention, future=future, ended=status is Status.ENDED)
        ahead = future or (frame.preposition(mention) == "from" and not _is_past(frame))
        value = to_value(slot, mention, frame.text, future=ahead) if slot else None
        if slot and value and slot not in slots and _is_point(str(value.value)):
            slots[slot] = value
    return slots


def period_slots(mention: Mention) -> Slots:
    """Return start and end of production that a period such as "from 2014 to 2020" gives."""
    years = years_of_period(mention.name)
    return {
        slot: Value(year, mention.start, mention.end) for slot, year in zip(("start", "end"), years or (), strict=False)
    }


def _is_past(frame: Frame) -> bool:
    return frame.matches("status.past", frame.text.masked[frame.clause.start : frame.clause.end])


def _distance(frame: Frame, mention: Mention) -> int:
    return min(abs(mention.start - frame.trigger.end), abs(frame.trigger.start - mention.end))


def _date_slot(frame: Frame, mention: Mention, *, future: bool, ended: bool) -> str | None:
    role = frame.preposition(mention)
    if ended and role == "since":
        return "end"
    if role == "until" or (frame.trigger.stops and not frame.trigger.begins):
        return "end"
    tells_start = frame.trigger.begins or future or role in ("from", "since") or frame.trigger.voice == "enter"
    return "start" if tells_start else None


def _is_point(date: str) -> bool:
    return "/" not in date or date.startswith("..") or "~" in date
