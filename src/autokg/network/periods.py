"""From when to when the edges of a network hold, as sources tell it of who holds a thing and not only of the thing.

A production goes on when another builder takes it over, a venture when a parent leaves it: such a tie has a beginning
and an end of its own. What is over, nobody says since when, was `over` by the time as of which that was first told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import QuerySolution

from autokg.core.dates import ImpreciseDate
from autokg.core.terms import AKG
from autokg.network.views import run_for_each
from autokg.stores.base import Store

Date = ImpreciseDate | None
Row = dict[str, str | int | float]

_OPERATOR, _BRAND_OWNER, _STATUS = AKG.operatedBy.value, AKG.brandOwner.value, AKG.status.value
# Who holds a thing until the next one does.
_IN_TURN = frozenset({AKG.productionBuilder.value, _OPERATOR, _BRAND_OWNER})
_PLANNED, _GOING, _OVER = "planned", "actual", "ended"


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a thing, or of who holds it: a state as of a time, with its beginning and end.

    Attributes:
        latest: the last day on which a thing that is over may have ended.

    """

    value: str
    status: str
    as_of: Date
    begins: Date
    ends: Date
    latest: Date


def add_periods(rows: Iterable[Row], store: Store) -> None:
    """Correct `start` and `end` of edges that tell their `slot`; add by when those without an end were `over`."""
    slots: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if "status" in row and "|" in str(row.get("slot", "")):
            slots[str(row["slot"])].append(row)
    wanted = {slot: edges for slot, edges in slots.items() if _is_wanted(slot, edges)}
    told = _load(store, {slot.partition("|")[0] for slot in wanted})
    for slot, edges in wanted.items():
        times = _Times.of(slot, told)
        for row in edges:
            times.correct(row)


def _is_wanted(slot: str, edges: Iterable[Row]) -> bool:
    """Whether an edge may have other times than the thing that states it."""
    statuses = {row["status"] for row in edges}
    return len(statuses) > 1 or not statuses.isdisjoint({_PLANNED, _OVER}) or slot.endswith(f"|{_BRAND_OWNER}")


@dataclass(frozen=True, slots=True)
class _Times:
    """What is told of a slot, and where the state of its subject stands.

    Attributes:
        over: when the subject was told as over, in the order in which these count; empty while it is not.

    """

    property: str
    subject: Told | None
    over: tuple[Date, ...]
    told: Sequence[Told]

    @classmethod
    def of(cls, slot: str, told: Mapping[str, Sequence[Told]]) -> _Times:
        iri, _, property_ = slot.partition("|")
        subject = next(iter(told.get(iri, ())), None)
        over: tuple[Date, ...] = ()
        if subject and subject.status == _OVER:
            claims = [one.as_of for one in told.get(f"{iri}|{_STATUS}", ()) if one.status == _OVER]
            over = (None if subject.ends else subject.latest, *sorted(claims, key=_days), subject.as_of)
        return cls(property_, subject, over, told.get(slot, ()))

    def correct(self, row: Row) -> None:
        """Correct the times of an edge; one between two that hold a thing holds while both do."""
        holders = [end for end in (row["source"], row["target"]) if any(one.value == end for one in self.told)]
        terms = [_Term.of(self, row, holder) for holder in holders or [row["target"]]]
        times = {
            "start": _last(term.start for term in terms),
            "end": _first(term.end for term in terms),
            "over": _first(term.over for term in terms),
        }
        for name, date in times.items():
            row.pop(name, None)
            if date and (name != "over" or not times["end"]):
                row[name] = date.edtf


@dataclass(frozen=True, slots=True)
class _Term:
    """The time through which one holds a thing."""

    start: Date
    end: Date
    over: Date

    @classmethod
    def of(cls, times: _Times, row: Row, holder: object) -> _Term:
        own = [one for one in times.told if one.value == holder]
        others = [one for one in times.told if one.value != holder and one.status in (_GOING, _OVER)]
        start = _start(times, row, own, others)
        if row["status"] != _OVER:
            return cls(start, _announced_end(times, row, own), None)
        end = _end(times, own, others, start)
        return cls(start, end, None if end else _over(times, own, others, start))


def _start(times: _Times, row: Row, own: Sequence[Told], others: Sequence[Told]) -> Date:
    status, known = row["status"], _parse(row.get("start"))
    is_as_subject = times.subject is not None and status == times.subject.status
    if times.property == _OPERATOR:
        return None  # a plant is opened once, whoever runs it
    if times.property not in _IN_TURN and (is_as_subject or status == _OVER):
        return known
    begins = [one.begins for one in own if one.begins and (one.status == _PLANNED) == (status == _PLANNED)]
    if begins:
        return _begin_of_last_run(begins, others) if status == _GOING else _first(begins)
    if status == _OVER:
        return None if known in [one.begins for one in others] else known
    return known if is_as_subject and not any(one.status == _OVER for one in others) else None


def _begin_of_last_run(begins: Sequence[ImpreciseDate], others: Iterable[Told]) -> Date:
    """Return when one who holds a thing again began to."""
    between = [one.begins for one in others if one.begins]
    return _first(day for day in begins if not any(other.is_after(day) for other in between)) or _first(begins)


def _announced_end(times: _Times, row: Row, own: Iterable[Told]) -> Date:
    if times.subject and row["status"] == times.subject.status:
        return _parse(row.get("end"))
    return None if times.property == _OPERATOR else _last(one.ends for one in own if one.status == row["status"])


def _end(times: _Times, own: Sequence[Told], others: Sequence[Told], start: Date) -> Date:
    """Return the end that is told of a holder, else the beginning of the next one, else the end of the thing."""
    ends = times.subject.ends if times.subject and times.over else None
    if not others and ends:
        return ends
    if times.property != _OPERATOR:
        told = _last(one.ends for one in own if one.status == _OVER) or _last(one.ends for one in own)
        if told or (told := _next_begin(times, own, others, start)):
            return told
    over = _over(times, own, others, start)
    return None if ends and over and ends.is_after(over) else ends


def _next_begin(times: _Times, own: Sequence[Told], others: Iterable[Told], start: Date) -> Date:
    known = start or _first(one.as_of for one in own if one.status == _GOING)
    if times.property not in _IN_TURN or known is None:
        return None
    return _first(one.begins for one in others if one.begins and one.begins.is_after(known))


def _over(times: _Times, own: Sequence[Told], others: Iterable[Told], start: Date) -> Date:
    """Return the time as of which it is first told that a holder's part, or the thing, is over since it began."""
    last = _last(one.as_of for one in own if one.status == _GOING)
    told = [one.as_of for one in own if one.status == _OVER]
    later = [one.as_of for one in others if one.as_of and (last is None or one.as_of.is_after(last))]
    known = (*sorted(told, key=_days), *([_first(later)] if times.property in _IN_TURN else ()), *times.over)
    return next((date for date in known if date and not (start and start.is_after(date))), None)


def _first(dates: Iterable[Date]) -> Date:
    return min(filter(None, dates), key=_days, default=None)


def _last(dates: Iterable[Date]) -> Date:
    return max(filter(None, dates), key=_days, default=None)


def _days(date: Date) -> tuple[str, str]:
    return (str(date.earliest or ""), str(date.latest or "")) if date else ("", "")


def _parse(text: object) -> Date:
    return ImpreciseDate.parse(str(text)) if text else None


def _load(store: Store, subjects: Iterable[str]) -> dict[str, list[Told]]:
    told: dict[str, list[Told]] = defaultdict(list)
    for row in run_for_each(store, "tie-times", "subject", sorted(subjects)):
        told[row["slot"].value].append(_read(row))
    return told


def _read(row: QuerySolution) -> Told:
    def text(column: str) -> str:
        term = row[column]
        return term.value if term is not None else ""

    dates = (_parse(text(column)) for column in ("told", "from", "until", "latest"))
    return Told(text("value"), text("status"), *dates)
