"""Charts: a table, its picture with a message, and notes on what the picture leaves out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from autokg.exports.charts.chart_values import Values
from autokg.exports.drawing.svg import Body, Entry
from autokg.exports.picture_texts import Wording, load_wording

Row = Mapping[str, Any]
_Item = TypeVar("_Item")

SIZE = 10.0  # of the letters
CUT = "the picture shows a part; --around shows what is near one thing"


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a store a chart is to show.

    Attributes:
        around: only what has to do with one of these IRIs; none for everything.
        name: what they are called.
        weight: what the widths and sizes are: `models` or `volume`.
        language: of all words of the picture: en, fr or de.

    """

    around: frozenset[str] = frozenset()
    name: str = ""
    weight: str = "models"
    language: str = "en"

    @property
    def text(self) -> Wording:
        """The texts of the picture."""
        return load_wording(self.language)

    def takes(self, *things: str) -> bool:
        """Whether something that has to do with these things is to be shown."""
        return not self.around or not self.around.isdisjoint(things)

    def titled(self, title: str) -> str:
        """Return a title that says what the chart is cut down to."""
        return self.text("titled", title=title, name=self.name) if self.name else title

    def titled_by_name(self, sentence: str) -> str:
        """Return a sentence after the name of what the chart is cut down to."""
        return self.text("titled", title=self.name, name=sentence) if self.name else sentence


class Near(Generic[_Item]):
    """Items that a chart may show, found by the things that they have to do with.

    >>> near = Near(["a deal", "a plant"], [["acme", "ajax"], ["acme"]])
    >>> near.within(Scope(frozenset(["ajax"]))), near.within(Scope())
    (['a deal'], ['a deal', 'a plant'])
    """

    def __init__(self, items: Sequence[_Item], things: Iterable[Iterable[str]]) -> None:
        """Take the items, and for each the IRIs of what it has to do with."""
        self._items = items
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, about in enumerate(things):
            for thing in about:
                self._places[thing].append(place)

    def within(self, scope: Scope) -> list[_Item]:
        """Return the items that a chart is to show, in their order."""
        if not scope.around:
            return list(self._items)
        places = {place for thing in scope.around for place in self._places.get(thing, ())}
        return [self._items[place] for place in sorted(places)]


@dataclass(frozen=True, slots=True)
class Mark:
    """What can be pointed at in a picture, by the `data-mark` of its element.

    Attributes:
        label: its name.
        words: what the picture says of it, line by line.
        nodes: the productions, stakes, joint ventures or agreements that it stands for.
        about: the things that it is about; it is found by their other names.

    """

    key: str
    label: str
    words: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a chart, with what can be pointed at in it."""

    body: Body
    legend: Sequence[Entry] = ()
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart about to be written.

    Attributes:
        title: what is found, as a sentence.
        subtitle: what it is a chart of.
        columns, rows: its table; unknown values are left out of a row.
        picture: returns its picture, made only if asked for: a table needs none.
        values: what it is drawn from.
        notes: what the picture does not show, and why.
        is_cut: whether there is too much for one picture.

    """

    title: str
    subtitle: str
    columns: Sequence[str]
    rows: Sequence[Row]
    picture: Callable[[], Picture]
    values: Values
    notes: Sequence[str] = field(default=())
    is_cut: bool = False

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is told beside the file: the notes, with advice if there is nothing to draw or too much."""
        if not self.rows:
            return (f"{self.title}; try another chart, or the name of its maker, brand or country",)
        return (*self.notes, *([CUT] if self.is_cut else ()))


def find_leader(counts: Mapping[str, int]) -> str | None:
    """Return what has more than any other, None if two share the lead or there is only one.

    >>> find_leader({"a": 3, "b": 1}), find_leader({"a": 3, "b": 3}), find_leader({"a": 3})
    ('a', None, None)
    """
    ranked = sorted(counts, key=lambda key: -counts[key])
    return ranked[0] if len(ranked) > 1 and counts[ranked[0]] > counts[ranked[1]] else None
