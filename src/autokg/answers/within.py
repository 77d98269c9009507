"""Which facts fall in a window of time for certain, and which only may, because a date is not known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from autokg.answers.facts import Fact, last_counted, last_day
from autokg.answers.form import Event, Window


def split_by_window(facts: Iterable[Fact], window: Window | None) -> tuple[list[Fact], list[Fact]]:
    """Return the facts that hold in a window for certain, and those that may."""
    facts = list(facts)
    if window is None or window.event is not Event.HOLDS:
        return facts, []
    certain = [fact for fact in facts if _holds(fact, window)]
    return certain, [fact for fact in facts if fact not in certain and _may_hold(fact, window)]


def _holds(fact: Fact, window: Window) -> bool:
    """Return whether a fact is known to hold at some time in a window.

    It does if a day on which it is known to hold lies inside, or if it began before and went on after.
    """
    first, last = window.first or "0001-01-01", window.last or "9999-12-31"
    began, over = _began(fact), _went_on(fact)
    if not began and not over:
        return False
    return (began or over) <= last and (_goes_on(fact, window) or over or began) >= first


def _goes_on(fact: Fact, window: Window) -> str:
    """Return the last day on which a state without an end counts as going on: for as long as its report counts."""
    if fact.value("status") != "actual" or fact.value("end") or window.is_ahead:
        return ""
    if fact.phase == "current" and not fact.value("aged"):
        return "9999-12-31"
    return last_counted(last_day(fact.value("reported")))


def _may_hold(fact: Fact, window: Window) -> bool:
    """Return whether a fact that is not known to hold in a window may, because its start or end is not known."""
    start, end = fact.value("startFirst"), fact.value("endLast")
    if (end and end < (window.first or "")) or (start and window.last and start > window.last):
        return False
    # What is told as over on a day ended before it; what has a known end may have gone on after its last report.
    if fact.value("status") == "planned" or fact.phase == "current" or (fact.value("status") == "ended" and end):
        return True
    return last_day(fact.value("reported")) >= (window.first or "")


def _began(fact: Fact) -> str:
    """Return the first day on which a fact is known to hold; empty if none is."""
    return fact.value("startLast") or fact.value("startFirst")


def _went_on(fact: Fact) -> str:
    """Return the last day on which a fact is known to hold: its end, else the last report of it; a plan has none."""
    if end := fact.value("endFirst") or fact.value("endLast"):
        return end
    if fact.value("status") == "actual":
        # A brand is no state that is reported on a day: it belongs to its owner until another one follows.
        return "9999-12-31" if fact.value("basis") == "brand" else last_day(fact.value("reported"))
    return "9999-12-31" if fact.value("status") == "planned" else last_day(fact.value("going"))


def lacks_period(fact: Fact, window: Window | None) -> bool:
    """Return whether a fact may have held in a past window of which its last report does not tell."""
    last = (window.last if window and window.event is Event.HOLDS else None) or ""
    return (
        bool(last) and fact.value("status") == "actual" and not fact.value("end") and fact.value("startFirst") <= last
    )


def beside(facts: Sequence[Fact], slot: str, pivots: Collection[str], relation: str) -> list[Fact]:
    """Return the facts of others than some things in a slot, `before` or `after` theirs; of no date, what is over."""
    of_pivots = [fact for fact in facts if not set(fact.iris.get(slot, ())).isdisjoint(pivots)]
    others = [fact for fact in facts if fact not in of_pivots and fact.phase not in ("overdue", "cancelled")]
    if relation == "before":
        starts = [day for fact in of_pivots if (day := fact.value("startFirst") or fact.value("startLast"))]
        return [fact for fact in others if _was_before(fact, min(starts, default=""))]
    ends = [day for fact in of_pivots if (day := fact.value("endFirst") or fact.value("endLast"))]
    return [fact for fact in others if _was_after(fact, max(ends, default=""))]


def _was_before(fact: Fact, day: str) -> bool:
    start = fact.value("startFirst") or fact.value("startLast")
    if start and day:
        return start < day
    end = fact.value("endFirst")
    return fact.phase == "ended" and not (day and end > day)  # what ended later may have begun later


def _was_after(fact: Fact, day: str) -> bool:
    start = fact.value("startLast") or fact.value("startFirst")
    return start >= day if start and day else fact.phase in ("current", "last_known")
