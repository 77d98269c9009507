"""Where something is built: plants, places and countries of a clause, those that belong together taken together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from autokg.core.geography import is_country
from autokg.reading.rules.clauses import Clause, preposition
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.text import Text

_SLOT = {Kind.PLANT: "plant", Kind.THE_PLANT: "plant", Kind.PLACE: "place", Kind.REGION: "country"}
_CITY_AND_STATE = 2
_BEFORE, _AFTER = 25, 12


@dataclass(slots=True)
class Location:
    """One place of production, by slot."""

    mentions: dict[str, Mention] = field(default_factory=dict)


def locate(mentions: Sequence[Mention], text: Text) -> list[Location]:
    """Group mentions: "Chengdu, China" is one location, "Vigo and Wuhan (China)" are two."""
    locations: list[Location] = []
    last: Mention | None = None
    for number, mention in enumerate(mentions):
        slot = _SLOT[mention.kind]
        if last and slot == "place" and _is_wider(mentions, number, text):
            last = mention
            continue
        if slot == "country" and not is_country(mention.name):
            continue
        joined = last is not None and _belongs(text, last, mention)
        if not locations or slot in locations[-1].mentions or not joined:
            locations.append(Location())
        locations[-1].mentions[slot] = mention
        for part, inner in mention.parts.items():
            if part == "place" or (part == "country" and is_country(inner.name)):
                locations[-1].mentions.setdefault(part, inner)
        last = mention
    return locations


def find_operator(plant: Mention, text: Text) -> Mention | None:
    """Return who runs a plant: by its own name, or as the last one before it in the same place has it.

    The name of a former plant ("the former Acme plant") says who does not.
    """
    if is_former(plant.start, text):
        return None
    place = plant.parts.get("place")
    same = [
        other.parts["operator"]
        for other in text.mentions
        if other.kind is Kind.PLANT and other.start <= plant.start and "operator" in other.parts
        if place and "place" in other.parts and other.parts["place"].name == place.name
    ]
    return plant.parts.get("operator") or next(reversed(same), None)


def is_former(start: int, text: Text) -> bool:
    """Return whether the word before a position says that what it names is a thing of the past."""
    words = text.masked[max(0, start - _BEFORE) : start].rstrip(" -").split()
    return bool(words) and bool(text.language.pattern("status.former").fullmatch(words[-1]))


def _is_wider(mentions: Sequence[Mention], number: int, text: Text) -> bool:
    """Return whether a place only locates the place before it: "Warren in Ohio", "Warren, Ohio", but no list."""
    before, mention = mentions[number - 1], mentions[number]
    if before.kind not in (Kind.PLACE, Kind.PLANT) or not _belongs(text, before, mention):
        return False
    between = text.masked[before.end : mention.start].strip()
    places = sum(other.kind in (Kind.PLACE, Kind.PLANT) for other in mentions)
    return between != "," or places == _CITY_AND_STATE


def _belongs(text: Text, before: Mention, mention: Mention) -> bool:
    return bool(text.language.pattern("links.located").fullmatch(text.masked, before.end, mention.start))


def is_appended(text: Text, mention: Mention) -> bool:
    """Return whether a place locates the one before it, as in "Chengdu, China" or "Vigo (Spain)"."""
    before = [m for m in text.mentions if m.end <= mention.start and m.kind in _SLOT]
    return bool(before) and _belongs(text, before[-1], mention)


def is_market(text: Text, clause: Clause, mention: Mention) -> bool:
    """Return whether a region is where something is sold, and not where it is built."""
    if mention.kind is not Kind.REGION:
        return False
    around = text.masked[max(clause.start, mention.start - _BEFORE) : min(clause.end, mention.end + _AFTER)]
    if text.language.pattern("markets.around").search(around):
        return True
    return preposition(text.masked, mention, clause.start, text.language) == "for"
