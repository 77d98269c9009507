"""The frames of plants: whose they are, where, since when, how many work there and how much they can build."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from autokg.facts import Status
from autokg.reading.frames.building_frame import builds_plant
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.named_sites import is_place, site_slots
from autokg.reading.frames.reduction import PRONOUNS, Clause
from autokg.reading.frames.status import find_status
from autokg.reading.frames.tagging import PREPOSITIONS, VERBS, Item
from autokg.reading.rules.context import resolve
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.statuses import by_date
from autokg.reading.rules.templates import Slots, to_value, with_companions
from autokg.reading.rules.text import Text

_INDEFINITE = frozenset(
    ["a", "an", "ein", "eine", "einen", "einem", "einer", "eines", "un", "une", "una", "uno", "um", "uma"]
)
_NEW_NAME = re.compile(r"(?:new|planned|future|upcoming)\b", re.IGNORECASE)
_OUTSIDE = re.compile(r"\b(?:outside|außerhalb|hors|fuera|fuori|fora)\b")
_NEAR = 25
_OTHER = ("PLANT", "THE_PLANT", "MODEL", "PRODUCT", "output", "make", "made", "close", "sell")
_GENITIVE = 3  # words from "Acme" to "plant" in "Acme's plant"
_BESIDE = 6  # letters between a town and what it lies in
_UNREAL = (Status.DENIED, Status.CANCELLED, Status.REPORTED)
_AMOUNTS = (Kind.DATE, Kind.PEOPLE, Kind.VEHICLES, Kind.MONEY)


def find_plants(clause: Clause, text: Text, last: Mention | None) -> Iterator[Finding]:
    """Yield the facts about plants in a clause; `last` is the plant mentioned last."""
    status = find_status(clause, text)
    if status is None:
        return
    if apposed := _apposed(clause):
        slots = {**_plant_slots(clause.items[0].mention or apposed, clause, text), **_told(clause, text, status)}
        slots["plant"] = Value(apposed.name, apposed.start, apposed.end)
        yield make_finding("plant", "apposed", clause, Status.ACTUAL, slots, text=text)
        return
    if (town := _run_in(clause)) and (operator := _runner(town, clause, text)):
        value = to_value("operator", operator, text)
        slots = {
            **site_slots(town, clause, text),
            **_told(clause, text, status),
            **({"operator": value} if value else {}),
        }
        yield make_finding("plant", "placed", clause, status, slots, text=text)
        return
    if (built := builds_plant(clause) or _construction_of(clause, text)) and _is_named(built):
        yield from _construction(built, clause, text, status)
        return
    own = [m for m in clause.mentions() if m.kind in (Kind.PLANT, Kind.THE_PLANT)]
    if clause.has("supply", "source") and len([m for m in clause.mentions() if m.kind is Kind.ORG]) > 1:
        return  # the plant of either
    named = [plant for m in own if (plant := resolve(m, text) or last) and _is_named(plant)]
    stated = _told(clause, text, status)
    named = [plant for plant in named if is_place(plant.parts.get("place", plant), clause, text)]
    there = any(m.kind is Kind.THE_PLANT for m in own) or _is_still_there(clause)
    for plant in named or ([last] if last and stated and (there or _is_of_paragraph(last, clause, text)) else []):
        slots = _plant_slots(plant, clause, text)
        if not slots:
            continue
        if stated and len(named) <= 1:
            opened, closed = (v.value if isinstance(v := stated.get(n), Value) else None for n in ("opened", "closed"))
            state = by_date(_state(_told_status(status, clause, stated), stated), opened, closed, text.today)
            yield make_finding("plant", "plant", clause, state, {**slots, **stated}, text=text)
        elif plant in own and status not in _UNREAL and (not _is_new(plant, clause) or _runner(plant, clause, text)):
            state = Status.PLANNED if status is Status.PLANNED and _is_to_come(plant, clause) else Status.ACTUAL
            state = Status.ENDED if _is_former(plant, clause) and "operator" in slots else state
            frame = "runs" if clause.has("run") else "named" if _tells_operator(plant) else "site"
            yield make_finding("plant", frame, clause, state, slots, text=text)
            yield from _others(plant, clause, text, slots)


def _apposed(clause: Clause) -> Mention | None:
    """Return the company that an apposition says to be a plant of another ("Auto Nova, Acme's base in Lyon")."""
    first, before = clause.items[0].mention, clause.before[-1:]
    plant = first is not None and first.kind is Kind.PLANT and "operator" in first.parts
    plant = plant and first is not None and not _OUTSIDE.search(first.name)
    return before[0] if clause.link == "apposition" and plant and before and before[0].kind is Kind.ORG else None


def _construction(plant: Mention, clause: Clause, text: Text, status: Status) -> Iterator[Finding]:
    """Yield the plant that a company builds, planned unless it was built."""
    slots = {**_plant_slots(plant, clause, text), **_told(clause, text, status)}
    before = [m for m in clause.mentions() if m.kind in (Kind.ORG, Kind.THE_ORG) and m.end <= plant.start]
    builders = [m for m in before if clause.preposition(m) is None] if "operator" not in slots else []
    named = resolve(builders[-1], text) if builders else None
    operator = to_value("operator", named, text) if named else None
    slots |= {"operator": operator} if operator else {}
    if "operator" in slots and "place" in slots:
        state = Status.PLANNED if status is Status.ACTUAL and not clause.is_told("preterite") else status
        yield make_finding("plant", "construction", clause, state, slots, text=text)


def _construction_of(clause: Clause, text: Text) -> Mention | None:
    """Return the plant of "the construction of a plant in Lyon"."""
    pattern = text.language.pattern("plants.construction")
    for n, item in enumerate(clause.items):
        if item.kind == "output" and pattern.fullmatch(item.word):
            after = [i for i in clause.items[n + 1 : n + 6] if i.kind not in ("det", "of", "new", "word", "poss")][:1]
            return after[0].mention if after and after[0].is_a(Kind.PLANT) else None
    return None


def _run_in(clause: Clause) -> Mention | None:
    """Return the town of a plant that a company runs or has people in ("Acme runs in Lyon a plant")."""
    at = clause.index("plant")
    towns = [m for m in clause.mentions() if m.kind is Kind.PLACE and clause.preposition(m) in ("at", None)]
    staffed = clause.has("staff") and any(m.kind is Kind.PEOPLE for m in clause.mentions())
    if staffed and at is None and len(towns) == 1 and not clause.has(*_OTHER):
        return towns[0]
    if at is None or len(towns) != 1 or not clause.has("run") or clause.has("PLANT", "THE_PLANT", "make", "made"):
        return None
    return towns[0] if any(item.word in _INDEFINITE for item in clause.items[max(0, at - 3) : at]) else None


def _is_still_there(clause: Clause) -> bool:
    """Return whether a clause without a subject of its own goes on about the plant ("and has run since 1961")."""
    at = clause.index("staff", "capacity", "open", "close", "make") or 0
    head = clause.items[:at] or clause.items[:1]
    if any(item.mention and item.mention.kind not in _AMOUNTS for item in head):
        return False
    goes_on = clause.link in ("coordinate", "relative") and any(m.kind is Kind.PLANT for m in clause.before)
    return goes_on or clause.has("there") or (clause.link == "main" and clause.items[0].word in PRONOUNS)


def _is_of_paragraph(plant: Mention, clause: Clause, text: Text) -> bool:
    """Return whether a clause names no site and no company, and its paragraph the given site before."""
    names_other = any(m.kind in (Kind.PLACE, Kind.PLANT, Kind.ORG) for m in clause.mentions())
    return not names_other and text.sentence_at(plant.start).paragraph == clause.sentence.paragraph


def _is_new(plant: Mention, clause: Clause) -> bool:
    """Return whether an indefinite article says that a plant is not known yet, and so may not be there."""
    return any(item.word in _INDEFINITE for item in _group_before(plant, clause))


def _group_before(plant: Mention, clause: Clause) -> list[Item]:
    """Return the words of the noun group that stand before a plant, the nearest first."""
    at = next((n for n, item in enumerate(clause.items) if item.mention is plant), 0)
    own = takewhile(lambda item: item.mention is None and item.kind not in PREPOSITIONS, reversed(clause.items[:at]))
    return list(islice(own, 3))


def _is_former(plant: Mention, clause: Clause) -> bool:
    """Return whether a plant is called a former one ("the former Acme plant in Lyon")."""
    at = next(n for n, item in enumerate(clause.items) if item.mention is plant)
    return any(item.kind == "former" for item in clause.items[max(0, at - 2) : at])


def _is_to_come(plant: Mention, clause: Clause) -> bool:
    """Return whether a plant is opened, or called new: it is not there yet where that is planned."""
    named = _NEW_NAME.match(plant.name)
    return clause.has("open") or bool(named) or any(item.kind == "new" for item in _group_before(plant, clause))


def _others(plant: Mention, clause: Clause, text: Text, slots: Slots) -> Iterator[Finding]:
    """Read the other towns of "its plants in Lyon and Metz"."""
    after = [m for m in clause.mentions() if m.start >= plant.end]
    towns = [m for m in takewhile(lambda m: m.kind in (Kind.PLACE, Kind.REGION), after) if m.kind is Kind.PLACE]
    end = plant.end
    for town in towns:
        if not text.language.pattern("links.join").fullmatch(text.masked, end, town.start):
            return
        own = {slot: value for slot, value in slots.items() if slot not in ("plant", "place", "country")}
        yield make_finding("plant", "site", clause, Status.ACTUAL, {**own, **site_slots(town, clause, text)}, text=text)
        end = town.end


def _tells_operator(plant: Mention) -> bool:
    """Return whether the name of a plant says itself whose it is and where ("Acme's Lyon works")."""
    return {"operator", "place"} <= set(plant.parts)


def _is_named(plant: Mention) -> bool:
    return plant.kind is Kind.PLACE or bool(plant.parts or plant.entries)


def _told_status(status: Status, clause: Clause, stated: Slots) -> Status:
    """Return the status of a plant: a capacity that it has now is actual, though it is one "to build" cars."""
    has_now = "capacity_per_year" in stated and clause.has("have", "be") and not clause.has("plan", "will", "could")
    return Status.ACTUAL if status is Status.PLANNED and has_now else status


def _state(status: Status, stated: Slots) -> Status:
    return Status.ENDED if "closed" in stated and status is Status.ACTUAL else status


def _plant_slots(plant: Mention, clause: Clause, text: Text) -> Slots:
    slots = site_slots(plant, clause, text)
    operator = plant.parts.get("operator") or _possessor(plant, clause, text) or _runner(plant, clause, text)
    if operator and operator.kind in (Kind.ORG, Kind.NAME) and (value := to_value("operator", operator, text)):
        slots["operator"] = value
    return slots


def _possessor(plant: Mention, clause: Clause, text: Text) -> Mention | None:
    """Return the organisation that "its" or "the company's" is before a plant; "its" is of the subject of a clause."""
    at = next((n for n, item in enumerate(clause.items) if item.mention is plant), 0)
    if [item.word for item in clause.items[max(0, at - 2) : at]] == ["'", "s"] and at > _GENITIVE:
        owner = clause.items[at - _GENITIVE].mention
        return resolve(owner, text) if owner and owner.kind in (Kind.ORG, Kind.THE_ORG) else None
    if not any(item.kind == "poss" for item in clause.items[max(0, at - 3) : at]):
        return None
    own = [m for m in clause.mentions() if m.end <= plant.start and clause.preposition(m) is None]
    own = own if clause.has(*VERBS) else []  # of "supplies Acme, Bolt and Cosmo from its plant"
    before = [*own, *(m for m in [*clause.before, *clause.mentions()] if m.end <= plant.start)]
    orgs = [m for m in before if m.kind in (Kind.ORG, Kind.THE_ORG) and not clause.describes(m)]
    subjects = [m for m in orgs if m.start >= clause.start and clause.preposition(m) is None]
    orgs = subjects if subjects and clause.link != "relative" else orgs
    return next((named for m in orgs[:1] if (named := resolve(m, text))), None)


def _runner(plant: Mention, clause: Clause, text: Text) -> Mention | None:
    """Return the company that is said to have, run or open a plant ("Acme has a plant in Lyon")."""
    at = clause.index("run", "have", "hold", "staff", "open")
    if at is None or clause.items[at].start > plant.start or clause.has("made", "buy", "sell", "close"):
        return None
    orgs = [m for m in clause.mentions() if m.end <= clause.items[at].start and m.kind in (Kind.ORG, Kind.THE_ORG)]
    subjects = [m for m in orgs if clause.preposition(m) is None]
    inside = [m for m in clause.mentions() if clause.items[at].end <= m.start < plant.start]
    between = [m for m in inside if m.kind not in _AMOUNTS]
    return resolve(subjects[-1], text) if subjects and not between else None


def _told(clause: Clause, text: Text, status: Status) -> Slots:
    """Return the number of employees, the capacity and the dates of opening and closing."""
    slots: Slots = {}
    mentions = clause.mentions()
    people = [m for m in mentions if m.kind is Kind.PEOPLE]
    if people and (clause.has("staff") or clause.preposition(people[0]) == "with" or _are_of_plant(people[0], clause)):
        slots["employees"] = Value(people[0].number, people[0].start, people[0].end)
    at = clause.index("capacity")
    word = clause.items[at].start if at is not None else 0
    cars = [m for m in mentions if m.kind is Kind.VEHICLES and (m.start > word or word - m.end < _NEAR)]
    cars = [m for m in cars if m.start > word] or cars
    if cars and (clause.has("capacity") or _builds_so_many(cars[0], clause)):
        slots["capacity_per_year"] = Value(cars[0].number, cars[0].start, cars[0].end)
    slots = with_companions(slots, text)
    slot = "closed" if clause.has("close") else "opened" if clause.has("open") else None
    dates = [m for m in mentions if m.kind is Kind.DATE and not _is_closed_itself(m, clause)]
    if slot and dates and not clause.has("output", "make", "made"):
        value = to_value(slot, dates[0], text, future=status is Status.PLANNED)
        slots |= {slot: value} if value else {}
    return slots


def _are_of_plant(people: Mention, clause: Clause) -> bool:
    """Return whether people stand right after a plant ("the plant's 900 workers", "ce site de 900 salariés")."""
    at = next(n for n, item in enumerate(clause.items) if item.mention is people)
    own = [item for item in clause.items[max(0, at - 3) : at] if item.word not in ("'", "’", "s") and item.kind != "of"]
    return bool(own) and own[-1].is_a(Kind.PLANT, Kind.THE_PLANT)


def _builds_so_many(cars: Mention, clause: Clause) -> bool:
    """Return whether a plant builds a number of cars a year, of no model ("the plant builds 900 cars a year")."""
    at = clause.index("make")
    plain = cars.unit == "year" and not clause.has("MODEL", "THE_MODEL", "PRODUCT", "ORG")
    if not plain or at is None:
        return False
    before = [item.mention for item in clause.items[:at] if item.mention]
    subjects = [m for m in before if clause.preposition(m) is None] if before else clause.before
    return any(m.kind in (Kind.PLANT, Kind.THE_PLANT) for m in subjects)


def _is_closed_itself(date: Mention, clause: Clause) -> bool:
    """Return whether a year is what is closed, as in the books ("cerró 2024 con 900 empleados")."""
    at = next(n for n, item in enumerate(clause.items) if item.mention is date)
    return at > 0 and clause.items[at - 1].kind == "close"


def last_site(clause: Clause, before: Mention | None) -> Mention | None:
    """Return the plant or town of building that the text speaks of after a clause."""
    builds = clause.has("make", "made", "enter", "output", "plant")
    end = -_NEAR
    for mention in clause.mentions():
        is_site = mention.kind is Kind.PLACE and builds and clause.preposition(mention) in ("at", None)
        locates = mention.start - end < _BESIDE  # "in Melfi in Basilicata"
        if (mention.kind is Kind.PLANT and _is_named(mention)) or (is_site and not locates):
            before = mention
        end = mention.end if mention.kind is Kind.PLACE else end
    return before
