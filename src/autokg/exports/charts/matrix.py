"""A matrix of brands and builders: how many models of each brand each group builds, its own brands and others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from autokg.exports.charts.chart import SIZE, Chart, Mark, Picture, Scope, find_leader
from autokg.exports.charts.chart_values import LIVE, Values, load_values
from autokg.exports.drawing.palette import BLUE, FAINT, VERMILLION, tint
from autokg.exports.drawing.svg import Body, Entry, element, measure, shorten, text, tooltip
from autokg.exports.picture_texts import Wording
from autokg.stores.base import Store

MOST_ROWS, MOST_COLUMNS = 46, 30
COLUMNS = ("brand", "builder", "models", "planned", "own")

_CELL, _WIDEST = 20.0, 160.0
_STRENGTHS = ((1, 0.25), (3, 0.45), (10, 0.7), (1_000_000, 1.0))
_DARK = 0.6
_RULE = "#E4E4E4"

Pair = tuple[str, str]  # a brand and a group


def draw(store: Store, scope: Scope) -> Chart:
    """Return how many models of which brand which group builds."""
    values, words = load_values(store, scope.language), scope.text
    nodes = [
        node
        for node in values.of_class("Production")
        if values.status(node) in LIVE and values.first(node, "ofModel") and scope.takes(*values.around(node))
    ]
    behind = _by_pair(nodes, values)
    rows = [_row(pair, behind[pair], values) for pair in sorted(behind)]
    brands, groups = _choose(behind, values)

    def picture() -> Picture:
        return _draw(brands, groups, behind, values)

    subtitle = scope.titled(words("matrix_subtitle"))
    more = _left_out(behind, brands, groups, words)
    notes = [*([words("matrix_more", parts=words.joined(more))] if more else ()), words("matrix_builder")]
    title = _message(behind, values, scope)
    return Chart(title, subtitle, COLUMNS, rows, picture, values, notes if behind else (), is_cut=bool(more))


def _by_pair(nodes: Sequence[str], values: Values) -> dict[Pair, list[str]]:
    behind: dict[Pair, list[str]] = defaultdict(list)
    for node in nodes:
        brand = values.brand(node)
        for group in sorted({group for builder in values.builders(node) if (group := values.group(builder))}):
            if brand:
                behind[brand, group].append(node)
    return behind


def _is_own(pair: Pair, values: Values) -> bool:
    """Whether a builder belongs to the group of a brand, or is a joint venture of it, by ownership or by its name.

    Few sources state the owner of a subsidiary that is called after it.
    """
    brand, builder = pair
    owner = values.owner(brand)
    own = {thing for thing in (brand, owner, values.group(owner)) if thing}
    if own & {builder, *values.parents.get(builder, ())}:
        return True
    names = {_words(values.label(thing))[0] for thing in own}
    return not names.isdisjoint(_words(values.label(builder)))


def _words(label: str) -> list[str]:
    return re.split(r"[\s\-–]+", label.casefold())


def _models(nodes: Sequence[str], values: Values) -> int:
    return len({values.first(node, "ofModel") for node in nodes})


def _row(pair: Pair, nodes: Sequence[str], values: Values) -> dict[str, Any]:
    brand, group = pair
    built = {values.first(node, "ofModel") for node in nodes if values.status(node) == "actual"}
    models = _models(nodes, values)
    return {
        "brand": values.label(brand), "builder": values.label(group), "models": models,
        "planned": models - len(built), "own": _is_own(pair, values),
    }  # fmt: skip


def _choose(behind: Mapping[Pair, Sequence[str]], values: Values) -> tuple[list[str], list[str]]:
    """Return the brands and groups to be drawn: if not all fit, those with the most partners outside their group."""
    brands, groups = ({pair[side] for pair in behind} for side in (0, 1))

    def order(side: int, things: set[str], most: int) -> list[str]:
        pairs: dict[str, list[Pair]] = defaultdict(list)
        for pair in behind:
            pairs[pair[side]].append(pair)
        foreign = {thing: sum(not _is_own(pair, values) for pair in pairs[thing]) for thing in things}
        size = {thing: sum(len(behind[pair]) for pair in pairs[thing]) for thing in things}
        return sorted(things, key=lambda thing: (-foreign[thing], -size[thing], thing))[:most]

    chosen = order(0, brands, MOST_ROWS), order(1, groups, MOST_COLUMNS)
    shown = [pair for pair in behind if pair[0] in chosen[0] and pair[1] in chosen[1]]
    rows, columns = ({pair[side] for pair in shown} for side in (0, 1))
    return [brand for brand in chosen[0] if brand in rows], [group for group in chosen[1] if group in columns]


def _left_out(
    behind: Mapping[Pair, Sequence[str]], brands: Sequence[str], groups: Sequence[str], words: Wording
) -> list[str]:
    """Return in words how many brands and how many builders have no room."""
    sides = ((0, brands, "brands"), (1, groups, "builders"))
    counts = ((key, len({pair[side] for pair in behind}) - len(shown)) for side, shown, key in sides)
    return [words(key, count) for key, count in counts if count]


def _message(behind: Mapping[Pair, Sequence[str]], values: Values, scope: Scope) -> str:
    words = scope.text
    if not behind:
        return words("no_builder_of", name=scope.name) if scope.name else words("no_builder")
    brands = {brand for brand, _ in behind}
    others: dict[str, set[str]] = defaultdict(set)
    for pair in behind:
        if not _is_own(pair, values):
            others[pair[1]].add(pair[0])
    away = {brand for of in others.values() for brand in of}
    sentence = words("built_by_others", len(brands), away=len(away), brands=words("brands", len(brands)))
    top = find_leader({group: len(built) for group, built in others.items()})
    if top:
        sentence = words("builds_for_most", len(others[top]), sentence=sentence, name=values.label(top))
    return sentence


def _draw(
    brands: Sequence[str], groups: Sequence[str], behind: Mapping[Pair, Sequence[str]], values: Values
) -> Picture:
    if not brands:
        return Picture(Body(0, 0, ()))
    row_labels = {brand: shorten(values.label(brand), _WIDEST, SIZE) for brand in brands}
    column_labels = {group: shorten(values.label(group), _WIDEST, SIZE) for group in groups}
    rows, columns = values.text("head_brand"), values.text("axis_built_by")  # what the axes are
    left = max(*(measure(label, SIZE) for label in row_labels.values()), measure(f"{columns} →", SIZE, bold=True)) + 8
    top = max(*(measure(label, SIZE) for label in column_labels.values()), 2 * _CELL) + 8
    width, height = left + _CELL * len(groups), top + _CELL * len(brands)
    bold: dict[str, Any] = {"font_size": SIZE, "font_weight": "bold", "text_anchor": "end", "class_": "label"}
    parts = [
        text(f"{columns} →", left - 6, top - _CELL - 4, **bold),
        text(f"{rows} ↓", left - 6, top - 6, **bold),
    ]
    for row, brand in enumerate(brands):
        y = top + _CELL * row
        parts.append(element("line", x1=left, x2=width, y1=y, y2=y, stroke=_RULE))
        parts.append(
            text(row_labels[brand], left - 6, y + _CELL * 0.67, font_size=SIZE, text_anchor="end", class_="label")
        )
    for column, group in enumerate(groups):
        x = left + _CELL * column
        parts.append(element("line", x1=x, x2=x, y1=top, y2=height, stroke=_RULE))
        turn = f"translate({x + _CELL * 0.67:.2f},{top - 6:.2f}) rotate(-90)"
        parts.append(text(column_labels[group], 0, 0, font_size=SIZE, transform=turn, class_="label"))
    marks: list[Mark] = []
    for row, brand in enumerate(brands):
        for column, group in enumerate(groups):
            if nodes := behind.get((brand, group)):
                key = f"{row} {column}"
                parts.append(_cell(key, (brand, group), nodes, (left + _CELL * column, top + _CELL * row), values))
                label = values.text("built_by_group", brand=values.label(brand), group=values.label(group))
                models = tuple(sorted({values.label(values.first(node, "ofModel") or "") for node in nodes}))
                marks.append(Mark(key, label, models, tuple(nodes), (brand, group)))
    return Picture(Body(width + 2, height + 2, parts), _legend(values.text), marks)


def _strength(count: int) -> float:
    return next(strength for most, strength in _STRENGTHS if count <= most)


def _cell(key: str, pair: Pair, nodes: Sequence[str], at: tuple[float, float], values: Values) -> str:
    x, y = at
    count, own = _models(nodes, values), _is_own(pair, values)
    strength = _strength(count)
    fill = tint(BLUE if own else VERMILLION, strength)
    built = values.text("built_by_group", brand=values.label(pair[0]), group=values.label(pair[1]))
    told = values.text("of_many", name=built, models=values.text("models", count))
    ink = "#FFFFFF" if strength > _DARK else "#1A1A1A"
    return element(
        "g",
        tooltip(told),
        element("rect", x=x + 1, y=y + 1, width=_CELL - 2, height=_CELL - 2, fill=fill),
        text(str(count), x + _CELL / 2, y + _CELL * 0.66, font_size=9, text_anchor="middle", fill=ink, class_="label"),
        class_="mark", data_mark=key,
    )  # fmt: skip


def _legend(words: Wording) -> list[Entry]:
    entries = [
        Entry(words(key), element("rect", x=5, y=1, width=12, height=12, fill=tint(colour, 0.7)))
        for key, colour in (("own_group", BLUE), ("another_group", VERMILLION))
    ]
    shades = ((words("models", 1), 1), (words("up_to", 3), 3), (words("up_to", 10), 10), (words("above"), 99))
    return [
        *entries,
        *(
            Entry(shade, element("rect", x=5, y=1, width=12, height=12, fill=tint(FAINT, _strength(count))))
            for shade, count in shades
        ),
    ]
