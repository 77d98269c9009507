"""Plants that a text says where and whose they are: in one name with a participle, or in a list of places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from autokg.facts import Status
from autokg.reading.rules.clauses import Clause, within
from autokg.reading.rules.locations import locate
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding
from autokg.reading.rules.templates import Slots, to_value
from autokg.reading.rules.text import Text
from autokg.reading.shadow import in_lower_case


def find_plants(text: Text, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Yield a finding for each plant with a stated place."""
    yield from _located(text, clauses)
    yield from _listed(text, clauses)


def _located(text: Text, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Read "the plant of ORG, located in PLACE", if the mention contains the participle."""
    located = text.language.pattern("plants.located")
    for mention in text.mentions:
        if mention.kind is not Kind.PLANT or not located.search(in_lower_case(mention.name)):
            continue
        slots = _slots({"plant": mention, **dict(sorted(mention.parts.items()))}, text)
        clause = next((c for c in clauses if c.start <= mention.start < c.end), None)
        if clause:
            rule = f"{text.language.code}.plant.located"
            yield Finding("plant", rule, clause, mention.start, mention.end, Status.ACTUAL, slots)


def _listed(text: Text, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Read "ORG's plants are located in A, B (COUNTRY) and C": a plant for each place."""
    for match in text.language.scan("plants.list", text.masked):
        clause = next((c for c in clauses if c.start <= match.start() < c.end), None)
        owners = within(text.mentions, *match.span("operator"))
        owner = owners[0].parts.get("operator", owners[0]) if owners else None
        operator = to_value("operator", owner, text) if owner else None
        if clause is None or operator is None:
            continue
        places = [_as_place(mention) for mention in within(text.mentions, *match.span("places"))]
        for location in locate(places, text):
            slots = {"operator": operator, **_slots(location.mentions, text)}
            if {"place", "plant"} & set(slots):
                rule = f"{text.language.code}.plant.list"
                yield Finding("plant", rule, clause, match.start(), match.end(), Status.ACTUAL, slots)


def _as_place(mention: Mention) -> Mention:
    """Return a bare name as a place: in a list of places it is one."""
    return replace(mention, kind=Kind.PLACE) if mention.kind is Kind.NAME else mention


def _slots(mentions: Mapping[str, Mention], text: Text) -> Slots:
    values = ((slot, to_value(slot, mention, text)) for slot, mention in mentions.items())
    return {slot: value for slot, value in values if value}
