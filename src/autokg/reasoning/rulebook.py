"""The rules, checks and assertions of an ontology, which is all that an evaluator needs of it.

>>> from autokg.core.ontology import load_ontology
>>> book = compile_rulebook(load_ontology())
>>> print(next(rule for rule in book.rules if rule.name == "shareholder"))  # doctest: +NORMALIZE_WHITESPACE
?owned akg:shareholder ?owner ← ?stake akg:status akg:actual, ?stake akg:stakeIn ?owned,
    ?stake akg:stakeOwner ?owner
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from pyoxigraph import NamedNode, Triple

from autokg.core.ontology import Ontology
from autokg.errors import QueryError
from autokg.query.saved import SavedQuery
from autokg.reasoning.axioms import read_theory
from autokg.reasoning.rule import Rule
from autokg.reasoning.sparql_rules import compile_query, load_rules


@dataclass(frozen=True)
class Rulebook:
    """An ontology as rules.

    Attributes:
        rules: sorted by stratum.
        checks: rules without a head; a match of one is an inconsistency.
        assertions: triples of the ontology about individuals.

    """

    rules: tuple[Rule, ...]
    checks: tuple[Rule, ...]
    assertions: tuple[Triple, ...]

    def growing(self, stratum: int) -> set[NamedNode]:
        """Return the predicates that may gain triples from a stratum on."""
        growing: set[NamedNode] = set()
        size = -1
        while size != len(growing):
            size = len(growing)
            growing |= {
                rule.head.predicate
                for rule in self.rules
                if rule.head and (rule.stratum >= stratum or any(atom.predicate in growing for atom in rule.body))
            }
        return growing

    @cached_property
    def levels(self) -> dict[NamedNode, int]:
        """The last stratum that may add to each predicate that a rule concludes."""
        strata = sorted({rule.stratum for rule in self.rules})
        return {predicate: stratum for stratum in strata for predicate in self.growing(stratum)}

    @cached_property
    def predicates(self) -> frozenset[NamedNode]:
        """The predicates that a rule or a check reads or concludes."""
        return frozenset(atom.predicate for rule in (*self.rules, *self.checks) for atom in rule.atoms())


def compile_rulebook(ontology: Ontology, queries: Iterable[SavedQuery] | None = None) -> Rulebook:
    """Compile an ontology and SPARQL rules, by default the bundled ones.

    Raise `InputError` for an axiom, and `QueryError` for a rule, that is not reasoned with.
    """
    theory = read_theory(ontology)
    compiled = [*theory.rules, *(_bundled() if queries is None else _compile(queries))]
    rules = sorted(dict.fromkeys(rule for rule in compiled if rule.head), key=lambda rule: rule.stratum)
    book = Rulebook(tuple(rules), tuple(rule for rule in compiled if not rule.head), theory.assertions)
    for rule in rules:
        _require_stratum(rule, book)
    return book


@cache
def _bundled() -> list[Rule]:
    return _compile(load_rules())


def _compile(queries: Iterable[SavedQuery]) -> list[Rule]:
    return [rule for query in queries for rule in compile_query(query)]


def _require_stratum(rule: Rule, book: Rulebook) -> None:
    """Require that what a rule denies is complete before its stratum begins."""
    denied = {atom.predicate for atom in rule.denied()}
    if denied and (growing := sorted(term.value for term in denied & book.growing(rule.stratum))):
        raise QueryError(
            f"a rule of stratum {rule.stratum} denies {growing[0]}, which may still grow in that stratum",
            source=f"ontology/rules/{rule.name}.rq",
            hint="give it a later stratum, or let nothing follow from it that it denies",
        )
