"""A headline that names no model speaks of the article's own one, where plant and kind of car agree.

Only so does the vaguer date of a headline meet the body's, and their conflict show. The value taken over cites the
words of the body it came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autokg.core.ids import fold
from autokg.facts import Position
from autokg.reading.rules.slot_values import Finding, Value

_DRIVES = {"electric": "battery electric", "hybrid": "hybrid"}


def name_headline_models(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings, those of headlines about a kind of car with the article's own model added."""
    body = [f for f in findings if f.kind == "production" and "model" in f.slots and not _in_headline(f)]
    for finding in findings:
        if finding.kind == "production" and "product" in finding.slots and _in_headline(finding):
            models = {
                fold(str(model.value)): model
                for other in body
                if _same_place(finding, other) and isinstance(model := other.slots["model"], Value)
                if _same_drive(finding, model, findings)
            }
            if len(models) == 1:
                (model,) = models.values()
                yield replace(finding, slots={"model": model, **finding.slots})
                continue
        yield finding


def _in_headline(finding: Finding) -> bool:
    return finding.clause.sentence.position is Position.HEADLINE


def _text_of(finding: Finding, slot: str) -> str:
    value = finding.slots.get(slot)
    return fold(str(value.value)) if isinstance(value, Value) else ""


def _same_place(first: Finding, second: Finding) -> bool:
    places = [_text_of(finding, "place") or _text_of(finding, "plant") for finding in (first, second)]
    return bool(all(places)) and (places[0] in places[1] or places[1] in places[0])


def _same_drive(finding: Finding, model: Value, findings: Sequence[Finding]) -> bool:
    drives = {drive for word, drive in _DRIVES.items() if word in _text_of(finding, "product").split()}
    values = {
        str(value.value)
        for other in findings
        if other.kind == "model" and _text_of(other, "model") == fold(str(model.value))
        if isinstance(value := other.slots.get("powertrain"), Value)
    }
    return not drives or bool(drives & values)
