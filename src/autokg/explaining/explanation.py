"""Describe why a triple holds or does not, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pyoxigraph import NamedNode, Triple

from autokg.claims.derived import ENDS, STARTS
from autokg.core.terms import AKG
from autokg.explaining.decided import Decided
from autokg.explaining.witnesses import Witness, Witnesses
from autokg.names.labels import Labels
from autokg.reasoning.derivations import Derivation, NearMiss
from autokg.reasoning.rule import Atom, Condition, Variable

_MOST_VOICES = 4
_OF_STATE = frozenset({AKG.status, AKG.lastReported, *STARTS, *ENDS})


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a triple holds, or why not.

    Attributes:
        ways: derivations, the shallowest first; empty if the triple does not hold.
        more: whether there are further ones.
        layers: layer that asserts each triple of the derivations.
        witnesses: sources of the triple, of the leaves of the derivations, and of the triples in `instead`.
        decisions: decisions on the subjects and claims of these triples, by IRI.
        reasons: why each claim of a triple that does not hold lost, by claim IRI.
        others: what sources tell of the slot of a triple that holds, beside its value.
        instead: accepted triples with the same subject and property, if the property is single-valued.
        misses: rules that lack one premise or more to infer it.
        below: why a premise that such a rule lacks does not hold.

    """

    triple: Triple
    ways: tuple[Derivation, ...]
    more: bool
    layers: Mapping[Triple, str]
    witnesses: Witnesses
    decisions: Mapping[str, tuple[Decided, ...]]
    reasons: Mapping[str, str]
    instead: tuple[Triple, ...]
    others: tuple[Triple, ...]
    misses: tuple[NearMiss, ...]
    below: Mapping[Triple, Explanation]
    labels: Labels

    @property
    def holds(self) -> bool:
        """Whether the triple is there."""
        return bool(self.ways)

    def to_json(self) -> dict[str, Any]:
        """Return the explanation for JSON: terms as in N-Triples, with their labels."""
        record: dict[str, Any] = {**self._triple(self.triple), "holds": self.holds}
        if self.holds:
            record["derivations"] = [self._way(way) for way in self.ways]
            record["more"] = self.more
            record["others"] = [self._said(triple) for triple in self.others]
        else:
            record["claims"] = [self._claim(witness) for witness in self.witnesses.get(self.triple, ())]
            record["instead"] = [self._said(triple) for triple in self.instead]
            record["nearest"] = [{**miss.to_json(), "words": list(self._miss_lines(miss))} for miss in self.misses]
            record["below"] = [below.to_json() for below in self.below.values()]
        return record

    def _triple(self, triple: Triple) -> dict[str, Any]:
        terms = [str(triple.subject), str(triple.predicate), str(triple.object)]
        return {"triple": terms, "words": self.labels.triple(triple)}

    def _said(self, triple: Triple) -> dict[str, Any]:
        claims = [self._claim(witness) for witness in self.witnesses.get(triple, ())]
        decisions = [decided.to_json() for decided in self._decided(triple)]
        return {**self._triple(triple), "claims": claims, **({"decisions": decisions} if decisions else {})}

    def _decided(self, triple: Triple) -> list[Decided]:
        """Return the decisions on its claims; of a triple that tells a state, also those on its subject."""
        targets = [witness.claim for witness in self.witnesses.get(triple, ())]
        if isinstance(triple.subject, NamedNode) and triple.predicate in _OF_STATE:
            targets.append(triple.subject.value)
        return list(dict.fromkeys(decided for target in targets for decided in self.decisions.get(target, ())))

    def _claim(self, witness: Witness) -> dict[str, str]:
        because = self.reasons.get(witness.claim)
        return witness.to_json() | ({"because": because} if because else {})

    def _way(self, way: Derivation) -> dict[str, Any]:
        if way.step is None:
            return {**self._said(way.triple), "layer": self.layers.get(way.triple, "asserted")}
        return {
            **self._triple(way.triple),
            "layer": "inferred",
            "rule": way.step.rule.name,
            "because": way.step.rule.words,
            "premises": [self._way(premise) for premise in way.premises],
        }

    def __str__(self) -> str:
        return "\n".join(self._holding_lines() if self.holds else self._missing_lines())

    def _holding_lines(self) -> Iterator[str]:
        for number, way in enumerate(self.ways, 1):
            if len(self.ways) > 1:
                yield f"{number}."
            yield from self._way_lines(way)
        if self.more:
            yield "There are further derivations."
        if self.others:
            yield "Told too:"
        for triple in self.others:
            yield f"  {self.labels.triple(triple)}"
            yield from (f"    {line}" for line in islice(self._lost(triple), 2 * _MOST_VOICES))

    def _way_lines(self, way: Derivation, depth: int = 0) -> Iterator[str]:
        indent = "  " * depth
        words = self.labels.triple(way.triple)
        if way.step is not None:
            yield f"{indent}{words} [inferred: {way.step.rule.words}]"
            for premise in way.premises:
                yield from self._way_lines(premise, depth + 1)
            return
        yield f"{indent}{words} [{self.layers.get(way.triple, 'asserted')}]"
        yield from (f"{indent}    {line}" for line in self._voices(way.triple))

    def _voices(self, triple: Triple) -> Iterator[str]:
        """Yield who says a triple, as many as read well."""
        witnesses = self.witnesses.get(triple, ())
        yield from map(str, witnesses[:_MOST_VOICES])
        if len(witnesses) > _MOST_VOICES:
            yield f"and {len(witnesses) - _MOST_VOICES} more"
        yield from map(str, self._decided(triple))

    def _missing_lines(self) -> Iterator[str]:
        yield f"{self.labels.triple(self.triple)} does not hold."
        if self.triple not in self.witnesses:
            yield "No source states it."
        yield from self.lacking_lines()

    def lacking_lines(self) -> Iterator[str]:
        """Yield the sources that claim it, the triples that hold instead, and the premises it lacks."""
        yield from (f"  {line}" for line in self._lost(self.triple))
        yield from (f"  {decided}" for decided in self._decided(self.triple))
        for triple in self.instead:
            yield f"What holds: {self.labels.triple(triple)}"
            yield from (f"    {line}" for line in self._voices(triple))
        for miss in self.misses:
            yield f"It would follow: {miss.rule.words}"
            yield from (f"    {line}" for line in self._miss_lines(miss))

    def _lost(self, triple: Triple) -> Iterator[str]:
        """Yield the claims of a triple that did not win, each with the reason."""
        for witness in self.witnesses.get(triple, ()):
            yield str(witness)
            yield f"  {self.reasons[witness.claim]}"

    def _miss_lines(self, miss: NearMiss) -> Iterator[str]:
        yield from (f"there: {self.labels.triple(triple)}" for triple in miss.present)
        for atom in miss.missing:
            yield f"missing: {self._atom(atom)}"
            if not atom.variables and (below := self.below.get(atom.triple())):
                yield from (f"  {line}" for line in below.lacking_lines())
        yield from (f"not so: {self._condition(condition)}" for condition in miss.failed)
        yield from (f"barred by: {'; '.join(map(self.labels.triple, group))}" for group in miss.barred)

    def _atom(self, atom: Atom) -> str:
        parts = (atom.subject, atom.predicate, atom.object)
        return " · ".join(str(p) if isinstance(p, Variable) else self.labels.term(p) for p in parts)

    def _condition(self, condition: Condition) -> str:
        left, right = (
            str(side) if isinstance(side, Variable) else self.labels.term(side)
            for side in (condition.left, condition.right)
        )
        return f"{left} {condition.operator} {right}"
