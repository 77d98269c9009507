"""Lists of explanations, changes and findings, as text, as JSON and in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, TypeVar, overload

from autokg.explaining.diff import Change, summarize
from autokg.explaining.explanation import Explanation
from autokg.query.markup import element
from autokg.validation import Finding

Item = TypeVar("Item")


class _Listing(Sequence[Item]):
    """A sequence that prints its items one after another.

    Attributes:
        notes: remarks on what was left out or done differently.

    """

    __slots__ = ("_items", "notes")
    _between = "\n"

    def __init__(self, items: Iterable[Item], notes: Iterable[str] = ()) -> None:
        self._items, self.notes = tuple(items), tuple(notes)

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, place: int | slice) -> Item | tuple[Item, ...]:
        return self._items[place]

    def __len__(self) -> int:
        return len(self._items)

    def __str__(self) -> str:
        return self._between.join(map(str, self))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return element("pre", str(self))


class Reasons(_Listing[Explanation]):
    """Explanations, one for each triple that the names may mean."""

    __slots__ = ()
    _between = "\n\n"

    @property
    def hold(self) -> bool:
        """Whether all of these triples hold."""
        return all(explanation.holds for explanation in self)

    def to_json(self) -> list[dict[str, Any]]:
        """Return the explanations as JSON values."""
        return [explanation.to_json() for explanation in self]


class Differences(_Listing[Change]):
    """Changes between two stores or two days, sorted by subject."""

    __slots__ = ()

    @property
    def summary(self) -> str:
        """Number of values that appeared, disappeared and changed, in words."""
        return summarize(self._items)

    def to_json(self) -> list[dict[str, Any]]:
        """Return the changes as JSON values."""
        return [change.to_json() for change in self]


class Findings(_Listing[Finding]):
    """Breaches of shapes, violations first; `notes` names the shapes that pySHACL checks."""

    __slots__ = ()

    def to_json(self) -> list[dict[str, Any]]:
        """Return the findings as JSON values."""
        return [asdict(finding) for finding in self]
