"""Sums of shares: what is known to be held of an organisation on one day.

A stake is known from its `since` (else the day for which it is stated) to its `until` (else that day). Of several
figures for one owner the lowest counts, so that sources that disagree are no violation.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from autokg.core.dates import ImpreciseDate
from autokg.core.ids import fold
from autokg.curating.curated_folder import DataFolder, LocatedFact
from autokg.facts import JointVenture, Stake, Status
from autokg.names.gazetteer import ORGANIZATIONS, Gazetteer

_FULL = 100.5  # shares are rounded


@dataclass(frozen=True, slots=True)
class Holding:
    """A share that is known to be held from one day to another, both included."""

    owner: str
    owned: str
    percent: float
    first: dt.date
    last: dt.date
    where: str


def find_excess_shares(folder: DataFolder) -> Iterator[tuple[str, str]]:
    """Yield (place, problem) for each organisation of which more than all is held on some day."""
    by_owned: dict[str, list[Holding]] = defaultdict(list)
    for located in folder.facts:
        for holding in _holdings(located, folder.gazetteer):
            by_owned[holding.owned].append(holding)
    for owned, holdings in by_owned.items():
        excess = (day for day in sorted({holding.first for holding in holdings}) if _total(holdings, day) > _FULL)
        if day := next(excess, None):
            where = next(holding.where for holding in holdings if holding.first == day)
            yield where, f"{_total(holdings, day):g} % of {owned} are held on {day}: {_words(holdings, day)}"


def _on(holdings: list[Holding], day: dt.date) -> dict[str, float]:
    """Return the lowest share of each owner on a day."""
    lowest: dict[str, float] = {}
    for holding in holdings:
        if holding.first <= day <= holding.last:
            lowest[holding.owner] = min(holding.percent, lowest.get(holding.owner, holding.percent))
    return lowest


def _total(holdings: list[Holding], day: dt.date) -> float:
    return sum(_on(holdings, day).values())


def _words(holdings: list[Holding], day: dt.date) -> str:
    return ", ".join(f"{owner} {percent:g}" for owner, percent in sorted(_on(holdings, day).items()))


def _holdings(located: LocatedFact, gazetteer: Gazetteer) -> Iterator[Holding]:
    match located.fact:
        case Stake(status=Status.ACTUAL | Status.ENDED) as stake:
            percent = stake.share_percent if stake.share_percent is not None else stake.share_min
            shares, owned = {stake.owner: percent}, stake.owned
        case JointVenture(status=Status.ACTUAL, name=str()) as venture:
            shares, owned = dict(venture.shares), venture.name or ""
        case _:
            return
    period = _period(located)
    for owner, percent in shares.items():
        if percent and period:
            yield Holding(_key(owner, gazetteer), _key(owned, gazetteer), percent, *period, located.where)


def _period(located: LocatedFact) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of which the share is certain, None if no day is."""
    since, until = (getattr(located.fact, name, None) for name in ("since", "until"))
    stated = located.as_of if located.fact.status is Status.ACTUAL else None
    first = ImpreciseDate.parse(since).latest if since else stated.latest if stated else None
    last = _day_before(ImpreciseDate.parse(until).earliest) if until else stated.earliest if stated else None
    if first is None or last is None:
        return None
    # A period that is vaguer than it is long is known for one day, its end.
    return (first, last) if first <= last else (first, first)


def _day_before(day: dt.date | None) -> dt.date | None:
    """Return the day before, on which a share that ends on a day is still held for certain."""
    return day and day - dt.timedelta(days=1)


def _key(name: str, gazetteer: Gazetteer) -> str:
    entries = gazetteer.find(name, ORGANIZATIONS)
    return entries[0].id if len(entries) == 1 else fold(name)
