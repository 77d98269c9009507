"""Axioms → rules with our terms bound.

>>> from autokg.reasoning.axioms import Transitive
>>> from autokg.core.terms import AKG
>>> print(*compile_axiom(Transitive(AKG.locatedIn), lambda term: term.value))
?x akg:locatedIn ?z ← ?x akg:locatedIn ?y, ?y akg:locatedIn ?z
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, pairwise, product

from pyoxigraph import NamedNode

from autokg.core.terms import OWL, RDF
from autokg.errors import InputError
from autokg.reasoning.axioms import (
    And,
    Asymmetric,
    Axiom,
    Chain,
    Disjoint,
    Domain,
    Expression,
    HasValue,
    Inverse,
    Irreflexive,
    Label,
    Or,
    Range,
    Some,
    SubClass,
    SubProperty,
    Symmetric,
    Transitive,
)
from autokg.reasoning.rule import Atom, Rule, Variable

_X, _Y, _Z = Variable("x"), Variable("y"), Variable("z")
Body = tuple[Atom, ...]


def compile_axiom(axiom: Axiom, label: Label) -> Iterator[Rule]:
    """Yield the rules that an axiom amounts to; raise `InputError` for one that OWL 2 RL does not have."""
    words = axiom.words(label)
    for name, head, body in _specialise(axiom, words):
        if not body:  # a subclass of nothing less than everything
            raise _no_rule(words)
        yield Rule(name, words, head, body)


def _specialise(axiom: Axiom, words: str) -> Iterator[tuple[str, Atom | None, Body]]:
    match axiom:
        case SubClass(sub=sub, super=above):
            for body, head in product(_bodies(sub, _X), _heads(above, _X, words)):
                yield "subclass", head, body
        case SubProperty(sub=sub, super=above):
            yield "subproperty", Atom(_X, above, _Y), (Atom(_X, sub, _Y),)
        case Chain(links=links, super=above):
            ends = [Variable(f"x{number}") for number in range(len(links) + 1)]
            body = tuple(Atom(one, link, other) for link, (one, other) in zip(links, pairwise(ends), strict=True))
            yield "chain", Atom(ends[0], above, ends[-1]), body
        case Inverse(property=one, inverse=other):
            yield "inverse", Atom(_Y, other, _X), (Atom(_X, one, _Y),)
            yield "inverse", Atom(_Y, one, _X), (Atom(_X, other, _Y),)
        case Symmetric(property=on):
            yield "symmetric", Atom(_Y, on, _X), (Atom(_X, on, _Y),)
        case Transitive(property=on):
            yield "transitive", Atom(_X, on, _Z), (Atom(_X, on, _Y), Atom(_Y, on, _Z))
        case Domain(property=on, of=above):
            yield from (("domain", head, (Atom(_X, on, _Y),)) for head in _heads(above, _X, words))
        case Range(property=on, of=above):
            yield from (("range", head, (Atom(_X, on, _Y),)) for head in _heads(above, _Y, words))
        case Disjoint() | Asymmetric() | Irreflexive():
            yield from ((name, None, body) for name, body in _never(axiom))


def _never(axiom: Disjoint | Asymmetric | Irreflexive) -> Iterator[tuple[str, Body]]:
    """Yield what must not hold."""
    match axiom:
        case Disjoint(one=one, other=other):
            for left, right in product(_bodies(one, _X), _bodies(other, _X, 1)):
                yield "disjoint", (*left, *right)
        case Asymmetric(property=on):
            yield "asymmetric", (Atom(_X, on, _Y), Atom(_Y, on, _X))
        case Irreflexive(property=on):
            yield "irreflexive", (Atom(_X, on, _X),)


def _bodies(expression: Expression, member: Variable, first: int = 0) -> Iterator[Body]:
    """Yield each way to be a member of a class; variables of the class itself are numbered from `first`."""
    yield from _alternatives(expression, member, count(first * 100))


def _alternatives(expression: Expression, member: Variable, fresh: Iterator[int]) -> Iterator[Body]:
    match expression:
        case NamedNode():
            yield () if expression == OWL.Thing else (Atom(member, RDF.type, expression),)
        case HasValue(property=on, value=value):
            yield (Atom(member, on, value),)
        case Some(property=on, filler=filler):
            other = Variable(f"y{next(fresh)}")
            for rest in _alternatives(filler, other, fresh):
                yield (Atom(member, on, other), *rest)
        case And(members=members):
            for parts in product(*(list(_alternatives(part, member, fresh)) for part in members)):
                yield tuple(atom for part in parts for atom in part)
        case Or(members=members):
            for part in members:
                yield from _alternatives(part, member, fresh)


def _heads(expression: Expression, member: Variable, words: str) -> Iterator[Atom]:
    """Yield what follows for a member of a class."""
    match expression:
        case NamedNode():
            if expression != OWL.Thing:
                yield Atom(member, RDF.type, expression)
        case HasValue(property=on, value=value):
            yield Atom(member, on, value)
        case And(members=members):
            for part in members:
                yield from _heads(part, member, words)
        case _:
            raise _no_rule(words)


def _no_rule(words: str) -> InputError:
    return InputError(
        f"the ontology has an axiom that no rule can carry out: {words}",
        expected="anything narrower than all things as the narrower class; as the wider class, as in OWL 2 RL, a named "
        "class, a value or an intersection of these",
    )
