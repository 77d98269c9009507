"""Find the claims of a triple, each with its words, its source and its outcome."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass

from pyoxigraph import NamedNode, QuerySolutions, Triple

from autokg.claims.derived import DERIVED
from autokg.core.dates import ImpreciseDate
from autokg.core.ontology import load_ontology
from autokg.core.terms import GRAPH
from autokg.query.saved import get_query
from autokg.stores.base import Store

_STANDS = ("accepted", "supporting", "refined", "compatible")


@dataclass(frozen=True, slots=True)
class Witness:
    """Present one claim to a reader.

    Attributes:
        claim: IRI of the claim.
        outcome: outcome of its judgement.
        status: how sure the source is: planned, actual, denied and so on.
        as_of: the time for which it is stated, if that is not the publication.

    """

    claim: str
    outcome: str
    status: str
    quote: str | None
    summary: str | None
    title: str
    publisher: str | None
    published: str | None
    as_of: str | None
    url: str | None
    speaker: str | None

    def __str__(self) -> str:
        words = f"“{self.quote}”" if self.quote else str(self.summary)
        source = ", ".join(filter(None, (self.speaker, self.publisher or self.title, self.published)))
        time = f" as of {ImpreciseDate.parse(self.as_of).in_words()}" if self.as_of else ""
        return f"{words} {source} ({self.status}{time}, {self.outcome})"

    def to_json(self) -> dict[str, str]:
        """Return the known fields; unknown ones are left out."""
        return {key: value for key, value in asdict(self).items() if value is not None}


Witnesses = dict[Triple, tuple[Witness, ...]]


def find_witnesses(store: Store, subjects: Iterable[NamedNode]) -> Witnesses:
    """Return the claims on some subjects, by triple: accepted ones first, then by date of publication."""
    named = sorted(set(subjects), key=str)
    if not named:
        return {}
    result = store.query(get_query("evidence-for").bind({"subject": named}))
    assert isinstance(result, QuerySolutions)  # noqa: S101 (the query is a SELECT)
    names = [variable.value for variable in result.variables]
    by_triple: dict[Triple, dict[str, Witness]] = {}
    for row in result:
        texts = {name: row[name].value for name in names if row[name] is not None}
        fields = {name: texts.get(name) for name in Witness.__slots__}
        triple = Triple(row["subject"], row["predicate"], row["object"])
        by_triple.setdefault(triple, {})[texts["claim"]] = Witness(**fields)  # type: ignore[arg-type]
    by_triple |= {triple: by_triple[claimed_triple] for triple, claimed_triple in _stated_as(store, by_triple).items()}
    return {triple: tuple(sorted(fields.values(), key=_order)) for triple, fields in by_triple.items()}


def is_claimed(store: Store, triple: Triple) -> bool:
    """Return whether a claim of a triple is accepted, in whichever layer the triple is."""
    claim = f"?claim rdf:subject {triple.subject} ; rdf:predicate {triple.predicate} ; rdf:object {triple.object}"
    return bool(store.query(f"ASK {{ {claim} ; akg:outcome akg:accepted }}"))


def _stated_as(store: Store, claimed: Collection[Triple]) -> dict[Triple, Triple]:
    """Return the accepted triples that no claim states as they stand, each with the claimed one that it comes from."""
    by_slot = {(triple.subject, triple.predicate): triple for triple in claimed}
    variants = {
        variant: base for base, both in load_ontology().variants.items() for variant in both if variant is not None
    }
    stated = {}
    for triple in _accepted(store, {t.subject for t in claimed}, (*DERIVED, *variants)):
        bases = DERIVED.get(triple.predicate, ())
        if triple.predicate in variants:
            stated[triple] = Triple(triple.subject, variants[triple.predicate], triple.object)
        elif claimed_pairs := [by_slot[triple.subject, base] for base in bases if (triple.subject, base) in by_slot]:
            stated[triple] = claimed_pairs[0]
    return {
        triple: claimed_as for triple, claimed_as in stated.items() if claimed_as in claimed and triple not in claimed
    }


def _accepted(store: Store, subjects: Iterable[object], predicates: Iterable[NamedNode]) -> Iterator[Triple]:
    """Yield the accepted triples on some subjects with some properties."""
    nodes, terms = sorted(map(str, subjects)), sorted(map(str, predicates))
    result = store.query(
        f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {' '.join(nodes)} }} VALUES ?p {{ {' '.join(terms)} }} "
        f"GRAPH {GRAPH.accepted} {{ ?s ?p ?o }} }}"
    )
    assert isinstance(result, QuerySolutions)  # noqa: S101 (the query is a SELECT)
    yield from (Triple(row["s"], row["p"], row["o"]) for row in result)


def _order(witness: Witness) -> tuple[int, str, str]:
    rank = _STANDS.index(witness.outcome) if witness.outcome in _STANDS else len(_STANDS)
    return rank, witness.published or "", witness.claim
