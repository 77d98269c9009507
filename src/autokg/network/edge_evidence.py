"""What an edge rests on: the words of the documents that state it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, QuerySolution

from autokg.core.terms import AKG
from autokg.network.views import run_measure_query
from autokg.stores.base import Store

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class EdgeEvidence:
    """A quote, or a summary where the text is not kept, and the document it is from; "" for what is not known.

    Attributes:
        document: the IRI of the document.
        confidence: of the reading, from 0 to 1; None if unknown.
        decides: whether the claim was accepted for these words, and is not only supported by them.

    """

    words: str
    is_quote: bool
    status: str
    title: str
    publisher: str
    published: str
    url: str
    speaker: str
    document: str = ""
    confidence: float | None = field(default=None, compare=False)
    decides: bool = field(default=False, compare=False)


Ends = tuple[str, str, str]


def load_edge_evidence(store: Store, source: str, target: str, edge: Mapping[str, Any]) -> list[EdgeEvidence]:
    """Return the evidence for an edge that `project` gave, the oldest first, each quote or summary once.

    An edge whose query did not say its `slot` has none.
    """
    ends = source, target, str(edge.get("slot", ""))
    return _load(store, [ends]).get(ends, [])


def load_all_evidence(store: Store, network: nx.MultiDiGraph) -> dict[Ends, list[EdgeEvidence]]:
    """Return the evidence for the edges of a network by source, target and slot, each as `load_edge_evidence` does."""
    return _load(store, network.edges(data="slot"))


def find_deciding(evidence: Iterable[EdgeEvidence]) -> EdgeEvidence | None:
    """Return the piece of evidence that decided: of the accepted claim, the most confident, then the oldest."""
    return min(evidence, key=lambda piece: (not piece.decides, -(piece.confidence or 0)), default=None)


def _load(store: Store, edges: Iterable[tuple[str, str, str | None]]) -> dict[Ends, list[EdgeEvidence]]:
    known = sorted({(source, target, slot) for source, target, slot in edges if slot and "|" in slot})
    subjects = sorted({slot.partition("|")[0] for *_, slot in known})
    slots = {slot for *_, slot in known}
    about = run_measure_query(store, "edge-claims", subject=map(NamedNode, subjects))
    claims = list(_without_superseded([row for row in about if row["slot"].value in slots]))
    words = load_sayings(store, {row["saying"].value for row in claims})
    pieces: dict[tuple[str, str], list[EdgeEvidence]] = defaultdict(list)
    for row in claims:
        if piece := words.get(row["saying"].value):
            pieces[row["slot"].value, row["end"].value].append(replace(piece, decides=row["outcome"] == AKG.accepted))
    return {
        (source, target, slot): once([*pieces[slot, source], *pieces[slot, target]]) for source, target, slot in known
    }


def _without_superseded(claims: Sequence[QuerySolution]) -> Iterator[QuerySolution]:
    """Yield the claims that stand; of one that another succeeded, who has none, those on it."""
    standing = {(row["slot"], row["end"]) for row in claims if row["outcome"] != AKG.superseded}
    return (row for row in claims if row["outcome"] != AKG.superseded or (row["slot"], row["end"]) not in standing)


def load_sayings(store: Store, sayings: Collection[str]) -> dict[str, EdgeEvidence]:
    """Return the words and the source of sayings.

    They are asked for by themselves: joined with their claims in one query, six thousand slots take minutes.
    """
    rows = run_measure_query(store, "sayings", saying=map(NamedNode, sorted(sayings))) if sayings else ()
    return {row["saying"].value: _evidence(row) for row in rows}


def once(pieces: Iterable[EdgeEvidence]) -> list[EdgeEvidence]:
    """Return pieces of evidence, the oldest first; of equal pieces the one that decides."""
    ordered = sorted(pieces, key=lambda piece: (piece.published, piece.document, piece.words, not piece.decides))
    return list(dict.fromkeys(ordered))


def _evidence(row: QuerySolution) -> EdgeEvidence:
    said = {column: term.value for column in _COLUMNS if (term := row[column]) is not None}
    about = {column: said.get(column, "") for column in _COLUMNS if column not in ("quote", "summary")}
    confidence = None if row["confidence"] is None else float(row["confidence"].value)
    words = said.get("quote") or said.get("summary", "")
    return EdgeEvidence(words=words, is_quote="quote" in said, confidence=confidence, **about)


_COLUMNS = ("quote", "summary", "status", "title", "publisher", "published", "url", "speaker", "document")
