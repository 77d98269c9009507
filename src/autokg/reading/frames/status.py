"""Status of a clause: tense, modal words, negation and words of reporting; a question states nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from autokg.facts import Status
from autokg.reading.frames.reduction import Clause
from autokg.reading.frames.tagging import Item
from autokg.reading.rules.mentions import Kind
from autokg.reading.rules.slot_values import Finding
from autokg.reading.rules.statuses import tell_status
from autokg.reading.rules.text import Text

_PARTING = frozenset({";", ":", "and", "."})
_PASSED = frozenset({"det", "new", "word", "-", "car"})
_THINGS = (Kind.PLANT, Kind.THE_PLANT, Kind.ORG, Kind.THE_ORG, Kind.TITLE)


def find_status(clause: Clause, text: Text) -> Status | None:
    """Return the status that the words of a clause give; None for a question or a doubt."""
    if clause.has("doubt") or _is_asked(clause, text):
        return None
    words = " ".join(text.masked[item.start : item.end] for item in clause.items)
    told_status = tell_status(words, text.language)
    signs = (
        (Status.DENIED, clause.has("deny")),
        (Status.CANCELLED, clause.has("cancel")),
        (Status.DENIED, told_status is Status.DENIED),
        (Status.REPORTED, clause.is_told("could")),
        (Status.ENDED, told_status is Status.ENDED or _is_former(clause, text)),
        (Status.PLANNED, clause.has("plan") or clause.is_told("will") or _is_future(clause)),
    )
    return next((status for status, holds in signs if holds), told_status)


def find_signs(items: Sequence[Item]) -> list[Item]:
    """Return the words of doubt and denial among items, with the marks that part what follows from a denial."""
    kinds = {item.kind for item in items} & {"deny", "doubt"}
    return [item for item in items if item.kind in kinds or ("deny" in kinds and item.kind in _PARTING)]


def correct_status(finding: Finding, signs: Sequence[Item], text: Text) -> Finding | None:
    """Return a finding as the words before it have it: denied, or None if it is doubted or asked."""
    sentence = finding.clause.sentence
    if untrue := _called_untrue(finding, text):
        first, last = untrue.span()
        return replace(finding, status=Status.DENIED, start=min(first, finding.start), end=max(last, finding.end))
    if text.masked[sentence.end - 3 : sentence.end].rstrip(' "»').endswith("?"):
        return None
    before = [item for item in signs if item.end <= finding.start or (item.kind == "doubt" and item.end <= finding.end)]
    if any(item.kind == "doubt" for item in before):
        return None
    is_stated = finding.status in (Status.PLANNED, Status.ACTUAL) and finding.kind in ("production", "investment")
    if is_stated and before and before[-1].kind == "deny":
        return replace(finding, status=Status.DENIED, start=before[-1].start)
    return finding


def _called_untrue(finding: Finding, text: Text) -> re.Match[str] | None:
    """Return the words that call a fact untrue, with all that they say so of ("it is not true that …")."""
    sentence = finding.clause.sentence
    called = text.language.scan("status.untrue", text.masked, sentence.start, sentence.end)
    return next((match for match in called if match.start() <= finding.start < match.end()), None)


def _is_asked(clause: Clause, text: Text) -> bool:
    sentence = text.masked[clause.sentence.start : clause.sentence.end]
    return sentence.rstrip().endswith("?") or text.masked[clause.end : clause.end + 2].lstrip().startswith("?")


def _is_former(clause: Clause, text: Text) -> bool:
    """Return whether a clause is about the past, and not only about a former thing ("in the old Acme works")."""
    described = text.language.pattern("status.former")
    return any(
        item.kind == "former" and not (described.fullmatch(item.word) and _names_thing(clause.items[n + 1 : n + 4]))
        for n, item in enumerate(clause.items)
    )


def _names_thing(items: Sequence[Item]) -> bool:
    """Return whether the first noun among items is a plant, a company or a title."""
    nouns = [item for item in items if item.kind not in _PASSED]
    return bool(nouns) and (nouns[0].kind in ("plant", "company") or nouns[0].is_a(*_THINGS))


def _is_future(clause: Clause) -> bool:
    """Return whether an auxiliary goes with an infinitive at the end, as German "wird … bauen" does."""
    words = [item for item in clause.items if item.kind != "."]
    return clause.has("be") and bool(words) and words[-1].kind == "make"
