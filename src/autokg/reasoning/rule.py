"""The one rule form: axioms and SPARQL rules compile to it, and every evaluator runs it.

The head of a rule holds wherever its body does; the body of a rule without a head must never hold.

>>> from autokg.core.terms import AKG
>>> x, y = Variable("x"), Variable("y")
>>> rule = Rule("inverse", "“builds” is the inverse of “builder”", Atom(y, AKG.builds, x), (Atom(x, AKG.builder, y),))
>>> print(rule)
?y akg:builds ?x ← ?x akg:builder ?y
>>> made = Triple(NamedNode("https://example.org/maker"), AKG.builds, NamedNode("https://example.org/car"))
>>> print(rule.body[0].bind(rule.head.match(made)))
<https://example.org/car> akg:builder <https://example.org/maker>
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import chain

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from autokg.core.terms import XSD, shorten

Value = NamedNode | BlankNode | Literal
_NUMBERS = frozenset(
    NamedNode(XSD.namespace + name)
    for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "positiveInteger")
)

OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a rule."""

    name: str

    def __str__(self) -> str:
        return f"?{self.name}"


Term = Value | Variable
Binding = Mapping[Variable, Value]


@dataclass(frozen=True, slots=True)
class Atom:
    """A triple with variables in it; the predicate is never one."""

    subject: Term
    predicate: NamedNode
    object: Term

    def __str__(self) -> str:
        return f"{write_term(self.subject)} {write_term(self.predicate)} {write_term(self.object)}"

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables, subject first, each once."""
        return tuple(dict.fromkeys(t for t in (self.subject, self.object) if isinstance(t, Variable)))

    @classmethod
    def of(cls, triple: Triple) -> Atom:
        """Return a triple as an atom without variables."""
        if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
            raise ValueError(f"a rule cannot name the triple term in {triple}")
        return cls(triple.subject, triple.predicate, triple.object)

    def bind(self, binding: Binding | None) -> Atom:
        """Return the atom with the values of a binding filled in."""
        binding = binding or {}
        return Atom(_bind(self.subject, binding), self.predicate, _bind(self.object, binding))

    def match(self, triple: Triple, binding: Binding | None = None) -> dict[Variable, Value] | None:
        """Return the binding under which the atom is the triple, None if there is none."""
        if triple.predicate != self.predicate:
            return None
        found = dict(binding or {})
        for term, value in ((self.subject, triple.subject), (self.object, triple.object)):
            if isinstance(value, Triple):
                return None
            if (found.setdefault(term, value) if isinstance(term, Variable) else term) != value:
                return None
        return found

    def triple(self) -> Triple:
        """Return a ground atom as a triple."""
        if isinstance(self.subject, Variable | Literal) or isinstance(self.object, Variable):
            raise ValueError(f"{self} is not a triple")
        return Triple(self.subject, self.predicate, self.object)


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparison of two terms as in a SPARQL FILTER: numbers by value, all else by identity."""

    left: Term
    operator: str
    right: Term

    def __str__(self) -> str:
        return f"{write_term(self.left)} {self.operator} {write_term(self.right)}"

    @property
    def variables(self) -> frozenset[Variable]:
        """The variables on either side."""
        return frozenset(term for term in (self.left, self.right) if isinstance(term, Variable))

    def bind(self, binding: Binding) -> Condition:
        """Return the condition with the values of a binding filled in."""
        return Condition(_bind(self.left, binding), self.operator, _bind(self.right, binding))

    def is_met(self) -> bool:
        """Whether a condition without variables holds."""
        if isinstance(self.left, Variable) or isinstance(self.right, Variable):
            raise ValueError(f"{self} depends on what a variable stands for")
        return self.holds(self.left, self.right)

    def holds(self, left: Value, right: Value) -> bool:
        """Compare two values; False for values that SPARQL cannot compare."""
        one, other = _number(left), _number(right)
        if one is not None and other is not None:
            return OPERATORS[self.operator](one, other)
        if left == right:
            return self.operator == "="
        return self.operator == "!=" and not _are_beyond_compare(left, right)


@dataclass(frozen=True, slots=True)
class Rule:
    """If the body and the conditions hold and no conjunction of `unless` does, the head holds.

    Attributes:
        name: kind of axiom, or name of the file, that the rule comes from.
        words: the rule in words.
        head: None if the body must never hold.
        unless: conjunctions that must not hold; the triples they read are complete before the rule's stratum begins.

    """

    name: str
    words: str
    head: Atom | None
    body: tuple[Atom, ...]
    conditions: tuple[Condition, ...] = ()
    unless: tuple[tuple[Atom, ...], ...] = ()
    stratum: int = 1

    def denied(self) -> Iterator[Atom]:
        """Yield the atoms of `unless`."""
        return chain.from_iterable(self.unless)

    def atoms(self) -> Iterator[Atom]:
        """Yield all atoms that the rule reads or concludes."""
        return chain(self.body, self.denied(), [self.head] if self.head else [])

    def __str__(self) -> str:
        parts = [*self.body, *self.conditions, *(f"not ({', '.join(map(str, group))})" for group in self.unless)]
        return f"{self.head or 'never'} ← {', '.join(map(str, parts))}"


def write_term(term: Term) -> str:
    """Write a term as SPARQL does, by prefix where a namespace is known.

    >>> write_term(XSD.date)
    'xsd:date'
    """
    if isinstance(term, NamedNode):
        return shorten(term)
    return term.value if isinstance(term, Literal) and _number(term) is not None else str(term)


def write_triple(triple: Triple) -> str:
    """Write a triple as SPARQL does, by prefix where a namespace is known."""
    return " ".join(
        str(t) if isinstance(t, Triple) else write_term(t) for t in (triple.subject, triple.predicate, triple.object)
    )


def _bind(term: Term, binding: Binding) -> Term:
    return binding.get(term, term) if isinstance(term, Variable) else term


def _number(value: Value) -> Decimal | None:
    if not isinstance(value, Literal) or value.datatype not in _NUMBERS:
        return None
    try:
        return Decimal(value.value)
    except InvalidOperation:
        return None


def _are_beyond_compare(left: Value, right: Value) -> bool:
    """Two literals of a datatype that SPARQL does not know may be one value written twice."""
    return isinstance(left, Literal) and isinstance(right, Literal) and {left.datatype, right.datatype} != {XSD.string}
