"""The rules in memory: semi-naive evaluation over integers.

A rule is first carried out in full, from its atom with the fewest rows, and then only from rows that it has not used
yet, until no rule has any left. A stratum begins when the earlier ones are done, and the checks when all are.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby

from pyoxigraph import Triple

from autokg.core.ontology import Ontology
from autokg.reasoning.closure import Closure, Inconsistency
from autokg.reasoning.plans import Plan
from autokg.reasoning.relations import Relations
from autokg.reasoning.rule import Rule
from autokg.reasoning.rulebook import Rulebook, compile_rulebook


def infer_in_memory(ontology: Ontology, triples: Iterable[Triple]) -> Closure:
    """Return what follows from triples under an ontology and the bundled rules."""
    reasoner = MemoryReasoner(compile_rulebook(ontology))
    with collection_paused():
        reasoner.load(triples)
        reasoner.close()
        return Closure(frozenset(reasoner.derived()), tuple(sorted(reasoner.inconsistencies(), key=str)))


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pause the search for reference cycles: among millions of pairs of integers it takes half of the time."""
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
        """Prepare the patterns that the rules need."""
        self._book = book
        self._relations = Relations(atom for rule in (*book.rules, *book.checks) for atom in rule.atoms())
        self._relations.load(book.assertions)

    def load(self, triples: Iterable[Triple]) -> None:
        """Add asserted triples."""
        self._relations.load(triples)

    def close(self) -> None:
        """Derive all that follows."""
        active: list[Plan] = []
        for _, rules in groupby(self._book.rules, key=lambda rule: rule.stratum):
            for rule in rules:
                plans = self._plans(rule)
                for plan in plans:
                    plan.skip()
                _cheapest(plans).fire()
                active += plans
            while sum(plan.fire_new() for plan in active):  # not any(): each plan has its turn in a round
                pass

    def _plans(self, rule: Rule) -> list[Plan]:
        return [Plan(rule, seed, self._relations) for seed in range(len(rule.body))]

    def derived(self) -> Iterator[Triple]:
        """Yield what follows and was not loaded."""
        return self._relations.derived()

    def inconsistencies(self) -> Iterator[Inconsistency]:
        """Yield each set of triples that contradicts an axiom, once."""
        terms = self._relations.terms
        for check in self._book.checks:
            plan = _cheapest(self._plans(check))
            rows = plan.run(plan.seed.rows)
            bindings = ({v: terms[n] for v, n in zip(plan.variables, row, strict=True)} for row in rows)
            yield from set(filter(None, (Inconsistency.of(check, binding) for binding in bindings)))


def _cheapest(plans: Iterable[Plan]) -> Plan:
    return min(plans, key=lambda plan: len(plan.seed.rows))
