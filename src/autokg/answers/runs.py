"""What sources tell of things through time: each saying as of a day, and the runs that follow from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from autokg.answers.evidence import solutions
from autokg.core.dates import ImpreciseDate
from autokg.core.terms import AKG, RDF
from autokg.stores.base import Store

_STANDING = (AKG.accepted, AKG.supporting, AKG.refined, AKG.superseded)
_CLAIMS = f"""SELECT DISTINCT ?thing ?value ?status ?told ?from ?until WHERE {{
  VALUES ?thing {{ %s }}
  ?thing ^{RDF.subject}|(^{AKG.mergedInto}/^{RDF.subject}) ?claim .
  ?claim {RDF.predicate} %s ; {RDF.object} ?value ; {AKG.outcome} ?outcome ; {AKG.saying} ?saying .
  ?saying {AKG.status} ?state ; {AKG.asOf} ?told
  FILTER(?outcome IN ({", ".join(map(str, _STANDING))}))
  FILTER(?state IN (%s))
  BIND(STRAFTER(STR(?state), "#") AS ?status)
  OPTIONAL {{ ?saying {AKG.validFrom} ?from }}
  OPTIONAL {{ ?saying {AKG.validUntil} ?until }}
}} ORDER BY ?thing ?told ?status ?value ?from ?until"""


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
        first: when it was first told as going on. is_handed: whether the one before was told as over then.
        is_followed: whether the next one is told with its end, so that it went on until then.

    """

    start: ImpreciseDate | None = None
    end: ImpreciseDate | None = None
    told: ImpreciseDate | None = None
    over: ImpreciseDate | None = None
    first: ImpreciseDate | None = None
    is_handed: bool = False
    is_followed: bool = False

    @property
    def last(self) -> ImpreciseDate | None:
        """The end, else the time for which it was last told."""
        return self.end or self.over or self.told

    def times(self, today: str) -> dict[str, str]:
        """Return the run as the times of a fact; what is told as over later went on until then."""
        is_over = bool(self.end or self.over) and (bool(self.end) or day_of(self.over) <= today)
        dates = {"start": self.start, "end": self.end, "reported": self.over if is_over and self.over else self.told}
        status = "ended" if is_over else "actual"
        dates["going"] = (self.over if self.is_followed else self.told) if is_over else None
        return {"status": status, **{name: date.edtf for name, date in dates.items() if date}, **self._bounds()}

    def _bounds(self) -> dict[str, str]:
        """Return the days between which a run began of which no source tells the start."""
        if self.start or not self.first:
            return {}
        days = {"startFirst": self.first.earliest if self.is_handed else None, "startLast": self.first.latest}
        return {name: day.isoformat() for name, day in days.items() if day}


def runs_of(told: Iterable[Told]) -> list[Run]:
    """Return the runs of a state from what sources tell, in order of time."""
    runs: list[Run] = []
    for one in sorted(told, key=lambda one: (day_of(one.told), one.is_over, day_of(one.begins))):
        run = runs[-1] if runs else None
        if one.is_over:
            same = run or Run()
            runs[-1:] = [Run(same.start or one.begins, one.ends or same.end, same.told, one.told)]
        elif run is None or run.over or (one.begins and run.told and one.begins.is_after(run.told)):
            runs.append(Run(one.begins, one.ends, one.told))
        else:
            runs[-1] = Run(run.start or one.begins, one.ends or run.end, one.told)
    return runs


def told_of(
    store: Store, nodes: Iterable[str], property_: NamedNode, *, is_planned: bool = False
) -> Mapping[str, Sequence[Told]]:
    """Return what sources tell of some things in a property, by node, as it is or, if wanted, as planned."""
    told: dict[str, list[Told]] = defaultdict(list)
    states = str(AKG.planned) if is_planned else f"{AKG.actual}, {AKG.ended}"
    listed = nodes_in(nodes)
    for row in solutions(store, _CLAIMS % (listed, property_, states)) if listed else ():
        dates = [ImpreciseDate.parse(row[name]) if name in row else None for name in ("from", "until")]
        one = Told(row["value"], row["status"] == "ended", ImpreciseDate.parse(row["told"]), *dates)
        told[row["thing"]].append(one)
    return told


def nodes_in(iris: Iterable[str]) -> str:
    """Return IRIs as the terms of a VALUES block, sorted."""
    return " ".join(str(NamedNode(iri)) for iri in sorted(set(iris)))


def day_of(date: ImpreciseDate | None) -> str:
    """Return the first day of a date as text that can be compared; empty if it is open."""
    return date.earliest.isoformat() if date and date.earliest else ""


def dated(side: str, date: ImpreciseDate | None) -> dict[str, str]:
    """Return a start or end as the values of a fact, with its first and last day; nothing if it is not known."""
    if date is None:
        return {}
    days = {f"{side}First": date.earliest, f"{side}Last": date.latest}
    return {side: date.edtf, **{name: day.isoformat() for name, day in days.items() if day}}
