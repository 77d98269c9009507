"""Rules as data: a pattern of the language's file matches the mask, its groups become slots."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autokg.core.geography import is_country, region_name
from autokg.core.ids import fold
from autokg.facts import KINDS, AgreementType, Status
from autokg.facts.slot_roles import SlotRole
from autokg.facts.slots import compared_slots, list_slots, slots_with
from autokg.reading.language.profile import Rule, asks_for_capitals
from autokg.reading.rules.aliases import may_be_one
from autokg.reading.rules.clauses import Clause, within
from autokg.reading.rules.context import antecedent, resolve
from autokg.reading.rules.date_phrases import complete
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.statuses import tell_status
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
CURRENT = "current"  # in a rule's `set`: the organisation that the text speaks of
_ACRONYM = ".alias.acronym"
_KINDS = re.compile("[" + "".join(kind.letter for kind in Kind) + "]")
_MAY_END = {"plant", "stake", "supply"}
_HALVES = re.compile(r"\b50 ?[-/:] ?50\b")
_TICKER = re.compile(r"[:/_]|[A-Z0-9]\.[A-Z]{1,2}$")  # where a share is traded: "NYSE: F", "ACME.DE", "ACME_p.DE"
_GROUP = {"group", "groupe", "gruppe", "grupo", "gruppo"}
_IN_PASSING = {"country", "target"}
_NO_NAMES = {Kind.DATE, Kind.PEOPLE, Kind.VEHICLES, Kind.PERCENT, Kind.MONEY}

Slots = dict[str, Value | tuple[Value, ...]]


def apply_rules(text: Text, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Yield the findings of the language's rules in one sentence, which its clauses make up."""
    sentence = clauses[0].sentence
    masked = text.masked[sentence.start : sentence.end]
    kinds = "".join(_KINDS.findall(masked))
    for kind, rules in text.language.may_match(kinds).items():
        if text.language.finds(f"anchors.{kind}", masked):
            for rule in rules:
                yield from _apply(rule, text, clauses)


def _apply(rule: Rule, text: Text, clauses: Sequence[Clause]) -> Iterator[Finding]:
    sentence = clauses[0].sentence
    pattern = text.language.pattern_of(rule)
    masked = text.written if asks_for_capitals(pattern) else text.masked
    for match in pattern.finditer(masked, sentence.start, sentence.end):
        clause = next((c for c in clauses if c.start <= match.start() < c.end), clauses[-1])
        status = Status(rule.status) if rule.status else tell_status(_context(text, clause, match), text.language)
        if status is Status.ENDED and rule.kind not in _MAY_END:
            status = Status.ACTUAL
        future = status is Status.PLANNED
        for slots in _fill(rule, match, text, future=future):
            fixed = {name: value for name, value in rule.set.items() if name not in slots}
            if fixed.get("organization") == CURRENT:
                del fixed["organization"]
                slots.update(_current_organization(match.start(), text))
            if rule.kind == "agreement":
                fixed.setdefault("type", _agreement_type(text, match.start(), max(match.end(), clause.end)))
            finding = Finding(rule.kind, rule.id, clause, match.start(), match.end(), status, slots, fixed)
            if is_complete(finding) and (_ACRONYM not in rule.id or _is_acronym(finding, text)):
                yield finding


def _is_acronym(finding: Finding, text: Text) -> bool:
    """Return whether the two names of an alias may be of one thing."""
    starts = {value.start for _, value in finding.values()}
    named = [mention for mention in text.mentions if mention.start in starts]
    return len(named) == 2 and may_be_one(*named)  # noqa: PLR2004 (a name and its alias)


def _current_organization(position: int, text: Text) -> Slots:
    """Return the organisation that the text speaks of where a title stands without one."""
    named = antecedent(Kind.ORG, position, text)
    value = to_value("organization", named, text) if named else None
    return {"organization": value} if value else {}


def _agreement_type(text: Text, start: int, end: int) -> str:
    """Return the closest type that the words name."""
    words = text.lower[start:end]
    types = (type_ for type_, pattern in text.language.lookup("agreement_types") if pattern.search(words))
    return next(types, AgreementType.PARTNERSHIP.value)


def _context(text: Text, clause: Clause, match: re.Match[str]) -> str:
    """Return the words that show the status: all before the match too, unless the fact is mentioned in passing."""
    named_venture = {"parents", "name"} <= set(match.re.groupindex)
    said_in_passing = named_venture or "person" in match.re.groupindex or "alias" in match.re.groupindex
    return match[0] if said_in_passing else text.masked[clause.start : max(match.end(), clause.start)]


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


def _fill(rule: Rule, match: re.Match[str], text: Text, *, future: bool) -> Iterator[Slots]:
    """Yield the slots of each fact that a match says: several owners are several facts."""
    lists: dict[str, list[Value]] = {}
    single: dict[str, list[Value]] = {}
    for group, span_text in match.groupdict().items():
        if span_text is None:
            continue
        slot = group.rstrip("0123456789")
        if slot == "target" and any(m.kind is Kind.REGION for m in within(text.mentions, *match.span(group))):
            slot = "country"
        values = [
            value
            for mention in within(text.mentions, *match.span(group))
            for value in [to_value(slot, mention, text, future=future)]
            if value
        ]
        if values:
            (lists if slot in LISTS else single).setdefault(slot, []).extend(values)
        elif slot not in DATES and slot not in _IN_PASSING:
            return  # a slot that the rule needs refers to nothing known
    if rule.kind == "joint_venture":
        lists |= find_shares(match, lists.get("parents", ()), text)
        single = {slot: values[:1] for slot, values in single.items()}
    for combination in itertools.product(*single.values()):
        slots: Slots = dict(zip(single, combination, strict=True))
        slots |= {slot: _unique(values) for slot, values in lists.items()}
        yield with_companions(_with_parts(slots, text) if rule.kind == "plant" else slots, text)


def _with_parts(slots: Slots, text: Text) -> Slots:
    """Add whose a plant is and where it lies, as its name says: "Acme's plant in Lyon employs 900"."""
    plant = slots.get("plant")
    named = next((m for m in text.mentions if isinstance(plant, Value) and m.start == plant.start), None)
    parts = named.parts if named and named.kind is Kind.PLANT else {}
    values = {slot: to_value(slot, part, text) for slot, part in sorted(parts.items()) if slot not in slots}
    return {**slots, **{slot: value for slot, value in values.items() if value}}


def find_shares(match: re.Match[str], parents: Sequence[Value], text: Text) -> Mapping[str, list[Value]]:
    """Return the shares of a joint venture: those in parentheses after each parent, or the two halves of a "50-50"."""
    after = {
        m.start: m for m in text.mentions if m.kind is Kind.PERCENT and match.start() <= m.start <= match.end() + 3
    }
    pairs = [(parent, after.get(parent.end + 2)) for parent in parents]
    shares = [Value((parent.value, share.number), share.start, share.end) for parent, share in pairs if share]
    sentence = text.sentence_at(match.start())
    halves = _HALVES.search(text.shadow.text, sentence.start, sentence.end)
    if not shares and halves and len(parents) == 2:  # noqa: PLR2004
        shares = [Value((parent.value, 50.0), *halves.span()) for parent in parents]
    return {"shares": shares} if len(shares) == len(parents) and shares else {}


def _unique(values: Sequence[Value]) -> tuple[Value, ...]:
    seen: dict[Any, Value] = {}
    for value in values:
        seen.setdefault(value.value, value)
    return tuple(seen.values())


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
