"""Plants that a production tells of: who builds a car at a plant runs that plant.

"Acme builds the Nova at its plant in Lyon" says that Acme runs a plant in Lyon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autokg.core.ids import fold
from autokg.facts import Status
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.text import Text

_SLOTS = ("plant", "place", "country")
_STATES = (Status.ACTUAL, Status.PLANNED)


def find_operated(findings: Sequence[Finding], text: Text) -> Iterator[Finding]:
    """Yield a plant for each one that a production names with its builder, once an article."""
    known = {key for finding in findings if finding.kind == "plant" for key in _keys(finding)}
    for finding in findings:
        builder = finding.slots.get("builder")
        if (
            finding.kind != "production"
            or finding.status not in _STATES
            or not {"plant", "place"} <= set(finding.slots)
        ):
            continue
        keys = _keys(finding)
        if not isinstance(builder, Value) or keys & known:
            continue
        known |= keys
        slots = {"operator": builder, **{slot: finding.slots[slot] for slot in _SLOTS if slot in finding.slots}}
        rule = f"{text.language.code}.frame.operated"
        yield replace(finding, kind="plant", rule=rule, status=Status.ACTUAL, slots=slots, fixed={})


def _keys(finding: Finding) -> set[str]:
    """Return the folded names by which a plant is known."""
    values = (finding.slots.get(slot) for slot in ("plant", "place"))
    return {fold(str(value.value)) for value in values if isinstance(value, Value)}
