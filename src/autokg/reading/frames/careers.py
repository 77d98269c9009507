"""Careers: who leads, who follows whom, and who leaves; beside titles, which `roles` reads.

"Ada Berg heads Acme" gives a role without a title of its own, "she succeeds Ben Holm" the end of the same role of
another person, and "former", "resigned" and "leaves in June" the status of a role that was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from autokg.core.ids import fold
from autokg.facts import Status
from autokg.reading.rules.clauses import Clause
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.sentences import Sentence
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.statuses import tell_status
from autokg.reading.rules.templates import Slots, to_value
from autokg.reading.rules.text import Text

HEAD = "head"  # the title of a person who leads and is given none
_BESIDE = 12  # letters before a name and its title, for "former"
_AFTER = 40  # letters from a person to the verb of leaving
_REACH = 30  # letters between a verb of leading and the organisation
_MARK = re.compile("[;.\ue000-\uf8ff]")
_LEADER = (Kind.ORG, Kind.THE_ORG, Kind.NAME)


def find_careers(findings: Sequence[Finding], text: Text) -> list[Finding]:
    """Return findings with roles that verbs of leading and following tell, and the status of those that ended."""
    roles = [finding for finding in findings if finding.kind == "role"]
    led = [finding for sentence in text.sentences for finding in _leads(sentence, text)]
    known = {_person(finding) for finding in roles}
    led = [finding for finding in led if _person(finding) not in known]
    roles = [_with_status(finding, text) for finding in roles] + led
    followed = list(_followed(roles, text))
    over = {(_person(finding), finding.clause.sentence.start) for finding in followed}
    kept = [role for role in roles if (_person(role), role.clause.sentence.start) not in over]
    return [*(finding for finding in findings if finding.kind != "role"), *kept, *followed]


def _person(finding: Finding) -> str:
    value = finding.slots.get("person")
    return fold(str(value.value)) if isinstance(value, Value) else ""


def _leads(sentence: Sentence, text: Text) -> Iterator[Finding]:
    """Yield who leads an organisation: "Ada Berg heads Acme", "Acme, led by Ada Berg"."""
    for match in text.language.scan("careers.leads", text.masked, sentence.start, sentence.end):
        person = _before(match.start(), (Kind.PERSON,), sentence, text)
        yield from _lead(match, person, _after(match.end(), _LEADER, sentence, text), text)
    for match in text.language.scan("careers.led_by", text.masked, sentence.start, sentence.end):
        person = _after(match.end(), (Kind.PERSON,), sentence, text)
        yield from _lead(match, person, _before(match.start(), _LEADER, sentence, text), text)


def _lead(match: re.Match[str], person: Mention | None, organization: Mention | None, text: Text) -> Iterator[Finding]:
    value = to_value("organization", organization, text) if organization else None
    if person is None or value is None:
        return
    slots: Slots = {"person": Value(person.name, person.start, person.end), "organization": value}
    span = min(person.start, match.start()), max(person.end, match.end())
    told = tell_status(text.masked[span[0] : span[1]], text.language)
    status = Status.PLANNED if told is Status.PLANNED else Status.ACTUAL
    finding = _finding("heads", span, status, slots, text)
    yield _with_status(replace(finding, fixed={"title": HEAD}), text)


def _before(position: int, kinds: Sequence[Kind], sentence: Sentence, text: Text) -> Mention | None:
    """Return the mention of a kind that ends right before a verb, with at most a relative pronoun between."""
    near = [m for m in text.mentions if sentence.start <= m.start and m.end <= position and m.kind in kinds]
    return near[-1] if near and position - near[-1].end <= _BESIDE else None


def _after(position: int, kinds: Sequence[Kind], sentence: Sentence, text: Text) -> Mention | None:
    """Return the first mention after a verb, if it is of a kind and near."""
    inside = (m for m in text.mentions if position <= m.start < sentence.end and m.kind is not Kind.DATE)
    near = next(inside, None)
    return near if near and near.kind in kinds and near.start - position <= _REACH else None


def _followed(roles: Sequence[Finding], text: Text) -> Iterator[Finding]:
    """Yield the role of a person whom another follows, with the title and organisation of that other."""
    for sentence in text.sentences:
        for match in text.language.scan("careers.follows", text.masked, sentence.start, sentence.end):
            old = _after(match.end(), (Kind.PERSON,), sentence, text)
            new = [role for role in roles if _is_before(role, match.start(), sentence)]
            if old is None or not new or _person(new[-1]) == fold(old.name):
                continue
            slots = {slot: value for slot, value in new[-1].slots.items() if slot in ("title", "organization")}
            slots["person"] = Value(old.name, old.start, old.end)
            status = Status.ACTUAL if new[-1].status is Status.PLANNED else Status.ENDED
            found = _finding("followed", (match.start(), old.end), status, slots, text)
            yield replace(found, fixed=new[-1].fixed)


def _is_before(role: Finding, position: int, sentence: Sentence) -> bool:
    """Return whether a role is told before a position in a sentence, or in the sentence before it."""
    person = role.slots.get("person")
    start = person.start if isinstance(person, Value) else role.start
    near = role.clause.sentence.paragraph == sentence.paragraph and start < position
    return near and (role.clause.sentence == sentence or role.clause.sentence.end + 2 >= sentence.start)


def _with_status(finding: Finding, text: Text) -> Finding:
    """Return a role as ended or about to end, if words beside its person and title say so."""
    person = finding.slots.get("person")
    if finding.status is not Status.ACTUAL or not isinstance(person, Value):
        return finding
    if _is_former(finding, text):
        return replace(finding, status=Status.ENDED)
    end = min(person.end + _AFTER, finding.clause.sentence.end)
    if _starts_with("careers.leaving", person.end, end, text):
        return replace(finding, status=Status.PLANNED)
    return replace(finding, status=Status.ENDED) if _starts_with("careers.left", person.end, end, text) else finding


def _is_former(finding: Finding, text: Text) -> bool:
    """Return whether "former" stands right before a person, title or organisation, or opens the title."""
    former = text.language.pattern("careers.former")
    sentence = finding.clause.sentence
    for slot, value in finding.values():
        before = text.lower[max(sentence.start, value.start - _BESIDE) : value.start].rstrip(" -")
        if any(match.end() >= len(before) for match in former.finditer(before)):
            return True
        if slot == "title" and former.match(text.lower, value.start):
            return True
    return False


def _starts_with(path: str, start: int, end: int, text: Text) -> bool:
    """Return whether a pattern is found in the words after a person, before another name."""
    words = _MARK.split(text.masked[start:end])[0]
    return bool(text.language.pattern(path).search(words))


def _finding(frame: str, span: tuple[int, int], status: Status, slots: Slots, text: Text) -> Finding:
    clause = Clause(*span, "main", text.sentence_at(span[0]))
    return Finding("role", f"{text.language.code}.frame.{frame}", clause, *span, status, slots)
