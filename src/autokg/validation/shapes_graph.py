"""Lookups in a graph of shapes: values, lists, names, property paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from pyoxigraph import BlankNode, NamedNode, Triple

from autokg.core.terms import RDF, SH
from autokg.errors import ShapeError
from autokg.validation.breaches import Term

_PATHS = {SH.inversePath: "^{}", SH.zeroOrMorePath: "{}*", SH.oneOrMorePath: "{}+", SH.zeroOrOnePath: "{}?"}


class ShapesGraph:
    """Triples by subject and property."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = tuple(triples)
        self._properties: dict[Term, dict[NamedNode, list[Term]]] = {}
        self._owners: dict[Term, Term] = {}
        for triple in self.triples:
            subject, value = triple.subject, triple.object
            if not isinstance(subject, Triple) and not isinstance(value, Triple):
                self._properties.setdefault(subject, {}).setdefault(triple.predicate, []).append(value)
                self._owners.setdefault(value, subject)

    def subjects(self) -> list[Term]:
        """Return all subjects, in file order."""
        return list(self._properties)

    def is_shape(self, node: Term) -> bool:
        """Whether a node is declared as a shape or has a target."""
        has_target = any(name.value.startswith(f"{SH.namespace}target") for name in self.properties(node))
        return has_target or not {SH.NodeShape, SH.PropertyShape}.isdisjoint(self.objects(node, RDF.type))

    def properties(self, node: Term) -> dict[NamedNode, list[Term]]:
        """Return the properties of a node with their values."""
        return self._properties.get(node, {})

    def objects(self, node: Term, predicate: NamedNode) -> list[Term]:
        """Return the values of a property of a node."""
        return self.properties(node).get(predicate, [])

    def find(self, node: Term, predicate: NamedNode) -> Term | None:
        """Return the first value of a property, None if there is none."""
        return next(iter(self.objects(node, predicate)), None)

    def items(self, node: Term) -> list[Term]:
        """Return the members of an RDF list."""
        first, rest = self.find(node, RDF.first), self.find(node, RDF.rest)
        return [] if first is None or rest is None else [first, *self.items(rest)]

    def name(self, node: Term) -> str:
        """Return the local name of a shape, or of the named shape around it."""
        seen: set[Term] = set()
        while isinstance(node, BlankNode) and node not in seen:
            seen.add(node)
            node = self._owners.get(node, node)
        return local_name(node) if isinstance(node, NamedNode) else "unnamed"

    def path(self, node: Term, write: Callable[[NamedNode], str] = str) -> str:
        """Return a property path in SPARQL, each of its properties written by `write`."""
        if isinstance(node, NamedNode):
            return write(node)
        if self.find(node, RDF.first):
            return "/".join(self._step(item, write) for item in self.items(node))
        for predicate, (inner, *_) in self.properties(node).items():
            if predicate == SH.alternativePath:
                return "|".join(self._step(item, write) for item in self.items(inner))
            if predicate in _PATHS:
                return _PATHS[predicate].format(self._step(inner, write))
        raise self.error(node, "not a property path", "an IRI, a list, or a SHACL path such as sh:inversePath")

    def _step(self, node: Term, write: Callable[[NamedNode], str]) -> str:
        return write(node) if isinstance(node, NamedNode) else f"({self.path(node, write)})"

    def check_terms(self) -> None:
        """Raise `ShapeError` for a term of SHACL's namespace that SHACL does not have, or that is not supported."""
        for node in self.subjects():
            for predicate in self.properties(node):
                name = predicate.value.removeprefix(SH.namespace)
                if name != predicate.value and (name == "js" or name not in set(SH)):
                    raise self.error(node, f"sh:{name} is not known here", hint=_near(name))

    def error(self, node: Term, problem: str, expected: str | None = None, hint: str | None = None) -> ShapeError:
        """Return an error that names the shape."""
        return ShapeError(f"shape {self.name(node)}: {problem}", expected=expected, hint=hint)


def local_name(node: Term) -> str:
    """Return the last part of an IRI.

    >>> local_name(SH.Violation)
    'Violation'
    """
    return node.value.rstrip("/#").replace("#", "/").rpartition("/")[2]


def _near(name: str) -> str | None:
    near = get_close_matches(name, SH, n=3)
    return f"did you mean {', '.join(f'sh:{term}' for term in near)}?" if near else None
