"""What meets several conditions on one slot at a time, as "plants that build both Toyota and Subaru".

Each side holds by facts of its own. The state of the whole is that of the weaker side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from autokg.answers.compiling import compile_nodes, shared_slots
from autokg.answers.evidence import solutions
from autokg.answers.facts import PHASES, Fact
from autokg.answers.form import Condition, Form, Mode
from autokg.stores.base import Store

# The phases that a status asked for admits; what is asked without one may have any.
_ADMITTED = {"current": ("current", "last_known"), "ended": ("ended", "end_due"), "planned": ("planned", "overdue")}


def is_paired(form: Form) -> bool:
    """Return whether one thing has to meet several conditions on one slot."""
    lists = form.mode in (Mode.LIST, Mode.COUNT) or (form.mode is Mode.YES_NO and form.targets[:1] not in _OF_MODELS)
    return bool(shared_slots(form)) and lists and not form.window


_OF_MODELS: tuple[tuple[str, ...], ...] = ((), ("model",))


def apart(form: Form) -> Form:
    """Return a form whose facts meet one of the conditions on a shared slot, with those joined by "and" as one."""
    merged: list[Condition] = []
    for condition in form.conditions:
        twin = next((c for c in merged if c.slot == condition.slot and condition.slot in shared_slots(form)), None)
        if twin:
            merged[merged.index(twin)] = replace(twin, names=(*twin.names, *condition.names))
        else:
            merged.append(condition)
    return replace(form, conditions=tuple(merged), mode=Mode.LIST)


def weaker_sides(form: Form, facts: Sequence[Fact], slot: str, store: Store, today: str) -> dict[str, str]:
    """Return the phase of each thing in a slot: of each side the best, of all sides the weakest."""
    sides = [
        first_phases([fact for fact in facts if fact.node in nodes], slot)
        for nodes in _nodes_of_sides(form, store, today)
    ]
    found = weakest(sides)
    admitted = {phase for state in form.states for phase in _ADMITTED.get(state, (state,))}
    return {label: phase for label, phase in found.items() if not admitted or phase in admitted}


def weakest(sides: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return the weakest phase of what all sides have."""
    common = set.intersection(*map(set, sides)) if sides else set()
    return {label: max((side[label] for side in sides), key=PHASES.index) for label in sorted(common)}


def _nodes_of_sides(form: Form, store: Store, today: str) -> Iterator[set[str]]:
    shared = shared_slots(form)
    rest = tuple(condition for condition in form.conditions if condition.slot not in shared)
    for side in (condition for condition in form.conditions if condition.slot in shared):
        query = compile_nodes(replace(form, conditions=(side, *rest), states=()), store, today)
        yield {row["node"] for row in solutions(store, query)}


def first_phases(facts: Sequence[Fact], slot: str) -> dict[str, str]:
    """Return the things in a slot with the best phase that some facts give them."""
    found: dict[str, str] = {}
    for fact in facts:
        for label in fact.labels.get(slot, ()):
            found[label] = min(fact.phase, found.get(label, fact.phase), key=PHASES.index)
    return found


def told_together(facts: Sequence[Fact], slot: str, phases: Mapping[str, str]) -> list[Fact]:
    """Return facts to be told in groups: those on one thing in the phase that it has as a whole."""
    return [
        replace(fact, phase=phases[label])
        for fact in facts
        if (label := next((label for label in fact.labels.get(slot, ()) if label in phases), ""))
    ]
