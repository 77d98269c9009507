"""Answers of other kinds than rows of facts: what changed, who says so, where sources disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from autokg.answers.conflicts import find_conflicts
from autokg.answers.evidence import Evidence, find_evidence
from autokg.answers.facts import Fact
from autokg.answers.form import Event, Form, Mode, View
from autokg.answers.form_words import describe
from autokg.answers.listing import capital
from autokg.answers.naming import tell_conflict
from autokg.answers.patterns import PATTERNS
from autokg.answers.words import Words
from autokg.stores.base import Store

if TYPE_CHECKING:
    from autokg.answers.telling import Findings

_MOST = 12
_MOST_CHANGES = 80
Told = tuple[str, Sequence[Fact], str]


class Runner(Protocol):
    """What runs a form: see `asking.Asker`."""

    store: Store
    today: str

    def facts(self, form: Form) -> tuple[list[Fact], str]:
        """Return the facts of a form and its query."""

    def find(self, form: Form) -> tuple[Findings, str]:
        """Return what the base gives for a form, with the nearest it has if that is nothing, and its query."""


def tell_changes(form: Form, asker: Runner, words: Words) -> Told:
    """Return what started, ended, opened, closed or was agreed in a window of time, grouped."""
    facts, sparql = asker.facts(form)
    groups: dict[str, list[str]] = {}
    for fact in facts:
        for key in changes_of(fact, form):
            groups.setdefault(key, []).append(fact.label("thing"))
    if not groups:
        return words.say("nothing", what=describe(form, words)), [], sparql
    parts = [
        words.say(
            "changed",
            title=words.phrase("change", key),
            items=words.joined(sorted(dict.fromkeys(groups[key])), _MOST_CHANGES),
        )
        for key in CHANGES
        if key in groups
    ]
    if len(facts) <= _MOST:
        return f"{capital(words.phrase('join', 'semicolon').join(parts))}.", facts, sparql
    return "\n".join(f"{capital(part)}." for part in parts), facts, sparql


# Kinds of change in the order in which they are told.
CHANGES = ("start", "end", "opened", "closed", "formed", "dissolved", "signed", "stake", "stake_end", "invested")
# Plans that no later source confirms, or that were dropped: their dates are no changes.
_NEVER_CAME = ("overdue", "cancelled", "rumoured", "denied")
_START = {
    "Production": "start",
    "Plant": "opened",
    "Agreement": "signed",
    "JointVenture": "formed",
    "Stake": "stake",
    "Investment": "invested",
}
_END = {
    "Production": "end",
    "Plant": "closed",
    "JointVenture": "dissolved",
    "Stake": "stake_end",
    "Agreement": "dissolved",
}


def changes_of(fact: Fact, form: Form) -> list[str]:
    """Return what changed by a fact in the window of a form: keys of the kinds of change."""
    kind = fact.value("kind").rpartition("#")[2]
    window = form.window
    event = window.event if window else Event.CHANGES
    found = []
    for side, table in (("start", _START), ("end", _END)):
        never_came = fact.phase in _NEVER_CAME or (side == "end" and fact.phase == "end_due")
        if event is (Event.ENDS if side == "start" else Event.STARTS) or never_came:
            continue
        first, last = fact.value(f"{side}First"), fact.value(f"{side}Last")
        inside = bool(first and last)
        if window and inside:
            inside = (not window.first or first >= window.first) and (not window.last or last <= window.last)
        if inside and kind in table:
            found.append(table[kind])
    return found


_GAPS = {
    View.PRODUCTION: ("builder", "plant", "country", "start", "market"),
    View.PLANT: ("operator", "capacity", "employees", "start"),
}


def tell_gaps(form: Form, asker: Runner, words: Words) -> Told:
    """Return what no source here gives of the things named."""
    kinds = {kind for name in form.names for kind in name.kinds}
    view = View.PLANT if "Plant" in kinds else View.PRODUCTION
    conditions = tuple(replace(c, slot="brand") if c.slot == "party" else c for c in form.conditions)
    facts, sparql = asker.facts(replace(form, view=view, mode=Mode.LIST, targets=(), conditions=conditions, kinds=()))
    thing = words.joined([name.label for name in form.names[:2]])
    lacking = {slot: [fact for fact in facts if not (fact.label(slot) or fact.value(slot))] for slot in _GAPS[view]}
    parts = [
        _column(slot, words) if len(without) == len(facts) else f"{_column(slot, words)} ({len(without)})"
        for slot, without in lacking.items()
        if without
    ]
    key = "gaps" if parts else "no_gaps"
    return words.say(key, thing=thing, items=words.joined(parts), n=len(facts)), facts, sparql


def _column(slot: str, words: Words) -> str:
    return words.noun(slot, 1) if slot == "start" else words.phrase("column", slot)


def tell_conflicts(form: Form, asker: Runner, words: Words) -> Told:
    """Return where sources contradict each other, on all things or on those named."""
    names = form.names
    conflicts = (
        [row for name in names for row in find_conflicts(asker.store, name.iri)]
        if names
        else find_conflicts(asker.store)
    )
    conflicts = [row for row in conflicts if not form.kinds or row.get("property", "") in form.kinds]
    nodes = [row.get("subject", "") for row in conflicts]
    facts = [Fact(node, "current") for node in dict.fromkeys(nodes) if node]
    if not conflicts:
        what = words.joined([name.label for name in names[:2]]) or words.noun("production", 2)
        return words.say("no_conflict", what=what), [], ""
    told = [tell_conflict(row, words) for row in conflicts[:_MOST]]
    from autokg.query.saved import get_query  # noqa: PLC0415 (asked of conflicts alone)

    return words.phrase("join", "semicolon").join(told) + ".", facts, get_query("conflicts").text


def tell_sources(form: Form, asker: Runner, words: Words) -> Told:
    """Return who says what is asked: the publishers, and when it was first and last said."""
    from autokg.answers.telling import tell  # noqa: PLC0415 (telling imports no view of its own)

    base = replace(form, view=form.about or View.PRODUCTION, mode=Mode.LIST)
    facts, sparql = asker.facts(base)
    items = find_evidence(asker.store, [fact.node for fact in facts])
    if not items and base.view in PATTERNS:
        found, _ = asker.find(base)
        return tell(base, found, words), found.nearby, sparql
    if not items:
        return words.say("no_source_known", what=describe(base, words)), [], sparql
    if form.mode is Mode.WHEN and any(item.published for item in items):
        return _first_said(items, words), facts, sparql
    publishers = list(dict.fromkeys(item.publisher or item.title for item in items))
    dates = sorted(item.published for item in items if item.published)
    first, last = (words.when(dates[0]), words.when(dates[-1])) if dates else ("", "")
    named = words.joined(publishers, _MOST)
    key = "sources" if len(publishers) > 1 else "source"
    return words.say(key, n=len(publishers), items=named, first=first, last=last), facts, sparql


def _first_said(items: Sequence[Evidence], words: Words) -> str:
    """Return when and by whom something was first said, and when last."""
    dated = sorted((item.published, item.publisher or item.title) for item in items if item.published)
    (first, source), (last, latest) = dated[0], dated[-1]
    key = "known_since" if len(dated) > 1 else "known_since_one"
    return words.say(key, first=words.when(first), source=source, last=words.when(last), latest=latest)
