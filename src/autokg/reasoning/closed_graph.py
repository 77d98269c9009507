"""A closed graph to look things up in: what was asserted and what followed, told apart.

>>> from pyoxigraph import NamedNode
>>> from autokg.reasoning.rule import Variable
>>> from autokg.core.terms import AKG
>>> maker, car = NamedNode("https://example.org/maker"), NamedNode("https://example.org/car")
>>> graph = TripleGraph(asserted=[Triple(car, AKG.builder, maker)], inferred=[Triple(maker, AKG.builds, car)])
>>> (found,) = graph.match(Atom(maker, AKG.builds, Variable("x")))
>>> found.object == car, graph.is_asserted(found)
(True, False)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from pyoxigraph import NamedNode, QuerySolutions, Triple

from autokg.core.terms import GRAPH
from autokg.reasoning.rule import Atom, Value, Variable
from autokg.stores import Store

_LAYERS = (GRAPH.ontology, GRAPH.reference, GRAPH.accepted, GRAPH.inferred)


class ClosedGraph(Protocol):
    """Triples that hold, asserted or inferred."""

    def match(self, atom: Atom) -> Iterable[Triple]:
        """Return the triples that an atom may stand for."""
        ...

    def is_asserted(self, triple: Triple) -> bool:
        """Whether a triple is there, and not because it follows."""
        ...


class TripleGraph:
    """A closed graph from triples in memory."""

    def __init__(self, asserted: Iterable[Triple], inferred: Iterable[Triple]) -> None:
        """Index the triples."""
        self._asserted = set(asserted)
        self._by_subject: dict[tuple[Value | Triple, NamedNode], list[Triple]] = defaultdict(list)
        self._by_object: dict[tuple[NamedNode, Value | Triple], list[Triple]] = defaultdict(list)
        self._by_predicate: dict[NamedNode, list[Triple]] = defaultdict(list)
        for triple in sorted(self._asserted.union(inferred), key=str):
            self._by_subject[triple.subject, triple.predicate].append(triple)
            self._by_object[triple.predicate, triple.object].append(triple)
            self._by_predicate[triple.predicate].append(triple)

    def match(self, atom: Atom) -> Iterable[Triple]:
        """Return the triples that an atom may stand for."""
        if not isinstance(atom.subject, Variable):
            found = self._by_subject.get((atom.subject, atom.predicate), [])
        elif not isinstance(atom.object, Variable):
            found = self._by_object.get((atom.predicate, atom.object), [])
        else:
            found = self._by_predicate.get(atom.predicate, [])
        return [triple for triple in found if atom.match(triple) is not None]

    def is_asserted(self, triple: Triple) -> bool:
        """Whether a triple is there, and not because it follows."""
        return triple in self._asserted


class StoreGraph:
    """The closed graph of a knowledge base, asked of its store as it is needed."""

    def __init__(self, store: Store) -> None:
        """Ask a store that a build has filled."""
        self._store = store
        self._found: dict[Atom, dict[Triple, bool]] = {}

    def match(self, atom: Atom) -> Iterable[Triple]:
        """Return the triples that an atom may stand for."""
        return self._look_up(atom)

    def is_asserted(self, triple: Triple) -> bool:
        """Whether a triple is there, and not because it follows."""
        return self._look_up(Atom.of(triple)).get(triple, False)

    def _look_up(self, atom: Atom) -> dict[Triple, bool]:
        """Return the triples that an atom may stand for, sorted, with whether each is asserted."""
        if atom not in self._found:
            self._found[atom] = dict(sorted(self._ask(atom).items(), key=lambda item: str(item[0])))
        return self._found[atom]

    def _ask(self, atom: Atom) -> dict[Triple, bool]:
        layers = " ".join(map(str, _LAYERS))
        result = self._store.query(
            f"SELECT ?layer {' '.join(map(str, atom.variables))} WHERE {{ VALUES ?layer {{ {layers} }} "
            f"GRAPH ?layer {{ {atom.subject} {atom.predicate} {atom.object} }} }}"
        )
        assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
        found: dict[Triple, bool] = {}
        for solution in result:
            triple = atom.bind({variable: solution[variable.name] for variable in atom.variables}).triple()
            found[triple] = found.get(triple, False) or solution["layer"] != GRAPH.inferred
        return found
