"""The rows of an answer as a table: the columns that differ, with heads and values in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from autokg.answers.words import Words
from autokg.query.results import Table

COLUMNS = (
    "model", "product", "brand", "thing", "tie", "owned", "owner", "person", "title", "organization", "supplier",
    "customer", "investor", "target", "party", "builder", "plant", "place", "country", "operator", "share", "amount",
    "currency", "capacity", "employees", "volume", "platform", "sibling", "start", "end", "status",
)  # fmt: skip
_DATES = COLUMNS.index("start")
_TOLD_ELSEWHERE = ("kind", "type", "market")  # by the name of a tie, or in the sentence
# Columns that leave a table first if it is too wide: what another column says in part, and what is seldom asked.
_DROPPED_FIRST = ("volume", "place", "brand", "builder", "operator", "country", "currency", "end", "start")
_NUMBERS = ("capacity", "employees", "volume", "amount", "share")


def tabulate_facts(rows: Sequence[Mapping[str, str]], words: Words, *, whole: bool = False) -> Table:
    """Return rows as a table; a column that is empty or, unless `whole`, the same in all rows is left out.

    If `whole`, numbers and dates (EDTF, ISO 8601 if they are exact) are not in words, but as programs read them.
    """
    shown = tabulate_columns(rows, words, columns=_columns_of(rows, words), whole=whole)
    shown = _as_data(shown, rows, words) if whole else shown
    if not whole and _repeats_brand(shown):
        del shown["brand"]
    by_head: dict[str, list[str]] = {}
    for column, cells in shown.items():
        head = _head(column, words)
        pairs = zip(by_head[head], cells, strict=True) if head in by_head else ()
        by_head[head] = [", ".join(dict.fromkeys(filter(None, pair))) for pair in pairs] or cells
    return Table(tuple(by_head), tuple(dict.fromkeys(zip(*by_head.values(), strict=True))))


def _as_data(shown: Mapping[str, list[str]], rows: Sequence[Mapping[str, str]], words: Words) -> dict[str, list[str]]:
    """Return columns with plain numbers and dates; what bounds a number, as in "over", stands in a column beside it."""
    plain: dict[str, list[str]] = {}
    for column, cells in shown.items():
        is_plain = column in (*_NUMBERS, "start", "end")
        plain[column] = [row.get(column, "") for row in rows] if is_plain else cells
        bounds = [row.get(f"{column}Bound", "").rpartition("#")[2] for row in rows]
        if column in _NUMBERS and any(bounds):
            forms = [words.phrase("bound", bound) if bound else "" for bound in bounds]
            plain[f"{column}Bound"] = [form.format("").strip() for form in forms]
    return plain


def _head(column: str, words: Words) -> str:
    bounded = column.removesuffix("Bound")
    head = words.phrase("column", bounded)
    return head if bounded == column else f"{head} (≈ ≥ ≤)"


def _columns_of(rows: Sequence[Mapping[str, str]], words: Words) -> tuple[str, ...]:
    """Return the columns in order, with any slot of the rows that has a head of its own before the dates."""
    slots = dict.fromkeys(name.removesuffix("Label") for row in rows for name in row)
    more = (slot for slot in slots if words.has("column", slot) and slot not in (*COLUMNS, *_TOLD_ELSEWHERE))
    return (*COLUMNS[:_DATES], *more, *COLUMNS[_DATES:])


def _repeats_brand(shown: Mapping[str, Sequence[str]]) -> bool:
    """Return whether the name of each model begins with that of its brand, at least with its first word."""
    if "model" not in shown or "brand" not in shown:
        return False
    pairs = zip(shown["model"], shown["brand"], strict=True)
    return all(not brand or _first_word(model) == _first_word(brand) for model, brand in pairs)


def _first_word(name: str) -> str:
    return name.casefold().partition(" ")[0]


def tabulate_columns(
    rows: Sequence[Mapping[str, str]], words: Words, *, columns: Sequence[str] = COLUMNS, whole: bool = False
) -> dict[str, list[str]]:
    """Return the columns of a table of rows by their names, with one value for each row."""
    merged = [_with_product(row) for row in rows]
    cells = {column: [_cell(row, column, words) for row in merged] for column in columns}
    keep_same = whole or len(rows) == 1
    return {column: held for column, held in cells.items() if len(set(held)) > 1 or (keep_same and any(held))}


def fit_table(table: Table, fits: Callable[[Table], bool], words: Words) -> Table:
    """Return a table without the columns that matter least, as many as must go for it to fit; whole if none suffice."""
    shown = table
    for column in _DROPPED_FIRST:
        if fits(shown):
            return shown
        shown = _without(shown, words.phrase("column", column))
    return shown if fits(shown) else table


def _without(table: Table, head: str) -> Table:
    if head not in table.columns:
        return table
    at = table.columns.index(head)
    rows = (row[:at] + row[at + 1 :] for row in table.rows)
    return Table(table.columns[:at] + table.columns[at + 1 :], tuple(dict.fromkeys(rows)))


def _with_product(row: Mapping[str, str]) -> Mapping[str, str]:
    """Return a production with its product in the column of the model, where it has no model."""
    if "productLabel" not in row or "modelLabel" in row or "supplier" in row:
        return row
    others = {name: value for name, value in row.items() if not name.startswith("product")}
    return {**others, "modelLabel": row.get("productWords", row["productLabel"])}


def _cell(row: Mapping[str, str], column: str, words: Words) -> str:
    value = row.get(f"{column}Words") or row.get(f"{column}Label") or row.get(column, "")
    if column in ("start", "end"):
        return words.bare_date(value)
    if column not in _NUMBERS or not value:
        return value
    bound = row.get(f"{column}Bound", "").rpartition("#")[2]
    return words.phrase("bound", bound).format(words.number(value)) if bound else words.number(value)
