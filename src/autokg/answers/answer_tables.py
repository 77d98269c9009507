"""The rows of an answer as a table: the columns that differ, with heads and values in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autokg.answers.naming import name_post
from autokg.answers.words import Words
from autokg.query.results import Table

_COLUMNS = (
    "model", "product", "brand", "tie", "owned", "owner", "person", "title", "organization", "supplier", "customer",
    "investor", "target", "party", "builder", "operator", "plant", "place", "country", "share", "amount", "currency",
    "capacity", "employees", "volume", "platform", "sibling", "start", "end", "status",
)  # fmt: skip
_DATES = ("start", "end")
_NUMBERS = ("capacity", "employees", "volume", "amount")


def tabulate_facts(rows: Sequence[Mapping[str, str]], words: Words) -> Table:
    """Return rows as a table; a column that is empty or the same in all rows is left out."""
    cells = {column: [_cell(row, column, words) for row in rows] for column in _COLUMNS}
    shown = {column: held for column, held in cells.items() if len(set(held)) > 1 or (len(rows) == 1 and held[0])}
    heads = tuple(words.phrase("column", column) for column in shown)
    return Table(heads, tuple(dict.fromkeys(zip(*shown.values(), strict=True))))


def _cell(row: Mapping[str, str], column: str, words: Words) -> str:
    if column == "status":
        return row.get("statusWords", "")
    if column == "country" and "country" in row:
        return words.region(row["country"], row.get("countryLabel", ""))
    value = row.get(f"{column}Label", row.get(column, ""))
    if column == "plant":
        return words.plant(value, row.get("placeLabel", ""))
    if column == "title":
        return name_post(value, words)
    if column in _DATES and value:
        return "" if value == ".." else words.date(value)
    return words.number(value) if column in _NUMBERS and value else value
