"""What an edge rests on: the words of the documents that state it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions

from autokg.network.views import load_measure_query
from autokg.stores.base import Store

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class EdgeEvidence:
    """A quote, or a summary where the text is not kept, and the document it is from; "" for what is not known."""

    words: str
    is_quote: bool
    status: str
    title: str
    publisher: str
    published: str
    url: str
    speaker: str


def load_edge_evidence(store: Store, source: str, target: str, edge: Mapping[str, Any]) -> list[EdgeEvidence]:
    """Return the evidence for an edge that `project` gave, the oldest first, each quote or summary once.

    An edge whose query did not say its `slot` has none.
    """
    if "slot" not in edge:
        return []
    ends = [NamedNode(source), NamedNode(target)]
    text = load_measure_query("edge-evidence").bind({"slot": [Literal(edge["slot"])], "end": ends})
    result = store.query(text)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    return list(dict.fromkeys(map(_evidence, result)))


Ends = tuple[str, str, str]


def load_all_evidence(store: Store, network: nx.MultiDiGraph) -> dict[Ends, list[EdgeEvidence]]:
    """Return the evidence for the edges of a network by source, target and slot, each as `load_edge_evidence` does."""
    edges = {(source, target, slot) for source, target, slot in network.edges(data="slot") if slot}
    slots = [Literal(slot) for slot in sorted({slot for *_, slot in edges})]
    if not slots:
        return {}
    result = store.query(load_measure_query("edge-evidence").bind({"slot": slots}))
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    by_slot: dict[str, list[tuple[str, EdgeEvidence]]] = {}
    for row in result:
        by_slot.setdefault(row["slot"].value, []).append((row["end"].value, _evidence(row)))
    return {
        (source, target, slot): list(
            dict.fromkeys(piece for end, piece in by_slot.get(slot, ()) if end in (source, target))
        )
        for source, target, slot in sorted(edges)
    }


def _evidence(row: QuerySolution) -> EdgeEvidence:
    said = {column: term.value for column in _COLUMNS if (term := row[column]) is not None}
    about = {column: said.get(column, "") for column in _COLUMNS if column not in ("quote", "summary")}
    return EdgeEvidence(words=said.get("quote") or said.get("summary", ""), is_quote="quote" in said, **about)


_COLUMNS = ("quote", "summary", "status", "title", "publisher", "published", "url", "speaker")
