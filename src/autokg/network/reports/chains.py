"""How two things are connected, step by step, each with what ties its ends, since when, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from autokg.network.connections import Chain, Step, Tie, find_shortest_chains, find_strongest_chain
from autokg.network.edge_evidence import EdgeEvidence, load_edge_evidence
from autokg.network.reports.figure import Cell, Figure
from autokg.network.reports.scope import Scope, count, require_weight
from autokg.network.views import load_measure_query
from autokg.query.results import in_words

if TYPE_CHECKING:
    import networkx as nx

_COLUMNS = (
    "chain", "step", "from", "tie", "along", "to", "status", "through", "start", "end", "sources", "evidence",
    "layer", "fromNode", "toNode", "throughNode",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Named:
    """A chain with its name: the shortest, the strongest or both."""

    name: str
    title: str
    chain: Chain


def connect(scope: Scope, one: str, other: str, *, weight: str = "sources", limit: int = 3) -> Figure:
    """Return the shortest chains and the strongest one between two things, with the evidence of every step."""
    network = scope.project()
    require_weight(network, weight)
    ends = [[node for node in scope.find(name) if node in network] for name in (one, other)]
    queries = {**scope.queries, **{name: load_measure_query(name).text for name in ("edge-claims", "sayings")}}
    missing = [name for name, nodes in zip((one, other), ends, strict=True) if not nodes]
    if missing:
        message = f"No chain: {' and '.join(missing)} {'has' if len(missing) == 1 else 'have'} no tie in {scope.name}."
        return Figure("path", message, _COLUMNS, (), notes=(_WIDER,), queries=queries)
    named = _find(network, ends, weight, limit)
    if not named:
        message = f"No chain in {scope.name} connects {one} and {other}."
        return Figure("path", message, _COLUMNS, (), notes=(_WIDER,), queries=queries)
    telling = _Telling(scope)
    outline = tuple(line for chain in named for line in telling.outline(chain))
    cited = len(telling.evidence)
    rows = tuple(row for chain in named for row in telling.rows(chain))
    more = len(telling.evidence) - cited
    return Figure(
        "path",
        _sentence(one, other, named, weight),
        _COLUMNS,
        rows,
        summary={"steps": len(named[0].chain)},
        outline=outline,
        notes=(_MEANING, *((f"{count(more, 'more piece')} of evidence in the formats json and csv.",) if more else ())),
        evidence=tuple(telling.evidence),
        cited=cited,
        queries=queries,
    )


_CITED = 3
_MEANING = "Each step is a tie that sources state; a longer chain of stronger ties may say more than the shortest."
_WIDER = "Other views or statuses may connect them: the views production, partners and ownership, and the status all."


def _find(network: nx.MultiDiGraph, ends: list[list[str]], weight: str, limit: int) -> list[_Named]:
    """Return the shortest chains of all pairs that the names may mean, and the strongest of as few pairs."""
    chains = [chain for pair in product(*ends) for chain in find_shortest_chains(network, *pair, limit=limit)]
    if not chains:
        return []
    fewest = min(map(len, chains))
    shortest = [chain for chain in chains if len(chain) == fewest][:limit]
    pair = (shortest[0][0].source, shortest[0][-1].target) if fewest else (ends[0][0], ends[0][0])
    strongest = find_strongest_chain(network, *pair, weight=weight)
    named = [
        _shortest(chain, number if len(shortest) > 1 else 0, strongest=chain == strongest)
        for number, chain in enumerate(shortest, 1)
    ]
    if strongest is None or strongest in shortest:
        return named
    return [*named, _Named("strongest", "Strongest chain", strongest)]


def _shortest(chain: Chain, number: int, *, strongest: bool) -> _Named:
    which = f" {number}" if number else ""
    name, title = f"shortest{which}", f"Shortest chain{which}"
    if strongest:
        return _Named(f"{name}, strongest", f"{title}, the strongest too", chain)
    return _Named(name, title, chain)


def _sentence(one: str, other: str, named: list[_Named], weight: str) -> str:
    steps = len(named[0].chain)
    if not steps:
        return f"{one} and {other} are the same."
    start = f"{one} and {other} are {count(steps, 'step')} apart"
    strongest = next((item for item in named if item.name.endswith("strongest")), None)
    if strongest is None:
        return f"{start}; no tie between them has a weight by {weight}."
    same = len(strongest.chain) == steps
    return (
        f"{start}; the strongest chain by {weight} is {'as short' if same else f'{len(strongest.chain)} steps long'}."
    )


class _Telling:
    """Rows of chains, and the evidence they refer to by number, each piece once."""

    def __init__(self, scope: Scope) -> None:
        self._store = scope.store
        self._found: dict[tuple[str, str, str], list[EdgeEvidence]] = {}
        self.evidence: dict[EdgeEvidence, int] = {}

    def rows(self, named: _Named) -> Iterator[tuple[Cell, ...]]:
        for number, step in enumerate(named.chain, 1):
            for tie in step.ties:
                yield (
                    named.name, number, step.source_label, tie.type, tie.along, step.target_label, tie.status,
                    tie.through_label, tie.start, tie.end, tie.sources, self._evidence(step, tie), tie.layer,
                    step.source, step.target, tie.through,
                )  # fmt: skip

    def outline(self, named: _Named) -> Iterator[tuple[int, str]]:
        """Yield the lines of a chain: its name, its steps, and what ties each."""
        yield 0, named.title
        for number, step in enumerate(named.chain, 1):
            yield 1, f"{number}. {step.source_label} – {step.target_label}"
            for tie in step.ties:
                yield 2, f"{_words(step, tie)} {self._cite(step, tie)}"

    def _evidence(self, step: Step, tie: Tie, most: int | None = None) -> tuple[int, ...]:
        key = step.source, step.target, tie.slot
        if key not in self._found:
            edge = {"slot": tie.slot} if tie.slot else {}
            self._found[key] = load_edge_evidence(self._store, step.source, step.target, edge)
        edges = self._found[key]
        return tuple(self.evidence.setdefault(item, len(self.evidence) + 1) for item in edges[:most])

    def _cite(self, step: Step, tie: Tie) -> str:
        """Return the numbers of the first pieces of evidence; a line has no room for thirteen."""
        numbers = self._evidence(step, tie, _CITED)
        return f"[{', '.join(map(str, numbers))}]" if numbers else "[no evidence in this view]"


def _words(step: Step, tie: Tie) -> str:
    """Return a tie in words: relation, direction and start."""
    ends = (step.source_label, step.target_label) if tie.along else (step.target_label, step.source_label)
    relation = f"{ends[0]} → {in_words(tie.type)} → {ends[1]}"
    description = f"{tie.through_label} ({in_words(tie.type)})" if tie.through_label else relation
    dates = (f"{word} {day}" for word, day in (("from", tie.start), ("until", tie.end)) if day)
    return ", ".join(filter(None, (description, *dates, tie.status)))
