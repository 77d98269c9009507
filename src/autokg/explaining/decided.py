"""Find what editors decided on states and claims, with who decided it and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict, dataclass

from pyoxigraph import QuerySolutions

from autokg.claims.decisions import ON_CLAIMS, ON_STATES
from autokg.core.dates import ImpreciseDate
from autokg.core.terms import GRAPH
from autokg.stores.base import Store

_VERDICTS = " ".join(f'"{verdict.value}"' for verdict in (*ON_CLAIMS, *ON_STATES))
_WORDS = {
    "prefers": "preferred to what contradicts it",
    "deprecates": "dropped",
    "confirms": "confirmed for {}",
    "ends": "ended {}",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on a state or a claim; `as_of` is the time that it tells of, by default the day of the decision."""

    verdict: str
    reason: str
    by: str
    on: str
    as_of: str | None = None

    def __str__(self) -> str:
        words = _WORDS[self.verdict].format(ImpreciseDate.parse(self.as_of or self.on).in_words())
        return f"decision: {words}: {self.reason} ({self.by}, {self.on})"

    def to_json(self) -> dict[str, str]:
        """Return the known fields."""
        return {key: value for key, value in asdict(self).items() if value is not None}


def find_decisions(store: Store, targets: Collection[str]) -> dict[str, tuple[Decided, ...]]:
    """Return the decisions on things and claims, given by IRI, the earliest first."""
    result = store.query(
        f"SELECT DISTINCT ?target ?verdict ?reason ?by ?on ?as_of WHERE {{ GRAPH {GRAPH.decisions} {{ "
        f"VALUES ?verdict {{ {_VERDICTS} }} ?decision akg:verdict ?verdict ; akg:decides ?target ; "
        "akg:reason ?reason ; akg:decidedBy ?by ; akg:decidedOn ?on OPTIONAL { ?decision akg:asOf ?as_of } "
        "} } ORDER BY ?on ?verdict ?reason"
    )
    assert isinstance(result, QuerySolutions)  # noqa: S101 (the query is a SELECT)
    found: dict[str, list[Decided]] = defaultdict(list)
    for row in result:
        if (target := row["target"].value) in targets:
            texts = {name: row[name].value for name in Decided.__slots__ if row[name] is not None}
            found[target].append(Decided(**texts))
    return {target: tuple(made) for target, made in found.items()}
