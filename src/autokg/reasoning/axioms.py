"""The OWL 2 RL axioms that are reasoned with, each a type that can say itself.

>>> from autokg.core.ontology import load_ontology
>>> from autokg.core.terms import AKG
>>> Chain((AKG.producedAt, AKG.operatedBy), AKG.builder).words(load_ontology().label)
'“produced at” then “operated by” implies “builder”'
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

Label = Callable[[NamedNode], str]


@dataclass(frozen=True, slots=True)
class Some:
    """All that a property relates to some member of a class."""

    property: NamedNode
    filler: Expression


@dataclass(frozen=True, slots=True)
class HasValue:
    """All that a property relates to one value."""

    property: NamedNode
    value: NamedNode | Literal


@dataclass(frozen=True, slots=True)
class And:
    """What is in every one of some classes."""

    members: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What is in at least one of some classes."""

    members: tuple[Expression, ...]


Expression = NamedNode | Some | HasValue | And | Or


@dataclass(frozen=True, slots=True)
class SubClass:
    """Members of one class are members of another."""

    sub: Expression
    super: Expression

    def words(self, label: Label) -> str:
        """Say the axiom."""
        return f"{_describe(self.sub, label)} is a kind of {_describe(self.super, label)}"


@dataclass(frozen=True, slots=True)
class SubProperty:
    """What one property relates, another does too."""

    sub: NamedNode
    super: NamedNode

    def words(self, label: Label) -> str:
        """Say the axiom."""
        return f"{_quote(self.sub, label)} implies {_quote(self.super, label)}"


@dataclass(frozen=True, slots=True)
class Chain:
    """Properties one after the other imply a property from the first thing to the last."""

    links: tuple[NamedNode, ...]
    super: NamedNode

    def words(self, label: Label) -> str:
        """Say the axiom."""
        return f"{' then '.join(_quote(link, label) for link in self.links)} implies {_quote(self.super, label)}"


@dataclass(frozen=True, slots=True)
class Inverse:
    """Two properties relate the same things in opposite directions."""

    property: NamedNode
    inverse: NamedNode

    def words(self, label: Label) -> str:
        """Say the axiom."""
        return f"{_quote(self.property, label)} is the inverse of {_quote(self.inverse, label)}"


@dataclass(frozen=True, slots=True)
class Symmetric:
    """A property that holds both ways wherever it holds."""

    property: NamedNode

    def words(self, label: Label) -> str:
        """Say the axiom."""
        return f"{_quote(self.property, label)} holds both ways"


@dataclass(frozen=True, slots=True)
class Transitive:
    """A property that reaches on through what it relates."""

    property: NamedNode

    def words(self, label: Label) -> str:
        """Say the axiom."""
        return f"{_quote(self.property, label)} is transitive"


@dataclass(frozen=True, slots=True)
class Domain:
    """The class of whatever has a property."""

    property: NamedNode
    of: Expression

    def words(self, label: Label) -> str:
        """Say the axiom."""
        return f"what has “{label(self.property)}” is of class {_describe(self.of, label)}"


@dataclass(frozen=True, slots=True)
class Range:
    """The class of whatever a property points to."""

    property: NamedNode
    of: Expression

    def words(self, label: Label) -> str:
        """Say the axiom."""
        return f"what “{label(self.property)}” points to is of class {_describe(self.of, label)}"


@dataclass(frozen=True, slots=True)
class Disjoint:
    """Two classes without a common member."""

    one: Expression
    other: Expression

    def words(self, label: Label) -> str:
        """Say the axiom."""
        return f"nothing is both {_describe(self.one, label)} and {_describe(self.other, label)}"


@dataclass(frozen=True, slots=True)
class Asymmetric:
    """A property that never holds both ways."""

    property: NamedNode

    def words(self, label: Label) -> str:
        """Say the axiom."""
        return f"{_quote(self.property, label)} never holds both ways"


@dataclass(frozen=True, slots=True)
class Irreflexive:
    """A property that relates nothing to itself."""

    property: NamedNode

    def words(self, label: Label) -> str:
        """Say the axiom."""
        return f"{_quote(self.property, label)} relates nothing to itself"


Axiom = (
    SubClass
    | SubProperty
    | Chain
    | Inverse
    | Symmetric
    | Transitive
    | Domain
    | Range
    | Disjoint
    | Asymmetric
    | Irreflexive
)


def _describe(expression: Expression, label: Label) -> str:
    match expression:
        case NamedNode():
            return label(expression)
        case Some(property=property_, filler=filler):
            return f"thing with “{label(property_)}” some {_describe(filler, label)}"
        case HasValue(property=property_, value=value):
            return f"thing with “{label(property_)}” {label(value) if isinstance(value, NamedNode) else value.value}"
        case And(members=members):
            return " and ".join(_describe(member, label) for member in members)
        case Or(members=members):
            return " or ".join(_describe(member, label) for member in members)


def _quote(property_: NamedNode, label: Label) -> str:
    return f"“{label(property_)}”"
