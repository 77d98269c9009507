"""Values of slots: what a mention fills a slot with, what goes with a number, and whether a finding is whole."""

from __future__ import annotations

import re

from autokg.core.geography import is_country, region_name
from autokg.core.ids import fold
from autokg.facts import KINDS
from autokg.facts.slot_roles import SlotRole
from autokg.facts.slots import compared_slots, list_slots, slots_with
from autokg.reading.rules.context import resolve
from autokg.reading.rules.date_phrases import complete
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.text import Text

LISTS = list_slots() - slots_with(SlotRole.SHARES)
DATES = slots_with(SlotRole.DATE)
_ROLES = {
    SlotRole.PEOPLE: Kind.PEOPLE, SlotRole.VEHICLES: Kind.VEHICLES, SlotRole.PERCENT: Kind.PERCENT,
    SlotRole.MONEY: Kind.MONEY,
}  # fmt: skip
NUMBERS = {slot: kind for role, kind in _ROLES.items() for slot in slots_with(role)}
_REGIONS = slots_with(SlotRole.COUNTRY, SlotRole.MARKET)
_TWO_SIDED = {"stake", "supply", "brand", "alias", "role", "model"}
# The name of an agreement or a joint venture may have figures in it.
_ORG_SLOTS = slots_with(SlotRole.ORGANIZATION) - slots_with(SlotRole.WORDS)
_TICKER = re.compile(r"[:/_]|[A-Z0-9]\.[A-Z]{1,2}$")  # where a share is traded: "NYSE: F", "ACME.DE", "ACME_p.DE"
_GROUP = {"group", "groupe", "gruppe", "grupo", "gruppo"}
_NO_NAMES = {Kind.DATE, Kind.PEOPLE, Kind.VEHICLES, Kind.PERCENT, Kind.MONEY}

Slots = dict[str, Value | tuple[Value, ...]]


def is_complete(finding: Finding) -> bool:
    """Return whether every group of slots that the kind requires has one filled, and no one is both sides of it."""
    filled = {*finding.slots, *finding.fixed}
    required = all(any(slot in filled for slot in group) for group in KINDS[finding.kind].requires())
    return required and _has_two_sides(finding)


def _has_two_sides(finding: Finding) -> bool:
    names = [value.value for _, value in finding.values() if isinstance(value.value, str)]
    if finding.kind in ("agreement", "joint_venture"):
        listed = {value.value for slot, value in finding.values() if slot in LISTS}
        return len(listed) > 1 or (finding.kind == "joint_venture" and "name" in finding.slots)
    if finding.kind == "alias" and (_is_shortening(*names) or any(map(_TICKER.search, names))):
        return False
    return finding.kind not in _TWO_SIDED or len({without_group(name) for name in names}) == len(names)


def without_group(name: str) -> str:
    """Return a folded name without the word that only says it is a group's: "Acme Group" does not own "Acme"."""
    return " ".join(word for word in fold(name).split() if word not in _GROUP)


def _is_shortening(first: str, second: str) -> bool:
    """Return whether all words of one name are in the other: no other name, only less of it."""
    words, second_words = set(fold(first).split()), set(fold(second).split())
    return words <= second_words or second_words <= words


def to_value(slot: str, mention: Mention, text: Text, *, future: bool = False) -> Value | None:
    """Return the value of a mention for a slot, None if it cannot fill it."""
    if mention.kind is Kind.PLANT and slot in ("operator", "place", "country"):
        return to_value(slot, mention.parts[slot], text) if slot in mention.parts else None
    if slot in DATES:
        return _date_value(mention, text, future=future)
    if slot in NUMBERS:
        return _number_value(slot, mention, text)
    if slot in _REGIONS:
        fits = mention.kind is Kind.REGION and (slot in LISTS or is_country(mention.name))
        return Value(region_label(mention), mention.start, mention.end) if fits else None
    return _name_value(slot, mention, text)


def _number_value(slot: str, mention: Mention, text: Text) -> Value | None:
    if mention.kind is not NUMBERS[slot]:
        return None
    sentence = text.sentence_at(mention.start)
    annual = mention.unit == "year" or text.language.pattern("production.capacity").search(
        text.masked, sentence.start, mention.end
    )
    if mention.kind is Kind.VEHICLES and not annual:
        return None
    return Value(mention.number, mention.start, mention.end)


def _date_value(mention: Mention, text: Text, *, future: bool) -> Value | None:
    date = complete(mention.name, text.today, future=future) if mention.kind is Kind.DATE else None
    return Value(date, mention.start, mention.end) if date else None


def _name_value(slot: str, mention: Mention, text: Text) -> Value | None:
    named = None if mention.kind in _NO_NAMES else resolve(mention, text)
    if named is None or (slot in _ORG_SLOTS and named.kind is Kind.NAME and any(map(str.isdigit, named.name))):
        return None
    if slot != "alias":
        named = text.written_out.get(named.name, named)
    is_region = named.kind is Kind.REGION and slot != "place"
    return Value(region_label(named) if is_region else _written(named, text), named.start, named.end)


def _written(mention: Mention, text: Text) -> str:
    if mention.kind is Kind.PRODUCT:
        return mention.name
    return text.shadow.text[mention.start : mention.end].strip(" \"'«»,")


def region_label(mention: Mention) -> str:
    """Return a region as records have it: a country's code, a wider region's English name."""
    return mention.name if is_country(mention.name) else region_name(mention.name)


def with_companions(slots: Slots, text: Text) -> Slots:
    """Add what goes with a number: how it is compared, and the currency of an amount."""
    for slot in sorted(compared_slots() & set(slots)):
        value = slots[slot]
        if isinstance(value, tuple):
            continue
        mention = next(m for m in text.mentions if m.start == value.start)
        if mention.comparator:
            slots[f"{slot}_comparator"] = Value(mention.comparator, value.start, value.end)
        if slot == "amount" and mention.unit:
            slots["currency"] = Value(mention.unit, value.start, value.end)
    return slots
