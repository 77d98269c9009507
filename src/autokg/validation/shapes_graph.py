"""A graph of shapes, looked at node by node, and what is wrong where it does not read as SHACL has it."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, NamedNode, Triple

from autokg.core.terms import RDF, RDFS, SH, shorten
from autokg.errors import ShapeError
from autokg.validation.graph import Term
from autokg.validation.paths import Alternative, Optional, Path, Repeat, Sequence, Step, invert


class ShapesGraph:
    """Triples by subject and property."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = tuple(triples)
        self._objects: dict[tuple[Term, NamedNode], list[Term]] = {}
        self._owners: dict[Term, list[Term]] = {}
        for triple in self.triples:
            subject, value = triple.subject, triple.object
            if not isinstance(subject, Triple) and not isinstance(value, Triple):
                self._objects.setdefault((subject, triple.predicate), []).append(value)
                self._owners.setdefault(value, []).append(subject)

    def subjects(self) -> list[Term]:
        """Return all subjects, in the order in which they came."""
        return list(dict.fromkeys(subject for subject, _ in self._objects))

    def properties(self, node: Term) -> list[NamedNode]:
        """Return the properties that a node has."""
        return [predicate for subject, predicate in self._objects if subject == node]

    def objects(self, node: Term, predicate: NamedNode) -> list[Term]:
        """Return the values of a property of a node."""
        return self._objects.get((node, predicate), [])

    def subjects_of(self, predicate: NamedNode, value: Term) -> list[Term]:
        """Return the nodes that have a value for a property."""
        return [owner for owner in self._owners.get(value, []) if value in self.objects(owner, predicate)]

    def find(self, node: Term, predicate: NamedNode) -> Term | None:
        """Return the value of a property that has one at most."""
        found = self.objects(node, predicate)
        if len(found) > 1:
            raise self.error(node, f"{shorten(predicate)} has {len(found)} values", "one at most")
        return found[0] if found else None

    def items(self, node: Term) -> list[Term]:
        """Return the members of an RDF list."""
        found: list[Term] = []
        while node != RDF.nil:
            first, rest = self.find(node, RDF.first), self.find(node, RDF.rest)
            if first is None or rest is None or len(found) > len(self._objects):
                raise self.error(node, "a list that does not end", "( … )")
            found.append(first)
            node = rest
        return found

    def is_a(self, node: Term, cls: NamedNode) -> bool:
        """Whether a node is of a class or of one that the graph puts below it."""
        above = list(self.objects(node, RDF.type))
        for kind in above:
            above += [more for more in self.objects(kind, RDFS.subClassOf) if more not in above]
        return cls in above

    def name(self, node: Term) -> str:
        """Return what a shape is called: the last part of its own IRI or of the one that it hangs on."""
        seen: set[Term] = set()
        while isinstance(node, BlankNode) and node not in seen:
            seen.add(node)
            node = next(iter(self._owners.get(node, [])), node)
        return local_name(node) if isinstance(node, NamedNode) else "unnamed"

    def path(self, node: Term, within: tuple[Term, ...] = ()) -> Path:
        """Return a property path; `within` are the paths that it is a part of."""
        if isinstance(node, NamedNode):
            return Step(node)
        if node in within:
            raise self.error(node, "a property path that is a part of itself")
        around = (*within, node)
        if self.objects(node, RDF.first):
            return Sequence(self._paths(node, around))
        for predicate in (SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath):
            inner = self.find(node, predicate)
            if inner is not None:
                return self._path(predicate, inner, around)
        raise self.error(node, "not a property path", "an IRI, a list, or one of the path terms of SHACL")

    def error(self, node: Term, problem: str, expected: str | None = None, hint: str | None = None) -> ShapeError:
        """Return what is wrong with a shape, as an error."""
        return ShapeError(f"shape {self.name(node)}: {problem}", expected=expected, hint=hint)

    def _path(self, predicate: NamedNode, inner: Term, around: tuple[Term, ...]) -> Path:
        if predicate == SH.alternativePath:
            return Alternative(self._paths(inner, around))
        path = self.path(inner, around)
        if predicate == SH.inversePath:
            return invert(path)
        return Optional(path) if predicate == SH.zeroOrOnePath else Repeat(path, int(predicate == SH.oneOrMorePath))

    def _paths(self, node: Term, around: tuple[Term, ...]) -> tuple[Path, ...]:
        parts = self.items(node)
        if len(parts) < 2:  # noqa: PLR2004
            raise self.error(node, "a path of a list with fewer than two members", "two or more")
        return tuple(self.path(part, around) for part in parts)


def local_name(node: Term) -> str:
    """Return the last part of an IRI.

    >>> local_name(SH.Violation)
    'Violation'
    """
    return node.value.rstrip("/#").replace("#", "/").rpartition("/")[2]
