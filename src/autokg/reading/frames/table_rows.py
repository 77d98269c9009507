"""Rows of lists and tables: "Nova – Lyon, France – 2025" says that the Nova is built in Lyon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autokg.facts import Status
from autokg.reading.frames.filling import make_finding
from autokg.reading.frames.named_sites import site_slots
from autokg.reading.frames.reduction import Clause
from autokg.reading.frames.tagging import VERBS, Item
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.sentences import Sentence
from autokg.reading.rules.slot_values import Finding, Value
from autokg.reading.rules.statuses import by_date
from autokg.reading.rules.templates import Slots, to_value
from autokg.reading.rules.text import Text

_CELLS = frozenset("–—|;:")
_LEAST = 2


def find_rows(items: Sequence[Item], sentence: Sentence, text: Text) -> Iterator[Finding]:
    """Yield the production of a row whose first cell is a model and a later one a place."""
    cells = _cells(items)
    if len(cells) < _LEAST or any(item.kind in VERBS - {"begin", "enter"} for item in items):
        return
    dated = len(cells) > _LEAST and any(item.is_a(Kind.DATE) for item in items)
    bare = (Kind.NAME,) if dated else ()
    models = [item.mention for item in cells[0] if item.is_a(Kind.MODEL, *bare)]
    where = [item.mention for cell in cells[1:] for item in cell if item.is_a(Kind.PLACE, Kind.PLANT, *bare)]
    if not models or not where or models[0] is None or where[0] is None or cells[0][0].mention is not models[0]:
        return
    clause = Clause(sentence, "main", list(items))
    slots = _slots(models[0], where[0], clause, text)
    start = slots.get("start")
    day = start.value if isinstance(start, Value) else None
    yield make_finding("production", "row", clause, by_date(Status.ACTUAL, day, None, text.today), slots, text=text)


def _slots(model: Mention, where: Mention, clause: Clause, text: Text) -> Slots:
    slots: Slots = {"model": Value(model.name, model.start, model.end)}
    if where.kind is Kind.NAME:
        slots["place"] = Value(where.name, where.start, where.end)
    slots |= site_slots(where, clause, text)
    dates = [m for m in clause.mentions() if m.kind is Kind.DATE]
    value = to_value("start", dates[0], text) if dates else None
    return {**slots, "start": value} if value else slots


def _cells(items: Sequence[Item]) -> list[list[Item]]:
    cells: list[list[Item]] = [[]]
    for item in items:
        if item.kind in _CELLS:
            cells.append([])
        else:
            cells[-1].append(item)
    return [cell for cell in cells if cell] if all(cells) else []
