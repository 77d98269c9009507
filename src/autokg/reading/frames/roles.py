"""The frame of leading: who has which title in which organisation, by adjacent mentions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.reduction import Clause
from autokg.reading.rules.context import antecedent, resolve
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.templates import Slots, to_value
from autokg.reading.rules.text import Text

_NEAR = 45
_TIGHT = 22
_BESIDE = 4  # letters, as in "of " and "'s "


def find_roles(clause: Clause, text: Text, around: list[Mention]) -> Iterator[Finding]:
    """Yield the persons of a clause that stand beside a title; `around` are the mentions of the whole sentence."""
    for person in clause.mentions():
        if person.kind is not Kind.PERSON:
            continue
        titles = [m for m in around if m.kind is Kind.TITLE and _gap(m, person) <= _NEAR]
        if not titles:
            continue
        title = min(titles, key=lambda m: _gap(m, person))
        between = text.masked[min(title.end, person.end) : max(title.start, person.start)]
        if any(mark in between for mark in '.;:"”»') or _others_between(title, person, around):
            continue
        slots: Slots = {
            "person": Value(person.name, person.start, person.end),
            "title": Value(title.name, title.start, title.end),
        }
        slots |= _organization(title, person, around, text) | _since(title, clause, text)
        status = Status.PLANNED if _is_to_come(title, person, clause) else Status.ACTUAL
        yield make_finding("role", "lead", clause, status, slots, text=text)


def _since(title: Mention, clause: Clause, text: Text) -> Slots:
    """Return since when somebody has a title: the day of a clause that tells of the appointment, or after "since"."""
    dates = [m for m in clause.mentions() if m.kind is Kind.DATE and m.start > title.end]
    if len(dates) != 1:
        return {}
    appointed = text.language.pattern("careers.appointed").search(text.masked, clause.start, clause.end)
    if appointed is None and clause.preposition(dates[0]) != "since":
        return {}
    since = to_value("since", dates[0], text)
    return {"since": since} if since else {}


def with_organization(finding: Finding, text: Text) -> Finding:
    """Return a role without organisation as one in the organisation that the text speaks of where it stands."""
    if finding.kind != "role" or "organization" in {*finding.slots, *finding.fixed}:
        return finding
    named = antecedent(Kind.ORG, finding.start, text)
    value = to_value("organization", named, text) if named else None
    return replace(finding, slots={**finding.slots, "organization": value}) if value else finding


def _is_to_come(title: Mention, person: Mention, clause: Clause) -> bool:
    """Return whether a word of the future stands between a person and a title ("will become chief executive")."""
    start, end = min(title.end, person.end), max(title.start, person.start)
    return any(item.kind == "will" and start <= item.start < end for item in clause.items)


def _organization(title: Mention, person: Mention, around: list[Mention], text: Text) -> Slots:
    beside = [m for m in around if m.kind is Kind.NAME and m is not person and _gap(m, title) <= _BESIDE]
    beside = [m for m in beside if "," not in text.masked[min(m.end, title.end) : max(m.start, title.start)]]
    near = [m for m in around if min(_gap(m, title), _gap(m, person)) <= _TIGHT]
    orgs = beside + [m for m in near if m.kind in (Kind.ORG, Kind.THE_ORG)]
    for org in sorted(orgs, key=lambda m: (_gap(m, title), m.start)):
        named = resolve(org, text)
        value = to_value("organization", named, text) if named else None
        if value:
            return {"organization": value}
    return {}


def _gap(first: Mention, second: Mention) -> int:
    return max(first.start - second.end, second.start - first.end, 0)


def _others_between(title: Mention, person: Mention, around: list[Mention]) -> bool:
    start, end = min(title.end, person.end), max(title.start, person.start)
    return any(m.kind in (Kind.PERSON, Kind.TITLE) and start <= m.start < end for m in around)
