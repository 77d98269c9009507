"""One validation result of SHACL, as terms."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from autokg.core.terms import GRAPH

Term = NamedNode | BlankNode | Literal

# The layers that are checked, as one graph. Claims may contradict each other, so they are not.
CHECKED = (GRAPH.reference, GRAPH.accepted, GRAPH.inferred, GRAPH.own)


@dataclass(frozen=True, slots=True)
class Breach:
    """A node that breaks a constraint.

    Attributes:
        component: name of the constraint component, without its namespace: `MinCountConstraintComponent`.
        path: property path in SPARQL; None if the constraint is on the node itself.
        value: value that breaks the constraint; None if it is not about one value.
        shape: name of the node shape.
        severity: `Violation`, `Warning`, `Info`, or another name that the shape gives.
        messages: the rule, in each language of the shape.

    """

    focus: Term
    component: str
    path: str | None
    value: Term | None
    shape: str
    severity: str
    messages: tuple[Literal, ...]
