"""The status that the whole sentence gives a finding: wishes, conditions, negated ends, pauses and ends to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autokg.core.dates import ImpreciseDate
from autokg.facts import Status
from autokg.reading.frames.building_frame import is_past
from autokg.reading.frames.reduction import Clause, reduce
from autokg.reading.frames.tagging import Item
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.statuses import by_date
from autokg.reading.rules.text import Text

_DATES = frozenset({"start", "end"})
_STATED = (Status.ACTUAL, Status.PLANNED, Status.DENIED)


def restate(finding: Finding, items: Sequence[Item], text: Text) -> Finding | None:
    """Return a finding with the status of its sentence; None if that only wishes or imagines it."""
    if _is_undone(finding, items) or _is_imagined(finding, text):
        return None
    dated = text.today and "end" in finding.slots  # then its date has told whether it is over
    if finding.kind != "production":
        closed = _as_closed(finding, text)
        return closed if dated else _as_ahead(closed, items, text)
    said = _as_said(finding, items, text)
    if not dated:
        said = _as_ahead(_as_past(said, items), items, text)
    return _as_going_on(_as_over(said, text), items, text)


def _is_undone(finding: Finding, items: Sequence[Item]) -> bool:
    """Return whether an agreement is only said not to go on ("has not renewed its contract"), which denies none."""
    denied = finding.kind == "agreement" and finding.status is Status.DENIED
    return denied and not any(item.kind == "deny" for item in items)


def _is_imagined(finding: Finding, text: Text) -> bool:
    """Return whether a fact is only demanded, refused or what might have been ("would have built")."""
    sentence = finding.clause.sentence
    imagined = text.language.scan("status.imagined", text.masked, sentence.start, sentence.end)
    return finding.kind in ("production", "investment") and any(match.start() < finding.end for match in imagined)


def _as_said(finding: Finding, items: Sequence[Item], text: Text) -> Finding:
    """Return a production with the status that words around its clause give.

    It goes on if its end is denied, is reported if it is not ruled out or hangs on a condition, and planned if it
    moves now.
    """
    sentence, language = finding.clause.sentence, text.language
    last = min(max(finding.end, finding.clause.end), sentence.end)
    kept = language.pattern("status.kept").search(text.masked, sentence.start, last)
    if kept and finding.status in (Status.DENIED, Status.ENDED, Status.PLANNED):
        return _going_on(finding)
    ajar = language.pattern("status.open").search(text.masked, sentence.start, sentence.end)
    if ajar and finding.status in _STATED:
        start, end = min(finding.start, ajar.start()), max(finding.end, ajar.end())
        return replace(finding, status=Status.REPORTED, start=start, end=end)
    hearsay = language.pattern("status.hearsay").search(text.masked, sentence.start, finding.start)
    if hearsay and finding.status in _STATED:
        denied = any(item.kind == "deny" for item in items)
        status = Status.DENIED if denied else Status.REPORTED
        return replace(finding, status=status, start=hearsay.start(), end=sentence.end if denied else finding.end)
    if (supposed := _supposed(finding, text)) and finding.status in (Status.ACTUAL, Status.PLANNED):
        start, end = min(finding.start, supposed[0]), max(finding.end, supposed[1])
        return replace(finding, status=Status.REPORTED, start=start, end=end)
    moves = language.pattern("status.moves_now").search(text.masked, finding.clause.start, finding.clause.end)
    if moves and finding.status in (Status.ACTUAL, Status.ENDED) and any(item.kind == "move" for item in items):
        return replace(finding, status=Status.PLANNED)
    return finding


def _supposed(finding: Finding, text: Text) -> tuple[int, int] | None:
    """Return where a conditional stands that tells a fact, unless it only repeats what somebody announced."""
    sentence, language = finding.clause.sentence, text.language
    if language.pattern("status.announced").search(text.masked, sentence.start, finding.end):
        return None
    found = language.scan("status.conditional", text.masked, sentence.start, sentence.end)
    return next((m.span() for m in found if m.start() < finding.clause.end and finding.clause.start < m.end()), None)


def _as_closed(finding: Finding, text: Text) -> Finding:
    """Return a plant that is told to be closed as ended, unless the day is still to come."""
    closed = finding.slots.get("closed")
    if finding.kind != "plant" or finding.status is not Status.ACTUAL or not isinstance(closed, Value):
        return finding
    return replace(finding, status=by_date(Status.ENDED, None, closed.value, text.today))


def _as_past(finding: Finding, items: Sequence[Item]) -> Finding:
    """Return a production as ended if the verb that tells it is in the past tense."""
    if finding.status is not Status.ACTUAL or not any(item.tense in ("past", "preterite") for item in items):
        return finding
    own = next((clause for clause in _clauses(finding, items) if clause.start <= finding.start < clause.end), None)
    return replace(finding, status=Status.ENDED) if own and is_past(own) else finding


def _as_ahead(finding: Finding, items: Sequence[Item], text: Text) -> Finding:
    """Return an end still to come as planned: "will be discontinued" and, without a day of today, "ends in May"."""
    if finding.kind not in ("production", "plant") or finding.status is not Status.ENDED:
        return finding
    ending = [clause for clause in _clauses(finding, items) if clause.has("end", "close", "former", "output")]
    now = text.language.pattern("status.ends_now")
    ahead = any(clause.has("will") or clause.is_told("will") for clause in ending) or (
        text.today is None
        and bool({"end", "closed"} & set(finding.slots))
        and any(now.search(text.masked, clause.start, clause.end) for clause in ending)
    )
    return replace(finding, status=Status.PLANNED) if ahead else finding


def _as_over(finding: Finding, text: Text) -> Finding:
    """Return a production of which the end was taken for a start: "from June it will no longer be built"."""
    start = finding.slots.get("start")
    if finding.status is not Status.ENDED or not isinstance(start, Value) or "end" in finding.slots or not text.today:
        return finding
    if (ImpreciseDate.parse(start.value).earliest or text.today) <= text.today:
        return finding
    slots = {"end" if slot == "start" else slot: value for slot, value in finding.slots.items()}
    return replace(finding, status=Status.PLANNED, slots=slots)


def _as_going_on(finding: Finding, items: Sequence[Item], text: Text) -> Finding:
    """Return a production as actual if it only pauses, or is to end on a day that nobody names."""
    if finding.status not in (Status.ENDED, Status.PLANNED):
        return finding
    clauses = [clause for clause in _clauses(finding, items) if clause.has("end") or _is_no_more(clause, text)]
    if not clauses:
        return finding
    sentence = finding.clause.sentence
    if text.language.pattern("status.paused").search(text.masked, sentence.start, sentence.end):
        return _going_on(finding)
    ends = finding.status is Status.PLANNED and not _DATES & set(finding.slots)
    return _going_on(finding) if ends and not any(clause.has("begin", "move") for clause in clauses) else finding


def _is_no_more(clause: Clause, text: Text) -> bool:
    return bool(text.language.pattern("status.no_more").search(text.masked, clause.start, clause.end))


def _going_on(finding: Finding) -> Finding:
    slots = {slot: value for slot, value in finding.slots.items() if slot not in _DATES}
    return replace(finding, status=Status.ACTUAL, slots=slots)


def _clauses(finding: Finding, items: Sequence[Item]) -> list[Clause]:
    """Return the clauses of a sentence that a finding stands in."""
    return [
        clause
        for clause in reduce(items, finding.clause.sentence)
        if clause.start < finding.end and finding.start < clause.end
    ]
