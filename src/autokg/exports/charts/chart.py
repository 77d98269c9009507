"""Charts: a table, its picture, and notes on what the picture leaves out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autokg.exports.drawing.svg import Body

Row = Mapping[str, Any]

SIZE = 10.0  # of the letters


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a store a chart is to show.

    Attributes:
        around: only what has to do with one of these IRIs; none for everything.
        name: what they are called.
        weight: what the widths and sizes are: `models` or `volume`.

    """

    around: frozenset[str] = frozenset()
    name: str = ""
    weight: str = "models"

    def takes(self, *things: str) -> bool:
        """Whether something that has to do with these things is to be shown."""
        return not self.around or not self.around.isdisjoint(things)

    def titled(self, title: str) -> str:
        """Return a title that says what the chart is cut down to."""
        return f"{title}: {self.name}" if self.name else title


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart about to be written.

    Attributes:
        columns, rows: its table; unknown values are left out of a row.
        body: returns its picture, made only if asked for: a table needs none.
        notes: what the picture does not show, and why.

    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Row]
    body: Callable[[], Body]
    notes: Sequence[str] = field(default=())
