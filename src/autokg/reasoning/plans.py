"""A rule → the Python comprehension that carries it out.

A plan starts from the rows of one of the rule's atoms and matches the others one by one: what only checks before what
opens another loop. Python runs such a comprehension several times faster than it runs anything that interprets a rule.

>>> from autokg.reasoning.rule import Atom, Rule, Variable
>>> from autokg.core.terms import AKG
>>> x, y, z = map(Variable, "xyz")
>>> body = (Atom(x, AKG.producedAt, y), Atom(y, AKG.operatedBy, z))
>>> rule = Rule("chain", "…", Atom(x, AKG.builder, z), body)
>>> relations = Relations([Atom(x, AKG.builder, z), *body])
>>> Plan(rule, 0, relations).source
'{(v0, v2) for v0, v1 in rows for v2 in r0_objects(v1, ())}'
>>> Plan(rule, 1, relations).source
'{(v2, v1) for v0, v1 in rows for v2 in r0_subjects(v0, ())}'
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import count, takewhile
from typing import Any

from autokg.reasoning.relations import Members, Relations
from autokg.reasoning.rule import Atom, Condition, Rule, Term, Variable

Rows = Collection[Any]  # pairs of integers, or single ones
_IDENTITY = {"=": "==", "!=": "!="}


class Plan:
    """A rule, to be carried out from the rows of one of its atoms.

    Attributes:
        seed: the relation of that atom.
        source: the comprehension; its `rows` are of the seed.
        variables: for a rule without a head, the variable of each column of the result.

    """

    __slots__ = ("_names", "_run", "_seen", "_target", "seed", "source", "variables")

    def __init__(self, rule: Rule, seed: int, relations: Relations) -> None:
        """Write the comprehension."""
        writer = _Writer(rule, relations)
        clauses = list(writer.unpack(rule.body[seed], "rows"))
        clauses += writer.match([*rule.body[:seed], *rule.body[seed + 1 :]], rule.conditions)
        clauses += [f"if not ({writer.exists(group)})" for group in rule.unless]
        self.seed = relations.of(rule.body[seed])
        self.source = f"{{{writer.result()} {' '.join(clauses)}}}"
        self.variables = tuple(writer.bound)
        self._names = writer.names
        self._run: Callable[[Rows], set[Any]] | None = None
        self._target = relations.target(rule.head) if rule.head else None
        self._seen = 0  # derived rows of the seed that have been used

    def run(self, rows: Rows) -> set[Any]:
        """Return the rows of the head that follow from some rows of the seed."""
        if self._run is None:  # not before it is needed: this builds the indexes that the source names
            names = {name: make() for name, make in self._names.items()}
            self._run = eval(f"lambda rows: {self.source}", names)  # noqa: S307 (names and numbers made here alone)
        return self._run(rows)

    def fire(self, rows: Rows | None = None) -> bool:
        """Conclude from rows of the seed, by default from all; return whether any conclusion is new."""
        assert self._target is not None  # noqa: S101 (checks are not fired)
        return self._target.add(self.run(self.seed.rows if rows is None else rows))

    def fire_new(self) -> bool:
        """Conclude from the derived rows of the seed that have not been used yet."""
        new = self.seed.derived[self._seen :]
        self.skip()
        return bool(new) and self.fire(new)

    def skip(self) -> None:
        """Count all derived rows of the seed as used."""
        self._seen = len(self.seed.derived)


class _Writer:
    """Writes clauses; knows the variables bound so far, and how to make what the clauses name."""

    def __init__(self, rule: Rule, relations: Relations) -> None:
        self.bound: dict[Variable, str] = {}
        self.names: dict[str, Callable[[], Any]] = {}
        self._rule = rule
        self._relations = relations
        self._numbers: dict[int, int] = {}
        self._fresh = count()
        # A subject is no literal, so it can be compared by its number.
        self._resources = {atom.subject for atom in (*rule.body, *([rule.head] if rule.head else []))}

    def unpack(self, atom: Atom, rows: str) -> Iterator[str]:
        """Write a loop over rows of an atom."""
        if isinstance(self._relations.of(atom), Members):
            yield f"for {self._bind(atom.subject)} in {rows}"
            return
        names, tests = [], []
        for term in (atom.subject, atom.object):
            known = self._find(term)
            names.append(self._bind(term))
            if known is not None:
                tests.append(f"if {names[-1]} == {known}")
        yield f"for {', '.join(names)} in {rows}"
        yield from tests

    def match(self, atoms: Iterable[Atom], conditions: Iterable[Condition] = ()) -> Iterator[str]:
        """Write clauses for atoms, in the order that opens the fewest loops; a condition comes as soon as it can."""
        waiting, pending = list(atoms), list(conditions)
        while True:
            for condition in [each for each in pending if each.variables <= self.bound.keys()]:
                pending.remove(condition)
                yield f"if {self._test(condition)}"
            if not waiting:
                return
            atom = min(waiting, key=self._detour)
            waiting.remove(atom)
            yield from self._join(atom)

    def exists(self, group: Iterable[Atom]) -> str:
        """Write an expression for whether a conjunction can be matched."""
        outside = dict(self.bound)
        clauses = list(self.match(group))
        self.bound = outside
        tests = list(takewhile(lambda clause: clause.startswith("if "), clauses))
        loops = clauses[len(tests) :]
        parts = [test.removeprefix("if ") for test in tests]
        return " and ".join([*parts, f"any(True {' '.join(loops)})"] if loops else parts)

    def result(self) -> str:
        """Write a row of the head, or of all variables where there is none."""
        head = self._rule.head
        if head is None:
            return f"({', '.join(self.bound.values())},)"
        subject, value = self._find(head.subject), self._find(head.object)
        return f"{subject}" if isinstance(self._relations.target(head), Members) else f"({subject}, {value})"

    def _join(self, atom: Atom) -> Iterator[str]:
        relation = self._relations.of(atom)
        name = f"r{self._numbers.setdefault(id(relation), len(self._numbers))}"
        subject, value = self._find(atom.subject), self._find(atom.object)
        if isinstance(relation, Members):
            self.names[name] = lambda: relation.rows
            yield f"if {subject} in {name}" if subject else f"for {self._bind(atom.subject)} in {name}"
        elif subject and value:
            self.names[name] = lambda: relation.rows
            yield f"if ({subject}, {value}) in {name}"
        elif subject:
            self.names[f"{name}_objects"] = lambda: relation.objects().get
            yield f"for {self._bind(atom.object)} in {name}_objects({subject}, ())"
        elif value:
            self.names[f"{name}_subjects"] = lambda: relation.subjects().get
            yield f"for {self._bind(atom.subject)} in {name}_subjects({value}, ())"
        else:
            self.names[name] = lambda: relation.rows
            yield from self.unpack(atom, name)

    def _detour(self, atom: Atom) -> tuple[bool, int]:
        """Order atoms: those that open no loop first, and last those that have nothing to do with what is bound."""
        open_ends = [self._find(term) is None for term in (atom.subject, atom.object)]
        return all(open_ends), sum(open_ends)

    def _test(self, condition: Condition) -> str:
        left, right = self._find(condition.left), self._find(condition.right)
        if condition.operator in _IDENTITY and {condition.left, condition.right} & self._resources:
            return f"{left} {_IDENTITY[condition.operator]} {right}"
        name = f"c{len(self.names)}"
        relations = self._relations
        self.names[name] = lambda: cache(
            lambda one, other: condition.holds(relations.terms[one], relations.terms[other])
        )
        return f"{name}({left}, {right})"

    def _find(self, term: Term) -> str | None:
        """Return what stands for a term, None for a variable that is not bound yet."""
        return self.bound.get(term) if isinstance(term, Variable) else str(self._relations.intern(term))

    def _bind(self, term: Term) -> str:
        """Return a new name; it stands for the term from now on if that is a variable without one."""
        name = f"v{next(self._fresh)}"
        if isinstance(term, Variable):
            self.bound.setdefault(term, name)
        return name
