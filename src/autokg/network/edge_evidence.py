"""What an edge rests on: the words of the documents that state it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import QuerySolution

from autokg.core.terms import AKG
from autokg.network.views import run_for_each
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
    claims = [claim for claim in _load_claims(store, subjects) if claim.slot in slots]
    standing = list(_without_superseded(claims))
    words = load_sayings(store, {claim.saying for claim in standing})
    pieces: dict[tuple[str, str], list[EdgeEvidence]] = defaultdict(list)
    for claim in standing:
        if piece := words.get(claim.saying):
            pieces[claim.slot, claim.end].append(replace(piece, decides=claim.outcome == AKG.accepted.value))
    return {
        (source, target, slot): once([*pieces[slot, source], *pieces[slot, target]]) for source, target, slot in known
    }


class _Claim(NamedTuple):
    """Which saying claims that an edge has an end, and what became of the claim."""

    slot: str
    end: str
    outcome: str
    saying: str


def _load_claims(store: Store, subjects: Iterable[str]) -> list[_Claim]:
    rows = run_for_each(store, "edge-claims", "subject", subjects)
    texts = ([term.value for term in row] for row in rows)
    return sorted({_Claim(f"{subject}|{predicate}", *rest) for subject, predicate, *rest in texts})


def _without_superseded(claims: Sequence[_Claim]) -> Iterator[_Claim]:
    """Yield the claims that stand; of one that another succeeded, who has none, those on it."""
    standing = {(claim.slot, claim.end) for claim in claims if claim.outcome != AKG.superseded.value}
    return (
        claim for claim in claims if claim.outcome != AKG.superseded.value or (claim.slot, claim.end) not in standing
    )


def load_sayings(store: Store, sayings: Collection[str]) -> dict[str, EdgeEvidence]:
    """Return the words and the source of sayings.

    They are asked for by themselves: joined with their claims in one query, six thousand slots take minutes.
    """
    rows = run_for_each(store, "sayings", "saying", sorted(sayings))
    ordered = sorted(
        rows, key=lambda row: [str(row[column]) for column in ("published", "document", "quote", "summary")]
    )
    return {row["saying"].value: _evidence(row) for row in ordered}


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
