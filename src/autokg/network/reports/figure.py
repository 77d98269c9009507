"""Present the result of a measure: a sentence, rows, and the queries it was computed from.

>>> figure = Figure("central", "A is the most central.", ("name", "value", "node"), (("A", 0.5, "https://e.org/a"),))
>>> print(to_markdown(figure.to_table()), end="")
| name | value |
| --- | --- |
| A | 0.5 |
>>> print(render(figure, "csv").decode(), end="")
name,value,node
A,0.5,https://e.org/a
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autokg.core.checked import checked
from autokg.core.csv_text import write_csv
from autokg.errors import UnknownNameError
from autokg.network.edge_evidence import EdgeEvidence
from autokg.query import markup
from autokg.query.results import Table, choose_format, in_words, to_markdown

FORMATS = ("table", "md", "csv", "json")
SHOWN = 20  # rows of a table for reading, by default

_SEVERAL = "; "
_NAMED = 8  # of several things in a cell for reading

Cell = str | int | float | bool | tuple[str, ...] | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Figure:
    """Result of a measure.

    Attributes:
        sentence: the finding in words, true on its own.
        aside: the columns for programs, which a table for reading leaves out; identifiers are so without being named.
        summary: numbers of the whole.
        outline: lines and their depth, if they read better than a table.
        evidence, cited: evidence, and the number of pieces that an outline cites, the first ones.
        notes: how to read it, and its limits.
        queries: the SPARQL it was computed from, by name.
        engine: what computed it, where several can.

    """

    measure: str
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    aside: frozenset[str] = frozenset()
    summary: Mapping[str, Cell] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    outline: tuple[tuple[int, str], ...] = ()
    evidence: tuple[EdgeEvidence, ...] = ()
    cited: int = 0
    queries: Mapping[str, str] = field(default_factory=dict)
    engine: str = ""

    @checked(limit=0)
    def to_table(self, limit: int | None = None) -> Table:
        """Return the first rows as a table for reading, without identifiers and empty columns."""
        rows = self.rows[: SHOWN if limit is None else limit or None]
        places = [place for place in range(len(self.columns)) if self._is_read(place)]
        cells = (tuple(_words(row[place]) for place in places) for row in rows)
        return Table(tuple(self.columns[place] for place in places), tuple(cells))

    @checked()
    def is_number(self, column: str) -> bool:
        """Return whether a column holds numbers."""
        if column not in self.columns:
            raise UnknownNameError("column", column, self.columns)
        place = self.columns.index(column)
        return all(isinstance(row[place], int | float) and not isinstance(row[place], bool) for row in self.rows)

    @checked(limit=0)
    def to_dict(self, limit: int | None = None) -> dict[str, object]:
        """Return all that the figure says, for JSON."""
        return {
            "measure": self.measure,
            "sentence": self.sentence,
            "summary": dict(self.summary),
            "rows": [dict(zip(self.columns, row, strict=True)) for row in self.rows[: limit or None]],
            "evidence": [{"number": number} | asdict(item) for number, item in enumerate(self.evidence, 1)],
            "notes": list(self.notes),
            **({"engine": self.engine} if self.engine else {}),
            "sparql": dict(self.queries),
        }

    def _repr_html_(self) -> str:
        notes = "; ".join([self.sentence, *footer(self, None)])
        table = self.to_table()
        return markup.table(Table(tuple(map(in_words, table.columns)), table.rows), notes)

    def _is_read(self, place: int) -> bool:
        values = [row[place] for row in self.rows]
        has_value = not values or any(value not in (None, "", ()) for value in values)
        return has_value and self.columns[place] not in self.aside and not any(map(_is_iri, values))


def render(
    figure: Figure, format_: str | None = None, output: Path | None = None, limit: int | None = None
) -> bytes | None:
    """Write a figure in the format asked for, else the file's, else what suits where it goes; None: show the table."""
    default = "table" if output is None and sys.stdout.isatty() else "csv"
    chosen = choose_format(format_, output, FORMATS) or default
    if chosen == "json":
        return (json.dumps(figure.to_dict(limit), ensure_ascii=False, indent=2) + "\n").encode()
    if chosen == "csv":
        return _to_csv(figure, limit)
    return None if chosen == "table" and output is None else _to_page(figure, limit)


def _to_csv(figure: Figure, limit: int | None) -> bytes:
    rows = []
    cited = [f"{quoted(item)} ({source_of(item)})" for item in figure.evidence]
    place = figure.columns.index("evidence") if cited else None
    for row in figure.rows[: limit or None]:
        fields = [_field(cell) for cell in row]
        if place is not None:  # numbers of a list that CSV has no room for
            fields[place] = _SEVERAL.join(cited[int(number) - 1] for number in _numbers(row[place]))
        rows.append(fields)
    return write_csv(figure.columns, rows).encode()


def _to_page(figure: Figure, limit: int | None) -> bytes:
    table = figure.to_table(limit)
    titled = Table(tuple(map(in_words, table.columns)), table.rows)
    outline = "".join(f"{'  ' * depth}- {line}\n" for depth, line in figure.outline)
    cited = [
        f"{number}. {quoted(item)} ({source_of(item)})\n"
        for number, item in enumerate(figure.evidence[: figure.cited], 1)
    ]
    parts = [f"{figure.sentence}\n", outline or (to_markdown(titled) if table.rows else ""), "".join(cited)]
    parts += [f"{note}\n" for note in footer(figure, limit)]
    return "\n".join(filter(None, parts)).encode()


def footer(figure: Figure, limit: int | None) -> list[str]:
    """Say how many rows a table for reading leaves out, how to read it, and what computed it."""
    left_out = 0 if figure.outline else len(figure.rows) - len(figure.to_table(limit).rows)
    hidden = [f"{left_out:,} more rows; a limit of 0 shows them all."] if left_out else []
    return [*hidden, *figure.notes, *([f"Computed by {figure.engine}."] if figure.engine else [])]


def quoted(item: EdgeEvidence) -> str:
    """Return the words of a piece of evidence, in quotation marks where they are the source's own."""
    return f"“{item.words}”" if item.is_quote else item.words


def source_of(item: EdgeEvidence) -> str:
    """Return speaker, publisher and date of a piece of evidence."""
    speaker = f"{item.speaker}, in: " if item.speaker else ""
    return speaker + ", ".join(filter(None, (item.publisher or item.title, item.published)))


def _is_iri(value: Cell) -> bool:
    first = value[0] if isinstance(value, tuple) and value else value
    return isinstance(first, str) and first.startswith(("http://", "https://"))


def _numbers(cell: Cell) -> tuple[str | int, ...]:
    return cell if isinstance(cell, tuple) else ()


def _field(cell: Cell) -> str | int | float | None:
    match cell:
        case bool():
            return str(cell).lower()
        case tuple():
            return _SEVERAL.join(map(str, cell))
        case _:
            return cell


def _words(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float():
            return f"{cell:,.3f}".rstrip("0").rstrip(".") if abs(cell) >= 0.001 or cell == 0 else f"{cell:.1e}"  # noqa: PLR2004 (three digits)
        case int():
            return f"{cell:,}"
        case tuple():
            suffix = f" and {len(cell) - _NAMED} more" if len(cell) > _NAMED else ""
            return ", ".join(map(str, cell[:_NAMED])) + suffix
        case _:
            return cell
