"""Read the attributes of models: nouns beside a name give its body, drive and segment."""

from __future__ import annotations

from collections.abc import Iterator

from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.reduction import Clause
from autokg.reading.rules.attributes import said_in
from autokg.reading.rules.context import resolve
from autokg.reading.rules.mentions import Kind
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.templates import Slots, to_value
from autokg.reading.rules.text import Text

_SLOTS = ("powertrain", "body", "segment")
_ASIDE = ("apposition", "aside")
_MODELS = (Kind.MODEL, Kind.THE_MODEL)
_REACH = 7  # items from "based on" to what it is based on


def find_models(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield the attributes of models that a clause states by nouns beside them."""
    models = [n for n, item in enumerate(clause.items) if item.is_a(Kind.MODEL)]
    for n in models:
        span = _beside(clause, n)
        if span:
            yield from _attributes(clause, n, span, text)


def _beside(clause: Clause, at: int) -> tuple[int, int] | None:
    """Return the span of the words that belong to a model's noun group: "the electric X hatchback"."""
    first = at
    while first > 0 and clause.items[first - 1].kind in ("word", "car", "-", "new"):
        first -= 1
    last = at
    while last + 1 < len(clause.items) and clause.items[last + 1].kind == "car":
        last += 1
    return (clause.items[first].start, clause.items[last].end) if first < at or last > at else None


def _attributes(clause: Clause, at: int, span: tuple[int, int], text: Text) -> Iterator[Finding]:
    model = clause.items[at].mention
    if model is None:
        return
    words = text.shadow.text[span[0] : model.start] + " " + text.shadow.text[model.end : span[1]]
    slots: Slots = {}
    for slot in _SLOTS:
        values = said_in(words, slot, text.language)
        if values:
            slots[slot] = Value(values[0], *span)
    if slots:
        slots = {"model": Value(model.name, model.start, model.end), **slots}
        yield make_finding("model", "model", clause, Status.ACTUAL, slots, text=text)


def find_asides(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield the attributes that an apposition or an aside gives a model ("the Nova, a small electric car")."""
    if clause.link not in _ASIDE or not clause.before or clause.before[-1].kind is not Kind.MODEL:
        return
    if not clause.has("car") and not any(item.is_a(Kind.PRODUCT) for item in clause.items):
        return
    if any(item.is_a(Kind.MODEL) for item in clause.items):
        return
    model, words = clause.before[-1], text.shadow.text[clause.start : clause.end]
    slots: Slots = {}
    for slot in _SLOTS:
        if values := said_in(words, slot, text.language):
            slots[slot] = Value(values[0], clause.start, clause.end)
    if slots:
        slots = {"model": Value(model.name, model.start, model.end), **slots}
        yield make_finding("model", "apposition", clause, Status.ACTUAL, slots, text=text)


def find_platforms(clause: Clause, text: Text) -> Iterator[Finding]:
    """Yield the platform, or the model, that a model is based on ("der Geländewagen basiert auf dem Nova")."""
    at = next((n for n, item in enumerate(clause.items) if item.tense == "base"), None)
    if at is None:
        return
    before = [m for m in clause.mentions() if m.end <= clause.items[at].start and m.kind in _MODELS]
    if not before and clause.link == "relative":
        before = [m for m in clause.before if m.kind in _MODELS]
    after = [item.mention for item in clause.items[at + 1 : at + _REACH] if item.is_a(Kind.MODEL, Kind.PLATFORM)]
    model = resolve(before[-1], text) if before else None
    if model and after and after[0] and after[0].name != model.name:
        named = (("model", model), ("platform", after[0]))
        slots: Slots = {slot: value for slot, m in named if (value := to_value(slot, m, text))}
        if len(slots) == len(named):
            yield make_finding("model", "platform", clause, Status.ACTUAL, slots, text=text)
