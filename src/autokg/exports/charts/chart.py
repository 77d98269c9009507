"""What a chart is: a table, how it is drawn, and what must be said beside it.

How it is drawn is a specification in Vega-Lite or Vega (https://vega.github.io): data that says which column is told by
which mark, and that any tool of that family can take on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autokg.exports.drawing.palette import FAINT, INK, PAPER

Row = Mapping[str, Any]
Spec = dict[str, Any]

# The library that draws brings the first of these, so that a label is as long on every machine.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


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
        columns, rows: what it shows, as a table; what is not known is left out of a row.
        spec: how it is drawn, made when it is asked for: a table needs no picture.
        notes: what it does not show, and why.

    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Row]
    spec: Callable[[], Spec]
    notes: Sequence[str] = field(default=())


def heading(title: str, notes: Sequence[str]) -> Spec:
    """Return the heading of a chart; what it does not show stands under its title."""
    return {
        "text": title,
        "subtitle": list(notes),
        "anchor": "start",
        "font": FONT,
        "fontSize": 16,
        "color": INK,
        "subtitleFont": FONT,
        "subtitleFontSize": 11,
        "subtitleColor": FAINT,
        "offset": 12,
    }


CONFIG: Spec = {
    "background": PAPER,
    "axis": {"labelFont": FONT, "titleFont": FONT, "labelColor": INK, "titleColor": FAINT},
    "legend": {"labelFont": FONT, "titleFont": FONT, "labelColor": INK, "titleColor": FAINT},
    "text": {"font": FONT},
    "view": {"stroke": None},
}
