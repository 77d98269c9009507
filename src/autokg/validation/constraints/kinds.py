"""What sort of thing a value is: its class, its datatype, its kind of node, one of a list."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from autokg.core.terms import shorten
from autokg.validation.datatypes import well_formed
from autokg.validation.graph import Term, WholeGraph
from autokg.validation.shape import ValueConstraint


@dataclass(frozen=True, slots=True)
class Class(ValueConstraint):
    """Each value is an instance of a class, or of one below it."""

    cls: NamedNode
    component = "Class"

    def __str__(self) -> str:
        return f"instances of {shorten(self.cls)}"

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:
        """Return the values that are none."""
        return values - graph.members(self.cls, values)


@dataclass(frozen=True, slots=True)
class Datatype(ValueConstraint):
    """Each value is a literal of a datatype, written as the datatype has it."""

    datatype: NamedNode
    component = "Datatype"

    def __str__(self) -> str:
        return f"literals of {shorten(self.datatype)}"

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:  # noqa: ARG002
        """Return the values that are not, or are written in a way that means nothing."""
        return values - well_formed(values, self.datatype)


_KINDS: dict[str, tuple[type, ...]] = {
    "IRI": (NamedNode,),
    "BlankNode": (BlankNode,),
    "Literal": (Literal,),
    "BlankNodeOrIRI": (BlankNode, NamedNode),
    "BlankNodeOrLiteral": (BlankNode, Literal),
    "IRIOrLiteral": (NamedNode, Literal),
}


@dataclass(frozen=True, slots=True)
class NodeKind(ValueConstraint):
    """Each value is an IRI, a blank node or a literal, by the local name of SHACL's term."""

    kind: str
    component = "NodeKind"

    def __str__(self) -> str:
        return f"values of kind {self.kind}"

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:  # noqa: ARG002
        """Return the values of another kind."""
        return {value for value in values if not isinstance(value, _KINDS[self.kind])}


@dataclass(frozen=True, slots=True)
class In(ValueConstraint):
    """Each value is one of a list."""

    listed: tuple[Term, ...]
    component = "In"

    def __str__(self) -> str:
        return f"one of {', '.join(name(term) for term in self.listed)}"

    def failing(self, graph: WholeGraph, values: set[Term]) -> set[Term]:  # noqa: ARG002
        """Return the values that are not."""
        return values.difference(self.listed)


def name(term: Term) -> str:
    """Write a term for a person."""
    return shorten(term) if isinstance(term, NamedNode) else str(term)


def node_kinds() -> tuple[str, ...]:
    """Return the local names of the kinds of nodes."""
    return tuple(_KINDS)
