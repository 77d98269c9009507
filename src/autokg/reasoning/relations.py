"""Triples as rows of small integers, kept by the patterns that rules ask for.

`?x akg:builder ?y` asks for pairs of subject and object, `?x rdf:type akg:Plant` for members alone. Triples that no
rule asks for are not kept.

>>> from autokg.reasoning.rule import Variable
>>> from autokg.core.terms import AKG, RDF
>>> plants = Atom(Variable("x"), RDF.type, AKG.Plant)
>>> relations = Relations([plants])
>>> relations.load([Triple(AKG.about, RDF.type, AKG.Plant), Triple(AKG.about, RDF.type, AKG.Brand)])
>>> [relations.terms[number] for number in relations.of(plants).rows] == [AKG.about]
True
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from autokg.reasoning.rule import Atom, Value, Variable

Pair = tuple[int, int]
Index = dict[int, list[int]]


class Members:
    """The subjects of one property and object.

    Attributes:
        rows: all of them.
        derived: those that were not loaded, in the order in which they came.

    """

    __slots__ = ("derived", "rows")

    def __init__(self) -> None:
        self.rows: set[int] = set()
        self.derived: list[int] = []

    def add(self, found: set[int]) -> bool:
        """Add derived subjects; return whether any of them is new."""
        new = found - self.rows
        self.rows |= new
        self.derived += new
        return bool(new)


class Pairs:
    """The subjects and objects of one property.

    Attributes:
        rows: all of them.
        derived: those that were not loaded, in the order in which they came.
        members: the subjects of each object that a rule asks for alone.

    """

    __slots__ = ("_objects", "_subjects", "derived", "members", "rows")

    def __init__(self, members: dict[int, Members]) -> None:
        self.rows: set[Pair] = set()
        self.derived: list[Pair] = []
        self.members = members
        self._objects: Index | None = None
        self._subjects: Index | None = None

    def add(self, found: set[Pair]) -> bool:
        """Add derived pairs; return whether any of them is new."""
        new = found - self.rows
        self.rows |= new
        self.derived += new
        if self._objects is not None:
            _extend(self._objects, new)
        if self._subjects is not None:
            _extend(self._subjects, ((value, subject) for subject, value in new))
        for value, members in self.members.items():
            members.add({subject for subject, other in new if other == value})
        return bool(new)

    def objects(self) -> Index:
        """Return the objects of each subject; later pairs are added to the index."""
        if self._objects is None:
            self._objects = _extend(defaultdict(list), self.rows)
        return self._objects

    def subjects(self) -> Index:
        """Return the subjects of each object; later pairs are added to the index."""
        if self._subjects is None:
            self._subjects = _extend(defaultdict(list), ((value, subject) for subject, value in self.rows))
        return self._subjects


def _extend(index: Index, pairs: Iterable[Pair]) -> Index:
    for key, value in pairs:
        index[key].append(value)
    return index


class Relations:
    """The relations that some atoms ask for, and the terms behind the integers."""

    def __init__(self, atoms: Iterable[Atom]) -> None:
        self._terms: list[Value] = []
        self._ids: dict[Value, int] = {}
        self._members: dict[NamedNode, dict[int, Members]] = {}
        self._pairs: dict[NamedNode, Pairs] = {}
        for atom in atoms:
            members = self._members.setdefault(atom.predicate, {})
            if not _asks_for_members(atom):
                self._pairs.setdefault(atom.predicate, Pairs(members))
            if not isinstance(atom.object, Variable):
                members.setdefault(self.intern(atom.object), Members())

    @property
    def terms(self) -> list[Value]:
        """The terms, each at the integer that stands for it."""
        if len(self._terms) < len(self._ids):
            self._terms = list(self._ids)
        return self._terms

    def intern(self, term: Value) -> int:
        """Return the integer that stands for a term."""
        return self._ids.setdefault(term, len(self._ids))

    def of(self, atom: Atom) -> Pairs | Members:
        """Return the relation of an atom's pattern."""
        if _asks_for_members(atom) and not isinstance(atom.object, Variable):
            return self._members[atom.predicate][self.intern(atom.object)]
        return self._pairs[atom.predicate]

    def target(self, head: Atom) -> Pairs | Members:
        """Return the relation that takes the conclusions of a rule: the pairs, if any atom asks for them."""
        return self._pairs.get(head.predicate) or self.of(head)

    def load(self, triples: Iterable[Triple]) -> None:
        """Add asserted triples."""
        ids = self._ids
        for triple in triples:
            predicate = triple.predicate
            members = self._members.get(predicate)
            if members is None:
                continue
            one, other = triple.subject, triple.object
            if isinstance(one, Triple) or isinstance(other, Triple):
                continue
            value = ids.setdefault(other, len(ids))
            if predicate in self._pairs:
                self._pairs[predicate].rows.add((ids.setdefault(one, len(ids)), value))
            if value in members:
                members[value].rows.add(ids.setdefault(one, len(ids)))

    def derived(self) -> Iterator[Triple]:
        """Yield the triples that were not loaded."""
        for predicate, members in self._members.items():
            if predicate in self._pairs:
                yield from self._triples(predicate, self._pairs[predicate].derived)
            else:
                for value, relation in members.items():
                    yield from self._triples(predicate, ((subject, value) for subject in relation.derived))

    def _triples(self, predicate: NamedNode, pairs: Iterable[Pair]) -> Iterator[Triple]:
        terms = self.terms
        for subject, value in pairs:
            node = terms[subject]
            if not isinstance(node, Literal):  # rules may speak of literals, RDF may not
                yield Triple(node, predicate, terms[value])


def _asks_for_members(atom: Atom) -> bool:
    return isinstance(atom.subject, Variable) and not isinstance(atom.object, Variable)
