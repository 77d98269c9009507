"""Who built, ran or owned a thing through time: those before the present one and those to come, each with own dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from autokg.answers.evidence import solutions
from autokg.answers.facts import Fact, at_times, last_counted, last_day
from autokg.answers.form import Condition, Event, Form, Mode, View, Window
from autokg.answers.runs import Run, Told, dated, day_of, nodes_in, told_of
from autokg.core.dates import ImpreciseDate
from autokg.core.terms import AKG, RDFS
from autokg.stores.base import Store

_OTHERS = f"""SELECT DISTINCT ?thing ?value ?label WHERE {{
  VALUES ?thing {{ %s }}
  ?thing %s ?value . ?value {RDFS.label} ?label FILTER(LANG(?label) IN ("en", ""))
}} ORDER BY ?thing ?label"""
_PAST_WORDS = frozenset({"past", "ever", "no_longer"})
HANDED = "handed"  # marks a plant that has another operator than the one that opened it
BEFORE, NEXT = "before", "next"  # a condition on one who held a thing before, or is to hold it


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a thing of a view: the slot of an answer, and the properties of those now, before and to come."""

    slot: str
    now: NamedNode
    former: NamedNode
    planned: NamedNode


HELD = {
    View.PRODUCTION: Holding(
        "builder", AKG.productionBuilder, AKG.formerProductionBuilder, AKG.plannedProductionBuilder
    ),
    View.PLANT: Holding("operator", AKG.operatedBy, AKG.formerOperator, AKG.plannedOperator),
}


def holder_asked(form: Form) -> Condition | None:
    """Return the condition on who holds a thing, as in "what did X build in 2020"; None if there is none."""
    holding = HELD.get(form.view)
    found = (c for c in form.on(holding.slot) if not (c.negated or c.outside or c.only)) if holding else iter(())
    return next(found, None)


def holder_slot(form: Form) -> str:
    """Return the slot of who holds a thing of the view of a form: builder or operator."""
    return HELD[form.view].slot


def asks_holder(form: Form) -> bool:
    """Return whether a form asks who holds a thing, or what someone held."""
    return form.view is View.PRODUCTION or (form.view is View.PLANT and "operator" in form.targets)


def forms_of_others(form: Form) -> Iterator[tuple[str, Form]]:
    """Yield the forms of what one held before another, and of what one is to hold, if the time asked may be theirs."""
    holding, condition = HELD.get(form.view), holder_asked(form)
    if holding is None or form.mode in (Mode.SUPERLATIVE, Mode.COMPARE) or form.neighbour or form.bounds:
        return
    plain = replace(form, window=None, states=(), date=None)
    rest = tuple(other for other in form.conditions if other is not condition)
    if condition and _may_be_of_earlier(form):
        yield BEFORE, replace(plain, conditions=(*rest, replace(condition, slot=f"{holding.slot}_{BEFORE}")))
    is_asked = form.mode in _OF_ONE if condition else holding.slot in form.targets
    is_ahead = form.window is not None and form.window.is_ahead
    if "planned" in form.states or is_ahead or (_is_open(form) and is_asked):
        names = condition.names if condition else ()
        yield NEXT, replace(plain, conditions=(*rest, Condition(f"{holding.slot}_{NEXT}", names)))


_OF_ONE = (Mode.WHEN, Mode.YES_NO)


def _may_be_of_earlier(form: Form) -> bool:
    """Return whether a form may ask what one held before another; that a plant closed is not that it was handed on."""
    window = form.window
    closes = "ended" in form.states or (window is not None and window.event is not Event.HOLDS)
    if form.view is View.PLANT and closes and "no_longer" not in form.modality:
        return False
    is_past = window is not None and not window.is_ahead
    return is_past or "ended" in form.states or _asks_past(form) or (form.mode in _OF_ONE and not form.states)


def _asks_past(form: Form) -> bool:
    return bool(_PAST_WORDS & set(form.modality))


def _is_open(form: Form) -> bool:
    """Return whether a form names neither a time nor a status."""
    return form.window is None and not form.states and not _asks_past(form)


def is_of_holders(form: Form) -> bool:
    """Return whether those count who held a thing before: where something was, or is, is asked of one of them."""
    if holder_asked(form) is None:
        return asks_holder(form) and form.mode is not Mode.WHEN
    return form.view is View.PRODUCTION or form.mode in _OF_ONE or not _is_open(form)


def held_by_others(form: Form, which: str, facts: Sequence[Fact], store: Store, today: str) -> Iterator[Fact]:
    """Yield things as those of who held them before, or is to hold them, where the time asked may be theirs."""
    holding = HELD[form.view]
    if which == NEXT:
        facts = [fact for fact in facts if fact.value("status") != "planned"]  # its state tells who is to hold it
        others = _others(store, (fact.node for fact in facts), holding.planned)
    else:
        facts, others = held_before(store, form, facts)
    told = told_of(store, others, holding.now, is_planned=which == NEXT)
    for fact in facts:
        known = told.get(fact.node, ())
        for value, label in others.get(fact.node, ()):
            own = [one for one in known if one.value == value]
            times = _plan_of(own) if which == NEXT else _former_run(value, known, fact, form.view).times(today)
            held = at_times(_as_held(fact, holding.slot, (value, label)), times, today)
            if _fits(held, form) and not (which == NEXT and _is_open(form) and _is_stale(held, today)):
                yield held


def _is_stale(plan: Fact, today: str) -> bool:
    """Return whether a plan is overdue, or without a date and too old to count."""
    is_old = last_counted(last_day(plan.value("reported"))) < today
    return plan.phase != "planned" or (is_old and not plan.value("start"))


def _as_held(fact: Fact, slot: str, *holders: tuple[str, str]) -> Fact:
    """Return a thing as that of some holders, each an IRI and a label."""
    labels, iris = tuple(label for _, label in holders), tuple(iri for iri, _ in holders)
    return replace(fact, labels=fact.labels | {slot: labels}, iris=fact.iris | {slot: iris})


def _plan_of(told: Sequence[Told]) -> dict[str, str]:
    """Return the times of a plan by its latest source."""
    last = max(told, key=lambda one: day_of(one.told), default=None)
    if last is None:
        return {"status": "planned", "basis": NEXT}
    start = {"start": last.begins.edtf} if last.begins else {}
    return {"status": "planned", "basis": NEXT, "reported": last.told.edtf} | start


def _fits(fact: Fact, form: Form) -> bool:
    """Whether a fact meets the window and the states of a form."""
    states = {"ended": ("ended",), "planned": ("planned", "overdue")}
    if form.states and not any(fact.phase in states.get(state, ()) for state in form.states):
        return False
    window = form.window
    if window is None:
        return True
    if window.event is Event.HOLDS:
        return fact.value("startFirst") <= (window.last or "9999") and (fact.value("endLast") or "9999") >= (
            window.first or ""
        )
    sides = {Event.STARTS: ("start",), Event.ENDS: ("end",), Event.CHANGES: ("start", "end")}[window.event]
    return any(_inside(fact, side, window) for side in sides)


def _inside(fact: Fact, side: str, window: Window) -> bool:
    first, last = fact.value(f"{side}First"), fact.value(f"{side}Last")
    return bool(first and last) and first >= (window.first or "") and last <= (window.last or "9999")


Before = dict[str, list[tuple[str, str]]]


def held_before(store: Store, form: Form, facts: Iterable[Fact]) -> tuple[list[Fact], Before]:
    """Return things with their last holders alone, and who held them before: IRI and label, by node.

    Of what is over the base names all who held it at some time.
    """
    holding, facts = HELD[form.view], list(facts)
    before = _others(store, (fact.node for fact in facts), holding.former)
    shared = [fact.node for fact in facts if len(fact.iris.get(holding.slot, ())) > 1]
    told = told_of(store, shared, holding.now) if shared else {}
    left: list[Fact] = []
    for fact in facts:
        pairs = list(zip(fact.iris.get(holding.slot, ()), fact.labels.get(holding.slot, ()), strict=False))
        earlier = [pair for pair in pairs if _handed_on(pair[0], told.get(fact.node, ()))]
        last = [pair for pair in pairs if pair not in earlier]
        kept = [one for one in before.get(fact.node, ()) if one[0] not in fact.iris.get(holding.slot, ())]
        before[fact.node] = [*kept, *earlier]
        left.append(_as_held(fact, holding.slot, *last) if earlier and last else fact)
    return left, {node: held for node, held in before.items() if held}


def _handed_on(value: str, told: Sequence[Told]) -> bool:
    """Return whether one who held a thing was told as over before another is told to hold it."""
    over = [one.told for one in told if one.value == value and one.is_over]
    others = [one.told for one in told if one.value != value and not one.is_over]
    return bool(over) and any(one.is_after(max(over, key=day_of)) for one in others)


def with_holders(
    form: Form, facts: Sequence[Fact], before: Before, store: Store, today: str, *, scope: Collection[str]
) -> list[Fact]:
    """Return facts with those who built or ran a thing before as facts of their own; of a scope alone, if given."""
    holding = HELD[form.view]
    undated = form.view is View.PLANT and form.mode is not Mode.WHEN and holder_asked(form) is None
    nodes = [fact.node for fact in facts] if undated else [fact.node for fact in facts if fact.node in before]
    told = told_of(store, nodes, holding.now) if nodes else {}
    found: list[Fact] = []
    for fact in facts:
        if known := before.get(fact.node, ()):
            held = _by_holder(form, fact, known, told.get(fact.node, ()), today)
            found += [one for one in held if not scope or set(scope) & set(one.iris.get(holding.slot, ()))]
        else:
            found.append(_without_opening(fact, told.get(fact.node, ())) if undated else fact)
    return found


def _by_holder(
    form: Form, fact: Fact, former: Sequence[tuple[str, str]], told: Sequence[Told], today: str
) -> Iterator[Fact]:
    """Yield a thing as its present holder's and, where asked, as that of those before."""
    slot, window = HELD[form.view].slot, form.window or Window(today, today)
    last = window.last or "9999"
    runs = {value: _former_run(value, told, fact, form.view) for value, _ in former}
    handed = max((run.last for run in runs.values() if run.last), key=day_of, default=None)
    if form.window or form.neighbour or holder_asked(form) or day_of(handed) > today:
        shown = former
    else:  # who held last what nobody is known to hold now
        shown = [one for one in former if runs[one[0]].last == handed] if not fact.label(slot) else ()
    for value, label in shown:
        yield at_times(_as_held(fact, slot, (value, label)), runs[value].times(today), today)
    if not fact.label(slot):
        return
    present = _present(told, fact, slot)
    start = _own_start(runs.values(), present)
    first = start or handed
    if form.mode is Mode.WHEN:
        yield _since(fact, start or (None if form.asks_end else _between(runs.values(), present)), present)
    elif not first or day_of(first) <= last or form.neighbour:
        yield _since(fact, start, present)


def _present(told: Iterable[Told], fact: Fact, slot: str) -> list[Told]:
    return [one for one in told if one.value in fact.iris.get(slot, ()) and not one.is_over]


def _former_run(value: str, told: Sequence[Told], fact: Fact, view: View) -> Run:
    """Return the time through which one who built or ran a thing before did so.

    An end that was announced for later than another is told to hold the thing did not come. The opening of a plant is
    not the day from which an operator runs it.
    """
    own = [one for one in told if one.value == value]
    going, over = [one for one in own if not one.is_over], [one for one in own if one.is_over]
    last = max((one.told for one in going), key=day_of, default=None)
    later = [one.told for one in _present(told, fact, HELD[view].slot) if last is None or one.told.is_after(last)]
    known = min([one.told for one in over] or later, key=day_of, default=None)
    starts = [one.begins for one in own if one.begins and view is not View.PLANT]
    ends = [one.ends for one in own if one.ends and not (known and one.ends.is_after(known))]
    first = min((one.told for one in going), key=day_of, default=None)
    others = [one for one in told if one.value != value]
    return Run(
        min(starts, key=day_of, default=None),
        max(ends, key=day_of, default=None),
        last,
        known,
        first,
        is_handed=any(one.told == first and one.is_over for one in others),
        is_followed=any(one.told == known and not one.is_over for one in others),
    )


def _own_start(former: Iterable[Run], present: Sequence[Told]) -> ImpreciseDate | None:
    """Return the start of the present holder: its own, else the end of the one before if a source tells both."""
    runs = list(former)
    last = max([run.end or run.told for run in runs if run.end or run.told], key=day_of, default=None)
    begun = [one.begins for one in present if one.begins and one.begins.earliest]
    starts = [start for start in begun if not (last and last.is_after(start))]
    if starts:
        return min(starts, key=day_of)
    end = max((run.end for run in runs if run.end and run.end.earliest), key=day_of, default=None)
    told = min((one.told for one in present), key=day_of, default=None)
    over = max((run.over for run in runs if run.over), key=day_of, default=None)
    return end if told and over and not told.is_after(over) else None


def _between(former: Iterable[Run], present: Sequence[Told]) -> ImpreciseDate | None:
    """Return the time in which a thing passed to its present holder: between the last report of one and the first."""
    last = max((run.told for run in former if run.told), key=day_of, default=None)
    first = min((one.told for one in present), key=day_of, default=None)
    if first is None or (last and not first.is_after(last)):
        return None
    return ImpreciseDate.parse(f"{last.edtf if last else '..'}/{first.edtf}")


def _since(fact: Fact, start: ImpreciseDate | None, present: Iterable[Told]) -> Fact:
    """Return a thing as held since a day; where that is not known, on the day on which a source first says so."""
    values = {name: value for name, value in fact.values.items() if not name.startswith("start")}
    days = sorted(one.told.latest.isoformat() for one in present if one.told.latest)
    told = {"startLast": days[0]} if days and start is None else {}
    return replace(fact, values=values | dated("start", start) | told)


def _without_opening(fact: Fact, told: Iterable[Told]) -> Fact:
    """Return a plant without the day of its opening, which is not the one from which its operator runs it."""
    if fact.value("status") == "planned":
        return fact
    runners = fact.iris.get("operator", ())
    return _since(fact, None, [one for one in told if one.value in runners and not one.is_over])


def apart_from_openings(form: Form, facts: Sequence[Fact], store: Store, today: str) -> list[Fact]:
    """Return plants that were handed on without their operator where their start is asked for, else marked as such.

    The operator of now did not open them. A plant of a firm that nobody is known to run now is told as that of then.
    """
    facts, before = held_before(store, form, facts) if facts else (facts, {})
    asks_start = form.window is not None and form.window.event is Event.STARTS
    by_date = asks_start or (form.mode is Mode.WHEN and not form.asks_end)
    of_then = [fact.node for fact in facts if fact.node in before and holder_asked(form) and not fact.label("operator")]
    told = told_of(store, of_then, AKG.operatedBy) if of_then else {}
    found: list[Fact] = []
    for fact in facts:
        if fact.node in of_then:
            found += _by_holder(form, fact, before[fact.node], told.get(fact.node, ()), today)
        elif fact.node in before:
            found.append(_without_operator(fact) if by_date else _marked(fact))
        else:
            found.append(fact)
    return found


def _marked(fact: Fact) -> Fact:
    return replace(fact, values=fact.values | {HANDED: "yes"})


def _without_operator(fact: Fact) -> Fact:
    others = (
        {slot: held for slot, held in by_slot.items() if slot != "operator"} for by_slot in (fact.labels, fact.iris)
    )
    labels, iris = others
    return replace(fact, labels=labels, iris=iris)


def _others(store: Store, nodes: Iterable[str], property_: NamedNode) -> dict[str, list[tuple[str, str]]]:
    """Return the values of a property of things with their labels, by node."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    listed = nodes_in(nodes)
    for row in solutions(store, _OTHERS % (listed, property_)) if listed else ():
        found[row["thing"]].append((row["value"], row["label"]))
    return found
