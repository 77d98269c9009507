"""Figures of a past time: the capacity, headcount, volume or share that sources give for the time asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from pyoxigraph import NamedNode

from autokg.answers.evidence import solutions
from autokg.answers.facts import Fact, at_times, first_day
from autokg.answers.form import Form, Mode, Window
from autokg.answers.patterns import PLANNED_SHARE, TIMES
from autokg.core.dates import ImpreciseDate
from autokg.core.terms import AKG
from autokg.query.saved import get_query
from autokg.stores.base import Store

_SLOTS = {
    AKG.capacityPerYear.value: "capacity",
    AKG.employees.value: "employees",
    AKG.volumePerYear.value: "volume",
    AKG.sharePercent.value: "share",
}
FIGURES = ("capacity", "employees", "volume")
_STANDING = frozenset({"accepted", "supporting", "refined", "superseded"})
_REAL = frozenset({"actual", "ended"})


@dataclass(frozen=True, slots=True)
class DatedFigure:
    """A figure as a source gives it.

    Attributes:
        bound: the comparator, such as `around`; empty if the figure is exact.
        since: EDTF date for which, or from which, it is given. first, last: the days that this may be, ISO 8601.
        begins: whether the source says that it begins then.

    """

    value: str
    bound: str
    since: str
    first: str
    last: str
    begins: bool = False


def figures_query(nodes: Iterable[str]) -> str:
    """Return the SELECT of all figures that sources give for some nodes."""
    return get_query("values-over-time").bind({"thing": [NamedNode(node) for node in sorted(set(nodes))]})


def figures_told(store: Store, nodes: Iterable[str]) -> dict[tuple[str, str], list[DatedFigure]]:
    """Return the dated figures of each node and slot, oldest first; plans and rejected figures are left out."""
    figures: dict[tuple[str, str], set[DatedFigure]] = defaultdict(set)
    for row in solutions(store, figures_query(nodes)):
        is_real = row["status"] in _REAL and row["outcome"] in _STANDING
        if is_real and "from" in row:
            date = ImpreciseDate.parse(row["from"])
            if date.earliest and date.latest:
                days = date.earliest.isoformat(), date.latest.isoformat()
                figures[row["thing"], _SLOTS[row["property"]]].add(
                    DatedFigure(row["value"], row.get("bound", ""), row["from"], *days, "begun" in row)
                )
    return {
        key: sorted(told, key=lambda one: (one.last, one.first, one.value, one.bound)) for key, told in figures.items()
    }


def figures_within(
    store: Store, facts: Sequence[Fact], slots: Iterable[str], window: Window
) -> tuple[list[Fact], list[Fact]]:
    """Return each figure told for a time in a window as a fact of its own, and the nearest ones outside it."""
    within: list[Fact] = []
    beside: list[Fact] = []
    told = figures_told(store, (fact.node for fact in facts))
    for slot in slots:
        for fact in facts:
            known = told.get((fact.node, slot), [])
            inside = [one for one in known if _overlaps(one, window)]
            within += [_dated(fact, slot, one) for one in _without_repeats(inside)]
            if not inside:
                before = [one for one in known if one.last < (window.first or "")]
                after = [one for one in known if one.first > (window.last or "9999")]
                beside += [_dated(fact, slot, one) for one in (*before[-1:], *after[:1])]
    return within, beside


def shares_then(store: Store, facts: Sequence[Fact], form: Form, today: str) -> list[Fact]:
    """Return stakes with the share that was held last in the time asked about, where the present one began later.

    A larger share that an owner is to have beside the one held is a fact of its own, as is any other that is asked for.
    """
    held = [fact for fact in facts if fact.value("basis") != PLANNED_SHARE]
    planned = [fact for fact in facts if fact.value(PLANNED_SHARE) or fact not in held]
    past = is_past(form.window, today) or (form.mode is Mode.WHEN and not asks_plan(form))
    most = {fact.node: float(fact.value("share")) for fact in held if fact.value("share") and not asks_plan(form)}
    to_come = () if past else _shares_to_come(store, planned, form.window, today)
    larger = [plan for plan in to_come if float(plan.value("share")) > most.get(plan.node, 0)]
    held = _with_starts(store, held)
    return [*_shares_held(store, held, form.window or Window(today, today), today), *larger]


def _shares_to_come(store: Store, facts: Sequence[Fact], window: Window | None, today: str) -> Iterator[Fact]:
    """Yield the facts with the share that is planned and when it is to begin, if that may be in a window."""
    last = (window.last if window else None) or "9999"
    rows = solutions(store, figures_query(fact.node for fact in facts)) if facts else []
    plans = [row for row in rows if row["status"] == "planned" and row["outcome"] == "accepted" and "from" in row]
    for fact in facts:
        for row in plans:
            # What was to come by the day from which the share of now is held is that share.
            is_over = first_day(row["from"]) <= fact.value("startFirst") <= today
            if row["thing"] != fact.node or _SLOTS[row["property"]] != "share" or is_over:
                continue
            times = {"status": "planned", "start" if "begun" in row else "reported": row["from"]}
            plan = at_times(replace(fact, values=fact.values | {"share": row["value"]}), times, today)
            if plan.value("startFirst") <= last:
                yield plan


def _shares_held(store: Store, facts: Sequence[Fact], window: Window, today: str) -> list[Fact]:
    later = [fact for fact in facts if fact.value("share") and _is_known_later(fact, window)]
    told = figures_told(store, (fact.node for fact in later)) if later else {}
    then = [
        _as_then(fact, told.get((fact.node, "share"), ()), window, today) if fact in later else fact for fact in facts
    ]
    kept = {_share(fact) for fact in then if fact in facts}
    return [fact for fact in then if fact in facts or _share(fact) not in kept]


def _with_starts(store: Store, facts: Sequence[Fact]) -> list[Fact]:
    """Return stakes that ended with the start of the same share, if it is told of the one that its owner holds now."""
    pairs = [_share(fact)[:2] for fact in facts]
    over = [
        fact for fact in facts if fact.value("status") == "ended" and fact.value("share") and not fact.value("start")
    ]
    several = [fact for fact in over if pairs.count(_share(fact)[:2]) > 1]
    told = figures_told(store, (fact.node for fact in facts)) if several else {}
    return [_with_start(fact, facts, told) if fact in several else fact for fact in facts]


def _with_start(over: Fact, facts: Sequence[Fact], told: Mapping[tuple[str, str], Sequence[DatedFigure]]) -> Fact:
    same = (fact for fact in facts if _share(fact)[:2] == _share(over)[:2] and fact is not over)
    shares = (share for fact in same for share in told.get((fact.node, "share"), ()))
    end = over.value("endLast") or first_day(over.value("reported"))
    begun = [one for one in shares if one.begins and one.value == over.value("share") and one.last < end]
    return replace(over, values=over.values | _since(begun[-1])) if begun else over


def _share(fact: Fact) -> tuple[object, ...]:
    return fact.iris.get("owner"), fact.iris.get("owned"), fact.value("share")


def _is_known_later(fact: Fact, window: Window) -> bool:
    """Whether a stake began, or if its start is not known was last reported, after a window."""
    last = window.last or "9999"
    return (fact.value("startFirst") or first_day(fact.value("reported"))) > last


def _as_then(fact: Fact, told: Sequence[DatedFigure], window: Window, today: str) -> Fact:
    """Return a stake with the share of then and the period in which it was held; as it is if none is known."""
    for at, (share, following) in reversed(list(enumerate(pairwise(told)))):
        if share.first <= (window.last or "9999") < following.first and share.value != following.value:
            kept = {name: value for name, value in fact.values.items() if name not in TIMES}
            same = takewhile(lambda one: one.value == share.value, reversed(told[: at + 1]))  # noqa: B023 (read at once)
            held = kept | {"share": share.value} | _since(list(same)[-1])
            if following.first > today:
                return replace(fact, phase="current", values=held | {"status": "actual", "reported": share.since})
            return replace(fact, phase="ended", values=held | {"status": "ended"} | _until(following))
    return fact


def _since(share: DatedFigure) -> dict[str, str]:
    """Return the start of a share; one that does not begin on the day for which it is told is held by then."""
    start = {"start": share.since, "startFirst": share.first} if share.begins else {}
    return start | {"startLast": share.last}


def _until(following: DatedFigure) -> dict[str, str]:
    """Return the end of a share that another followed, or the day by which it was over."""
    if following.begins:
        return {"end": following.since, "endFirst": following.first, "endLast": following.last}
    return {"reported": following.since, "endFirst": following.first}


def _overlaps(told: DatedFigure, window: Window) -> bool:
    return told.first <= (window.last or "9999") and told.last >= (window.first or "")


def _without_repeats(told: Iterable[DatedFigure]) -> list[DatedFigure]:
    """Leave out a figure told again; an exact one tells more than one with a comparator."""
    by_value: dict[str, DatedFigure] = {}
    for one in sorted(told, key=lambda one: bool(one.bound)):
        by_value.setdefault(one.value, one)
    return sorted(by_value.values(), key=lambda one: (one.first, one.value))


def _dated(fact: Fact, slot: str, told: DatedFigure) -> Fact:
    """Return a fact with one figure alone, of the time for which it is told."""
    kept: Mapping[str, str] = {
        name: value for name, value in fact.values.items() if name.removeprefix("planned").lower() not in FIGURES
    }
    return replace(
        fact, phase="ended", values={**kept, slot: told.value, f"{slot}Bound": told.bound, "told": told.since}
    )


def planned_name(slot: str) -> str:
    """Return the value of a fact that holds a figure as planned."""
    return f"planned{slot.capitalize()}"


def asks_plan(form: Form) -> bool:
    """Return whether a form asks for what is planned, or for a time to come."""
    return "planned" in form.states or (form.window is not None and form.window.is_ahead)


def is_past(window: Window | None, today: str) -> bool:
    """Whether a window lies wholly before a day."""
    return window is not None and window.last is not None and window.last < today
