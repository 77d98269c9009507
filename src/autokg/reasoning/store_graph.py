"""A closed graph that is asked of a store's indexes, pattern by pattern: what a small change touches is small.

>>> import pyoxigraph
>>> from pyoxigraph import NamedNode, Quad
>>> from autokg.stores import OxigraphStore
>>> from autokg.core.terms import AKG
>>> maker, car = NamedNode("https://example.org/maker"), NamedNode("https://example.org/car")
>>> store = OxigraphStore()
>>> store.load([Quad(car, AKG.builder, maker, GRAPH.accepted), Quad(maker, AKG.builds, car, GRAPH.inferred)])
>>> graph = LookedUpGraph(store, ())
>>> (found,) = graph.match(Atom(maker, AKG.builds, Variable("x")))
>>> found.object == car, graph.is_asserted(found)
(True, False)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from pyoxigraph import Literal, NamedNode, Quad, Triple

from autokg.core.terms import GRAPH
from autokg.reasoning.rule import Atom, Value, Variable
from autokg.stores import OxigraphStore

_ASSERTED = (GRAPH.reference, GRAPH.accepted)
_KEPT = 256  # triples of one pattern; what has more is asked again

Pattern = tuple[Value | None, NamedNode, Value | None]


class LookedUpGraph:
    """The layers of an embedded store that a reasoner reads and writes, and what its ontology asserts."""

    def __init__(self, store: OxigraphStore, assertions: Iterable[Triple]) -> None:
        """Ask a store that does not change meanwhile."""
        self._store = store
        self._assertions: dict[NamedNode, list[Triple]] = defaultdict(list)
        for triple in assertions:
            self._assertions[triple.predicate].append(triple)
        self._kept: dict[Pattern, list[Triple]] = {}

    def match(self, atom: Atom) -> Iterable[Triple]:
        """Return the triples that an atom may stand for, from the store as they are asked for."""
        found = self._look_up((_known(atom.subject), atom.predicate, _known(atom.object)))
        return found if len(atom.variables) < 2 and not _repeats(atom) else _matching(atom, found)  # noqa: PLR2004

    def is_asserted(self, triple: Triple) -> bool:
        """Whether a triple is there, and not because it follows."""
        return triple in self._assertions.get(triple.predicate, ()) or any(
            Quad(triple.subject, triple.predicate, triple.object, layer) in self._store for layer in _ASSERTED
        )

    def _look_up(self, pattern: Pattern) -> Iterable[Triple]:
        kept = self._kept.get(pattern)
        if kept is not None:
            return kept
        found = self._ask(*pattern)
        first = list(islice(found, _KEPT + 1))
        if len(first) > _KEPT:
            return chain(first, found)
        self._kept[pattern] = first
        return first

    def _ask(self, subject: Value | None, predicate: NamedNode, value: Value | None) -> Iterator[Triple]:
        """Yield each triple of a pattern once."""
        if isinstance(subject, Literal):
            return
        seen: set[Triple] = set()
        stored = (
            quad.triple
            for layer in (*_ASSERTED, GRAPH.inferred)
            for quad in self._store.match(subject, predicate, value, layer)
        )
        for triple in chain(self._assertions.get(predicate, ()), stored):
            if triple not in seen and subject in (None, triple.subject) and value in (None, triple.object):
                seen.add(triple)
                yield triple


def _known(term: Value | Variable) -> Value | None:
    return None if isinstance(term, Variable) else term


def _repeats(atom: Atom) -> bool:
    return isinstance(atom.subject, Variable) and atom.subject == atom.object


def _matching(atom: Atom, found: Iterable[Triple]) -> Iterator[Triple]:
    return (triple for triple in found if atom.match(triple) is not None)
