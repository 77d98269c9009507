"""What persons said of things: which are one, which are apart, which are new.

Words are told the latest first. One that contradicts what was said later is not taken, and the caller hears so.

    >>> merges = Merges()
    >>> merges.same("a", "b"), merges.same("b", "c"), merges.same("c", "a")
    (True, True, False)
    >>> merges.target("c"), merges.different("a", "c"), merges.different("a", "d")
    ('a', False, True)
"""

from __future__ import annotations

from collections import defaultdict


class Merges:
    """Which thing stands for which, by IRI."""

    def __init__(self) -> None:
        self._into: dict[str, str] = {}
        self._members: dict[str, frozenset[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._new: dict[str, str | None] = {}

    def same(self, first: str, second: str) -> bool:
        """Take the second thing for the first, unless a later word on the second or on both says otherwise."""
        root = self.target(first)
        if self.settles(second) or root == second or self.are_apart(first, second):
            return False
        self._into[second] = first
        self._members[root] = self._group(root) | self._group(second)
        return True

    def different(self, one: str, other: str) -> bool:
        """Keep two things apart, unless later words make them one."""
        if self.target(one) == self.target(other):
            return False
        self._apart[one].add(other)
        self._apart[other].add(one)
        return True

    def new(self, thing: str, type_: str | None = None) -> bool:
        """Take a thing for one of its own, of a type where one is given, unless a later word settles it."""
        if self.settles(thing):
            return False
        self._new[thing] = type_
        return True

    def target(self, thing: str) -> str:
        """Return what a thing is to be taken for at the end of the chain; itself where nobody said anything."""
        while thing in self._into:
            thing = self._into[thing]
        return thing

    def settles(self, thing: str) -> bool:
        """Return whether somebody said what the thing is: another one, or a new one."""
        return thing in self._into or thing in self._new

    def is_new(self, thing: str) -> bool:
        """Return whether the thing was declared a new one."""
        return thing in self._new

    def new_type(self, thing: str) -> str | None:
        """Return the type that a thing was declared to be of."""
        return self._new.get(thing)

    def is_kept_apart(self, thing: str) -> bool:
        """Return whether the thing, or one that it stands for, is to be kept apart from any other."""
        return any(member in self._apart for member in self._group(self.target(thing)))

    def are_apart(self, one: str, other: str) -> bool:
        """Return whether two things, or things they stand for, are never to be merged."""
        others = self._group(self.target(other))
        return any(self._apart.get(member, frozenset()) & others for member in self._group(self.target(one)))

    def _group(self, root: str) -> frozenset[str]:
        return self._members.get(root, frozenset({root}))
