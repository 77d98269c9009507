"""The rules run in memory: semi-naive, over integers, by the patterns that the rules ask for.

A rule is first carried out in full, from whichever of its atoms has the fewest rows, and then only from rows that it
has not used yet, until no rule has any left. A later stratum begins when the earlier ones are done, and the checks
when all are.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import Literal, Triple

from autokg.core.ontology import Ontology
from autokg.reasoning.base import Closure, Inconsistency
from autokg.reasoning.plans import Plan
from autokg.reasoning.relations import Members, Pairs, Relations
from autokg.reasoning.rule import Rule, Variable
from autokg.reasoning.rulebook import Rulebook, compile_rulebook


@dataclass(slots=True)
class _Firing:
    """A rule carried out from one of its atoms.

    Attributes:
        target: where what follows goes.
        seen: how many of the seed's derived rows have been used.

    """

    plan: Plan
    target: Pairs | Members
    seen: int = 0

    def fire(self) -> None:
        """Use all rows of the seed."""
        self.target.add(self.plan.run(self.plan.seed.rows))

    def fire_new(self) -> bool:
        """Use the seed's rows that have not been used yet; tell whether anything new followed."""
        new = self.plan.seed.derived[self.seen :]
        self.skip()
        return bool(new) and self.target.add(self.plan.run(new))

    def skip(self) -> None:
        """Take the seed's rows as used."""
        self.seen = len(self.plan.seed.derived)


def infer_in_memory(ontology: Ontology, triples: Iterable[Triple]) -> Closure:
    """Return what follows from triples under an ontology and the rules beside it."""
    reasoner = MemoryReasoner(compile_rulebook(ontology))
    with collection_paused():
        reasoner.load(triples)
        reasoner.close()
        return Closure(frozenset(reasoner.derived()), tuple(sorted(reasoner.inconsistencies(), key=str)))


@contextmanager
def collection_paused() -> Iterator[None]:
    """Keep the collector from looking for cycles among millions of pairs of integers: that takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class MemoryReasoner:
    """The closure of triples under a rulebook."""

    def __init__(self, book: Rulebook) -> None:
        """Ask for the patterns that the rules need."""
        rules = (*book.rules, *book.checks)
        parts = (atom for rule in rules for atom in (*rule.body, *(a for group in rule.unless for a in group)))
        heads = (rule.head for rule in rules if rule.head)
        self._book = book
        self._relations = Relations([*parts, *heads])
        self._relations.load(book.assertions)

    def load(self, triples: Iterable[Triple]) -> None:
        """Add triples as given."""
        self._relations.load(triples)

    def close(self) -> None:
        """Derive all that follows."""
        active: list[_Firing] = []
        for _, rules in groupby(self._book.rules, key=lambda rule: rule.stratum):
            for rule in rules:
                active += self._begin(rule)
            while sum(firing.fire_new() for firing in active):  # not any(): all have their turn in a round
                pass

    def _begin(self, rule: Rule) -> list[_Firing]:
        """Carry a rule out in full, from its atom with the fewest rows; return what fires it for new rows."""
        assert rule.head is not None  # noqa: S101 (checks are not fired)
        target = self._relations.home(rule.head)
        firings = [_Firing(Plan(rule, seed, self._relations), target) for seed in range(len(rule.body))]
        for firing in firings:
            firing.skip()
        min(firings, key=lambda firing: len(firing.plan.seed.rows)).fire()
        return firings

    def derived(self) -> Iterator[Triple]:
        """Yield what follows and was not loaded."""
        return self._relations.derived()

    def inconsistencies(self) -> Iterator[Inconsistency]:
        """Yield what breaks an axiom, each set of triples once."""
        for check in self._book.checks:
            plans = [Plan(check, seed, self._relations) for seed in range(len(check.body))]
            plan = min(plans, key=lambda plan: len(plan.seed.rows))
            causes = {
                self._cause(check, dict(zip(plan.variables, row, strict=True))) for row in plan.run(plan.seed.rows)
            }
            yield from (Inconsistency(check.words, cause) for cause in causes if cause)

    def _cause(self, check: Rule, row: Mapping[Variable, int]) -> tuple[Triple, ...]:
        """Return the triples of a match; none where a literal is the subject, of which RDF cannot speak."""
        binding = {variable: self._relations.terms[number] for variable, number in row.items()}
        atoms = {atom.bind(binding) for atom in check.body}
        if any(isinstance(atom.subject, Literal) for atom in atoms):
            return ()
        return tuple(sorted((atom.triple() for atom in atoms), key=str))
