"""Rows of a compiled query → facts with labels and the phase they are in on the day asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import groupby

from autokg.answers.patterns import TIMES
from autokg.claims.state import FILED, YEARS_CURRENT, phase_on
from autokg.core.dates import ImpreciseDate
from autokg.core.terms import AKG
from autokg.errors import DateError

Row = Mapping[str, str]
MISSED = "missedStart"
# Types of agreement that say little of what is agreed.
_VAGUE = tuple(term.value for term in (AKG.alliance, AKG.memorandum, AKG.partnership))

# The order in which phases are told: what holds first.
PHASES = ("current", "last_known", "planned", "overdue", "end_due", "ended", "rumoured", "cancelled", "denied")


@dataclass(frozen=True, slots=True)
class Fact:
    """One node of an answer: labels and IRIs by slot, plain values, and its phase on the day asked."""

    node: str
    phase: str
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    iris: dict[str, tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def label(self, slot: str) -> str:
        """Return the first label of a slot; empty if it is not known."""
        return next(iter(self.labels.get(slot, ())), "")

    def value(self, name: str) -> str:
        """Return a plain value; empty if it is not known."""
        return self.values.get(name, "")

    @property
    def filed(self) -> str:
        """The model year of the last filing, if nothing else dates the end."""
        match = FILED.fullmatch(self.value("end"))
        return match[1] if match else ""


def gather(rows: Iterable[Row], things: Sequence[str], today: str, key: Sequence[str] = ()) -> list[Fact]:
    """Return one fact per node (and key), in the order of the rows; several values of a slot are kept, sorted."""
    by_node: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        by_node.setdefault((row["node"], *(row.get(name, "") for name in key)), []).append(row)
    return [_fact(node[0], told, things, today) for node, told in by_node.items()]


def _fact(node: str, rows: Sequence[Row], things: Sequence[str], today: str) -> Fact:
    pairs = {slot: sorted({(_label(row, slot), row[slot]) for row in rows if slot in row}) for slot in things}
    names = {name for row in rows for name in row if name not in pairs and not name.endswith("Label")}
    values = {name: _value(name, [row[name] for row in rows if name in row]) for name in sorted(names - {"node"})}
    _fill_bounds(values)
    day = dt.date.fromisoformat(today)
    phase = phase_on(day, values).value
    if phase == "last_known" and "lives" in values:
        phase = phase_on(day, values | {"reported": values["lives"]}).value
        values |= {"aged": "yes"} if phase == "current" else {}
    values = _without_missed_start(phase, values, today)
    return Fact(
        node,
        phase,
        {slot: tuple(dict.fromkeys(label for label, _ in found)) for slot, found in pairs.items()},
        {slot: tuple(iri for _, iri in found) for slot, found in pairs.items()},
        values,
    )


def _value(name: str, values: Sequence[str]) -> str:
    """Return the value of a fact: of several ends the last, of types one that says more, of others the first."""
    return max(values) if name == "end" else min(values, key=lambda value: (value in _VAGUE, value))


def _fill_bounds(values: dict[str, str]) -> None:
    """Add the first and last day of dates that the base holds as EDTF alone."""
    for side in ("start", "end"):
        if side not in values or f"{side}First" in values or f"{side}Last" in values:
            continue
        with suppress(DateError):
            date = ImpreciseDate.parse(values[side])
            values |= {
                f"{side}{end}": day.isoformat() for end, day in (("First", date.earliest), ("Last", date.latest)) if day
            }


def _label(row: Row, slot: str) -> str:
    return row.get(f"{slot}Label") or row[slot].rpartition("/")[2].replace("-", " ")


def _without_missed_start(phase: str, values: dict[str, str], today: str) -> dict[str, str]:
    """Return the values of a state; a plan that is confirmed after its start has passed does not start then.

    The date that it missed is kept apart, for who asks when it was to start.
    """
    if phase != "planned" or not "" < values.get("startLast", "") < today:
        return values
    rest = {name: value for name, value in values.items() if not name.startswith("start")}
    return rest | {MISSED: values["start"]} if "start" in values else rest


def at_times(fact: Fact, times: Mapping[str, str], today: str) -> Fact:
    """Return a fact with the status and dates of another time, and the phase that they give it."""
    kept = {name: value for name, value in fact.values.items() if name not in TIMES}
    values = kept | dict(times)
    _fill_bounds(values)
    phase = phase_on(dt.date.fromisoformat(today), values).value
    return replace(fact, phase=phase, values=_without_missed_start(phase, values, today))


def first_day(edtf: str) -> str:
    """Return the first day of a date as text that can be compared; empty if it is open or not known."""
    date = ImpreciseDate.parse(edtf) if edtf else None
    return date.earliest.isoformat() if date and date.earliest else ""


def last_day(edtf: str) -> str:
    """Return the last day of a date as text that can be compared; empty if it is open or not known."""
    date = ImpreciseDate.parse(edtf) if edtf else None
    return date.latest.isoformat() if date and date.latest else ""


def last_counted(day: str) -> str:
    """Return the last day on which a report of a day counts as the present state; empty if there is no report."""
    if not day:
        return ""
    years = int(day[:4]) + YEARS_CURRENT
    return f"{years:04}-02-28" if day.endswith("-02-29") else f"{years:04}{day[4:]}"


def ordered(facts: Iterable[Fact]) -> list[Fact]:
    """Return facts with what holds first."""
    return sorted(facts, key=lambda fact: PHASES.index(fact.phase))


def by_phase(facts: Iterable[Fact]) -> list[tuple[str, list[Fact]]]:
    """Return facts grouped by phase, what holds first."""
    return [(phase, list(group)) for phase, group in groupby(ordered(facts), key=lambda fact: fact.phase)]
