"""A map of plants with an inset of Europe: a square at each town, as large as the number of models built or planned."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from autokg.exports.charts.chart import Chart, Mark, Near, Picture, Scope, find_leader
from autokg.exports.charts.chart_values import LIVE, OPERATORS, Values, load_values
from autokg.exports.charts.equal_earth import Degrees, Projection
from autokg.exports.charts.map_labels import SIZE as LETTERS
from autokg.exports.charts.map_labels import Square, place_names
from autokg.exports.charts.outlines import SEA, draw_countries
from autokg.exports.drawing.palette import INK, PAPER, style_of
from autokg.exports.drawing.svg import Body, Entry, element, shorten, text, tooltip
from autokg.exports.picture_texts import Wording
from autokg.stores.base import Store
from autokg.stores.kept import kept

COLUMNS = (
    "plant", "operator", "operatorBasis", "town", "country", "latitude", "longitude", "built", "planned", "iri",
    "coordinates",
)  # fmt: skip

_WIDTH, _HEIGHT, _INSET_HEIGHT, _GAP = 980.0, 440.0, 620.0, 10.0
_WORLD: Degrees = (-130.0, -42.0, 160.0, 66.0)  # west, south, east, north
_EUROPE: Degrees = (-11.0, 35.5, 32.0, 60.5)
_LEAST_IN_INSET = 3  # towns
_SMALLEST, _LARGEST = 26.0, 380.0  # areas of squares
_COLOUR = style_of("Plant").colour
_ANCHORS = {"left": None, "right": "end", "center": "middle"}
_MARGIN = 6.0  # degrees around the outermost towns of a map that is cut down
_WIDEST = 150.0  # points of a name
_FEW = 1  # makers that are named


@dataclass(frozen=True, slots=True)
class Site:
    """A plant.

    Attributes:
        town: None if it, or its coordinates, is not known.
        built, planned: the productions there, of models that are built, and of those that are only planned.

    """

    plant: str
    town: str | None
    country: str | None
    built: tuple[str, ...]
    planned: tuple[str, ...]


def draw(store: Store, scope: Scope) -> Chart:
    """Return the map of the plants of a store."""
    values = load_values(store, scope.language)
    known = kept(store, "sites of charts", None, lambda: _with_surroundings(values), most=1)
    sites = known.within(scope)
    placed = [site for site in sites if site.town]
    notes = tuple(_notes(len(sites), len(placed), scope.text)) if sites else ()

    def picture() -> Picture:
        return _draw(placed, values, scope)

    title, subtitle = _message(sites, values, scope), scope.titled(scope.text("map_subtitle"))
    return Chart(title, subtitle, COLUMNS, [_row(site, values) for site in sites], picture, values, notes)


def _with_surroundings(values: Values) -> Near[Site]:
    sites = find_sites(values)
    return Near(sites, (set(_around(site, values)) for site in sites))


def find_sites(values: Values) -> list[Site]:
    """Return the plants that sources tell of, sorted by IRI."""
    at: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: {"actual": {}, "planned": {}})
    for node in values.of_class("Production"):
        status, model = values.status(node), values.first(node, "ofModel")
        if model and status in LIVE:
            for plant in values.all(node, "atPlant"):
                at[plant][status][model] = node
    known = {plant for node in values.of_class("Production") for plant in values.all(node, "atPlant")}
    # Others are listed by name, and no source tells of them.
    return [
        _site(plant, at[plant], values)
        for plant in values.of_class("Plant")
        if plant in known or any(values.all(plant, name) for name in OPERATORS if name != "listedOperator")
    ]


def _site(plant: str, by_model: Mapping[str, Mapping[str, str]], values: Values) -> Site:
    towns = (town for town in values.all(plant, "locatedIn") if values.first(town, "lat"))
    built = by_model["actual"]
    planned = tuple(node for model, node in sorted(by_model["planned"].items()) if model not in built)
    return Site(
        plant,
        next(towns, None),
        values.first(plant, "inCountry"),
        tuple(node for _, node in sorted(built.items())),
        planned,
    )


def _around(site: Site, values: Values) -> Iterator[str]:
    yield site.plant
    yield from values.all(site.plant, *OPERATORS)
    for name in ("locatedIn", "inCountry"):
        yield from values.all(site.plant, name)
    for node in (*site.built, *site.planned):
        yield from values.around(node)


def _message(sites: Sequence[Site], values: Values, scope: Scope) -> str:
    words = scope.text
    if not sites:
        return words("no_plant_of", name=scope.name) if scope.name else words("no_plant")
    countries = Counter(site.country for site in sites if site.country)
    where = [words("in_countries", len(countries))] if len(countries) > 1 or not scope.name else []
    sentence = scope.titled_by_name(" ".join([words("plants", len(sites)), *where]))
    top = find_leader(countries)
    return words("leads_with", countries[top], sentence=sentence, name=values.in_text(top)) if top else sentence


def _notes(sites: int, placed: int, words: Wording) -> Iterator[str]:
    yield words("map_placed", sites, placed=placed)
    if placed < sites:
        yield words("map_left", sites - placed)
    yield words("map_names")


def _row(site: Site, values: Values) -> dict[str, Any]:
    row: dict[str, Any] = {
        "plant": values.label(site.plant), "built": len(site.built), "planned": len(site.planned), "iri": site.plant
    }  # fmt: skip
    if makers := _makers(site, values):
        row["operator"] = ", ".join(makers)
        row["operatorBasis"] = next(basis for name, basis in _BASES.items() if values.all(site.plant, name))
    if site.country:
        row["country"] = values.label(site.country)
    if site.town:
        row["town"] = values.label(site.town)
        row |= dict(zip(("latitude", "longitude"), _degrees(site.town, values), strict=True))
        if feature := values.first(site.town, "exactMatch"):
            row["coordinates"] = feature
    return row


_BASES = dict(zip(OPERATORS, ("stated", "listed", "planned", "former"), strict=True))


def _makers(site: Site, values: Values) -> list[str]:
    return [values.label(maker) for maker in values.all(site.plant, *OPERATORS)]


def _degrees(town: str, values: Values) -> tuple[float, float]:
    return float(values.first(town, "lat") or 0), float(values.first(town, "long") or 0)


def _draw(sites: Sequence[Site], values: Values, scope: Scope) -> Picture:
    by_town: dict[str, list[Site]] = defaultdict(list)
    for site in sites:
        by_town[site.town or ""].append(site)
    if not by_town:
        return Picture(Body(0, 0, ()))
    degrees = {town: _degrees(town, values) for town in by_town}
    inside = [town for town in by_town if _is_in(degrees[town], _EUROPE)]
    has_inset = len(inside) >= _LEAST_IN_INSET and len(inside) < len(by_town)
    frame = _frame([degrees[town] for town in by_town]) if scope.around else _WORLD
    named = [town for town in by_town if town not in inside] if has_inset else list(by_town)
    world = _Map(by_town, degrees, values, Projection(frame, _WIDTH, _HEIGHT), _HEIGHT, named)
    parts = [world.element(0)]
    height = _HEIGHT
    if has_inset:
        parts += _outline(world.projection)
        inset = {town: by_town[town] for town in inside}
        europe = _Map(inset, degrees, values, Projection(_EUROPE, _WIDTH, _INSET_HEIGHT), _INSET_HEIGHT, inside)
        parts.append(europe.element(_HEIGHT + _GAP))
        height += _GAP + _INSET_HEIGHT
    marks = [
        Mark(
            town, f"{_who(by_town[town], values)}, {values.label(town)}",
            tuple(_in_words(site, values) for site in by_town[town]),
            tuple(node for site in by_town[town] for node in (*site.built, *site.planned)),
            (town, *(thing for site in by_town[town] for thing in (site.plant, *values.all(site.plant, *OPERATORS)))),
        )
        for town in by_town
    ]  # fmt: skip
    return Picture(Body(_WIDTH, height, parts), _legend(values.text), marks)


def _is_in(degrees: tuple[float, float], box: Degrees) -> bool:
    latitude, longitude = degrees
    west, south, east, north = box
    return west <= longitude <= east and south <= latitude <= north


def _frame(degrees: Sequence[tuple[float, float]]) -> Degrees:
    """Return the box around some towns."""
    south, north = min(lat for lat, _ in degrees), max(lat for lat, _ in degrees)
    west, east = min(long for _, long in degrees), max(long for _, long in degrees)
    return west - 2 * _MARGIN, max(south - _MARGIN, -90), east + 2 * _MARGIN, min(north + _MARGIN, 90)


def _outline(projection: Projection) -> Iterator[str]:
    """Yield the frame around what the inset shows."""
    west, south, east, north = _EUROPE
    (left, bottom), (right, top) = projection.place(west, south), projection.place(east, north)
    box = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    yield element("rect", **box, fill="none", stroke=INK, stroke_width=0.8)


def _who(sites: Sequence[Site], values: Values) -> str:
    """Return who runs the plants of a town, for a label."""
    makers = list(dict.fromkeys(maker for site in sites for maker in _makers(site, values)))
    if not makers:
        return values.label(sites[0].plant)
    more = f" +{len(makers) - _FEW}" if len(makers) > _FEW else ""
    return f"{', '.join(makers[:_FEW])}{more}"


@dataclass(frozen=True, slots=True)
class _Map:
    """Towns within a frame, and those of them that are named."""

    by_town: Mapping[str, Sequence[Site]]
    degrees: Mapping[str, tuple[float, float]]
    values: Values
    projection: Projection
    height: float
    named: Sequence[str]

    def element(self, top: float) -> str:
        """Return the map as a picture in the picture: it cuts off what reaches beyond its frame."""
        towns = sorted(self.by_town, key=lambda town: (-_models(self.by_town[town]), town))
        most = max(map(_models, self.by_town.values())) or 1
        squares = {town: self._square(town, _models(self.by_town[town]) / most) for town in towns}
        marks = [self._mark(town, squares[town]) for town in towns]
        others = [square for town, square in squares.items() if town not in set(self.named)]
        names = place_names([squares[town] for town in towns if town in set(self.named)], _WIDTH, self.height, others)
        labels = [
            text(
                name.text,
                name.x,
                name.y + LETTERS * 0.35,
                font_size=LETTERS,
                text_anchor=_ANCHORS[name.align],
                class_="label",
            )
            for name in names
        ]
        sea = element("rect", width=_WIDTH, height=self.height, fill=SEA)
        content = [sea, *draw_countries(self.projection, _WIDTH, self.height), *marks, *labels]
        return element("svg", *content, y=top, width=_WIDTH, height=self.height, overflow="hidden")

    def _square(self, town: str, share: float) -> Square:
        """Return the square of a town, whose area tells its share of the models of the largest."""
        latitude, longitude = self.degrees[town]
        x, y = self.projection.place(longitude, latitude)
        label = shorten(_who(self.by_town[town], self.values), _WIDEST, LETTERS)
        return Square(label, x, y, sqrt(_SMALLEST + (_LARGEST - _SMALLEST) * share))

    def _mark(self, town: str, square: Square) -> str:
        sites = self.by_town[town]
        hollow = not any(site.built for site in sites)
        left, top, *_ = square.box
        words = (_in_words(site, self.values) for site in sites)
        return element(
            "rect",
            tooltip("\n".join((self.values.label(town), *words))),
            x=left, y=top, width=square.side, height=square.side, fill=PAPER if hollow else _COLOUR, fill_opacity=0.8,
            stroke=_COLOUR if hollow else PAPER, stroke_width=1.2, class_="mark", data_mark=town,
        )  # fmt: skip


def _models(sites: Sequence[Site]) -> int:
    return sum(len(site.built) + len(site.planned) for site in sites)


def _in_words(site: Site, values: Values) -> str:
    """Return how many models a plant builds, in words."""
    words, sizes = values.text, ((len(site.built), "built"), (len(site.planned), "planned"))
    counts = [f"{size} {words(key)}" for size, key in sizes if size]
    plant = values.label(site.plant)
    return words("map_models", plant=plant, counts=", ".join(counts)) if counts else words("map_no_model", plant=plant)


def _legend(words: Wording) -> list[Entry]:
    looks = (("map_built", _COLOUR, PAPER), ("map_planned", PAPER, _COLOUR))
    entries = [
        Entry(words(key), element("rect", x=5, y=1, width=12, height=12, fill=fill, fill_opacity=0.8, stroke=stroke))
        for key, fill, stroke in looks
    ]
    sizes = element("rect", x=3, y=5, width=5, height=5, fill=_COLOUR) + element(
        "rect", x=11, y=2, width=11, height=11, fill=_COLOUR
    )
    return [*entries, Entry(words("map_area"), sizes)]
