"""The layers of a store that a reasoner reads, pattern by pattern, and conjunctions matched on them.

>>> from pyoxigraph import NamedNode, Quad
>>> from autokg.core.terms import AKG
>>> maker, car = NamedNode("https://example.org/maker"), NamedNode("https://example.org/car")
>>> store = OxigraphStore()
>>> store.load([Quad(car, AKG.builder, maker, GRAPH.accepted), Quad(maker, AKG.builds, car, GRAPH.inferred)])
>>> graph = ClosedGraph(store)
>>> (found,) = graph.match(Atom(maker, AKG.builds, Variable("x")))
>>> found.object == car, graph.is_asserted(found)
(True, False)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from pyoxigraph import Literal, NamedNode, Triple

from autokg.core.terms import GRAPH
from autokg.reasoning.rule import Atom, Rule, Term, Value, Variable
from autokg.stores import OxigraphStore, Store, Triples

ASSERTED = (GRAPH.ontology, GRAPH.reference, GRAPH.accepted)
_KEPT = 256  # triples of one pattern; a pattern with more is looked up again
_FEW = 8  # matches of an atom that are counted before another is tried

Bindings = dict[Variable, Value]
Match = Callable[[Atom], Iterable[Triple]]


class ClosedGraph:
    """Triples that hold, asserted or inferred, in a store that does not change meanwhile."""

    def __init__(self, store: Store) -> None:
        """Wrap a store that a build has filled."""
        self._store = store
        self._kept: dict[tuple[object, ...], list[Triple]] = {}

    def match(self, atom: Atom) -> Iterable[Triple]:
        """Return the triples that an atom may stand for, each once."""
        is_loop = atom.subject == atom.object
        pattern = (_known(atom.subject), atom.predicate, _known(atom.object), is_loop)
        if pattern in self._kept:
            return self._kept[pattern]
        triples = _once(self._look_up(atom, (*ASSERTED, GRAPH.inferred)))
        found = (triple for triple in triples if not is_loop or triple.subject == triple.object)
        first = list(islice(found, _KEPT + 1))
        if len(first) > _KEPT:
            return chain(first, found)
        self._kept[pattern] = first
        return first

    def is_asserted(self, triple: Triple) -> bool:
        """Whether a layer other than `inferred` has a triple."""
        return any(True for _ in self._look_up(Atom.of(triple), ASSERTED))

    def _look_up(self, atom: Atom, layers: Iterable[NamedNode]) -> Iterator[Triple]:
        """Yield the triples of a pattern, by the index of an embedded store or else by SPARQL."""
        subject, value = _known(atom.subject), _known(atom.object)
        if isinstance(subject, Literal):
            return
        if isinstance(self._store, OxigraphStore):
            for layer in layers:
                yield from (quad.triple for quad in self._store.match(subject, atom.predicate, value, layer))
            return
        pattern = f"{subject or '?s'} {atom.predicate} {value or '?o'}"
        layer_values = " ".join(map(str, layers))
        result = self._store.query(
            f"CONSTRUCT {{ {pattern} }} WHERE {{ VALUES ?layer {{ {layer_values} }} GRAPH ?layer {{ {pattern} }} }}"
        )
        assert isinstance(result, Triples)  # noqa: S101 (a CONSTRUCT gives triples)
        yield from result


def join(atoms: Sequence[Atom], binding: Bindings, match: Match) -> Iterator[Bindings]:
    """Yield the bindings under which all of some atoms hold, starting from the atom with the fewest matches."""
    if not atoms:
        yield binding
        return
    bound = [atom.bind(binding) for atom in atoms]
    number, triples = _fewest(bound, match)
    rest = [*atoms[:number], *atoms[number + 1 :]]
    for triple in triples:
        found = bound[number].match(triple, binding)
        if found is not None:
            yield from join(rest, found, match)


def conclude(rule: Rule, binding: Bindings, match: Match) -> Iterator[Triple]:
    """Yield the head if the conditions hold and nothing that the rule denies does; RDF has no literal subjects."""
    if rule.head is None or not all(condition.bind(binding).is_met() for condition in rule.conditions):
        return
    head = rule.head.bind(binding)
    if not isinstance(head.subject, Literal) and not any(holds(group, binding, match) for group in rule.unless):
        yield head.triple()


def holds(atoms: Sequence[Atom], binding: Bindings, match: Match) -> bool:
    """Whether all of some atoms hold under a binding."""
    return any(True for _ in join(atoms, binding, match))


def _fewest(atoms: Sequence[Atom], match: Match) -> tuple[int, Iterable[Triple]]:
    """Return place and matches of the atom with the fewest, counting as far as `_FEW`."""
    best, fewest = 0, None
    for number in sorted(range(len(atoms)), key=lambda number: len(atoms[number].variables)):
        few = list(islice(match(atoms[number]), _FEW))
        if fewest is None or len(few) < len(fewest):
            best, fewest = number, few
        if len(few) <= 1:
            break
    return best, match(atoms[best]) if fewest is None or len(fewest) == _FEW else fewest


def _once(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield each triple once, as they are asked for: a pattern may have millions."""
    seen: set[Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            yield triple


def _known(term: Term) -> Value | None:
    return None if isinstance(term, Variable) else term
