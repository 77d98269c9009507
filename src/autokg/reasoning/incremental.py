"""A closure kept up while what is asserted changes: delete and derive again, then derive forward.

What followed from a lost triple is taken away, rule by rule, as long as nobody asserts it; what still follows from the
rest is put back; then what follows from new triples is added. The predicates are parted into levels such that a rule
denies what is complete on the levels below: a triple that comes there may take conclusions away, one that goes may
give some.

>>> from pyoxigraph import NamedNode
>>> from autokg.core.ontology import load_ontology
>>> from autokg.reasoning.closed_graph import TripleGraph
>>> from autokg.reasoning.rulebook import compile_rulebook
>>> from autokg.core.terms import AKG
>>> car, plant, maker = (NamedNode(f"https://example.org/{name}") for name in ("car", "plant", "maker"))
>>> given = Triple(plant, AKG.operatedBy, maker)
>>> upkeep = Upkeep(compile_rulebook(load_ontology()), TripleGraph([given], []))
>>> change = upkeep.change(lost=[], gained=[Triple(car, AKG.producedAt, plant)])
>>> Triple(maker, AKG.builds, car) in change.appeared
True
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal, NamedNode, Triple

from autokg.reasoning.base import Inconsistency
from autokg.reasoning.closed_graph import ClosedGraph
from autokg.reasoning.rule import Atom, Rule, Value, Variable
from autokg.reasoning.rulebook import Rulebook, reachable

Bindings = dict[Variable, Value]
Match = Callable[[Atom], Iterable[Triple]]
_FEW = 8  # matches of an atom that are counted before another is tried


@dataclass(frozen=True, slots=True)
class ClosureChange:
    """What became of the triples that follow and are not asserted, and what newly contradicts an axiom."""

    vanished: frozenset[Triple]
    appeared: frozenset[Triple]
    inconsistencies: tuple[Inconsistency, ...]


class Upkeep:
    """One change of a closed graph: as it was, and as it becomes."""

    def __init__(self, book: Rulebook, graph: ClosedGraph) -> None:
        """Start from a closed graph, which is only read."""
        self._book, self._graph = book, graph
        self._levels = _levels(book.rules)
        self._gone: set[Triple] = set()
        self._come: dict[NamedNode, set[Triple]] = defaultdict(set)
        self._lost: set[Triple] = set()
        self._gained: set[Triple] = set()

    def change(self, lost: Iterable[Triple], gained: Iterable[Triple]) -> ClosureChange:
        """Tell what follows once some triples are asserted no more and some others are."""
        self._lost, self._gained = set(lost), set(gained)
        for level in sorted({*self._levels.values(), 0}):
            self._change_level(level)
        come = set().union(*self._come.values())
        touched = self._gone | come | self._lost | self._gained
        before = {t for t in touched if self._was(t) and not self._graph.is_asserted(t)}
        after = {t for t in touched if self._is(t) and not self._is_asserted(t)}
        broken = {found for triple in come for found in self._broken_by(triple)}
        return ClosureChange(frozenset(before - after), frozenset(after - before), tuple(sorted(broken, key=str)))

    def _change_level(self, level: int) -> None:
        rules = [rule for rule in self._book.rules if rule.head and self._level(rule.head.predicate) == level]
        gone, come = set(self._gone), set().union(*self._come.values())
        lost = [triple for triple in self._lost if self._level(triple.predicate) == level]
        gained = [triple for triple in self._gained if self._level(triple.predicate) == level]
        doubtful = self._take_away(_Readers(rules), lost, gone, come)
        self._put_back(_Readers(rules), doubtful, gained, gone, come)

    def _level(self, predicate: NamedNode) -> int:
        return self._levels.get(predicate, 0)

    def _take_away(
        self, readers: _Readers, lost: Iterable[Triple], gone: Iterable[Triple], come: Iterable[Triple]
    ) -> list[Triple]:
        """Take away what is lost, and all that followed from it or from what changed on the levels below."""
        waiting = [*lost]
        for triple in gone:
            waiting += self._conclusions(readers, triple, self._was_matched)
        for triple in come:
            waiting += self._newly_barred(readers, triple)
        taken = []
        while waiting:
            triple = waiting.pop()
            if triple not in self._gone and not self._is_asserted(triple):
                self._gone.add(triple)
                taken.append(triple)
                waiting += self._conclusions(readers, triple, self._was_matched)
        return taken

    def _put_back(
        self,
        readers: _Readers,
        doubtful: Iterable[Triple],
        gained: Iterable[Triple],
        gone: Iterable[Triple],
        come: Iterable[Triple],
    ) -> None:
        """Add what is gained, what still follows of the doubtful, and all that follows from what is new."""
        waiting = [*gained, *(triple for triple in doubtful if self._follows(readers, triple))]
        for triple in come:
            waiting += self._conclusions(readers, triple, self._is_matched)
        for triple in gone:
            waiting += self._freed(readers, triple)
        while waiting:
            triple = waiting.pop()
            if not self._is(triple):
                self._add(triple)
                waiting += self._conclusions(readers, triple, self._is_matched)

    def _add(self, triple: Triple) -> None:
        if triple in self._gone:
            self._gone.remove(triple)
        else:
            self._come[triple.predicate].add(triple)

    def _conclusions(self, readers: _Readers, triple: Triple, match: Match) -> list[Triple]:
        """Return what rules conclude from a triple and what matches besides."""
        return [
            conclusion
            for rule, number in readers.asking(triple)
            for binding in _as_bindings(rule.body[number].match(triple))
            for found in _join([*rule.body[:number], *rule.body[number + 1 :]], binding, match)
            for conclusion in _conclude(rule, found, match)
        ]

    def _newly_barred(self, readers: _Readers, triple: Triple) -> Iterator[Triple]:
        """Yield what was concluded because a triple was not there."""
        for rule, group, number in readers.denying(triple):
            for denied in _as_bindings(group[number].match(triple)):
                for found in _join(rule.body, _only(denied, rule.body), self._was_matched):
                    if _holds(group, {**denied, **found}, self._is_matched):
                        yield from _conclude(rule, found, self._was_matched)

    def _freed(self, readers: _Readers, triple: Triple) -> Iterator[Triple]:
        """Yield what can be concluded because a triple is there no more."""
        for rule, group, number in readers.denying(triple):
            for denied in _as_bindings(group[number].match(triple)):
                for found in _join(rule.body, _only(denied, rule.body), self._is_matched):
                    yield from _conclude(rule, found, self._is_matched)

    def _follows(self, readers: _Readers, triple: Triple) -> bool:
        """Whether a rule concludes a triple from what is there."""
        return any(
            triple in _conclude(rule, found, self._is_matched)
            for rule in readers.concluding(triple)
            if rule.head
            for binding in _as_bindings(rule.head.match(triple))
            for found in _join(rule.body, binding, self._is_matched)
        )

    def _broken_by(self, triple: Triple) -> Iterator[Inconsistency]:
        for check, number in self._checks.asking(triple):
            for binding in _as_bindings(check.body[number].match(triple)):
                for found in _join(check.body, binding, self._is_matched):
                    causes = {atom.bind(found).triple() for atom in check.body}
                    yield Inconsistency(check.words, tuple(sorted(causes, key=str)))

    @property
    def _checks(self) -> _Readers:
        return _Readers(self._book.checks)

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


class _Readers:
    """Some rules by what they ask for, deny and conclude."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._asking: dict[NamedNode, list[tuple[Rule, int]]] = defaultdict(list)
        self._denying: dict[NamedNode, list[tuple[Rule, tuple[Atom, ...], int]]] = defaultdict(list)
        self._concluding: dict[NamedNode, list[Rule]] = defaultdict(list)
        for rule in rules:
            if rule.head:
                self._concluding[rule.head.predicate].append(rule)
            for number, atom in enumerate(rule.body):
                self._asking[atom.predicate].append((rule, number))
            for group in rule.unless:
                for number, atom in enumerate(group):
                    self._denying[atom.predicate].append((rule, group, number))

    def asking(self, triple: Triple) -> Sequence[tuple[Rule, int]]:
        """Return the rules that ask for a triple, with the place of the atom that does."""
        return self._asking.get(triple.predicate, ())

    def denying(self, triple: Triple) -> Sequence[tuple[Rule, tuple[Atom, ...], int]]:
        """Return the rules that deny a triple, with the conjunction and the place of the atom in it."""
        return self._denying.get(triple.predicate, ())

    def concluding(self, triple: Triple) -> Sequence[Rule]:
        """Return the rules that may conclude a triple."""
        return self._concluding.get(triple.predicate, ())


def _levels(rules: Sequence[Rule]) -> dict[NamedNode, int]:
    """Return for each predicate that a rule concludes the last stratum that may still add to it."""
    levels: dict[NamedNode, int] = {}
    for stratum in sorted({rule.stratum for rule in rules}):
        levels.update(dict.fromkeys(reachable(rules, stratum), stratum))
    return levels


def _join(atoms: Sequence[Atom], binding: Bindings, match: Match) -> Iterator[Bindings]:
    """Yield the bindings under which all of some atoms hold, from the atom with the fewest matches on."""
    if not atoms:
        yield binding
        return
    bound = [atom.bind(binding) for atom in atoms]
    number, triples = _fewest(bound, match)
    rest = [*atoms[:number], *atoms[number + 1 :]]
    for triple in triples:
        found = bound[number].match(triple, binding)
        if found is not None:
            yield from _join(rest, found, match)


def _fewest(atoms: Sequence[Atom], match: Match) -> tuple[int, Iterable[Triple]]:
    """Return the place and the matches of an atom that has fewer than others, as far as they are counted."""
    if len(atoms) == 1:
        return 0, match(atoms[0])
    best, fewest = 0, None
    for number in sorted(range(len(atoms)), key=lambda number: len(atoms[number].variables)):
        few = list(islice(match(atoms[number]), _FEW))
        if fewest is None or len(few) < len(fewest):
            best, fewest = number, few
        if len(few) <= 1:
            break
    return best, match(atoms[best]) if fewest is None or len(fewest) == _FEW else fewest


def _conclude(rule: Rule, binding: Bindings, match: Match) -> list[Triple]:
    """Return the head where conditions hold and nothing that the rule denies does; RDF cannot speak of literals."""
    if rule.head is None or not all(condition.bind(binding).is_met() for condition in rule.conditions):
        return []
    head = rule.head.bind(binding)
    if isinstance(head.subject, Literal) or any(_holds(group, binding, match) for group in rule.unless):
        return []
    return [head.triple()]


def _holds(atoms: Sequence[Atom], binding: Bindings, match: Match) -> bool:
    return any(True for _ in _join(atoms, binding, match))


def _only(binding: Bindings, atoms: Iterable[Atom]) -> Bindings:
    """Return the part of a binding that some atoms speak of."""
    spoken_of = {variable for atom in atoms for variable in atom.variables}
    return {variable: value for variable, value in binding.items() if variable in spoken_of}


def _as_bindings(found: Bindings | None) -> Iterator[Bindings]:
    if found is not None:
        yield found
