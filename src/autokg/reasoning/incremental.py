"""A closure kept up to date while assertions change: delete and rederive, then derive forward (DRed).

Conclusions from a lost triple are retracted, unless they are asserted; those that still follow are restored; then the
conclusions from new triples are added. Predicates have levels, so that a rule denies only what is complete on the
levels below: a triple that comes there may retract conclusions, and one that goes may give some.

>>> from pyoxigraph import NamedNode, Quad
>>> from autokg.core.ontology import load_ontology
>>> from autokg.core.terms import AKG, GRAPH
>>> from autokg.reasoning.rulebook import compile_rulebook
>>> from autokg.stores import OxigraphStore
>>> car, plant, maker = (NamedNode(f"https://example.org/{name}") for name in ("car", "plant", "maker"))
>>> store = OxigraphStore()
>>> store.load([Quad(plant, AKG.operatedBy, maker, GRAPH.accepted)])
>>> upkeep = Upkeep(compile_rulebook(load_ontology()), ClosedGraph(store))
>>> change = upkeep.change(lost=[], gained=[Triple(car, AKG.producedAt, plant)])
>>> Triple(maker, AKG.builds, car) in change.appeared
True
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import NamedNode, Triple

from autokg.reasoning.closed_graph import ClosedGraph, Match, conclude, join
from autokg.reasoning.closure import Inconsistency
from autokg.reasoning.rule import Atom, Rule
from autokg.reasoning.rulebook import Rulebook

Uses = dict[NamedNode, list[tuple[Rule, Atom]]]


@dataclass(frozen=True, slots=True)
class ClosureChange:
    """Inferred triples that go and come, none of them asserted, and new contradictions of an axiom."""

    vanished: frozenset[Triple]
    appeared: frozenset[Triple]
    inconsistencies: tuple[Inconsistency, ...]


class Upkeep:
    """One change of a closed graph, from its state before to its state after."""

    def __init__(self, book: Rulebook, graph: ClosedGraph) -> None:
        """Start from a closed graph, which is only read."""
        self._book, self._graph = book, graph
        self._lost: set[Triple] = set()
        self._gained: set[Triple] = set()
        self._gone: set[Triple] = set()
        self._come: dict[NamedNode, set[Triple]] = defaultdict(set)

    def change(self, lost: Iterable[Triple], gained: Iterable[Triple]) -> ClosureChange:
        """Return what changes if some triples are asserted no more and others are from now on."""
        self._lost, self._gained = set(lost), set(gained)
        for level in sorted({0, *self._book.levels.values()}):
            self._change_level(level)
        come = self._all_come()
        touched = self._gone | come | self._lost | self._gained
        before = {t for t in touched if self._was(t) and not self._graph.is_asserted(t)}
        after = {t for t in touched if self._is(t) and not self._is_asserted(t)}
        broken = {found for triple in come for found in self._broken_by(triple)}
        return ClosureChange(frozenset(before - after), frozenset(after - before), tuple(sorted(broken, key=str)))

    def _change_level(self, level: int) -> None:
        """Retract, restore and add the triples of one level, after the levels below."""
        rules = [rule for rule in self._book.rules if rule.head and self._level(rule.head.predicate) == level]
        premises = _index((rule, atom) for rule in rules for atom in rule.body)
        denials = _index((rule, atom) for rule in rules for atom in rule.denied())
        heads = _index((rule, rule.head) for rule in rules if rule.head)
        gone, come = set(self._gone), self._all_come()
        lost = [triple for triple in self._lost if self._level(triple.predicate) == level]
        gained = [triple for triple in self._gained if self._level(triple.predicate) == level]
        lost += self._conclusions(gone, premises, self._was_matched)
        lost += self._conclusions(come, denials, self._was_matched)
        doubtful = self._retract(lost, premises)
        gained += [triple for triple in doubtful if triple in self._conclusions([triple], heads, self._is_matched)]
        gained += self._conclusions(come, premises, self._is_matched)
        gained += self._conclusions(gone, denials, self._is_matched)
        self._add(gained, premises)

    def _retract(self, waiting: list[Triple], premises: Uses) -> list[Triple]:
        """Take away triples that are not asserted and all that followed from them; return these."""
        taken = []
        while waiting:
            triple = waiting.pop()
            if triple not in self._gone and not self._is_asserted(triple):
                self._gone.add(triple)
                taken.append(triple)
                waiting += self._conclusions([triple], premises, self._was_matched)
        return taken

    def _add(self, waiting: list[Triple], premises: Uses) -> None:
        """Add triples and all that follows from them."""
        while waiting:
            triple = waiting.pop()
            if self._is(triple):
                continue
            if triple in self._gone:
                self._gone.remove(triple)
            else:
                self._come[triple.predicate].add(triple)
            waiting += self._conclusions([triple], premises, self._is_matched)

    def _conclusions(self, triples: Iterable[Triple], uses: Uses, match: Match) -> Iterator[Triple]:
        """Yield the conclusions of rules for which an atom is one of some triples."""
        for triple in triples:
            for rule, atom in uses.get(triple.predicate, ()):
                found = atom.match(triple)
                if found is not None:
                    spoken_of = {variable for premise in rule.body for variable in premise.variables}
                    binding = {variable: value for variable, value in found.items() if variable in spoken_of}
                    rest = [premise for premise in rule.body if premise != atom]
                    for whole in join(rest, binding, match):
                        yield from conclude(rule, whole, match)

    def _broken_by(self, triple: Triple) -> Iterator[Inconsistency]:
        for check in self._book.checks:
            for atom in check.body:
                found = atom.match(triple)
                matches = join(check.body, found, self._is_matched) if found is not None else ()
                yield from filter(None, (Inconsistency.of(check, binding) for binding in matches))

    def _level(self, predicate: NamedNode) -> int:
        return self._book.levels.get(predicate, 0)

    def _all_come(self) -> set[Triple]:
        return set(chain.from_iterable(self._come.values()))

    def _was_matched(self, atom: Atom) -> Iterable[Triple]:
        return self._graph.match(atom)

    def _is_matched(self, atom: Atom) -> Iterator[Triple]:
        come = [triple for triple in self._come.get(atom.predicate, ()) if atom.match(triple) is not None]
        yield from (triple for triple in self._graph.match(atom) if triple not in self._gone)
        yield from come

    def _was(self, triple: Triple) -> bool:
        return any(True for _ in self._graph.match(Atom.of(triple)))

    def _is(self, triple: Triple) -> bool:
        return triple in self._come.get(triple.predicate, ()) or (triple not in self._gone and self._was(triple))

    def _is_asserted(self, triple: Triple) -> bool:
        return triple in self._gained or (triple not in self._lost and self._graph.is_asserted(triple))


def _index(pairs: Iterable[tuple[Rule, Atom]]) -> Uses:
    """Return rules with one of their atoms, by the predicate of the atom."""
    uses: Uses = defaultdict(list)
    for rule, atom in pairs:
        uses[atom.predicate].append((rule, atom))
    return uses
