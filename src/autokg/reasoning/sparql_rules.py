"""SPARQL rules of `ontology/rules` → rules of the one form: what OWL cannot say without harm.

A rule is a CONSTRUCT query whose patterns are triples, UNION and VALUES, and whose filters compare, list (IN) or deny
(NOT EXISTS). Each alternative becomes a rule of its own. Anything else is an error that names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, reduce
from itertools import product
from typing import Any

import rdflib
from pyoxigraph import NamedNode
from rdflib.plugins.sparql import prepareQuery

from autokg.core.resources import find_resource
from autokg.core.terms import PREFIXES
from autokg.errors import QueryError
from autokg.query.saved import SavedQuery, load_folder
from autokg.reasoning.rule import OPERATORS, Atom, Condition, Rule, Term, Variable
from autokg.stores.rdflib_bridge import from_node

_Algebra = Any  # rdflib's nodes are dictionaries with attributes
_Pattern = tuple[Any, Any, Any]  # terms of rdflib: a triple, or two of them around an operator


@cache
def load_rules() -> tuple[SavedQuery, ...]:
    """Return the bundled rules, by stratum and name."""
    rules = load_folder(find_resource("ontology", "rules")).values()
    return tuple(sorted(rules, key=lambda rule: (rule.stratum, rule.name)))


def compile_query(query: SavedQuery) -> tuple[Rule, ...]:
    """Return the rules that a CONSTRUCT query amounts to; raise `QueryError` for anything beyond the rule form."""
    algebra = prepareQuery(query.text, initNs=PREFIXES).algebra
    if algebra.name != "ConstructQuery" or not algebra.template:
        raise _beyond(query.name, algebra.name)
    ways = _ways(algebra.p.p, query.name)
    return tuple(_rule(way, template, query) for way, template in product(ways, algebra.template))


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to match a pattern, without alternatives."""

    atoms: tuple[_Pattern, ...] = ()
    conditions: tuple[_Pattern, ...] = ()
    unless: tuple[tuple[_Pattern, ...], ...] = ()
    values: Mapping[Any, Any] = field(default_factory=dict)

    def join(self, other: _Way) -> Iterator[_Way]:
        """Yield both together, unless they bind a variable to different values."""
        if all(self.values[key] == other.values[key] for key in self.values.keys() & other.values.keys()):
            yield _Way(
                self.atoms + other.atoms,
                self.conditions + other.conditions,
                self.unless + other.unless,
                {**self.values, **other.values},
            )

    def term(self, node: Any) -> Term:
        """Return a term with the values filled in; a blank node of a query is a variable without a name."""
        node = self.values.get(node, node)
        return Variable(str(node)) if isinstance(node, rdflib.Variable | rdflib.BNode) else from_node(node)


def _rule(way: _Way, template: _Pattern, query: SavedQuery) -> Rule:
    def atom(pattern: _Pattern) -> Atom:
        if not _are_terms(*pattern):
            raise _beyond(query.name, "a property path")
        subject, predicate, value = map(way.term, pattern)
        if not isinstance(predicate, NamedNode):
            raise _beyond(query.name, f"the predicate {predicate}, which is not known beforehand,")
        return Atom(subject, predicate, value)

    head, body = atom(template), tuple(map(atom, way.atoms))
    conditions = tuple(Condition(way.term(one), operator, way.term(other)) for one, operator, other in way.conditions)
    used = {*head.variables, *(variable for condition in conditions for variable in condition.variables)}
    if unbound := used - {variable for part in body for variable in part.variables}:
        raise _beyond(query.name, f"{min(map(str, unbound))}, which its pattern does not bind,")
    unless = tuple(tuple(map(atom, group)) for group in way.unless)
    return Rule(query.name, query.title, head, body, conditions, unless, query.stratum)


def _ways(algebra: _Algebra, name: str) -> list[_Way]:
    """Return every way to match a pattern."""
    match algebra.name:
        case "BGP":
            return [_Way(atoms=tuple(algebra.triples))]
        case "Union":
            return [*_ways(algebra.p1, name), *_ways(algebra.p2, name)]
        case "Join":
            return _joined(_ways(algebra.p1, name), _ways(algebra.p2, name))
        case "ToMultiSet" if algebra.p.name == "values":
            return [_Way(values=row) for row in algebra.p.res]
        case "Filter":
            return _joined(_ways(algebra.p, name), _filters(algebra.expr, name))
        case other:
            raise _beyond(name, other)


def _filters(algebra: _Algebra, name: str) -> list[_Way]:
    """Return every way to satisfy a filter."""
    match getattr(algebra, "name", type(algebra).__name__):
        case "ConditionalAndExpression":
            return reduce(_joined, (_filters(part, name) for part in (algebra.expr, *algebra.other)))
        case "RelationalExpression" if algebra.op == "IN" and isinstance(algebra.expr, rdflib.Variable):
            return [_Way(values={algebra.expr: value}) for value in algebra.other]
        case "RelationalExpression" if algebra.op in OPERATORS and _are_terms(algebra.expr, algebra.other):
            return [_Way(conditions=((algebra.expr, algebra.op, algebra.other),))]
        case "Builtin_NOTEXISTS":
            (denied, *others) = _ways(algebra.graph, name)
            if others or denied != _Way(denied.atoms):
                raise _beyond(name, "NOT EXISTS over more than triples")
            return [_Way(unless=(denied.atoms,))]
        case other:
            raise _beyond(name, other)


def _joined(some: list[_Way], others: list[_Way]) -> list[_Way]:
    return [both for one, other in product(some, others) for both in one.join(other)]


def _are_terms(*expressions: Any) -> bool:
    return all(isinstance(expression, rdflib.term.Identifier) for expression in expressions)


def _beyond(name: str, what: str) -> QueryError:
    return QueryError(
        f"a rule cannot use {what}",
        source=f"ontology/rules/{name}.rq",
        expected="CONSTRUCT over triples, UNION and VALUES, with filters that compare, list (IN) or deny (NOT EXISTS)",
    )
