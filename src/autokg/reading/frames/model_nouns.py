"""Read the attributes of models: nouns beside a name give its body, drive and segment."""

from __future__ import annotations

from collections.abc import Iterator

from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.reduction import Clause
from autokg.reading.rules.attributes import said_in
from autokg.reading.rules.mentions import Kind
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.templates import Slots
from autokg.reading.rules.text import Text

_SLOTS = ("powertrain", "body", "segment")
_ASIDE = ("apposition", "aside")


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
