"""SPARQL rules → rules of the one form.

A CONSTRUCT query qualifies whose patterns are triples, UNION and VALUES, and whose filters compare, list (IN) or deny
(NOT EXISTS). Alternatives become rules of their own. Anything else is an error that names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import rdflib
from pyoxigraph import NamedNode
from rdflib.plugins.sparql import prepareQuery

from autokg.core.terms import PREFIXES
from autokg.errors import QueryError
from autokg.query.saved import SavedQuery
from autokg.reasoning.rule import OPERATORS, Atom, Condition, Rule, Term, Variable
from autokg.stores.rdflib_bridge import from_node

_Algebra = Any  # rdflib's nodes are dictionaries with attributes


def compile_query(query: SavedQuery) -> Iterator[Rule]:
    """Yield the rules that a CONSTRUCT query amounts to."""
    algebra = prepareQuery(query.text, initNs=PREFIXES).algebra
    if algebra.name != "ConstructQuery" or not algebra.template:
        raise _beyond(query.name, algebra.name)
    for way, template in product(_Reader(query.name).ways(algebra.p.p), algebra.template):
        rule = way.rule(query, template)
        bound = {variable for atom in rule.body for variable in atom.variables}
        used = {*(rule.head.variables if rule.head else ()), *(v for c in rule.conditions for v in c.variables)}
        if used - bound:
            raise _beyond(query.name, f"{min(map(str, used - bound))}, which its pattern does not bind,")
        yield rule


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to match a pattern, without alternatives."""

    atoms: tuple[tuple[Any, Any, Any], ...] = ()
    conditions: tuple[tuple[Any, str, Any], ...] = ()
    unless: tuple[tuple[tuple[Any, Any, Any], ...], ...] = ()
    values: Mapping[Any, Any] | None = None

    def join(self, other: _Way) -> _Way | None:
        """Return both together, None where they want different values."""
        mine, theirs = self.values or {}, other.values or {}
        if any(mine[key] != theirs[key] for key in mine.keys() & theirs.keys()):
            return None
        return _Way(
            self.atoms + other.atoms,
            self.conditions + other.conditions,
            self.unless + other.unless,
            {**mine, **theirs},
        )

    def rule(self, query: SavedQuery, template: tuple[Any, Any, Any]) -> Rule:
        """Write the values into the patterns."""
        conditions = (
            Condition(self._term(one), operator, self._term(other)) for one, operator, other in self.conditions
        )
        return Rule(
            query.name,
            query.title,
            self._atom(template, query.name),
            tuple(self._atom(atom, query.name) for atom in self.atoms),
            tuple(conditions),
            tuple(tuple(self._atom(atom, query.name) for atom in group) for group in self.unless),
            query.stratum,
        )

    def _atom(self, triple: tuple[Any, Any, Any], name: str) -> Atom:
        if not _are_terms(*triple):
            raise _beyond(name, "a property path")
        subject, predicate, value = map(self._term, triple)
        if not isinstance(predicate, NamedNode):
            raise _beyond(name, f"the predicate {predicate}, which is not known beforehand,")
        return Atom(subject, predicate, value)

    def _term(self, node: Any) -> Term:
        node = (self.values or {}).get(node, node)
        # A blank node of a query is a variable without a name.
        return Variable(str(node)) if isinstance(node, rdflib.Variable | rdflib.BNode) else from_node(node)


class _Reader:
    """Reads algebra into ways; knows the name of the rule for its errors."""

    def __init__(self, name: str) -> None:
        self._name = name

    def ways(self, algebra: _Algebra) -> list[_Way]:
        """Return every way to match a pattern."""
        match algebra.name:
            case "BGP":
                return [_Way(atoms=tuple(algebra.triples))]
            case "Union":
                return [*self.ways(algebra.p1), *self.ways(algebra.p2)]
            case "Join":
                return self._joined(self.ways(algebra.p1), self.ways(algebra.p2))
            case "ToMultiSet" if algebra.p.name == "values":
                return [_Way(values=row) for row in algebra.p.res]
            case "Filter":
                return self._joined(self.ways(algebra.p), self._filters(algebra.expr))
            case other:
                raise _beyond(self._name, other)

    def _joined(self, some: list[_Way], others: list[_Way]) -> list[_Way]:
        return [both for one, other in product(some, others) if (both := one.join(other))]

    def _filters(self, expression: _Algebra) -> list[_Way]:
        """Return the ways to satisfy a filter."""
        match getattr(expression, "name", type(expression).__name__):
            case "ConditionalAndExpression":
                ways = self._filters(expression.expr)
                for part in expression.other:
                    ways = self._joined(ways, self._filters(part))
                return ways
            case "RelationalExpression" if expression.op == "IN" and isinstance(expression.expr, rdflib.Variable):
                return [_Way(values={expression.expr: value}) for value in expression.other]
            case "RelationalExpression" if expression.op in OPERATORS and _are_terms(expression.expr, expression.other):
                return [_Way(conditions=((expression.expr, expression.op, expression.other),))]
            case "Builtin_NOTEXISTS":
                return [_Way(unless=(self._denied(expression.graph),))]
            case other:
                raise _beyond(self._name, other)

    def _denied(self, algebra: _Algebra) -> tuple[tuple[Any, Any, Any], ...]:
        ways = self.ways(algebra)
        if len(ways) != 1 or ways[0] != replace(ways[0], conditions=(), unless=(), values={}):
            raise _beyond(self._name, "NOT EXISTS over more than triples")
        return ways[0].atoms


def _are_terms(*expressions: Any) -> bool:
    return all(isinstance(expression, rdflib.term.Identifier) for expression in expressions)


def _beyond(name: str, what: str) -> QueryError:
    return QueryError(
        f"a rule cannot use {what}",
        source=f"ontology/rules/{name}.rq",
        expected="CONSTRUCT over triples, UNION and VALUES, with filters that compare, list (IN) or deny (NOT EXISTS)",
    )
