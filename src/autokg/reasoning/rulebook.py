"""All that an evaluator needs to know of an ontology: its rules, checks and assertions.

>>> from autokg.core.ontology import load_ontology
>>> book = compile_rulebook(load_ontology())
>>> print(next(rule for rule in book.rules if rule.name == "shareholder"))  # doctest: +NORMALIZE_WHITESPACE
?owned akg:shareholder ?owner ← ?stake akg:status akg:actual, ?stake akg:stakeIn ?owned,
    ?stake akg:stakeOwner ?owner
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode, Triple

from autokg.core.ontology import Ontology
from autokg.errors import QueryError
from autokg.query.saved import SavedQuery
from autokg.reasoning.compiling import compile_axiom
from autokg.reasoning.rule import Rule
from autokg.reasoning.rules import load_rules
from autokg.reasoning.sparql import compile_query
from autokg.reasoning.typed_axioms import read_theory


@dataclass(frozen=True, slots=True)
class Rulebook:
    """An ontology as rules.

    Attributes:
        rules: sorted by stratum.
        checks: rules without a head; a match of one is an inconsistency.
        assertions: what the ontology says of individuals.

    """

    rules: tuple[Rule, ...]
    checks: tuple[Rule, ...]
    assertions: tuple[Triple, ...]


def compile_rulebook(ontology: Ontology, queries: Iterable[SavedQuery] | None = None) -> Rulebook:
    """Compile an ontology and the SPARQL rules beside it; raise `InputError` for what is not reasoned with."""
    theory = read_theory(ontology)
    compiled = [rule for axiom in theory.axioms for rule in compile_axiom(axiom, ontology.label)]
    compiled += _bundled() if queries is None else [rule for query in queries for rule in compile_query(query)]
    rules = sorted(dict.fromkeys(rule for rule in compiled if rule.head), key=lambda rule: rule.stratum)
    _require_strata(rules)
    return Rulebook(tuple(rules), tuple(rule for rule in compiled if rule.head is None), theory.assertions)


@cache
def _bundled() -> tuple[Rule, ...]:
    return tuple(rule for query in load_rules() for rule in compile_query(query))


def _require_strata(rules: list[Rule]) -> None:
    """Require that what a rule denies is complete before its stratum begins."""
    for rule in rules:
        denied = {atom.predicate for group in rule.unless for atom in group}
        if not denied:
            continue
        late = reachable(rules, rule.stratum)
        if growing := sorted(term.value for term in denied & late):
            raise QueryError(
                f"a rule of stratum {rule.stratum} denies {growing[0]}, which may still grow in that stratum",
                source=f"ontology/rules/{rule.name}.rq",
                hint="give it a later stratum, or let nothing follow from it that it denies",
            )


def reachable(rules: Sequence[Rule], stratum: int) -> set[NamedNode]:
    """Return the predicates that may gain triples from a stratum on."""
    reached = {rule.head.predicate for rule in rules if rule.head and rule.stratum >= stratum}
    size = -1
    while size != len(reached):
        size = len(reached)
        reached |= {
            rule.head.predicate for rule in rules if rule.head and any(atom.predicate in reached for atom in rule.body)
        }
    return reached
