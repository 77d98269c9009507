"""Where: the plant, place and country that a clause names, each as slots."""

from __future__ import annotations

from collections.abc import Sequence

from autokg.core.geography import is_country
from autokg.reading.frames.reduction import Clause
from autokg.reading.rules.context import resolve
from autokg.reading.rules.mentions import COMPASS, Kind, Mention
from autokg.reading.rules.slot_values import Value
from autokg.reading.rules.templates import Slots, to_value
from autokg.reading.rules.text import Text

_WHERE = (Kind.PLANT, Kind.THE_PLANT, Kind.PLACE, Kind.REGION)
_BESIDE = 4  # words between a town and the region it lies in
_SITES = ("at", "from", "to")


def find_sites(clause: Clause, text: Text, roles: Sequence[str] = _SITES, last: Mention | None = None) -> list[Mention]:
    """Return the sites that a clause names, one mention each: a country counts only if no town is named.

    "The plant" refers to the one named before, or to the site that the text spoke of `last`.
    """
    named = [
        m
        for m in clause.mentions()
        if m.kind in _WHERE and not _is_negated(m, clause)
        if m.kind in (Kind.PLANT, Kind.THE_PLANT)
        or clause.preposition(m) in roles
        or _is_subject(m, clause)
        or _is_heading(m, clause)
    ]
    sites = [mention for mention in (resolve(m, text) or last for m in named) if mention]
    sites = [m for m in sites if not _is_origin(m, clause)]
    sites = [m for m in sites if is_place(m.parts.get("place", m), clause, text)]
    if not sites and last and _names_plant(clause):
        return [last]
    closer = [m for m in sites if m.kind is not Kind.REGION]
    closer = [m for m in closer if not _is_around(m, closer, clause)]
    return closer or [m for m in sites if is_country(m.name)]


def _names_plant(clause: Clause) -> bool:
    """Return whether a clause speaks of a plant or line without a name ("from these lines")."""
    at = clause.index("plant")
    return at is not None and any(item.kind in ("det", "poss") for item in clause.items[max(0, at - 2) : at])


def _is_subject(mention: Mention, clause: Clause) -> bool:
    """Return whether a place is named for a company there ("Lyon builds the Nova", "Hungary keeps the Nova")."""
    at = clause.index("make", "keep")
    before = [m for m in clause.mentions() if at is not None and m.end <= clause.items[at].start]
    subjects = [m for m in before if clause.preposition(m) is None and m.kind is not Kind.DATE]
    return subjects == [mention]


def _is_heading(mention: Mention, clause: Clause) -> bool:
    """Return whether a place opens a line and a colon follows it ("Lyon: the Nova and the Zeta")."""
    return len(clause.items) > 1 and clause.items[0].mention is mention and clause.items[1].kind == ":"


def _is_around(mention: Mention, sites: Sequence[Mention], clause: Clause) -> bool:
    """Return whether a place only locates the site before it ("Hansalpur im Bundesstaat Gujarat", "Akron, Ohio")."""
    before = [m for m in sites if m.end <= mention.start]
    if not before or mention.kind is not Kind.PLACE:
        return False
    between = [item for item in clause.items if before[-1].end <= item.start < mention.start]
    if any(item.kind in ("and", "not", "to", "from") for item in between):
        return False
    listed = [item.kind for item in clause.items if item.start >= mention.end][:1] == ["and"]
    return len(between) <= _BESIDE and not listed


def _is_negated(mention: Mention, clause: Clause) -> bool:
    """Return whether a negation stands right before a place ("neither in A", "rather than in B")."""
    at = next(n for n, item in enumerate(clause.items) if item.mention is mention)
    return any(item.kind == "not" for item in clause.items[max(0, at - 3) : at])


def _is_origin(mention: Mention, clause: Clause) -> bool:
    """Return whether a town only says where a company is from ("Acme from Lyon", "the Lyon-based Acme")."""
    at = next((n for n, item in enumerate(clause.items) if item.mention is mention), None)
    if at is None or mention.kind not in (Kind.PLACE, Kind.PLANT) or "place" in mention.parts:
        return False
    before = clause.items[at - 2 : at] if at > 1 else []
    of_maker = bool(before) and (before[0].is_a(Kind.ORG) or before[0].kind == "company")
    return of_maker and before[1].kind in ("from", "of")


def is_place(mention: Mention, clause: Clause, text: Text) -> bool:
    """Return whether a mention is a place by itself, and not an adjective or the first word of a country's name."""
    if mention.kind is not Kind.PLACE or mention.entries:
        return True
    word = mention.name.lower()
    if any(pattern.fullmatch(word) for _, pattern in text.language.lookup("adjectives")) or word in COMPASS:
        return False
    after = next((m for m in clause.mentions() if m.start >= mention.end), None)
    return not (after and after.kind is Kind.REGION and after.start == mention.end + 1)


def site_slots(site: Mention, clause: Clause, text: Text) -> Slots:
    """Return the slots that a site fills: its own, its parts, and a country named beside it."""
    slots: Slots = {}
    if site.kind is Kind.PLANT:
        if "place" in site.parts or site.entries:
            slots["plant"] = Value(site.name, site.start, site.end)
        if place := site.parts.get("place"):
            slots["place"] = Value(place.name, place.start, place.end)
    elif site.kind is Kind.PLACE:
        slots["place"] = Value(site.name, site.start, site.end)
    country = site if site.kind is Kind.REGION else site.parts.get("country") or _country_beside(site, clause)
    if country and (value := to_value("country", country, text)):
        slots["country"] = value
    return slots


def _country_beside(site: Mention, clause: Clause) -> Mention | None:
    """Return the country named right after a site ("Graz, Austria", "Nantes in France")."""
    after = [m for m in clause.mentions() if m.start >= site.end]
    near = bool(after) and after[0].kind is Kind.REGION and after[0].start - site.end < 8  # noqa: PLR2004 (letters)
    locates = near and is_country(after[0].name) and clause.preposition(after[0]) not in ("for", "from", "with")
    return after[0] if locates else None
