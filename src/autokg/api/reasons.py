"""Why something holds, as text and in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autokg.explaining.explanation import Explanation
from autokg.query.markup import element


class Reasons:
    """Explanations, as many as there are triples that were asked about."""

    __slots__ = ("_explanations",)

    def __init__(self, explanations: Iterable[Explanation]) -> None:
        """Take explanations."""
        self._explanations = tuple(explanations)

    def __iter__(self) -> Iterator[Explanation]:
        return iter(self._explanations)

    def __len__(self) -> int:
        return len(self._explanations)

    def __getitem__(self, place: int) -> Explanation:
        return self._explanations[place]

    @property
    def hold(self) -> bool:
        """Whether all of it holds."""
        return all(one.holds for one in self)

    def __str__(self) -> str:
        return "\n\n".join(map(str, self))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return element("pre", str(self))
