"""Who builds what, where and for whom: brand, model, builder and plant, and market, in columns."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autokg.claims.state import Phase
from autokg.exports.charts.chart import Chart, Picture, Scope, find_leader
from autokg.exports.charts.chart_values import LIVE, Values, load_values
from autokg.exports.charts.columns import Columns, Link, Name, box_entry, line_entry
from autokg.exports.drawing.lines import Line, line_of
from autokg.exports.drawing.palette import BLUISH_GREEN, GREY, INK, REDDISH_PURPLE
from autokg.exports.picture_texts import Wording
from autokg.stores.base import Store

COLUMNS = ("brand", "model", "builder", "plant", "country", "market", "status", "start", "end", "production")
MOST = 44  # names of a column that can be read on A4
FEW = 26  # names that are kept of a column with more: between them run more links

_HEADINGS = ("head_brand", "head_model", "head_built", "head_sold")
_KINDS = ("brand", "model", "site", "market")
_SHOWN = LIVE | {"reported", "ended"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a production has in a column."""

    key: str
    label: str
    type: str
    detail: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strand:
    """A production for one of its markets: a cell for each column, None if it is not known."""

    node: str
    status: str
    cells: tuple[Cell | None, ...]


def draw(store: Store, scope: Scope) -> Chart:
    """Return who builds what in a store."""
    values, text = load_values(store, scope.language), scope.text
    statuses = _SHOWN if scope.around else LIVE
    nodes = [
        node
        for node in values.of_class("Production")
        if values.status(node) in statuses
        and scope.takes(*values.around(node))
        and (scope.around or values.brand(node))
    ]
    strands = [strand for node in nodes for strand in _strands(node, values)]
    gathered, notes = gather(strands, values)
    title = message(nodes, values, scope)
    rows = [row for node in nodes for row in _rows(node, values)]

    def picture() -> Picture:
        return _columns(gathered, text).draw()

    told = [*notes, *_notes(nodes, values)] if nodes else ()
    subtitle = scope.titled(text("makers_subtitle"))
    return Chart(title, subtitle, COLUMNS, rows, picture, values, told, is_cut=bool(notes))


def _notes(nodes: Sequence[str], values: Values) -> Iterator[str]:
    told = sum(bool(values.markets(node)) for node in nodes)
    if told < len(nodes):
        yield values.text("markets_told", told=told, productions=values.text("productions", len(nodes)))


def _rows(node: str, values: Values) -> Iterator[dict[str, Any]]:
    named = {
        "brand": values.brand(node),
        "model": values.first(node, "ofModel", "ofProduct"),
        "plant": values.first(node, "atPlant"),
        "country": values.country(node),
    }
    row: dict[str, Any] = {name: values.label(thing) for name, thing in named.items() if thing}
    if builders := values.builders(node):
        row["builder"] = ", ".join(map(values.label, builders))
    dates = {"start": values.first(node, "productionStart"), "end": values.first(node, "productionEnd")}
    row |= {name: date for name, date in dates.items() if date}
    row |= {"status": values.status(node), "production": node}
    for market in values.markets(node) or (None,):
        yield {**row, "market": values.label(market)} if market else row


def _strands(node: str, values: Values) -> Iterator[Strand]:
    brand, model = values.brand(node), values.first(node, "ofModel", "ofProduct")
    first = (
        Cell(brand, values.label(brand), "Brand", about=(brand,)) if brand else None,
        Cell(model, values.label(model), "VehicleModel", about=(model,)) if model else None,
        site_of(node, values),
    )
    for market in values.markets(node) or (None,):
        sold = Cell(f"to {market}", values.label(market), "Market", about=(market,)) if market else None
        yield Strand(node, values.status(node), (*first, sold))


def site_of(node: str, values: Values) -> Cell | None:
    """Return where and by whom something is built: the plant, else the builder, else the country."""
    plant, country, builders = values.first(node, "atPlant"), values.country(node), values.builders(node)
    where = values.label(country) if country else ""
    by = ", ".join(map(values.label, builders))
    if plant:
        label = values.label(plant)
        known = not by or by.split()[0] in label
        return Cell(plant, label, "Plant", " · ".join(filter(None, ("" if known else by, where))), (plant, *builders))
    if by:
        detail = ", ".join(filter(None, (values.text("plant_not_named"), where)))
        return Cell(f"{builders[0]} {country}", by, "Company", detail, builders)
    unknown = values.text("builder_not_named")
    return Cell(f"in {country}", where, "Country", unknown, (country or "",)) if country else None


def gather(strands: Sequence[Strand], values: Values) -> tuple[list[Strand], list[str]]:
    """Return strands with at most `MOST` names in each column, and what was gathered.

    Models go together by brand, plants by builder; what is still too much goes into one box, which says how much it is.
    """
    text, sizes = values.text, list[str]()
    by_column = [list[Cell | None](column) for column in zip(*(strand.cells for strand in strands), strict=True)]
    for column, cells in enumerate(by_column):
        distinct = {cell.key for cell in cells if cell}
        if len(distinct) <= MOST:
            continue
        if _KINDS[column] == "model":
            by_column[column] = _by(cells, by_column[0], "model", text)
        elif _KINDS[column] == "site":
            by_column[column] = _by(cells, [_builder(cell, values) for cell in cells], "site", text)
        by_column[column] = _keep(by_column[column], _KINDS[column], text)
        sizes.append(text(f"{_KINDS[column]}s", len(distinct)))
    gathered = [
        Strand(strand.node, strand.status, cells)
        for strand, cells in zip(strands, zip(*by_column, strict=True), strict=True)
    ]
    return gathered, [text("makers_gathered", parts=text.joined(sizes))] if sizes else []


def _builder(cell: Cell | None, values: Values) -> Cell | None:
    if cell is None or cell.type == "Country":
        return cell
    builder = values.group(cell.about[-1]) or ""
    return Cell(builder, values.label(builder), cell.type)


def _by(cells: Sequence[Cell | None], wholes: Sequence[Cell | None], kind: str, text: Wording) -> list[Cell | None]:
    """Return cells gathered by a whole: of a brand with several models, one cell that counts them."""
    parts: dict[str, dict[str, Cell]] = defaultdict(dict)
    for cell, whole in zip(cells, wholes, strict=True):
        if cell and whole:
            parts[whole.key][cell.key] = cell
    return [_gathered(cell, whole, parts, kind, text) for cell, whole in zip(cells, wholes, strict=True)]


def _gathered(
    cell: Cell | None, whole: Cell | None, parts: Mapping[str, Mapping[str, Cell]], kind: str, text: Wording
) -> Cell | None:
    if cell is None or whole is None or len(parts[whole.key]) == 1:
        return cell
    known = parts[whole.key]
    about = tuple(dict.fromkeys(thing for part in known.values() for thing in part.about))
    if kind == "model":
        label = text("of_many", name=whole.label, models=text("models", len(known)))
        return Cell(f"models of {whole.key}", label, cell.type, about=about)
    return Cell(f"sites of {whole.key}", whole.label, "Company", text("sites", len(known)), about)


def _keep(cells: Sequence[Cell | None], kind: str, text: Wording) -> list[Cell | None]:
    """Return cells with all but the most frequent in one."""
    counts = Counter(cell.key for cell in cells if cell)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    rest = set(ranked[FEW - 1 :])
    if len(rest) <= 1:
        return list(cells)
    type_ = next(cell.type for cell in cells if cell)
    more = Cell(f"more {kind}s", text("more", len(rest)), type_, text(f"plural_{kind}"))
    return [more if cell and cell.key in rest else cell for cell in cells]


def _columns(strands: Sequence[Strand], text: Wording) -> Columns:
    names: dict[str, Name] = {}
    inside: dict[str, list[str]] = defaultdict(list)
    ties: dict[tuple[str, str], list[Strand]] = defaultdict(list)
    cells: dict[str, tuple[int, Cell]] = {}
    for strand in strands:
        present = [(column, cell) for column, cell in enumerate(strand.cells) if cell]
        for column, cell in present:
            cells.setdefault(cell.key, (column, cell))
            inside[cell.key].append(strand.node)
        for (_, one), (_, other) in itertools.pairwise(present):
            ties[one.key, other.key].append(strand)
    for key, (column, cell) in cells.items():
        nodes = tuple(dict.fromkeys(inside[key]))
        words = (text("productions", len(nodes)),)
        names[key] = Name(key, column, cell.label, cell.type, cell.detail, words, nodes, cell.about)
    links = [_link(ends, ties[ends], names, text) for ends in ties]
    return Columns([*map(text, _HEADINGS)], list(names.values()), links, legend=_legend(links, names.values(), text))


def _link(ends: tuple[str, str], strands: Sequence[Strand], names: Mapping[str, Name], text: Wording) -> Link:
    lines = {line_of({"status": strand.status}) for strand in strands}
    line = next(line for line in Line if line in lines)
    counts = sorted(Counter(strand.status for strand in strands).items())
    words = tuple(f"{text(status)}: {count}" for status, count in counts)
    return Link(*ends, _colour(names[ends[1]]), line, words=words, nodes=_nodes(strands))


def _nodes(strands: Iterable[Strand]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(strand.node for strand in strands))


_SITE, _MARKET = 2, 3
_BUILT, _SOLD, _BADGE = BLUISH_GREEN, REDDISH_PURPLE, GREY


def _colour(target: Name) -> str:
    return _SOLD if target.column == _MARKET else _BUILT if target.column == _SITE else _BADGE


_BOXES = {
    "Brand": "box_brand", "VehicleModel": "box_model", "Plant": "box_plant", "Company": "box_builder",
    "Country": "box_country", "Market": "box_market",
}  # fmt: skip
_MEANINGS = {
    Line.SOLID: "line_actual", Line.DASHED: "planned", Line.DASH_DOTTED: "reported", Line.DOTTED: "ended"
}  # fmt: skip


def _legend(links: Sequence[Link], names: Iterable[Name], text: Wording) -> list[Any]:
    types = {name.type for name in names}
    colours = {_BADGE: "has_model", _BUILT: "built_by", _SOLD: "sold_in"}
    drawn, styles = {link.colour for link in links}, {link.line for link in links}
    return [
        *(box_entry(text(key), type_) for type_, key in _BOXES.items() if type_ in types),
        *(line_entry(text(key), colour) for colour, key in colours.items() if colour in drawn),
        *(line_entry(text(key), INK, line) for line, key in _MEANINGS.items() if line in styles),
    ]


# The title


def message(nodes: Sequence[str], values: Values, scope: Scope) -> str:
    """Return what a picture of productions shows, as a sentence."""
    text = scope.text
    if not nodes:
        return text("no_production_of", name=scope.name) if scope.name else text("no_production")
    by_phase: dict[Phase, list[str]] = {phase: [] for phase in Phase}
    # Products such as "cars" are no models, and count only where no model is named.
    for node in [node for node in nodes if values.first(node, "ofModel")] or nodes:
        by_phase[values.phase(node)].append(node)
    main = next((phase for phase in _TOLD if by_phase[phase]), Phase.ENDED)
    sentence = _sentence(_role(nodes, values, scope), by_phase[main], f"built_{main}", values, scope)
    counted = {_model(node, values) for node in by_phase[main]}
    for phase in _MORE.get(main, ()):
        models = {_model(node, values) for node in by_phase[phase]} - counted
        sentence = text(f"more_{phase}", len(models), sentence=sentence) if models else sentence
        counted |= models
    return sentence


# The order in which a title tells phases: the first is what it counts, with those that it tells beside it.
_TOLD = (
    Phase.CURRENT, Phase.LAST_KNOWN, Phase.END_DUE, Phase.PLANNED, Phase.OVERDUE, Phase.RUMOURED, Phase.ENDED
)  # fmt: skip
_BESIDE = (Phase.LAST_KNOWN, Phase.END_DUE, Phase.PLANNED, Phase.OVERDUE)
_MORE = {phase: _BESIDE[place:] for place, phase in enumerate((Phase.CURRENT, *_BESIDE[:-1]))}


def _sentence(role: str, nodes: Sequence[str], built: str, values: Values, scope: Scope) -> str:
    """Return how many models, brands, plants and countries some productions have, as fits what they are around."""
    text, countries = scope.text, Counter(filter(None, map(values.country, nodes)))
    models = _distinct(nodes, values, _model)
    brands = _distinct(nodes, values, lambda node, known: known.brand(node))
    plants = _distinct(nodes, values, lambda node, known: known.first(node, "atPlant"))
    sentence = text(
        f"role_{role}",
        name=scope.name,
        models=text("models", models),
        brands=text("brands", brands),
        of_brands=text("of_brands", brands),
        are=text("are", models),
        built=text(built, models),
        at_plants=text("at_plants", plants) if plants else text("at_unnamed_plants"),
        in_countries=text("in_countries", len(countries)),
    )
    top = None if role else find_leader(countries)
    return text("leads", sentence=sentence, name=values.in_text(top)) if top else sentence


def _model(node: str, values: Values) -> str | None:
    return values.first(node, "ofModel", "ofProduct")


def _distinct(nodes: Iterable[str], values: Values, get: Callable[[str, Values], str | None]) -> int:
    return len({value for node in nodes if (value := get(node, values))})


_ROLES = ("", "brand", "owner", "builder", "plant", "country", "market", "model")


def _role(nodes: Sequence[str], values: Values, scope: Scope) -> str:
    """Return what a thing is to most of the productions around it."""
    counts = Counter(role for node in nodes for role in _roles(node, values, scope.around))
    return min(counts, key=lambda role: (-counts[role], _ROLES.index(role)), default="")


def _roles(node: str, values: Values, around: frozenset[str]) -> Iterator[str]:
    if not around:
        return
    brand, plant = values.brand(node), values.first(node, "atPlant")
    builders, owner = values.builders(node), values.owner(brand)
    places = {values.country(node), *values.all(plant, "locatedIn"), *values.all(plant, "inCountry")}
    known = {
        "brand": (brand,),
        "builder": (*builders, *map(values.group, builders)),
        "owner": (owner, values.group(owner)),
        "country": places,
        "plant": (plant,) if around.isdisjoint(filter(None, places)) else (),  # the plants of a place are around it
        "market": values.markets(node),
        "model": (_model(node, values),),
    }
    for role, things in known.items():
        if not around.isdisjoint(filter(None, things)):
            yield role
