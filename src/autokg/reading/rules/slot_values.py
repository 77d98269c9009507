"""A finding of a rule in a sentence, with the span of each value, and the record that it becomes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autokg.facts import Position, Status
from autokg.reading.rules.clauses import Clause
from autokg.reading.rules.text import Text

READER = "rules"
VERSION = "1"
_LESSER = ("plant", "joint_venture")  # told by rules and frames, the latter often with more


@dataclass(frozen=True, slots=True)
class Value:
    """A slot's value and the shadow span that says it."""

    value: Any
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Values that a rule found.

    Attributes:
        clause: where the words stand that carry the fact; `start` and `end` are the words themselves.
        slots: by name; values that the rule sets without a word of their own stand in `fixed`.

    """

    kind: str
    rule: str
    clause: Clause
    start: int
    end: int
    status: Status
    slots: Mapping[str, Value | tuple[Value, ...]]
    fixed: Mapping[str, Any] = field(default_factory=dict)
    speaker: str | None = None

    def values(self) -> list[tuple[str, Value]]:
        """Return all (slot, value) pairs, lists taken apart."""
        return [
            (name, value)
            for name, slot_values in self.slots.items()
            for value in (slot_values if isinstance(slot_values, tuple) else (slot_values,))
        ]


def to_record(finding: Finding, text: Text) -> dict[str, Any]:
    """Return the keys of a press fact, which its form may refuse.

    Its quote is the part of the sentence that holds the words and all values near them.
    """
    sentence = finding.clause.sentence
    inside = [value for _, value in finding.values() if sentence.start <= value.start and value.end <= sentence.end]
    start = min([finding.clause.start, finding.start, *(value.start for value in inside)])
    end = max([finding.clause.end, finding.end, *(value.end for value in inside)])
    start, end = _trim(text.shadow.text, start, end)
    raw_start, raw_end = text.shadow.raw_span(start, end)
    cited = dict(_cited(finding, start, end, text))
    evidence = {
        "document": text.article.id,
        "quote": text.article.text[raw_start:raw_end],
        "start": raw_start,
        "end": raw_end,
        "position": _position(finding),
        "slots": cited,
    }
    slots: dict[str, Any] = {
        name: tuple(value.value for value in slot_values) if isinstance(slot_values, tuple) else slot_values.value
        for name, slot_values in finding.slots.items()
    }
    if "shares" in slots:
        slots["shares"] = dict(slots["shares"])
    return {
        "kind": finding.kind,
        "status": finding.status,
        "evidence": [evidence],
        "speaker": finding.speaker,
        "found_by": {"reader": READER, "version": VERSION, "rule": finding.rule},
        **slots,
        **finding.fixed,
    }


def _cited(finding: Finding, start: int, end: int, text: Text) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield the span of each slot that is not in the quote; of a list from its first value to its last."""
    for name, slot_values in finding.slots.items():
        values = slot_values if isinstance(slot_values, tuple) else (slot_values,)
        if any(value.start < start or value.end > end for value in values):
            span = text.shadow.raw_span(min(v.start for v in values), max(v.end for v in values))
            yield name, {"start": span[0], "end": span[1]}


def _position(finding: Finding) -> Position:
    return finding.clause.sentence.position


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;:–-«\"'»)":
        start += 1
    while start < end and text[end - 1] in ' ,;:–«"(':
        end -= 1
    return start, end


def merge_same(findings: Sequence[Finding]) -> list[Finding]:
    """Drop a finding whose values another of the same sentence has, and more."""
    by_sentence: dict[int, list[Finding]] = {}
    for finding in findings:
        findings_of_sentence = by_sentence.setdefault(finding.clause.sentence.start, [])
        if not any(_covers(other, finding) for other in findings_of_sentence):
            findings_of_sentence[:] = [
                *(other for other in findings_of_sentence if not _covers(finding, other)),
                finding,
            ]
    return [finding for findings_of_sentence in by_sentence.values() for finding in findings_of_sentence]


def _covers(larger: Finding, smaller: Finding) -> bool:
    if larger.kind != smaller.kind or larger.clause.sentence != smaller.clause.sentence:
        return False
    dated = larger.status is Status.ENDED and "end" in larger.slots and smaller.status is Status.ACTUAL
    if larger.status is not smaller.status and not dated:
        return False
    mine = {(slot, value.value) for slot, value in smaller.values()} | set(smaller.fixed.items())
    return mine <= {(slot, value.value) for slot, value in larger.values()} | set(larger.fixed.items())


def drop_lesser(findings: Sequence[Finding], others: Iterable[Finding]) -> list[Finding]:
    """Return findings without plants and ventures of which another of the sentence has all values, and more."""
    fuller: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for other in others:
        if other.kind in _LESSER:
            fuller[other.kind, other.clause.sentence.start].append(other)
    return [
        finding
        for finding in findings
        if finding.kind not in _LESSER
        or not any(
            len(other.slots) > len(finding.slots) and _covers(other, finding)
            for other in fuller[finding.kind, finding.clause.sentence.start]
        )
    ]
