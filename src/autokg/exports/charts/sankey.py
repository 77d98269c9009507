"""A Sankey diagram: how many models, or cars, of which group come from which country, for which market."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autokg.claims.state import Phase
from autokg.errors import UnknownNameError
from autokg.exports.charts.chart import Chart, Picture, Scope, find_leader
from autokg.exports.charts.chart_values import LIVE, Values, load_values
from autokg.exports.charts.columns import Columns, Link, Name, box_entry
from autokg.exports.drawing.lines import Line
from autokg.exports.drawing.palette import BLUISH_GREEN, REDDISH_PURPLE
from autokg.exports.drawing.svg import Entry, element
from autokg.exports.picture_texts import Wording
from autokg.network.concentration import WEIGHTS
from autokg.stores.base import Store

MOST = 20  # names of a column
COLUMNS = ("from", "to", "source", "target", "width", "planned", "current")
LAYERS = ("group", "country", "market")

_HEADINGS = ("head_group", "head_built_in", "head_sold")
_TYPES = ("Group", "Country", "Market")
_COLOURS = (BLUISH_GREEN, REDDISH_PURPLE)
_UNITS = {"models": "models", "volume": "cars"}  # keys of texts
_HIGHEST = 760.0  # points, of all ribbons of a column

End = tuple[int, str]  # a layer, by its number, and a thing in it


@dataclass(frozen=True, slots=True)
class Flow:
    """What flows from one thing to another of the next layer.

    Attributes:
        width: how many models, or cars a year.
        planned: how much of it is planned and not yet built.
        nodes: the productions behind it.
        current: how much of it is built by recent sources.

    """

    source: End
    target: End
    width: int
    planned: int
    nodes: tuple[str, ...]
    current: int = 0


def draw(store: Store, scope: Scope) -> Chart:
    """Return the flows of a store as a Sankey diagram."""
    if scope.weight not in WEIGHTS:
        raise UnknownNameError("weight", scope.weight, WEIGHTS)
    values, words = load_values(store, scope.language), scope.text
    live = [node for node in values.of_class("Production") if values.status(node) in LIVE]
    nodes = [node for node in live if scope.takes(*values.around(node))]
    flows = add_up(nodes, values, scope.weight)
    unit = _UNITS[scope.weight]
    subtitle = scope.titled(words(f"sankey_{unit}"))

    def picture() -> Picture:
        return _columns(flows, values, unit).draw()

    rows = [_row(flow, values) for flow in flows]
    notes = [*_notes(nodes, flows, values, unit)] if flows else ()
    return Chart(_message(flows, values, scope, unit), subtitle, COLUMNS, rows, picture, values, notes)


def add_up(nodes: Sequence[str], values: Values, weight: str) -> list[Flow]:
    """Return the flows of some productions, sorted.

    A model that is built for three markets stands in three flows: sources seldom say which car goes where. A volume is
    never divided: one for several markets flows to all of these as one.
    """
    sums: dict[tuple[End, End], dict[str, tuple[int, Phase]]] = defaultdict(dict)
    behind: dict[tuple[End, End], list[str]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: (_rank(values.phase(node)), node)):  # what is built counts
        counted, size = _counted(node, values, weight)
        if not counted or not size:
            continue
        for ends in _steps(node, values, weight):
            sums[ends][counted] = size, values.phase(node)
            behind[ends].append(node)
    return [
        Flow(
            *ends,
            sum(size for size, _ in sums[ends].values()),
            sum(size for size, phase in sums[ends].values() if phase in _PLANNED),
            tuple(sorted(behind[ends])),
            sum(size for size, phase in sums[ends].values() if phase is Phase.CURRENT),
        )
        for ends in sorted(sums)
    ]


_PLANNED = (Phase.PLANNED, Phase.OVERDUE)


def _rank(phase: Phase) -> int:
    return 2 if phase is Phase.CURRENT else 0 if phase in _PLANNED else 1


def _counted(node: str, values: Values, weight: str) -> tuple[str | None, int]:
    """Return what counts once, a model or the cars of a production, and how much it counts."""
    if weight == "models":
        return values.first(node, "ofModel"), 1
    return node, int(float(values.first(node, "volumePerYear") or 0))


def _steps(node: str, values: Values, weight: str) -> Iterator[tuple[End, End]]:
    brand, country = values.brand(node), values.country(node)
    if brand is None or country is None:
        return
    markets = values.markets(node)
    if weight == "volume" and len(markets) > 1:
        markets = (", ".join(markets),)
    yield (0, values.group(values.owner(brand)) or brand), (1, country)
    for market in markets:
        yield (1, country), (2, market)


def _notes(nodes: Sequence[str], flows: Sequence[Flow], values: Values, unit: str) -> Iterator[str]:
    """Yield what a width is, and which productions have none."""
    words, drawn = values.text, {node for flow in flows for node in flow.nodes}
    productions = words("productions", len(drawn))
    if unit == "cars":
        yield words("widths_volume", drawn=len(drawn), productions=words("productions", len(nodes)))
    else:
        yield words("widths_models")
    if left := len(nodes) - len(drawn):
        yield words(f"without_{unit}", productions=words("productions", left))
    with_market = sum(bool(values.markets(node)) for node in drawn)
    if with_market < len(drawn):
        yield words("markets_told_end", told=with_market, productions=productions)
    if with_market and any("lastFiled" in known for known in values.values.values()):
        yield words("filings")


def _row(flow: Flow, values: Values) -> dict[str, Any]:
    return {
        "from": LAYERS[flow.source[0]],
        "to": LAYERS[flow.target[0]],
        "source": _label(flow.source, values),
        "target": _label(flow.target, values),
        "width": flow.width,
        "planned": flow.planned,
        "current": flow.current,
    }


def _label(end: End, values: Values) -> str:
    return ", ".join(map(values.label, end[1].split(", ")))


def _message(flows: Sequence[Flow], values: Values, scope: Scope, unit: str) -> str:
    words = scope.text
    if not flows:
        return words("no_flow_of", name=scope.name) if scope.name else words("no_flow")
    built = Counter({end[1]: flow for end, flow in _sums(flows, 1, "current").items() if flow})
    top, market = find_leader(built), find_leader({end[1]: flow for end, flow in _sums(flows, 2, "width").items()})
    if not built:
        all_of = _sums(flows, 1, "width")
        total, countries = words(unit, sum(all_of.values())), words("in_countries", len(all_of))
        sentence = words("none_current", models=total, in_countries=countries)
    elif top is None:
        total, countries = words(unit, sum(built.values())), words("in_countries", len(built))
        sentence = words("built_total", models=total, in_countries=countries)
    else:
        country = values.in_text(top)
        sentence = words("builds_most", name=f"{country[:1].upper()}{country[1:]}", models=words(unit, built[top]))
    if market:
        named = ", ".join(map(values.in_text, market.split(", ")))
        sentence = words("main_market", sentence=sentence, name=named)
    return scope.titled_by_name(sentence)


def _sums(flows: Sequence[Flow], layer: int, what: str) -> Counter[End]:
    """Return how much flows into each end of a layer, in all (`width`) or by recent sources (`current`)."""
    counts: Counter[End] = Counter()
    for flow in flows:
        if flow.target[0] == layer:
            counts[flow.target] += getattr(flow, what)
    return counts


def _columns(flows: Sequence[Flow], values: Values, unit: str) -> Columns:
    words, ends = values.text, _gather(flows)
    sums: dict[tuple[End, End, bool], int] = defaultdict(int)
    behind: dict[tuple[End, End, bool], list[str]] = defaultdict(list)
    for flow in flows:
        for planned, width in ((False, flow.width - flow.planned), (True, flow.planned)):
            if width:
                key = ends[flow.source], ends[flow.target], planned
                sums[key] += width
                behind[key] += flow.nodes
    if not flows:
        return Columns((), (), ())
    members = Counter(ends.values())
    sizes = _sizes(sums)
    through: dict[End, list[str]] = defaultdict(list)
    for (source, target, _), nodes in behind.items():
        through[source] += nodes
        through[target] += nodes
    names = []
    for end in sorted(sizes, key=lambda e: (e[0], -sizes[e], e)):
        label = _label(end, values) if end[1] else words(f"other_{LAYERS[end[0]]}", members[end])
        names.append(_name(end, f"{label} ({words.number(sizes[end])})", words(unit, sizes[end]), through[end]))
    links = [
        Link(
            _key(source), _key(target), _COLOURS[source[0]], Line.DASHED if planned else Line.SOLID, width,
            tag=str(planned), words=(", ".join([words(unit, width), *([words("planned")] if planned else ())]),),
            nodes=tuple(dict.fromkeys(behind[source, target, planned])),
        )
        for (source, target, planned), width in sorted(sums.items())
    ]  # fmt: skip
    tallest = max(sum(size for end, size in sizes.items() if end[0] == layer) for layer in {end[0] for end in sizes})
    scale, headings = min(_HIGHEST / tallest, 14.0), [*map(words, _HEADINGS)]
    return Columns(headings, names, links, scale=scale, legend=_legend(names, links, words))


def _gather(flows: Sequence[Flow]) -> dict[End, End]:
    """Return for each end the end it is drawn as: all but the largest of a layer go together."""
    sizes = _sizes({(f.source, f.target, False): f.width for f in flows})
    drawn = {end: end for end in sizes}
    for layer in range(len(LAYERS)):
        ranked = sorted((end for end in sizes if end[0] == layer), key=lambda end: (-sizes[end], end))
        if len(ranked) > MOST + 1:
            drawn |= dict.fromkeys(ranked[MOST:], (layer, ""))
    return drawn


def _sizes(sums: Mapping[tuple[End, End, bool], int]) -> dict[End, int]:
    """Return how much flows through each end: what comes in or what goes out, whichever is more."""
    inward: Counter[End] = Counter()
    outward: Counter[End] = Counter()
    for (source, target, _), width in sums.items():
        outward[source] += width
        inward[target] += width
    return {end: max(inward[end], outward[end]) for end in sorted({*inward, *outward})}


def _key(end: End) -> str:
    return f"{end[0]} {end[1]}"


def _name(end: End, label: str, size: str, nodes: Sequence[str]) -> Name:
    layer, thing = end
    about = tuple(thing.split(", ")) if thing else ()
    return Name(_key(end), layer, label, _TYPES[layer], "", (size,), tuple(dict.fromkeys(nodes)), about)


def _legend(names: Sequence[Name], links: Sequence[Link], words: Wording) -> list[Entry]:
    boxes = {"Group": "group_or_brand", "Country": "built_in", "Market": "sold_in"}
    types = {name.type for name in names}
    entries = [box_entry(words(key), type_) for type_, key in boxes.items() if type_ in types]
    for line, key, opacity in ((Line.SOLID, "built", 0.55), (Line.DASHED, "planned", 0.28)):
        if any(link.line is line for link in links):
            sample = element("rect", y=3, width=20, height=8, fill=BLUISH_GREEN, fill_opacity=opacity)
            entries.append(Entry(words(key), sample))
    return entries
