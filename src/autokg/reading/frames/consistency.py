"""Slots of one finding that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from autokg.core.dates import ImpreciseDate
from autokg.reading.rules.slot_values import Finding, Value


def without_contradictions(finding: Finding) -> Finding:
    """Return a finding without dates of which the end precedes the start."""
    if not _is_reversed(finding.slots):
        return finding
    return replace(finding, slots={slot: v for slot, v in finding.slots.items() if slot not in ("start", "end")})


def _is_reversed(slots: Mapping[str, Value | tuple[Value, ...]]) -> bool:
    start, end = slots.get("start"), slots.get("end")
    if not isinstance(start, Value) or not isinstance(end, Value):
        return False
    return ImpreciseDate.parse(start.value).is_after(ImpreciseDate.parse(end.value))
