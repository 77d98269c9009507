"""Comparators of figures: a source that says "over 50 %" or "about 8,000" is not told as if it had given the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autokg.answers.evidence import solutions
from autokg.answers.facts import Fact
from autokg.answers.name_scope import values
from autokg.core.terms import AKG
from autokg.stores.base import Store

_SLOTS = {
    AKG.sharePercent.value: ("share",),
    AKG.capacityPerYear.value: ("capacity", "plannedCapacity"),
    AKG.employees.value: ("employees", "plannedEmployees"),
    AKG.volumePerYear.value: ("volume",),
}
_MOST = 60  # facts; more are told without their figures


def with_comparators(facts: Sequence[Fact], store: Store) -> list[Fact]:
    """Return facts with the comparators of their figures, as `capacityBound` beside `capacity`."""
    names = {name for slots in _SLOTS.values() for name in slots}
    nodes = sorted({fact.node for fact in facts if names & fact.values.keys()})
    if not nodes or len(nodes) > _MOST:
        return list(facts)
    query = (
        f"SELECT DISTINCT ?node ?property ?value ?bound WHERE {{ VALUES ?node {{ {values(nodes)} }} "
        "?claim rdf:subject ?node ; akg:comparator ?bound ; rdf:predicate ?property ; rdf:object ?value ; "
        f"akg:outcome akg:accepted FILTER(?property IN ({', '.join(f'<{name}>' for name in _SLOTS)})) }}"
    )
    told = {
        (row["node"], name, row["value"]): row["bound"]
        for row in solutions(store, query)
        for name in _SLOTS.get(row["property"], ())
    }
    return [_with_bounds(fact, told) for fact in facts] if told else list(facts)


def _with_bounds(fact: Fact, told: dict[tuple[str, str, str], str]) -> Fact:
    keys = {name: (fact.node, name, value) for name, value in fact.values.items()}
    bounds = {f"{name}Bound": told[key] for name, key in keys.items() if key in told}
    return replace(fact, values=fact.values | bounds) if bounds else fact
