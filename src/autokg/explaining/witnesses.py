"""Who says a triple: each claim that states it, with its words, its source, and what the judging made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from pyoxigraph import NamedNode, QuerySolutions, Triple

from autokg.query.saved import get_query
from autokg.stores.base import Store

_STANDS = ("accepted", "supporting", "refined", "compatible")


@dataclass(frozen=True, slots=True)
class Witness:
    """One claim as a person reads it.

    Attributes:
        claim: its IRI.
        outcome: what the judging made of it.
        status: how sure the source is: planned, actual, denied and so on.

    """

    claim: str
    outcome: str
    status: str
    quote: str | None
    summary: str | None
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    speaker: str | None

    def __str__(self) -> str:
        words = f"“{self.quote}”" if self.quote else str(self.summary)
        source = ", ".join(filter(None, (self.speaker, self.publisher or self.title, self.published)))
        return f"{words} {source} ({self.status}, {self.outcome})"

    def to_json(self) -> dict[str, str]:
        """Return what is known of it, what is not left out."""
        return {key: value for key, value in asdict(self).items() if value is not None}


Witnesses = dict[Triple, tuple[Witness, ...]]


def find_witnesses(store: Store, subjects: Iterable[NamedNode]) -> Witnesses:
    """Return who says what of some things, by triple; what stands comes first, then what was published first."""
    named = sorted(set(subjects), key=str)
    if not named:
        return {}
    result = store.query(get_query("evidence-for").bind({"subject": named}))
    assert isinstance(result, QuerySolutions)  # noqa: S101 (the query is a SELECT)
    names = [variable.value for variable in result.variables]
    found: dict[Triple, dict[str, Witness]] = {}
    for row in result:
        texts = {name: row[name].value for name in names if row[name] is not None}
        said = {name: texts.get(name) for name in Witness.__slots__}
        triple = Triple(row["subject"], row["predicate"], row["object"])
        found.setdefault(triple, {})[texts["claim"]] = Witness(**said)  # type: ignore[arg-type]
    return {triple: tuple(sorted(said.values(), key=_order)) for triple, said in found.items()}


def is_claimed(store: Store, triple: Triple) -> bool:
    """Whether a claim of a triple is accepted, in whichever layer the triple stands."""
    claim = f"?claim rdf:subject {triple.subject} ; rdf:predicate {triple.predicate} ; rdf:object {triple.object}"
    return bool(store.query(f"ASK {{ {claim} ; akg:outcome akg:accepted }}"))


def _order(witness: Witness) -> tuple[int, str, str]:
    rank = _STANDS.index(witness.outcome) if witness.outcome in _STANDS else len(_STANDS)
    return rank, witness.published or "", witness.claim
