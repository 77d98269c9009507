"""Describe the mentions of a text, and mask it for the rules.

    >>> mentions = [Mention(Kind.ORG, 0, 9, "Acme Cars"), Mention(Kind.PLACE, 20, 24, "Lyon")]
    >>> masked = mask("Acme Cars builds in Lyon", mentions)
    >>> masked == f"{Kind.ORG.letter}{8 * FILLER} builds in {Kind.PLACE.letter}{3 * FILLER}"
    True

A mask has the length of its text, so that what matches in it is found at the same place in the text; it says a kind
once a mention, so that a rule is tried once on each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from operator import attrgetter

from autokg.core.towns import country_of_state, country_of_town
from autokg.names.gazetteer import EntityType, Entry

_FIRST_LETTER = 0xE000  # the private use area: no text of the press has it, no letter of it has a case
FILLER = "\uf8ff"
_START = attrgetter("start")


# Points of the compass stand before names of places and are none.
COMPASS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "nord", "sud", "est",
     "ouest", "süd", "ost", "norte", "sur", "sul", "leste", "este", "oeste", "ovest"}
)  # fmt: skip


class Kind(Enum):
    """Kind of a mention; its `letter` replaces the mention in a mask."""

    ORG = "organization"
    MODEL = "model"
    PLANT = "plant"
    PLACE = "place"
    REGION = "region"
    PERSON = "person"
    TITLE = "title"
    DATE = "date"
    PEOPLE = "people"
    VEHICLES = "vehicles"
    MONEY = "money"
    PERCENT = "percent"
    PRODUCT = "product"
    PLATFORM = "platform"
    NAME = "name"
    WORD = "word"
    THE_ORG = "the organization"
    THE_PLANT = "the plant"
    THE_MODEL = "the model"
    OURS = "ours"

    def __init__(self, _: str) -> None:
        """Take the next letter."""
        self.letter = chr(_FIRST_LETTER + len(type(self).__members__))


OF_TYPE = {
    EntityType.COMPANY: Kind.ORG,
    EntityType.GROUP: Kind.ORG,
    EntityType.BRAND: Kind.ORG,
    EntityType.PLANT: Kind.PLANT,
    EntityType.MODEL: Kind.MODEL,
    EntityType.PLATFORM: Kind.PLATFORM,
    EntityType.PLACE: Kind.PLACE,
    EntityType.MARKET: Kind.REGION,
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the shadow text that names or refers to something.

    Attributes:
        name: how the thing is called in the text; for a region its code or English name, for a date its EDTF.
        number: for amounts, the number; a `comparator` and a `unit` (a currency, "year") may go with it.
        parts: for a plant, its operator, place and country.
        entries: entries of the reference data with this name.
        short: whether it is a model's name without its badge that is a plain word too ("Golf").

    """

    kind: Kind
    start: int
    end: int
    name: str
    number: float | None = None
    comparator: str | None = None
    unit: str | None = None
    parts: dict[str, Mention] = field(default_factory=dict, hash=False)
    entries: tuple[Entry, ...] = field(default=(), hash=False)
    short: bool = False

    @property
    def anaphoric(self) -> bool:
        """Whether it refers to something named before."""
        return self.kind in ANAPHORS


ANAPHORS = {
    Kind.THE_ORG: Kind.ORG,
    Kind.THE_PLANT: Kind.PLANT,
    Kind.THE_MODEL: Kind.MODEL,
    Kind.OURS: Kind.ORG,
}


def countries_of(mention: Mention) -> frozenset[str]:
    """Return the country of a known town; none where several towns of the name are known."""
    country = country_of_state(mention.name) or country_of_town(mention.name)
    if mention.kind is Kind.PLACE and not mention.entries and country:
        return frozenset({country})
    countries = frozenset(entry.country for entry in mention.entries if entry.country)
    return countries if mention.kind is Kind.PLACE and len(countries) == 1 else frozenset()


def mask(text: str, mentions: Iterable[Mention]) -> str:
    """Return the text with each mention written as its kind's letter and filler."""
    parts: list[str] = []
    done = 0
    for mention in mentions:
        parts += text[done : mention.start], mention.kind.letter + FILLER * (mention.end - mention.start - 1)
        done = mention.end
    return "".join((*parts, text[done:]))


def merge(older: Sequence[Mention], newer: Iterable[Mention]) -> list[Mention]:
    """Return all mentions in order, a newer one in the place of those that it overlaps, the longer of new ones."""
    fresh = apart(newer)
    chosen: list[Mention] = []
    position = 0
    for mention in sorted(older, key=_START):
        while position < len(fresh) and fresh[position].end <= mention.start:
            position += 1
        if position < len(fresh) and fresh[position].start < mention.end:
            continue
        chosen.append(mention)
    return sorted([*chosen, *fresh], key=_START)


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions in order, of those that overlap the longest."""
    chosen: list[Mention] = []
    starts: list[int] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start - mention.end, mention.start)):
        place = bisect_left(starts, mention.start)
        clear_before = place == 0 or chosen[place - 1].end <= mention.start
        if clear_before and (place == len(chosen) or mention.end <= starts[place]):
            chosen.insert(place, mention)
            starts.insert(place, mention.start)
    return chosen
