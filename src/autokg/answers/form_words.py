"""A form in words: what is asked for, and how the question is read."""

from __future__ import annotations

import datetime as dt

from autokg.answers.form import Comparator, Condition, Form, Mode, Relation, View, Window
from autokg.answers.grammar import contract
from autokg.answers.named_days import as_edtf
from autokg.answers.words import Words

_SIGNS = {Comparator.OVER: ">", Comparator.AT_LEAST: "≥", Comparator.UNDER: "<", Comparator.AT_MOST: "≤"}
# The reading of a superlative that counts nothing: of the greatest and of the least.
RANKED_BY = {
    "start": ("latest", "earliest"),
    "end": ("latest_end", "earliest_end"),
    "share": ("largest_share", "smallest_share"),
}
_MODE_KEYS = {Mode.COUNT: "count", Mode.WHEN: "when", Mode.COMMON: "common", Mode.DESCRIBE: "describe"}


def main_slot(form: Form) -> str:
    """Return the slot that is asked for first, else the one that the view is about."""
    by_view = {View.PRODUCTION: "model", View.PLANT: "plant", View.TIE: "tie", View.OWNERSHIP: "owner",
               View.ROLE: "person", View.SUPPLY: "product", View.INVESTMENT: "target", View.MODEL: "sibling",
               View.CHANGE: "change", View.CONFLICT: "conflict", View.SOURCE: "source"}  # fmt: skip
    if form.view in (View.SOURCE, View.CONFLICT):
        return by_view[form.view]
    return form.targets[0] if form.targets else by_view.get(form.view, "thing")


def noun_of(form: Form, words: Words, number: int) -> str:
    """Return what is asked for, for one or several; a tie or thing owned of one kind by its kind."""
    kinds: dict[tuple[str, ...], str] = {("JointVenture",): "venture", ("Agreement",): "agreement", ("Brand",): "brand"}
    slot = main_slot(form)
    return words.noun(kinds.get(form.kinds, slot) if slot in ("tie", "owned") else slot, number)


def ranked_noun(form: Form, words: Words, number: int) -> str:
    """Return what a ranking counts or measures; of what firms own, brands where only these are asked for."""
    by = form.by or "model"
    return words.noun("brand" if by == "owned" and "Brand" in form.kinds else by, number)


def describe(form: Form, words: Words) -> str:
    """Return a form in words, as `models · brand Volvo · in China`."""
    noun = noun_of(form, words, 2)
    key = "when_end" if form.mode is Mode.WHEN and form.asks_end else _MODE_KEYS.get(form.mode)
    parts = [words.phrase("reading", key).format(noun=noun) if key else noun]
    if form.mode is Mode.SUPERLATIVE and form.by:
        key = "superlative_least" if form.least else "superlative"
        key = RANKED_BY.get(form.by, (key, key))[form.least]
        parts = [words.phrase("reading", key).format(noun=noun, by=ranked_noun(form, words, 2))]
    parts += [_read(condition, words) for condition in form.conditions]
    parts += [f"{words.noun(b.slot, 2)} {_SIGNS[b.comparator]} {words.number(f'{b.number:f}')}" for b in form.bounds]
    if form.neighbour and not form.neighbour.names:
        parts.append(words.phrase("reading", "earlier"))
    elif form.neighbour:
        names = words.joined(list(dict.fromkeys(name.label for name in form.neighbour.names)))
        parts.append(words.phrase("reading", form.neighbour.relation).format(names))
    if form.window:
        text = words.phrase("reading", form.window.relation.value).format(_span(form.window, words))
        if form.window.event.value != "holds":
            text = words.phrase("reading", form.window.event.value).format(text)
        parts.append(text)
    parts += [words.phrase("reading", "drive").format(words.phrase("attribute", drive)) for drive in form.drives]
    parts += [words.phrase("reading", "missing").format(words.phrase("column", slot)) for slot in form.missing]
    parts += [
        words.phrase(table, state)
        for state in form.states
        if (table := next((table for table in ("reading", "status") if words.has(table, state)), ""))
    ]
    parts += [words.phrase("reading", word) for word in form.modality if words.has("reading", word)]
    return contract(" · ".join(parts), words.language)


def _span(window: Window, words: Words) -> str:
    """Return a span of time in words, the first day after it where something before is asked about."""
    if window.relation is Relation.SINCE:
        return words.date(as_edtf(window.first, None)[0])
    if window.relation is Relation.BEFORE and window.last:
        after = dt.date.fromisoformat(window.last) + dt.timedelta(days=1)
        return words.date(as_edtf(after.isoformat(), None)[0])
    ends = dict.fromkeys(as_edtf(window.first, window.last))
    return "–".join(words.date(edtf) for edtf in ends if edtf)


def _read(condition: Condition, words: Words) -> str:
    names = words.joined(list(dict.fromkeys(words.region(name.iri, name.label) for name in condition.names))[:3])
    if condition.outside:
        return words.phrase("reading", "outside").format(names)
    text = words.phrase("reading", condition.slot).format(names)
    if condition.only:
        text = words.phrase("reading", "only").format(text)
    return words.phrase("reading", "not").format(text) if condition.negated else text
