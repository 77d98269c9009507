"""What held at a past time: the earlier runs of a state, and those who built or ran a thing before the present ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from autokg.answers.evidence import solutions
from autokg.answers.facts import Fact, at_times, first_day
from autokg.answers.form import Event, Form, Mode, View, Window
from autokg.core.dates import ImpreciseDate
from autokg.core.terms import AKG, RDF, RDFS
from autokg.stores.base import Store

_STANDING = (AKG.accepted, AKG.supporting, AKG.refined, AKG.superseded)
_SEVERAL = 2
# Who holds a thing by view: the slot of an answer, the property of the claims, and that of those who held it before.
_HELD = {
    View.PRODUCTION: ("builder", AKG.productionBuilder, AKG.formerProductionBuilder),
    View.PLANT: ("operator", AKG.operatedBy, AKG.formerOperator),
}
_CLAIMS = f"""SELECT DISTINCT ?thing ?value ?status ?told ?from ?until WHERE {{
  VALUES ?thing {{ %s }}
  ?thing ^{RDF.subject}|(^{AKG.mergedInto}/^{RDF.subject}) ?claim .
  ?claim {RDF.predicate} %s ; {RDF.object} ?value ; {AKG.outcome} ?outcome ; {AKG.saying} ?saying .
  ?saying {AKG.status} ?state ; {AKG.asOf} ?told
  FILTER(?outcome IN ({", ".join(map(str, _STANDING))}))
  FILTER(?state IN ({AKG.actual}, {AKG.ended}))
  BIND(STRAFTER(STR(?state), "#") AS ?status)
  OPTIONAL {{ ?saying {AKG.validFrom} ?from }}
  OPTIONAL {{ ?saying {AKG.validUntil} ?until }}
}} ORDER BY ?thing ?told ?status ?value ?from ?until"""
_FORMER = f"""SELECT DISTINCT ?thing ?value ?label WHERE {{
  VALUES ?thing {{ %s }}
  ?thing %s ?value . ?value {RDFS.label} ?label FILTER(LANG(?label) IN ("en", ""))
}} ORDER BY ?thing ?label"""
_SUCCESSORS = f"""SELECT DISTINCT ?thing ?start WHERE {{
  VALUES ?thing {{ %s }}
  ?thing a {AKG.HeadPost} ; {AKG.postIn} ?firm ; {AKG.holder} ?person .
  ?other {AKG.postIn} ?firm ; a {AKG.HeadPost} ; {AKG.since} ?start ; {AKG.holder} ?next FILTER(?next != ?person)
}} ORDER BY ?thing ?start"""


@dataclass(frozen=True, slots=True)
class Told:
    """What one source tells: a state or holder as of a time, with the start and end that it gives."""

    value: str
    is_over: bool
    told: ImpreciseDate
    begins: ImpreciseDate | None
    ends: ImpreciseDate | None


@dataclass(frozen=True, slots=True)
class Run:
    """A time through which a state went on.

    Attributes:
        told: when it was last told as going on. over: when it was told as over, or another one had begun.

    """

    start: ImpreciseDate | None = None
    end: ImpreciseDate | None = None
    told: ImpreciseDate | None = None
    over: ImpreciseDate | None = None

    @property
    def last(self) -> ImpreciseDate | None:
        """The end, else the time for which it was last told."""
        return self.end or self.over or self.told

    def times(self, today: str) -> dict[str, str]:
        """Return the run as the times of a fact; what is told as over later went on until then."""
        is_over = bool(self.end or self.over) and (bool(self.end) or _day(self.over) <= today)
        dates = {"start": self.start, "end": self.end, "reported": self.over if is_over and self.over else self.told}
        status = "ended" if is_over else "actual"
        return {"status": status, **{name: date.edtf for name, date in dates.items() if date}}


def holding_then(form: Form, facts: Sequence[Fact], store: Store, today: str) -> list[Fact]:
    """Return facts with those that later ones succeeded, where a past time or what came before is asked about."""
    if form.mode is Mode.WHEN or form.states or (form.window and form.window.event is not Event.HOLDS):
        return list(facts)
    nodes = Counter(_stake(fact) for fact in facts if fact.value("share") and fact.value("status") != "planned")
    later = [
        fact
        for fact in facts
        if nodes[_stake(fact)] < _SEVERAL and (_began_later(fact, form, today) or _ended_later(fact, form, today))
    ]
    runs = _earlier_runs(later, form.view, store) if later else {}
    found = [
        one for fact in facts for one in (_with_runs(fact, runs[fact.node], form, today) if fact in later else (fact,))
    ]
    asks_holder = form.view is View.PRODUCTION or "operator" in form.targets
    return _with_holders(form, found, store, today) if form.view in _HELD and asks_holder else found


def _stake(fact: Fact) -> tuple[tuple[str, ...], ...]:
    """Return what a stake is in and whose it is; where it has several nodes, each tells its own share and time."""
    return fact.iris.get("owner", ()), fact.iris.get("owned", ())


def _asked(form: Form, today: str) -> Window:
    return form.window or Window(today, today)


def _began_later(fact: Fact, form: Form, today: str) -> bool:
    """Whether an earlier run may be asked for: of what began after the first day asked about, plans of now left out."""
    window, start = _asked(form, today), fact.value("startFirst")
    is_plan = form.window is None and fact.value("status") == "planned"
    return bool(start) and not is_plan and (bool(form.neighbour) or start > (window.first or window.last or "9999"))


def _ended_later(fact: Fact, form: Form, today: str) -> bool:
    """Whether an earlier run may be asked for: of what was told as over only after the day asked, without its end."""
    is_over = fact.value("status") == "ended" and not fact.value("end")
    return form.window is None and is_over and first_day(fact.value("reported")) > today


def _with_runs(fact: Fact, runs: Iterable[Run], form: Form, today: str) -> Iterator[Fact]:
    """Yield the earlier runs of a fact that reach into the time asked about, and the fact unless one goes on then."""
    last = _asked(form, today).last or "9999"
    then = [at_times(fact, run.times(today), today) for run in runs if _day(run.start) <= last]
    yield from then
    if form.window or form.neighbour or not any(one.phase in ("current", "last_known") for one in then):
        yield fact


def _earlier_runs(facts: Sequence[Fact], view: View, store: Store) -> dict[str, list[Run]]:
    """Return the runs of states that were over when the present ones began, by node."""
    nodes = [fact.node for fact in facts]
    told = _told(store, nodes, AKG.status)
    runs = {fact.node: [run for run in runs_of(told.get(fact.node, ())) if _is_earlier(run, fact)] for fact in facts}
    if view is View.ROLE:
        starts = defaultdict(list)
        for row in solutions(store, _SUCCESSORS % _nodes(nodes)):
            starts[row["thing"]].append(ImpreciseDate.parse(row["start"]))
        runs = {node: [_succeeded(run, starts[node]) for run in known] for node, known in runs.items()}
    return runs


def _is_earlier(run: Run, fact: Fact) -> bool:
    """Whether a run came before the present one; before the last report of what has been over since then."""
    start = fact.value("startFirst")
    if not run.last or fact.value("status") == "ended":
        return bool(run.last)
    return bool(start) and ImpreciseDate.parse(start).is_after(run.last)


def _succeeded(run: Run, starts: Iterable[ImpreciseDate]) -> Run:
    """Return a time in a post as over when the next holder's began, unless a source tells when it was."""
    after = [start for start in starts if run.told and start.is_after(run.told)]
    return replace(run, over=min(after, key=_day)) if after and not (run.end or run.over) else run


def runs_of(told: Iterable[Told]) -> list[Run]:
    """Return the runs of a state from what sources tell, in order of time."""
    runs: list[Run] = []
    for one in sorted(told, key=lambda one: (_day(one.told), one.is_over, _day(one.begins))):
        run = runs[-1] if runs else None
        if one.is_over:
            same = run or Run()
            runs[-1:] = [Run(same.start or one.begins, one.ends or same.end, same.told, one.told)]
        elif run is None or run.over or (one.begins and run.told and one.begins.is_after(run.told)):
            runs.append(Run(one.begins, one.ends, one.told))
        else:
            runs[-1] = Run(run.start or one.begins, one.ends or run.end, one.told)
    return runs


def _with_holders(form: Form, facts: Sequence[Fact], store: Store, today: str) -> list[Fact]:
    """Return facts with those who built or ran a thing before as facts of their own."""
    slot, property_, former = _HELD[form.view]
    before: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in solutions(store, _FORMER % (_nodes(fact.node for fact in facts), former)) if facts else ():
        before[row["thing"]].append((row["value"], row["label"]))
    nodes = [fact.node for fact in facts] if form.view is View.PLANT else list(before)
    told = _told(store, nodes, property_) if nodes else {}
    found: list[Fact] = []
    for fact in facts:
        if known := [one for one in before.get(fact.node, ()) if one[0] not in fact.iris.get(slot, ())]:
            found += _by_holder(form, fact, known, told.get(fact.node, []), today)
        else:
            found.append(_without_opening(fact, told.get(fact.node, ())) if form.view is View.PLANT else fact)
    return found


def _by_holder(
    form: Form, fact: Fact, former: Sequence[tuple[str, str]], told: Sequence[Told], today: str
) -> Iterator[Fact]:
    """Yield a thing as its present holder's and, where asked, as that of those before."""
    slot, last = _HELD[form.view][0], _asked(form, today).last or "9999"
    present = [one for one in told if one.value in fact.iris.get(slot, ()) and not one.is_over]
    runs = {value: _former_run(value, told, present, form.view) for value, _ in former}
    handed = max((run.last for run in runs.values() if run.last), key=_day, default=None)
    given = max((run.end for run in runs.values() if run.end), key=_day, default=None)
    then = []
    for value, label in former if form.window or form.neighbour or _day(handed) > today else ():
        run = runs[value]
        held = replace(fact, labels=fact.labels | {slot: (label,)}, iris=fact.iris | {slot: (value,)})
        start = {} if run.start or form.view is View.PLANT else _starts(fact)
        then.append(at_times(held, start | run.times(today), today))
    yield from then
    first = given or handed
    if not fact.label(slot):
        yield fact
    elif not first or _day(first) <= last or form.neighbour:
        yield _since(fact, given, present)


def _former_run(value: str, told: Sequence[Told], present: Sequence[Told], view: View) -> Run:
    """Return the time through which one who built or ran a thing before did so."""
    own = [one for one in told if one.value == value]
    going, over = [one for one in own if not one.is_over], [one for one in own if one.is_over]
    starts = [one.begins for one in own if one.begins and view is not View.PLANT]
    ends = [one.ends for one in own if one.ends and view is not View.PLANT]
    last = max((one.told for one in going), key=_day, default=None)
    later = [one.told for one in present if last is None or one.told.is_after(last)]
    known = min([one.told for one in over] or later, key=_day, default=None)
    return Run(min(starts, key=_day, default=None), max(ends, key=_day, default=None), last, known)


def _since(fact: Fact, start: ImpreciseDate | None, present: Iterable[Told]) -> Fact:
    """Return a thing as held since a day; where that is not known, on the day on which a source first says so."""
    values = {name: value for name, value in fact.values.items() if not name.startswith("start")}
    days = sorted(one.told.latest.isoformat() for one in present if one.told.latest)
    told = {"startLast": days[0]} if days and start is None else {}
    return replace(fact, values=values | _dated("start", start) | told)


def _without_opening(fact: Fact, told: Iterable[Told]) -> Fact:
    """Return a plant without the day of its opening, which is not the one from which its operator runs it."""
    if fact.value("status") == "planned":
        return fact
    runners = fact.iris.get("operator", ())
    return _since(fact, None, [one for one in told if one.value in runners and not one.is_over])


def _dated(side: str, date: ImpreciseDate | None) -> dict[str, str]:
    if date is None:
        return {}
    days = {f"{side}First": date.earliest, f"{side}Last": date.latest}
    return {side: date.edtf, **{name: day.isoformat() for name, day in days.items() if day}}


def _starts(fact: Fact) -> dict[str, str]:
    return {"start": fact.value("start")} if fact.value("start") else {}


def _told(store: Store, nodes: Iterable[str], property_: NamedNode) -> Mapping[str, Sequence[Told]]:
    """Return what sources tell of some things in a property, plans and what did not stand left out."""
    told: dict[str, list[Told]] = defaultdict(list)
    for row in solutions(store, _CLAIMS % (_nodes(nodes), property_)):
        dates = [ImpreciseDate.parse(row[name]) if name in row else None for name in ("from", "until")]
        one = Told(row["value"], row["status"] == "ended", ImpreciseDate.parse(row["told"]), *dates)
        told[row["thing"]].append(one)
    return told


def _nodes(iris: Iterable[str]) -> str:
    return " ".join(str(NamedNode(iri)) for iri in sorted(set(iris)))


def _day(date: ImpreciseDate | None) -> str:
    """Return the first day of a date as text that can be compared; empty if it is open."""
    return date.earliest.isoformat() if date and date.earliest else ""
