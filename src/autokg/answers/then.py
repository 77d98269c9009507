"""What held at a past time: the earlier runs of a state, beside those who built, ran or owned a thing before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from autokg.answers.evidence import solutions
from autokg.answers.facts import Fact, at_times, first_day
from autokg.answers.form import Event, Form, Mode, View, Window
from autokg.answers.holders import (
    apart_from_openings,
    asks_holder,
    held_before,
    is_of_holders,
    with_holders,
)
from autokg.answers.owners_then import owners_through_time
from autokg.answers.runs import Run, day_of, nodes_in, runs_of, told_of
from autokg.core.dates import ImpreciseDate
from autokg.core.terms import AKG
from autokg.stores.base import Store

_SEVERAL = 2
_SUCCESSORS = f"""SELECT DISTINCT ?thing ?start WHERE {{
  VALUES ?thing {{ %s }}
  ?thing a {AKG.HeadPost} ; {AKG.postIn} ?firm ; {AKG.holder} ?person .
  ?other {AKG.postIn} ?firm ; a {AKG.HeadPost} ; {AKG.since} ?start ; {AKG.holder} ?next FILTER(?next != ?person)
}} ORDER BY ?thing ?start"""


def holding_then(
    form: Form, facts: Sequence[Fact], store: Store, today: str, scope: Collection[str] = ()
) -> list[Fact]:
    """Return facts with those that later ones succeeded, where a past time or what came before is asked about.

    `scope` are the firms that a condition on a builder or operator stands for.
    """
    if form.view is View.OWNERSHIP:
        facts = owners_through_time(facts, store, today)
    if form.view is View.ROLE:
        facts = _until_the_next(facts, store)
    if form.view is View.PLANT and not is_of_holders(form):
        facts = apart_from_openings(form, facts, store, today)
    if form.window is None:
        facts = _without_unforeseen(facts, store, today)
    if form.states or (form.window and form.window.event is not Event.HOLDS):
        return list(facts)
    facts, before = held_before(store, form, facts) if facts and is_of_holders(form) else (facts, {})
    found = list(facts) if form.mode is Mode.WHEN else _with_earlier(form, facts, before, store, today)
    if asks_holder(form) or before:
        found = with_holders(form, found, before, store, today, scope=scope)
    if form.window:
        found = _known_since(found, store)
    return _without_ends_told_later(found, store, today)


def _known_since(facts: Sequence[Fact], store: Store) -> list[Fact]:
    """Return facts of no known start as going on by the day on which a source first told so."""
    undated = [fact for fact in facts if not (fact.value("startFirst") or fact.value("startLast"))]
    told = told_of(store, [fact.node for fact in undated], AKG.status) if undated else {}
    by = {
        node: [one.told.latest.isoformat() for one in own if one.told.latest and not one.is_over]
        for node, own in told.items()
    }
    return [
        replace(fact, values=fact.values | {"startLast": min(by[fact.node])})
        if fact in undated and by.get(fact.node)
        else fact
        for fact in facts
    ]


def _without_ends_told_later(facts: Sequence[Fact], store: Store, today: str) -> list[Fact]:
    """Return facts without the ends that no source had told by the day asked."""
    going = [fact for fact in facts if fact.phase == "current" and fact.value("end")]
    later = [fact for fact in going if first_day(fact.value("reported")) > today]
    told = told_of(store, [fact.node for fact in later], AKG.status) if later else {}
    unknown = []
    for fact in later:
        days = [day_of(one.told) for one in told.get(fact.node, ()) if one.ends and one.ends.edtf == fact.value("end")]
        if days and min(days) > today:
            unknown.append(fact)
    return [_without_end(fact) if fact in unknown else fact for fact in facts]


def _without_unforeseen(facts: Sequence[Fact], store: Store, today: str) -> list[Fact]:
    """Return facts without what began after the day asked and no source had told by then, if others are left."""
    ahead = [fact for fact in facts if fact.phase == "planned" and fact.value("status") != "planned"]
    if not ahead or len(ahead) == len(facts):
        return list(facts)
    nodes = [fact.node for fact in ahead]
    told = [told_of(store, nodes, AKG.status), told_of(store, nodes, AKG.status, is_planned=True)]
    owners = told_of(store, nodes, AKG.brandOwner)
    unforeseen = []
    for fact in ahead:
        own = [one for one in owners.get(fact.node, ()) if one.value in fact.iris.get("owner", ())]
        days = [day_of(one.told) for one in (*own, *(one for by_node in told for one in by_node.get(fact.node, ())))]
        if days and min(days) > today:
            unforeseen.append(fact)
    return [fact for fact in facts if fact not in unforeseen]


def _without_end(fact: Fact) -> Fact:
    return replace(fact, values={name: value for name, value in fact.values.items() if not name.startswith("end")})


def _with_earlier(form: Form, facts: Sequence[Fact], handed: Iterable[str], store: Store, today: str) -> list[Fact]:
    """Return facts with the earlier runs of their states; what was handed on has runs of each holder instead."""
    nodes = Counter(_stake(fact) for fact in facts if fact.value("share") and fact.value("status") != "planned")
    later = [
        fact
        for fact in facts
        if nodes[_stake(fact)] < _SEVERAL
        and fact.node not in handed
        and (_began_later(fact, form, today) or _ended_later(fact, form, today))
    ]
    runs = _earlier_runs(later, form.view, store) if later else {}
    return [
        one for fact in facts for one in (_with_runs(fact, runs[fact.node], form, today) if fact in later else (fact,))
    ]


def _stake(fact: Fact) -> tuple[tuple[str, ...], ...]:
    """Return what a stake is in and whose it is; where it has several nodes, each tells its own share and time."""
    return fact.iris.get("owner", ()), fact.iris.get("owned", ())


def _asked(form: Form, today: str) -> Window:
    return form.window or Window(today, today)


def _began_later(fact: Fact, form: Form, today: str) -> bool:
    """Whether an earlier run may be asked for: of what began after the first day asked about, plans of now left out."""
    window, start = _asked(form, today), fact.value("startFirst")
    is_plan = form.window is None and fact.value("status") == "planned" and not form.asks_before
    return bool(start) and not is_plan and (bool(form.neighbour) or start > (window.first or window.last or "9999"))


def _ended_later(fact: Fact, form: Form, today: str) -> bool:
    """Whether an earlier run may be asked for: of what was told as over only after the day asked, without its end."""
    is_over = fact.value("status") == "ended" and not fact.value("end")
    return form.window is None and is_over and first_day(fact.value("reported")) > today


def _with_runs(fact: Fact, runs: Iterable[Run], form: Form, today: str) -> Iterator[Fact]:
    """Yield the earlier runs of a fact that reach into the time asked about, and the fact unless one goes on then."""
    last = _asked(form, today).last or "9999"
    then = [at_times(fact, run.times(today), today) for run in runs if day_of(run.start) <= last]
    yield from then
    if form.window or form.neighbour or not any(one.phase in ("current", "last_known") for one in then):
        yield fact


def _earlier_runs(facts: Sequence[Fact], view: View, store: Store) -> dict[str, list[Run]]:
    """Return the runs of states that were over when the present ones began, by node."""
    nodes = [fact.node for fact in facts]
    told = told_of(store, nodes, AKG.status)
    runs = {fact.node: [run for run in runs_of(told.get(fact.node, ())) if _is_earlier(run, fact)] for fact in facts}
    if view is View.ROLE:
        starts = _starts_of_others(nodes, store)
        runs = {node: [_succeeded(run, starts[node]) for run in known] for node, known in runs.items()}
    return runs


def _starts_of_others(nodes: Iterable[str], store: Store) -> Mapping[str, Sequence[ImpreciseDate]]:
    """Return when the others who were at the head of a firm began, by the post of each."""
    starts = defaultdict(list)
    for row in solutions(store, _SUCCESSORS % nodes_in(nodes)):
        starts[row["thing"]].append(ImpreciseDate.parse(row["start"]))
    return starts


def _until_the_next(facts: Sequence[Fact], store: Store) -> list[Fact]:
    """Return posts that are told as over when another's began as going on until then."""
    over = [fact for fact in facts if fact.value("status") == "ended" and not fact.value("end")]
    starts = _starts_of_others([fact.node for fact in over], store) if over else {}
    followed = [fact for fact in over if fact.value("reported") in [start.edtf for start in starts.get(fact.node, ())]]
    return [
        replace(fact, values=fact.values | {"going": fact.value("reported")}) if fact in followed else fact
        for fact in facts
    ]


def _is_earlier(run: Run, fact: Fact) -> bool:
    """Whether a run came before the present one; before the last report of what has been over since then."""
    start = fact.value("startFirst")
    if not run.last or fact.value("status") == "ended":
        return bool(run.last)
    return bool(start) and ImpreciseDate.parse(start).is_after(run.last)


def _succeeded(run: Run, starts: Iterable[ImpreciseDate]) -> Run:
    """Return a time in a post as going on until the next holder's began, unless a source tells when it was over."""
    after = [start for start in starts if run.told and start.is_after(run.told)]
    if not after or run.end or run.over:
        return run
    return replace(run, over=min(after, key=day_of), is_followed=True)
