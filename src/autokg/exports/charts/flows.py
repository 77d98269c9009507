"""Flows from brand over plant to market, added up from productions.

Their widths count models, or sum the cars a year that sources state. A model built for three markets stands in three
flows: sources seldom say which car goes where. A yearly volume is never divided: one for several markets flows to all
of these as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from autokg.network.productions import Production

LAYERS = ("brand", "plant", "market")
_PLURALS = ("brands", "plants", "markets")

End = tuple[int, str]  # a layer, by its number, and a name in it


@dataclass(frozen=True, slots=True)
class Flow:
    """What flows from one name to another of the next layer.

    Attributes:
        width: how many models, or cars a year.
        planned: how much of it is planned and not yet built.

    """

    source: End
    target: End
    width: int
    planned: int


def add_up(productions: Iterable[Production], weight: str, names: Mapping[End, End] | None = None) -> list[Flow]:
    """Return the flows of some productions, under other names where these are given, sorted.

    Those without brand or plant, or for a volume without one, have none.
    """
    renamed = names or {}
    sums: dict[tuple[End, End], dict[str, tuple[int, bool]]] = defaultdict(dict)
    for production in sorted(productions, key=lambda production: production.status != "planned"):  # built counts
        counted, size = _counted(production, weight)
        for source, target in _steps(production, weight) if size else ():
            ends = renamed.get(source, source), renamed.get(target, target)
            sums[ends][counted] = size, production.status == "planned"
    return [_flow(ends, tuple(sums[ends].values())) for ends in sorted(sums)]


def _counted(production: Production, weight: str) -> tuple[str, int]:
    """Return what counts once, a model or the cars of a production, and how much it counts."""
    return (production.model.iri, 1) if weight == "models" else (production.iri, production.volume or 0)


def _steps(production: Production, weight: str) -> Iterator[tuple[End, End]]:
    if production.brand is None:
        return
    markets = [market.label for market in production.markets]
    if weight == "volume" and markets:
        markets = [", ".join(markets)]
    for plant in production.get("plant"):
        yield (0, production.brand.label), (1, plant.label)
        for market in markets:
            yield (1, plant.label), (2, market)


def _flow(ends: tuple[End, End], sizes: Iterable[tuple[int, bool]]) -> Flow:
    known = list(sizes)
    return Flow(*ends, sum(size for size, _ in known), sum(size for size, is_planned in known if is_planned))


def sizes_of(flows: Iterable[Flow]) -> dict[End, int]:
    """Return how wide all that flows through each name is: what comes in or what goes out, whichever is more."""
    inward: dict[End, int] = defaultdict(int)
    outward: dict[End, int] = defaultdict(int)
    for flow in flows:
        outward[flow.source] += flow.width
        inward[flow.target] += flow.width
    return {end: max(inward[end], outward[end]) for end in sorted({*inward, *outward})}


def gather_small(flows: Iterable[Flow], most: int) -> dict[End, End]:
    """Return a name for each that is not among the widest of its layer: all of these go together.

    >>> two = [Flow((0, "A"), (1, "P"), 2, 0), Flow((0, "B"), (1, "P"), 1, 0), Flow((0, "C"), (1, "P"), 1, 0)]
    >>> gather_small(two, 1)
    {(0, 'B'): (0, '2 other brands'), (0, 'C'): (0, '2 other brands')}
    """
    sizes = sizes_of(flows)
    gathered: dict[End, End] = {}
    for layer, plural in enumerate(_PLURALS):
        ends = sorted((end for end in sizes if end[0] == layer), key=lambda end: (-sizes[end], end))
        if len(ends) > most + 1:
            gathered |= dict.fromkeys(ends[most:], (layer, f"{len(ends) - most} other {plural}"))
    return gathered
