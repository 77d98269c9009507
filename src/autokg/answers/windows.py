"""The time that a question names, and the statuses it asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise, takewhile

from autokg.answers.form import Event, Mode, Relation, View, Window
from autokg.answers.marking import Item
from autokg.answers.named_days import whole_year
from autokg.answers.question import Question

_RECENT_DAYS = 365
_YEARS_OF_NEWS = 2  # what is new is asked without a time
_SHIFTS = (("this_year", 0), ("last_year", -1), ("next_year", 1))


def window_of(asked: Question, view: View) -> Window | None:
    """Return the time that the question names, with what happens in it."""
    first, last, relation = _span(asked)
    event = _event(asked, view)
    if relation is Relation.SINCE and event is Event.ENDS and _is_over(asked, first):
        last = asked.today.isoformat()  # what is announced for a later day has not happened since
    if first is None and last is None:
        if _asks_for_news(asked, view):
            return Window(f"{asked.today.year - _YEARS_OF_NEWS}-01-01", None, Relation.SINCE, Event.STARTS)
        if view is View.CHANGE and (asked.has("verb", "change") or asked.has("time", "new")):
            return Window(f"{asked.today.year - _YEARS_OF_NEWS}-01-01", None, Relation.SINCE, Event.CHANGES)
        return None
    return Window(first, last, relation, event, is_ahead=(first or "") > asked.today.isoformat())


def _asks_for_news(asked: Question, view: View) -> bool:
    """Return whether a number or list of new things is asked for: "new" beside a noun, not before a name."""
    lists = asked.has("question", "which", "how_many") and not asked.has("state", "planned")
    if not lists or view not in (View.PRODUCTION, View.PLANT, View.TIE) or asked.has("verb", "open", "start"):
        return False
    pairs = [pair for pair in pairwise(asked.items) if any(item.is_a("time", "new") for item in pair)]
    return any(item.nouns or item.is_a("attribute") for pair in pairs for item in pair)


def _is_over(asked: Question, first: str | None) -> bool:
    """Return whether a time that began before this year is asked about, and no plan."""
    return (first or "9999")[:4] < str(asked.today.year) and not asked.has("state", "planned")


def _event(asked: Question, view: View) -> Event:
    if asked.has("verb", "change") or (view is View.CHANGE and not asked.has("verb", "start", "end")):
        return Event.CHANGES
    if asked.has("verb", "start", "open", "agree") and not asked.has("question", "when"):
        return Event.STARTS
    if asked.has("verb", "end", "close", "leave"):
        return Event.ENDS
    return Event.STARTS if view is View.INVESTMENT else Event.HOLDS  # an investment has a day, and does not last


def _span(asked: Question) -> tuple[str | None, str | None, Relation]:
    if asked.has("time", "recently"):
        day = asked.today
        return (day - dt.timedelta(days=_RECENT_DAYS)).isoformat(), day.isoformat(), Relation.WITHIN
    times = [days for item in asked.items if (days := _days(item, asked.today))]
    if not times:
        return None, None, Relation.WITHIN
    first, last = min(first for first, _ in times), max(last for _, last in times)
    is_single = len(set(times)) == 1
    if is_single and (asked.has("time", "before") or asked.has("question", "until_when")):
        return None, _shifted(first, -1), Relation.BEFORE
    if is_single and _is_right_before_time(asked, "by"):
        return None, last, Relation.BEFORE
    if is_single and (_precedes_time(asked, "since") or asked.has("question", "since_when")):
        return _shifted(last, 1) if _precedes_time(asked, "after") else first, None, Relation.SINCE
    return first, last, Relation.WITHIN


def _days(item: Item, today: dt.date) -> tuple[str, str] | None:
    """Return the first and last day of a date, or of a time relative to the day asked; None for other words."""
    if item.days:
        return item.days
    shifts = (shift for concept, shift in _SHIFTS if item.is_a("time", concept))
    return next((whole_year(today.year + shift) for shift in shifts), None)


def _shifted(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def _precedes_time(asked: Question, concept: str) -> bool:
    """Return whether a mark of time stands before a date, with no name between."""
    for at, item in enumerate(asked.items):
        if _days(item, asked.today):
            marks = takewhile(lambda other: not other.names, reversed(asked.items[max(0, at - 2) : at + 1]))
            if any(other.is_a("time", concept) for other in marks):
                return True
    return False


def _is_right_before_time(asked: Question, concept: str) -> bool:
    """Return whether a mark stands right before a date: "by" elsewhere names who does something."""
    pairs = pairwise(asked.items)
    return any(first.is_a("time", concept) and _days(second, asked.today) for first, second in pairs)


def states_of(asked: Question, mode: Mode) -> Iterator[str]:
    """Yield the statuses asked for; of yes or no, the verdict says whether a state is current."""
    # "When will it start" asks for a date whatever has become of the plan.
    unwanted = ("current", "planned") if mode is Mode.WHEN else ("current",)
    wanted = [state for state in asked.concepts("state") if state not in unwanted]
    if asked.has("modality", "no_longer") and mode is not Mode.YES_NO:
        wanted.insert(0, "ended")
    if asked.has("noun", "due") and not asked.is_dated:
        wanted.append("ended" if asked.has("noun", "agreement") and asked.means("expired") else "overdue")
    if "cancelled" in wanted or "overdue" in wanted:  # a plan that was dropped, or that is late, is called planned too
        wanted = [state for state in wanted if state != "planned"]
    ranked = mode is Mode.SUPERLATIVE and asked.has("aggregate", "newest", "oldest")
    if asked.has("verb", "end", "close", "leave") and (
        ranked or (mode in (Mode.LIST, Mode.COUNT) and not asked.is_dated)
    ):
        wanted.append("ended")
    yield from dict.fromkeys(wanted)
    if (asked.has("state", "current") or asked.has("modality", "still")) and mode is not Mode.YES_NO:
        yield "current"
