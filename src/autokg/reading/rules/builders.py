"""Who builds at a plant where a sentence does not say it: who the rest of the article says builds there, or invests.

"Acme invests in its plant in Lyon. The plant builds the Zeta." says in two sentences that Acme builds the Zeta. The
value taken over cites the words it came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autokg.core.ids import fold
from autokg.facts import Status
from autokg.reading.rules.slot_values import Finding, Value

# Which slots say whose plant it is, and which plant, by kind of finding.
_SAID_IN = {"production": ("builder", "plant"), "investment": ("investor", "target"), "plant": ("operator", "plant")}

_TAKES = {"production": "builder", "plant": "operator"}


def name_builders(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings; facts about a plant without a builder get the only builder that the article names for it."""
    builders = _by_plant(findings)
    for finding in findings:
        who = _TAKES.get(finding.kind)
        of_plant = builders.get(_plant(finding, "plant"), {}) if who else {}
        if who and who not in finding.slots and len(of_plant) == 1:
            (builder,) = of_plant.values()
            yield replace(finding, slots={**finding.slots, who: builder})
        else:
            yield finding


def _by_plant(findings: Sequence[Finding]) -> dict[str, dict[str, Value]]:
    """Return the builders at each plant, by folded names."""
    builders: dict[str, dict[str, Value]] = {}
    for finding in findings:
        who, where = _SAID_IN.get(finding.kind, ("", ""))
        builder = finding.slots.get(who)
        if finding.status is Status.ENDED:
            continue  # "the former Acme plant" says who does not build there
        if isinstance(builder, Value) and (plant := _plant(finding, where)):
            builders.setdefault(plant, {}).setdefault(fold(str(builder.value)), builder)
    return builders


def _plant(finding: Finding, slot: str) -> str:
    """Return the folded name of the plant of a finding, empty if it names none."""
    value = finding.slots.get(slot)
    return fold(str(value.value)) if isinstance(value, Value) else ""
