"""The frame of joint ventures: who founds one with whom, and how it is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autokg.core.ids import fold
from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.reduction import Clause
from autokg.reading.frames.status import find_status
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.templates import Slots
from autokg.reading.rules.text import Text

_APPOSED = 2  # letters between "a joint venture" and its name
_NEAR = 6  # words between two parents
_BACK = 2  # sentences in which "the two companies" are named
_TWO = 2
_DESCRIBING = ("det", "poss", "new", "word", "venture", "%")


def find_venture(clause: Clause, text: Text, orgs: list[Mention], status: Status) -> Iterator[Finding]:
    """Read "Vega, the joint venture of Acme and Bolt" and "Acme forms a joint venture with Bolt"."""
    at = clause.index("venture")
    if at is None:
        return
    name = _name(clause, at, orgs)
    parents = _parents(clause, at, [m for m in orgs if m is not name], name)
    if not parents and name and clause.has("call"):
        parents = pair_before(clause, text, named=False)
    if clause.has("pair") and len(parents) < _TWO:
        parents = _pair_of_sentence(clause, name) or parents
    yield from _founded(clause, text, name, parents, status)


def find_founding(clause: Clause, text: Text) -> Iterator[Finding]:
    """Read "Vega was founded by Acme and Bolt" and "Vega brings together Acme and Bolt", which are joint ventures."""
    at = clause.index("found", "gather")
    if at is None or clause.has("venture", "plant", "PLANT") or (status := find_status(clause, text)) is None:
        return
    orgs = [m for m in clause.mentions() if m.kind is Kind.ORG]
    roles = (None,) if clause.items[at].kind == "gather" else ("by", "from")
    name = next((m for m in orgs if m.end <= clause.items[at].start and clause.preposition(m) is None), None)
    others = [m for m in orgs if name and m.start > name.end and clause.preposition(m) in roles]
    parents = clause.joined_to(others[0], orgs) if others else []
    if name and len(parents) >= _TWO:
        yield from _founded(clause, text, name, parents, status)


def _founded(
    clause: Clause, text: Text, name: Mention | None, parents: Sequence[Mention], status: Status
) -> Iterator[Finding]:
    """Yield a joint venture of at least two different parents."""
    if len({fold(m.name) for m in parents}) < _TWO:
        return
    slots: Slots = {"parents": tuple(Value(m.name, m.start, m.end) for m in parents)}
    if name:
        slots["name"] = Value(name.name, name.start, name.end)
    yield make_finding("joint_venture", "venture", clause, status, slots, text=text)


def _parents(clause: Clause, at: int, orgs: list[Mention], name: Mention | None) -> list[Mention]:
    """Return who founds a venture: a list after the noun, or a subject with a list of partners."""
    head = clause.items[at]
    partners = [m for m in orgs if clause.preposition(m) == "with"]
    if partners:
        subjects = [m for m in orgs if clause.preposition(m) is None] or _founders(clause, name)[:1]
        own = clause.joined_to(subjects[0], subjects) if subjects else []
        return [*own, *clause.joined_to(partners[0], partners)]
    if len(orgs) == 1 and clause.link == "coordinate" and clause.has("found"):
        return [*_founders(clause, name), *orgs]
    parents = [m for m in orgs if m.start > head.end or clause.preposition(m) != "by"]
    after = [m for m in parents if m.start > head.end]
    for group in (after, parents):
        joined = clause.joined_to(group[0], group) if group else []
        if len(joined) > 1 or (len(group) == _TWO and _are_joined(group, clause)):
            return joined if len(joined) > 1 else group
    return []


def _pair_of_sentence(clause: Clause, name: Mention | None) -> list[Mention]:
    """Return the only two companies that the clause before names, which "the two companies" are."""
    orgs = [m for m in clause.before if m.kind is Kind.ORG and m is not name]
    return orgs if len({fold(m.name) for m in orgs}) == len(orgs) == _TWO else []


def _name(clause: Clause, at: int, orgs: Sequence[Mention]) -> Mention | None:
    """Return what a venture is called.

    It is a name before an apposition, beside the noun ("the Vega joint venture"), after "called", or the subject of
    "is a joint venture".
    """
    called = clause.index("call")
    if called is not None and called > at:
        return called_name(clause)
    described = (item.kind in _DESCRIBING or item.is_a(Kind.PERCENT) for item in clause.items[:at])
    opens = clause.link == "apposition" or all(described)
    apposed = clause.before[-1] if opens and clause.link != "main" and clause.before else None
    if apposed and apposed.kind in (Kind.ORG, Kind.NAME):
        return apposed
    beside = [item.mention for item in (*clause.items[max(0, at - 1) : at], *clause.items[at + 1 : at + 2])]
    if named := next((m for m in beside if m in orgs), None):
        return named
    subjects = [m for m in orgs if m.end <= clause.items[at].start]
    if len(subjects) == 1 and any(item.kind == "be" for item in clause.items[:at]):
        return subjects[0]
    explained = next((m for m in clause.explained if m.kind in (Kind.ORG, Kind.NAME)), None)
    near = explained is not None and 0 <= explained.start - clause.items[at].end <= _APPOSED
    return explained if near else None


def called_name(clause: Clause) -> Mention | None:
    """Return the name after "called"."""
    called = clause.index("call")
    after = clause.items[called + 1 :] if called is not None else []
    return next((item.mention for item in after if item.is_a(Kind.ORG, Kind.NAME)), None)


def _founders(clause: Clause, name: Mention | None) -> list[Mention]:
    """Return the companies of the clause before ("owns Vega, founded with Bolt", "agrees with A and B to found")."""
    return [m for m in clause.before if m.kind is Kind.ORG and m is not name]


def _are_joined(parents: Sequence[Mention], clause: Clause) -> bool:
    """Return whether two parents are named together ("Acme 60 %, Bolt 40 %", "Acme-Bolt")."""
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
