"""Pictures of the result of any query whose columns allow them: a network, a map, bars."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from math import isfinite, sqrt
from typing import TypeGuard

import networkx as nx
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from autokg.core.terms import AKG, RDF, RDFS, SKOS, WGS84, XSD
from autokg.entities.name_index import index_of
from autokg.exports.charts.equal_earth import Degrees, Projection
from autokg.exports.charts.map_labels import SIZE, Square, place_names
from autokg.exports.charts.outlines import SEA, draw_countries
from autokg.exports.drawing.legend import entries_for
from autokg.exports.drawing.palette import BLUE, BLUISH_GREEN, INK, PAPER
from autokg.exports.drawing.picture import draw_plate
from autokg.exports.drawing.plate import compose
from autokg.exports.drawing.sketch import sketch
from autokg.exports.drawing.svg import FONT, element, flow, number, shorten, text, tooltip
from autokg.exports.network_view import printable
from autokg.exports.picture_texts import load_wording
from autokg.names.labels import Labels
from autokg.stores import Store

Term = NamedNode | BlankNode | Literal | Triple
Link = tuple[NamedNode, str, NamedNode]
Point = tuple[float, float]  # latitude, longitude

_TRIPLES = (("subject", "predicate", "object"), ("source", "relation", "target"))
_NAMING = frozenset({RDF.type, RDFS.label, SKOS.altLabel, SKOS.prefLabel, SKOS.hiddenLabel, SKOS.exactMatch})
_NUMERIC = frozenset(
    NamedNode(XSD.namespace + name) for name in ("integer", "nonNegativeInteger", "int", "decimal", "double", "float")
)
_LATITUDES, _LONGITUDES = ("lat", "latitude"), ("long", "lon", "longitude")
_WIDTH, _MAP_HEIGHT, _BORDER = 960.0, 460.0, 12.0
_MOST_NODES, _MOST_BARS = 80, 40
_BAR, _GAP, _LETTERS = 16.0, 6.0, 12.0
_LABELS, _NUMBERS = 320.0, 100.0  # widths of what stands before and after bars
_SMALLEST, _LARGEST = 30.0, 300.0  # areas of squares
_MARGIN = 8.0  # degrees around the outermost places
_WIDEST_NAME = 150.0


@dataclass(frozen=True, slots=True)
class TermTable:
    """The result of a query: its columns, and a term or None for each in each row; triples are rows of three."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def column(self, name: str) -> list[Term | None]:
        """Return the terms of a column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def things(self) -> list[str]:
        """Return the columns of things: IRIs, and none of a term of the ontology."""
        return [name for name in self.columns if _are_all(self.column(name), _is_thing)]


def find_pictures(table: TermTable, store: Store) -> dict[str, Callable[[], str]]:
    """Return how to draw each kind of picture that a result allows, named by its columns: `graph`, `map`, `chart`."""
    pictures: dict[str, Callable[[], str]] = {}
    name = ", ".join(table.columns)
    if links := _links(table):
        pictures["graph"] = partial(_draw_network, links, store, name)
    if places := _places(table, store):
        pictures["map"] = partial(_draw_map, places, name)
    if bars := _bars(table):
        pictures["chart"] = partial(_draw_bars, bars, name)
    return pictures


def _are_all(terms: Sequence[Term | None], suits: Callable[[Term], bool]) -> bool:
    known = [term for term in terms if term is not None]
    return bool(known) and all(map(suits, known))


def _is_thing(term: Term | None) -> TypeGuard[NamedNode]:
    return isinstance(term, NamedNode) and not term.value.startswith(AKG.namespace)


def _links(table: TermTable) -> list[Link]:
    """Return what links what: by columns that say so, else the things of the first column with those of the others."""
    if (names := next((names for names in _TRIPLES if set(names) <= set(table.columns)), None)) is not None:
        triples = zip(*map(table.column, names), strict=True)
        return [
            (source, _local(relation), target)
            for source, relation, target in triples
            if _is_thing(source) and _is_thing(target) and relation not in _NAMING
        ]
    first, *others = table.things() or [""]
    pairs = ((name, zip(table.column(first), table.column(name), strict=True)) for name in others)
    return [(one, name, other) for name, both in pairs for one, other in both if _is_thing(one) and _is_thing(other)]


def _local(term: Term | None) -> str:
    value = str(getattr(term, "value", "") or "")
    return value.rpartition("#")[2].rpartition("/")[2]


def _draw_network(links: Sequence[Link], store: Store, name: str) -> str:
    ends = Counter(node for source, _, target in links for node in (source, target))
    kept = {node for node, _ in sorted(ends.items(), key=lambda item: (-item[1], item[0].value))[:_MOST_NODES]}
    network = nx.MultiDiGraph()
    labels, index = Labels(store), index_of(store)
    for node in sorted(kept, key=lambda node: node.value):
        kinds = index.kinds_of(node)
        network.add_node(node.value, label=labels.term(node), type=_local(kinds[0]) if kinds else "")
    for source, relation, target in sorted(set(links), key=str):
        if {source, target} <= kept:
            network.add_edge(source.value, target.value, type=relation)
    drawn = sketch(network)
    plate = compose(drawn)
    legend, height = flow(entries_for(drawn, load_wording("en")), plate.width)
    top = height + _BORDER
    body = element("g", *draw_plate(plate), transform=f"translate(0,{number(top)})")
    return _svg(name, plate.width, plate.height + top, *legend, body)


def _places(table: TermTable, store: Store) -> dict[Point, list[str]]:
    """Return the names of what lies at each point: by columns of coordinates, else of the first placed things."""
    east, north = (next((name for name in names if name in table.columns), None) for names in (_LONGITUDES, _LATITUDES))
    if east and north:
        points = zip(table.column(north), table.column(east), strict=True)
        return _gather((_point(*point), _name(table, number)) for number, point in enumerate(points))
    labels = Labels(store)
    for name in table.things():
        things = dict.fromkeys(filter(_is_thing, table.column(name)))
        if places := _gather((_find_point(thing, store), labels.term(thing)) for thing in things):
            return places
    return {}


def _gather(places: Iterator[tuple[Point | None, str]]) -> dict[Point, list[str]]:
    at: dict[Point, list[str]] = defaultdict(list)
    for point, name in places:
        if point is not None:
            at[point].append(name)
    return dict(at)


def _name(table: TermTable, row: int) -> str:
    """Return the first literal of a row that is no number."""
    literals = (term.value for term in table.rows[row] if isinstance(term, Literal) and number_of(term) is None)
    return next(literals, "")


def _find_point(thing: NamedNode, store: Store) -> Point | None:
    towns = [quad.object for quad in store.match(thing, AKG.locatedIn, None, None)]
    for place in (thing, *sorted((town for town in towns if isinstance(town, NamedNode)), key=lambda town: town.value)):
        degrees = [next(iter(store.match(place, which, None, None)), None) for which in (WGS84.lat, WGS84.long)]
        if point := _point(*(quad.object if quad else None for quad in degrees)):
            return point
    return None


def _point(north: Term | None, east: Term | None) -> Point | None:
    latitude, longitude = number_of(north), number_of(east)
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 (degrees)
        return None
    return latitude, longitude


def number_of(term: Term | None) -> float | None:
    """Return the value of a number, None for any other term."""
    if not isinstance(term, Literal) or term.datatype not in _NUMERIC:
        return None
    with suppress(ValueError):
        if isfinite(value := float(term.value)):
            return value
    return None


def _draw_map(places: dict[Point, list[str]], name: str) -> str:
    projection = Projection(_frame(places), _WIDTH, _MAP_HEIGHT)
    most = max(map(len, places.values()))
    ordered = sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    squares = [_square(projection, point, names, len(names) / most) for point, names in ordered]
    marks = (_mark(square, names) for square, (_, names) in zip(squares, ordered, strict=True))
    anchors = {"left": None, "right": "end", "center": "middle"}
    words = (
        text(name.text, name.x, name.y + SIZE * 0.35, font_size=SIZE, text_anchor=anchors[name.align], class_="label")
        for name in place_names(squares, _WIDTH, _MAP_HEIGHT)
    )
    sea = element("rect", width=_WIDTH, height=_MAP_HEIGHT, fill=SEA)
    parts = (sea, *draw_countries(projection, _WIDTH, _MAP_HEIGHT), *marks, *words)
    return _svg(name, _WIDTH, _MAP_HEIGHT, element("svg", *parts, width=_WIDTH, height=_MAP_HEIGHT, overflow="hidden"))


def _frame(points: Collection[Point]) -> Degrees:
    souths, wests = [south for south, _ in points], [west for _, west in points]
    return (
        max(min(wests) - 2 * _MARGIN, -180),
        max(min(souths) - _MARGIN, -90),
        min(max(wests) + 2 * _MARGIN, 180),
        min(max(souths) + _MARGIN, 90),
    )


def _square(projection: Projection, point: Point, names: Sequence[str], share: float) -> Square:
    x, y = projection.place(point[1], point[0])
    label = names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"
    return Square(shorten(label, _WIDEST_NAME, SIZE), x, y, sqrt(_SMALLEST + (_LARGEST - _SMALLEST) * share))


def _mark(square: Square, names: Sequence[str]) -> str:
    left, top, *_ = square.box
    return element(
        "rect", tooltip("\n".join(names)),
        x=left, y=top, width=square.side, height=square.side,
        fill=BLUISH_GREEN, fill_opacity=0.8, stroke=PAPER, stroke_width=1.2,
    )  # fmt: skip


def _bars(table: TermTable) -> list[tuple[str, float]]:
    """Return the first column of numbers, with the words that best tell rows apart; empty without either."""
    names = [name for name in table.columns if name not in (*_LATITUDES, *_LONGITUDES)]
    numbers = [name for name in names if _are_all(table.column(name), lambda term: number_of(term) is not None)]
    words = [name for name in names if name not in numbers and _are_all(table.column(name), _is_literal)]
    if not words or not numbers:
        return []
    labels = max((table.column(name) for name in words), key=lambda terms: len(set(terms)))
    pairs = zip(labels, table.column(numbers[0]), strict=True)
    return [
        (str(term.value), value) for term, cell in pairs if _is_literal(term) and (value := number_of(cell)) is not None
    ]


def _is_literal(term: Term | None) -> TypeGuard[Literal]:
    return isinstance(term, Literal)


def _draw_bars(bars: Sequence[tuple[str, float]], name: str) -> str:
    shown = bars[:_MOST_BARS]
    low, high = min(0.0, *(value for _, value in shown)), max(0.0, *(value for _, value in shown))
    scale = (_WIDTH - _LABELS - _NUMBERS) / (high - low or 1)
    rows = (
        element("g", *_bar(label, value, low, scale), transform=f"translate(0,{number(row * (_BAR + _GAP))})")
        for row, (label, value) in enumerate(shown)
    )
    return _svg(name, _WIDTH, len(shown) * (_BAR + _GAP), *rows)


def _bar(label: str, value: float, low: float, scale: float) -> Iterator[str]:
    left, right = (_LABELS + scale * (end - low) for end in sorted((0.0, value)))
    words, base = f"{value:,.10g}", _BAR * 0.75
    yield text(shorten(label, _LABELS - _GAP, _LETTERS), _LABELS - _GAP, base, font_size=_LETTERS, text_anchor="end")
    yield element("rect", tooltip(f"{label}: {words}"), x=left, width=right - left, height=_BAR, fill=BLUE)
    yield text(words, right + _GAP, base, font_size=_LETTERS)


def _svg(name: str, width: float, height: float, *parts: str) -> str:
    """Return a picture on white, with a border, whatever the colours of the page."""
    wide, high = width + 2 * _BORDER, height + 2 * _BORDER
    return element(
        "svg",
        element("rect", width=wide, height=high, fill=PAPER),
        element("g", *parts, transform=f"translate({number(_BORDER)},{number(_BORDER)})"),
        xmlns="http://www.w3.org/2000/svg",
        width=wide, height=high, viewBox=f"0 0 {number(wide)} {number(high)}",
        font_family=FONT, font_size=9, fill=INK, role="img", aria_label=printable(name),
    )  # fmt: skip
