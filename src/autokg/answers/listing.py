"""Lists of things in words: grouped by phase, the more there are, the less is told of each.

A few things are told with what tells them apart, more of them by name alone, models of one brand together, and many by
how many there are in each country or of each brand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from autokg.answers.fact_clauses import period
from autokg.answers.facts import Fact, by_phase, last_day
from autokg.answers.form import Event, Form
from autokg.answers.words import Words

_MOST_TOLD = 12  # things told with notes
_MOST_DATED = 40  # things told with a date alone
_MOST_NAMED = 120  # things told by name
_MOST_NOTES = 3  # things in brackets behind an item
_MOST_GROUPS = 12
_LOOSE = 3  # brands with fewer models are not worth a group

_UNREAL = ("planned", "overdue", "rumoured", "cancelled", "denied")

_BESIDE = {
    "model": ("builder", "plant", "country"),
    "builder": ("model",),
    "operator": ("plant",),
    "brand": ("model",),
    "plant": ("country", "model"),
    "country": ("plant", "model"),
    "place": ("plant",),
    "market": ("model",),
    "party": ("tie",),
    "client": ("model",),
}
_GROUPED_BY = ("country", "brand", "operator", "builder")
# "Cars" or "BYD cars" beside models says nothing; a product that is described does.
_GENERIC = re.compile(r"(?:[A-Z0-9][\w&-]*(?: [A-Z0-9][\w&-]*)* )?(?:cars?|vehicles?|models)")
Labels = Mapping[str, Sequence[Fact]]


def by_label(facts: Iterable[Fact], slot: str) -> dict[str, list[Fact]]:
    """Return facts by the labels of a slot, sorted; products, such as "cars", stand in for models if there are none."""
    facts = list(facts)
    if slot == "model" and not any(fact.label("model") for fact in facts):
        slot = "product"
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        for label in fact.labels.get(slot, ()):
            found.setdefault(label, []).append(fact)
    return dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))


def tell_groups(form: Form, facts: Sequence[Fact], slot: str, words: Words) -> tuple[int, str]:
    """Return how many things there are, and their groups in words; a thing is told once, in its first phase.

    What is only planned, rumoured or was dropped counts only if nothing else is told.
    """
    products = _products(facts, words) if slot == "model" else []
    if slot == "model" and any(fact.label("model") for fact in facts):
        facts = [fact for fact in facts if fact.label("model")]
        besides = f" {words.say('besides', items=words.joined(products, _MOST_TOLD))}" if products else ""
    else:
        besides = ""
    told: set[str] = set()
    groups: list[tuple[str, dict[str, list[Fact]]]] = []
    for phase, group in by_phase(facts):
        items = {label: held for label, held in by_label(group, slot).items() if label not in told}
        told |= set(items)
        if items:
            groups.append((phase, items))
    total = len(told)
    real = sum(len(items) for phase, items in groups if phase not in _UNREAL)
    dated = form.window is not None and form.window.event in (Event.STARTS, Event.ENDS)
    few = total <= _MOST_TOLD
    parts = [
        words.say(
            "group",
            phase=_head(words.phrase("group", phase), items, few=few),
            items=_tell(items, slot, facts, total, words, dated=dated),
        )
        for phase, items in groups
    ]
    if few:
        return real or total, capital(words.phrase("join", "semicolon").join(parts)) + "." + besides
    return real or total, "\n".join([*(f"{capital(part)}." for part in parts), *filter(None, [besides.strip()])])


def _products(facts: Sequence[Fact], words: Words) -> list[str]:
    """Return the products that are told without a model, those that say nothing only if they ended a model's plant."""
    told: dict[str, str] = {}
    for fact in facts:
        for label in () if fact.label("model") else fact.labels.get("product", ()):
            if overtakes(fact, facts):
                told[label] = words.product(label) + period(fact, words)
            elif not _GENERIC.fullmatch(label):
                told.setdefault(label, words.product(label))
    return [text for _, text in sorted(told.items())]


def overtakes(product: Fact, facts: Sequence[Fact]) -> bool:
    """Return whether a product ended at a plant after the last report of a model that is told as built there."""
    end, plant = product.value("endLast"), product.labels.get("plant", ())
    going = (fact for fact in facts if fact.label("model") and fact.phase in ("current", "last_known"))
    same = (fact for fact in going if plant and fact.labels.get("plant", ()) == plant)
    is_over = product.phase == "ended" and bool(end)
    return is_over and any(last_day(fact.value("reported")) <= end for fact in same)


def capital(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def _head(phase: str, items: Labels, *, few: bool) -> str:
    return phase if few else f"{phase} ({len(items)})"


def _tell(items: Labels, slot: str, facts: Sequence[Fact], total: int, words: Words, *, dated: bool) -> str:
    if total <= _MOST_TOLD or (dated and total <= _MOST_DATED):
        slots = _telling_slots(slot, facts) if total <= _MOST_TOLD else []
        return words.joined([_item(label, held, slots, words) for label, held in items.items()])
    return name_items(items, slot, words) if total <= _MOST_NAMED else _numbers(items, slot, facts, words)


def name_items(items: Labels, slot: str, words: Words) -> str:
    """Return things by name; models of one brand share its name, as in "Audi Q7, Q8"."""
    if slot != "model":
        return words.joined(list(items))
    comma, semicolon = words.phrase("join", "comma"), words.phrase("join", "semicolon")
    parts = []
    for brand, group in groupby(items, key=lambda label: _brand_of(label, items[label])):
        labels = list(group)
        short = [label[len(brand) + 1 :] for label in labels[1:]] if brand else labels[1:]
        parts.append(comma.join([labels[0], *short]))
    return (semicolon if len(items) > _LOOSE else comma).join(parts)


def _brand_of(label: str, facts: Sequence[Fact]) -> str:
    """Return the brand that a model's name begins with, as it is written there."""
    brand = next((fact.label("brand") for fact in facts if fact.label("brand")), "")
    return label[: len(brand)] if brand and label.casefold().startswith(f"{brand.casefold()} ") else ""


def _numbers(items: Labels, slot: str, facts: Sequence[Fact], words: Words) -> str:
    """Return how many things there are in each country, of each brand, or of each operator."""
    by = next((by for by in _GROUPED_BY if by != slot and len(_values(facts, by)) > 1), "brand")
    counted = Counter(
        name for held in items.values() for name in {name for fact in held for name in names_of(fact, by, words)}
    )
    told = [f"{name} {number}" for name, number in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]
    return words.joined(told, _MOST_GROUPS)


def _telling_slots(slot: str, facts: Sequence[Fact]) -> list[str]:
    """Return the slots that tell things apart: those with more than one value in all facts."""
    return [beside for beside in _BESIDE.get(slot, ()) if len(_values(facts, beside)) > 1]


def _values(facts: Iterable[Fact], slot: str) -> set[tuple[str, ...]]:
    return {fact.labels.get(slot, ()) for fact in facts}


def _item(label: str, facts: Sequence[Fact], slots: Sequence[str], words: Words) -> str:
    """Return a thing with what tells it apart: where, or which models, and its dates if there is one fact."""
    notes: list[str] = []
    for slot in slots:
        if slot == "country" and "plant" in slots and any(fact.label("plant") for fact in facts):
            continue
        if names := sorted({name for fact in facts for name in names_of(fact, slot, words)}):
            notes.append(words.joined(names, _MOST_NOTES))
    dates = period(facts[0], words).strip(" ,") if len(facts) == 1 else ""
    notes = [*notes[:2], *([dates] if dates else [])]
    return f"{label} ({words.phrase('join', 'comma').join(notes)})" if notes else label


def names_of(fact: Fact, slot: str, words: Words) -> list[str]:
    """Return the labels of a slot; countries in the language of the answer."""
    pairs = zip(fact.labels.get(slot, ()), fact.iris.get(slot, ()), strict=False)
    return [words.region(iri, label) if slot == "country" else label for label, iri in pairs]
