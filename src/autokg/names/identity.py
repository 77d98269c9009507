"""Apply editors' decisions on identity: which things are the same, different or new.

Decisions are applied the latest first. One that contradicts a later one is refused: the method returns False.

    >>> merges = Merges()
    >>> merges.same("a", "b"), merges.same("b", "c"), merges.same("c", "a")
    (True, True, False)
    >>> merges.target("c"), merges.different("a", "c"), merges.different("a", "d")
    ('a', False, True)
"""

from __future__ import annotations

from collections import defaultdict


class Merges:
    """Record which thing is merged into which, by IRI."""

    def __init__(self) -> None:
        self._into: dict[str, str] = {}
        self._members: dict[str, frozenset[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._new: dict[str, str | None] = {}

    def same(self, first: str, second: str) -> bool:
        """Merge the second thing into the first, unless a later decision contradicts it."""
        root = self.target(first)
        if self.settles(second) or root == second or self.are_apart(first, second):
            return False
        self._into[second] = first
        self._members[root] = self._group(root) | self._group(second)
        return True

    def different(self, one: str, other: str) -> bool:
        """Keep two things apart, unless a later decision merges them."""
        if self.target(one) == self.target(other):
            return False
        self._apart[one].add(other)
        self._apart[other].add(one)
        return True

    def new(self, thing: str, type_: str | None = None) -> bool:
        """Declare a thing new, of a type if one is given, unless a later decision settles it."""
        if self.settles(thing):
            return False
        self._new[thing] = type_
        return True

    def target(self, thing: str) -> str:
        """Return the thing at the end of the chain of merges; the thing itself if there is no decision."""
        while thing in self._into:
            thing = self._into[thing]
        return thing

    def settles(self, thing: str) -> bool:
        """Return whether a decision merges the thing or declares it new."""
        return thing in self._into or thing in self._new

    def is_new(self, thing: str) -> bool:
        """Return whether the thing was declared a new one."""
        return thing in self._new

    def new_type(self, thing: str) -> str | None:
        """Return the type that a thing was declared to be of."""
        return self._new.get(thing)

    def is_kept_apart(self, thing: str) -> bool:
        """Return whether a decision keeps the thing, or one merged with it, apart from another."""
        return any(member in self._apart for member in self._group(self.target(thing)))

    def are_apart(self, one: str, other: str) -> bool:
        """Return whether a decision keeps two things, or things merged with them, apart."""
        others = self._group(self.target(other))
        return any(self._apart.get(member, frozenset()) & others for member in self._group(self.target(one)))

    def _group(self, root: str) -> frozenset[str]:
        return self._members.get(root, frozenset({root}))
