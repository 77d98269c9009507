"""Explain why a triple holds, down to quotes and sources, or why it does not.

The derivation comes from the rules; its leaves are accepted claims, reference data or the ontology. If a triple does
not hold, the explanation lists its claims with their outcomes, and the rules with a missing premise.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from pyoxigraph import NamedNode, QuerySolutions, Triple

from autokg.claims.derived import ENDS, STARTS
from autokg.core.ids import DEFAULT_BASE
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG, GRAPH, RDF, RDFS
from autokg.explaining.decided import Decided, find_decisions
from autokg.explaining.explanation import Explanation
from autokg.explaining.grounds import find_grounds
from autokg.explaining.triples import find_triples
from autokg.explaining.witnesses import Witness, Witnesses, find_witnesses, is_claimed
from autokg.names.labels import Labels
from autokg.reasoning.backward import Explainer
from autokg.reasoning.closed_graph import ClosedGraph
from autokg.reasoning.derivations import Derivation, NearMiss
from autokg.reasoning.rule import Atom
from autokg.reasoning.rulebook import compile_rulebook
from autokg.stores.base import Store

_MOST_WAYS = 20  # derivations; of a fact about a country there may be thousands
_MOST_MISSES, _MOST_DEEP = 3, 2
_ASSERTED = {GRAPH.accepted: "accepted", GRAPH.reference: "reference data", GRAPH.ontology: "ontology"}
# Why a claim lost beside a value that holds, and alone, by its outcome.
_BESIDE = {
    "superseded": "superseded: a later stage, {winner}, holds",
    "revised": "revised later to {winner}",
    "refined": "refined: {winner} agrees with it and is finer",
    "withdrawn": "withdrawn: given up or denied since; {winner} holds",
}
_ALONE = {
    "superseded": "superseded by what was told later",
    "withdrawn": "withdrawn: given up or denied since, or a plan that nobody confirms",
}


def why(
    store: Store, subject: str, predicate: str, value: str, *, every: bool = False, base: str = DEFAULT_BASE
) -> list[Explanation]:
    """Explain the named triples that hold; else those that are claimed; else the first one."""
    explanations = Explanations(store)
    named_triples = find_triples(store, subject, predicate, value, base)
    for candidates in (named_triples.direct, named_triples.around):
        if holding := [triple for triple in candidates if explanations.holds(triple)]:
            return [explanations.explain(triple, every=every) for triple in holding]
    every_one = (*named_triples.direct, *named_triples.around)
    claimed = find_witnesses(store, (triple.subject for triple in every_one if isinstance(triple.subject, NamedNode)))
    return [explanations.explain(triple) for triple in every_one if triple in claimed] or [
        explanations.explain(every_one[0])
    ]


def explain_rows(store: Store, sparql: str) -> list[Explanation]:
    """Explain the triples behind the rows of a SELECT: inferred ones first, then asserted ones."""
    explanations = Explanations(store)
    explained = [explanations.explain(triple) for triple in find_grounds(store, sparql)]
    return sorted(explained, key=lambda explanation: any(way.is_asserted for way in explanation.ways))


class Explanations:
    """Explains the triples of one store."""

    def __init__(self, store: Store) -> None:
        """Compile the rules of the ontology for a store."""
        self._store = store
        self._graph = ClosedGraph(store)
        self._explainer = Explainer(compile_rulebook(load_ontology()), self._graph)
        self._labels = Labels(store)
        self._has_decisions = self._ask(f"GRAPH {GRAPH.decisions} {{ ?decision ?property ?value }}")

    def holds(self, triple: Triple) -> bool:
        """Return whether a triple is asserted or follows."""
        return triple in self._graph.match(Atom.of(triple))

    def explain(self, triple: Triple, *, every: bool = False, depth: int = 0) -> Explanation:
        """Explain a triple by its shallowest derivation, or by every one. `depth` is the number of rules above it."""
        ways = self._ways(triple, every=every)
        leaves = list(dict.fromkeys(leaf for way in ways for leaf in way.leaves()))
        instead = [] if ways else self._instead(triple)
        witnesses = find_witnesses(
            self._store, [t.subject for t in (triple, *leaves) if isinstance(t.subject, NamedNode)]
        )
        misses = [] if ways or instead else self._misses(triple, depth)
        others = _rivals(triple, witnesses) if ways else []
        shown = {t: witnesses[t] for t in (triple, *leaves, *instead, *others) if t in witnesses}
        return Explanation(
            triple,
            ways=tuple(ways[:_MOST_WAYS]),
            more=len(ways) > _MOST_WAYS,
            layers=self._layers(leaves),
            witnesses=shown,
            decisions=self._decisions((triple, *leaves, *instead), shown),
            reasons={
                witness.claim: self._reason(witness, lost, [triple] if ways else instead)
                for lost in (others if ways else [triple])
                for witness in shown.get(lost, ())
            },
            instead=tuple(instead),
            others=tuple(others),
            misses=tuple(misses),
            below=self._below(misses, depth + 1) if depth < _MOST_DEEP else {},
            labels=self._labels,
        )

    def _decisions(self, shown: Iterable[Triple], witnesses: Witnesses) -> dict[str, tuple[Decided, ...]]:
        """Return what is decided on the subjects of some triples and on their claims."""
        if not self._has_decisions:
            return {}
        subjects = {triple.subject.value for triple in shown if isinstance(triple.subject, NamedNode)}
        claims = {witness.claim for of_triple in witnesses.values() for witness in of_triple}
        return find_decisions(self._store, subjects | claims)

    def _misses(self, triple: Triple, depth: int) -> list[NearMiss]:
        """Return the rules nearest to giving a triple; deeper down only such as something speaks for."""
        near_misses = self._explainer.near_misses(triple, 2)
        return [miss for miss in near_misses if miss.present][:1] if depth else near_misses[:_MOST_MISSES]

    def _below(self, misses: Iterable[NearMiss], depth: int) -> dict[Triple, Explanation]:
        """Explain why missing premises do not hold, if no variable is left in them."""
        missing = dict.fromkeys(atom.triple() for miss in misses for atom in miss.missing if not atom.variables)
        return {triple: self.explain(triple, depth=depth) for triple in missing}

    def _ways(self, triple: Triple, *, every: bool) -> list[Derivation]:
        if every:
            return list(islice(self._explainer.derivations(triple), _MOST_WAYS + 1))
        ways = self._explainer.explain(triple)
        return [ways] if ways else []

    def _layers(self, leaves: Iterable[Triple]) -> dict[Triple, str]:
        """Return which layer asserts each triple; accepted claims go before reference data."""
        return {leaf: self._layer(leaf) for leaf in leaves}

    def _layer(self, leaf: Triple) -> str:
        if is_claimed(self._store, leaf):
            return "accepted"
        return next(words for layer, words in _ASSERTED.items() if self._ask(f"GRAPH {layer} {{ {_spo(leaf)} }}"))

    def _ask(self, pattern: str) -> bool:
        return bool(self._store.query(f"ASK {{ {pattern} }}"))

    def _instead(self, triple: Triple) -> list[Triple]:
        """Return what holds where the property has one value: it is what shuts others out."""
        if not load_ontology().is_single_valued(triple.predicate):
            return []
        rows = self._select(
            f"SELECT ?o WHERE {{ GRAPH {GRAPH.accepted} {{ {triple.subject} {triple.predicate} ?o }} }}"
        )
        return [Triple(triple.subject, triple.predicate, row["o"]) for row in rows]

    def _reason(self, claim: Witness, triple: Triple, instead: list[Triple]) -> str:
        """Say why a claim did not win, or as what it counts."""
        winner = ", ".join(self._labels.term(other.object) for other in instead) or self._winner(claim)
        if claim.outcome == "dropped":
            return "the source denies it" if claim.status == "denied" else "dropped by a decision"
        if claim.outcome == "rejected":
            return f"rejected in a conflict with {winner}: {self._rule(claim)}"
        if variant := self._variant(triple):
            return f"{claim.outcome}; it holds as “{self._labels.term(variant)}”"
        if winner:
            return _BESIDE.get(claim.outcome, "{outcome} with {winner}, which holds").format(
                outcome=claim.outcome, winner=winner
            )
        return _ALONE.get(claim.outcome, f"{claim.outcome}, but it does not hold by itself")

    def _variant(self, triple: Triple) -> NamedNode | None:
        """Return the property for former or planned values by which a value holds, None if by neither."""
        variants = load_ontology().variants.get(triple.predicate, ())
        held = (Triple(triple.subject, term, triple.object) for term in variants if term)
        return next((other.predicate for other in held if self.holds(other)), None)

    def _winner(self, claim: Witness) -> str:
        """Return the value of the claim that took the place of another; empty if none did."""
        rows = self._select(
            f"SELECT ?value WHERE {{ {{ <{claim.claim}> akg:supersededBy ?later }} UNION "
            f"{{ ?conflict akg:rejectedClaim <{claim.claim}> ; akg:acceptedClaim ?later }} "
            "?later rdf:object ?value } ORDER BY ?value"
        )
        return ", ".join(dict.fromkeys(self._labels.term(row["value"]) for row in rows))

    def _rule(self, claim: Witness) -> str:
        """Return the rule that settled the conflict of a claim's value with the one that holds."""
        rows = self._select(
            f"SELECT ?rule WHERE {{ <{claim.claim}> {RDF.subject} ?s ; {RDF.predicate} ?p ; {RDF.object} ?o . "
            "?conflict akg:about ?s ; akg:onProperty ?p ; akg:rejectedClaim/rdf:object ?o ; "
            f"akg:settledBy/{RDFS.label} ?rule FILTER(LANG(?rule) = 'en') }} ORDER BY ?rule"
        )
        return next((row["rule"].value for row in rows), "it is ranked lower")

    def _select(self, text: str) -> QuerySolutions:
        result = self._store.query(text)
        assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
        return result


def _rivals(triple: Triple, witnesses: Witnesses) -> list[Triple]:
    """Return what sources told of the slot of a triple, the earliest first, if it has one value at a time."""
    ontology = load_ontology()
    at_a_time = (AKG.status, *STARTS, *ENDS, *ontology.timelines)
    if triple.predicate not in at_a_time and not ontology.is_single_valued(triple.predicate):
        return []
    others = [
        other
        for other in witnesses
        if (other.subject, other.predicate) == (triple.subject, triple.predicate) and other != triple
    ]
    return sorted(others, key=lambda other: (witnesses[other][0].published or "", str(other.object)))


def _spo(triple: Triple) -> str:
    return f"{triple.subject} {triple.predicate} {triple.object}"
