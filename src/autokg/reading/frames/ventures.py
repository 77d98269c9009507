"""The frame of joint ventures: who founds one with whom, and how it is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autokg.core.ids import fold
from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.reduction import Clause
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.templates import Slots
from autokg.reading.rules.text import Text

_APPOSED = 2  # letters between "a joint venture" and its name
_NEAR = 6  # words between two parents
_BACK = 2  # sentences in which "the two companies" are named
_TWO = 2


def find_venture(clause: Clause, text: Text, orgs: list[Mention], status: Status) -> Iterator[Finding]:
    """Read "Vega, the joint venture of Acme and Bolt" and "Acme forms a joint venture with Bolt"."""
    at = clause.index("venture")
    if at is None:
        return
    head = clause.items[at]
    name = _name(clause, at, orgs)
    parents = [m for m in orgs if m is not name and (m.start > head.end or clause.preposition(m) != "by")]
    if len(parents) == 1 and clause.preposition(parents[0]) == "with":
        parents = [*_founders(clause, name), *parents]
    if not parents and name and clause.has("call"):
        parents = pair_before(clause, text, named=False)
    if len({fold(m.name) for m in parents}) != _TWO or not _are_joined(parents, clause):
        return
    slots: Slots = {"parents": tuple(Value(m.name, m.start, m.end) for m in parents[:_TWO])}
    if name:
        slots["name"] = Value(name.name, name.start, name.end)
    yield make_finding("joint_venture", "venture", clause, status, slots, text=text)


def _name(clause: Clause, at: int, orgs: Sequence[Mention]) -> Mention | None:
    """Return what a venture is called: a name before an apposition, right after the noun, or after "called"."""
    called = clause.index("call")
    if called is not None and called > at:
        return next((m for m in orgs if m.start > clause.items[called].start), None)
    apposed = clause.before[-1] if clause.link == "apposition" and clause.before else None
    if apposed and apposed.kind in (Kind.ORG, Kind.NAME):
        return apposed
    beside = clause.items[at + 1].mention if at + 1 < len(clause.items) else None
    if beside in orgs:
        return beside
    explained = next((m for m in clause.explained if m.kind in (Kind.ORG, Kind.NAME)), None)
    near = explained is not None and 0 <= explained.start - clause.items[at].end <= _APPOSED
    return explained if near else None


def _founders(clause: Clause, name: Mention | None) -> list[Mention]:
    """Return the subject of the clause that tells of a venture with one partner ("owns Vega, founded with Bolt")."""
    return [m for m in clause.before if m.kind is Kind.ORG and m is not name][:1]


def _are_joined(parents: Sequence[Mention], clause: Clause) -> bool:
    """Return whether the parents are named together or one is a partner of the other."""
    inside = {id(m) for m in clause.mentions()}
    if any(id(m) not in inside or clause.preposition(m) == "with" for m in parents):
        return True
    between = [item for item in clause.items if parents[0].end <= item.start < parents[-1].start]
    return len(between) <= _NEAR and any(item.kind in ("and", "with", "-", "/", "%") for item in between)


def pair_before(clause: Clause, text: Text, *, named: bool = True) -> list[Mention]:
    """Return the two companies that "the two companies" are: the only ones of the nearest sentence that names any."""
    if named and not clause.has("pair"):
        return []
    own = clause.sentence
    here = text.sentences.index(own)
    for sentence in reversed(text.sentences[max(0, here - _BACK) : here]):
        orgs = [m for m in text.mentions if m.kind is Kind.ORG and sentence.start <= m.start < sentence.end]
        first = {fold(m.name): m for m in reversed(orgs)}
        if first:
            return sorted(first.values(), key=lambda m: m.start) if len(first) == _TWO else []
    return []
