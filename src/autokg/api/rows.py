"""The rows of a query: a sequence of dictionaries, and from there a frame of pandas or Polars.

>>> rows = Rows(("plant", "cars"), [(Literal("A"), Literal("120", datatype=XSD.integer)), (Literal("B"), None)])
>>> rows[0], rows[1]
({'plant': 'A', 'cars': 120}, {'plant': 'B', 'cars': None})
>>> rows
plant  cars
A      120
B
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, overload

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions

from autokg.core.checked import checked
from autokg.core.extras import require_extra
from autokg.core.terms import XSD
from autokg.errors import UnknownNameError
from autokg.query.markup import table
from autokg.query.results import Table, in_words, tabulate_terms
from autokg.stores.base import Result

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Value = str | int | float | bool | dt.date | None
Row = dict[str, Value]
_Terms = tuple[object, ...]

_SHOWN = 20
_WIDEST = 40  # a cell in a terminal


class Rows(Sequence[Row]):
    """What a query returned, in its order.

    A thing is its IRI, a number an `int` or a `float`, a day a `datetime.date`; imprecise dates stay EDTF text, and
    what is not known is None. Printed, or shown in a notebook, rows have labels in the place of IRIs.
    """

    __slots__ = ("_terms", "columns")

    def __init__(self, columns: Iterable[str], terms: Iterable[Sequence[object]]) -> None:
        """Take the names of columns, and for each row a term of RDF, or None, a column."""
        self.columns = tuple(columns)
        self._terms: list[_Terms] = [tuple(row) for row in terms]

    @classmethod
    def of(cls, result: Result) -> Rows:
        """Return what a store answered: rows; triples as rows of three; yes or no as one."""
        if isinstance(result, QueryBoolean):
            return cls(("answer",), [(Literal(bool(result)),)])
        if isinstance(result, QuerySolutions):
            names = [variable.value for variable in result.variables]
            return cls(names, ([row[name] for name in names] for row in result))
        triples = ((triple.subject, triple.predicate, triple.object) for triple in result)
        return cls(("subject", "predicate", "object"), sorted(triples, key=str))

    def __len__(self) -> int:
        return len(self._terms)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Rows: ...
    def __getitem__(self, place: int | slice) -> Row | Rows:
        if isinstance(place, slice):
            return Rows(self.columns, self._terms[place])
        return dict(zip(self.columns, map(_value, self._terms[place]), strict=True))

    def __iter__(self) -> Iterator[Row]:
        return (self[place] for place in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and (self.columns, self._terms) == (other.columns, other._terms)

    __hash__ = None  # type: ignore[assignment]

    @checked()
    def column(self, name: str) -> list[Value]:
        """Return the values of a column.

        >>> Rows(("plant",), [(Literal("A"),), (Literal("B"),)]).column("plant")
        ['A', 'B']
        """
        if name not in self.columns:
            raise UnknownNameError("column", name, self.columns)
        place = self.columns.index(name)
        return [_value(row[place]) for row in self._terms]

    @checked(limit=0)
    def to_table(self, limit: int | None = None) -> Table:
        """Return the rows, or the first of them, for reading: labels, no bare identifiers, no empty columns."""
        return tabulate_terms(self.columns, self._terms[:limit])

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas frame; raise `UsageError` where pandas is not installed."""
        pandas = require_extra("pandas", extra="pandas", purpose="a pandas frame")
        frame: pd.DataFrame = pandas.DataFrame(list(self), columns=list(self.columns))
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return a Polars frame; raise `UsageError` where Polars is not installed."""
        polars = require_extra("polars", extra="polars", purpose="a Polars frame")
        frame: pl.DataFrame = polars.DataFrame({name: self.column(name) for name in self.columns}, strict=False)
        return frame

    def to_arrow(self) -> pa.Table:
        """Return an Arrow table; raise `UsageError` where pyarrow is not installed."""
        arrow = require_extra("pyarrow", extra="parquet", purpose="an Arrow table")
        table: pa.Table = arrow.table({name: self.column(name) for name in self.columns})
        return table

    def __repr__(self) -> str:
        shown = self.to_table(_SHOWN)
        cells = [[_shorten(cell) for cell in row] for row in shown.rows]
        lines = [[in_words(column) for column in shown.columns], *cells]
        widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
        padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
        return "\n".join([*(line.rstrip() for line in padded), *filter(None, [self._others()])])

    def _repr_html_(self) -> str:
        return table(self.to_table(_SHOWN), self._others())

    def _others(self) -> str:
        others = len(self) - _SHOWN
        return f"{others:,} more rows" if others > 0 else ""


def _shorten(cell: str) -> str:
    return cell if len(cell) <= _WIDEST else f"{cell[: _WIDEST - 1].rstrip()}…"


def _value(term: object) -> Value:
    """Return a term as Python has it; a literal whose text is not of its type stays text."""
    if term is None:
        return None
    if not isinstance(term, Literal):
        return str(getattr(term, "value", term))
    read = _READ.get(term.datatype)
    try:
        return read(term.value) if read else term.value
    except (ValueError, ArithmeticError):
        return term.value


_READ: dict[NamedNode, Callable[[str], Value]] = {
    XSD.integer: int,
    XSD.nonNegativeInteger: int,
    XSD.decimal: lambda text: float(Decimal(text)),
    XSD.double: float,
    XSD.boolean: lambda text: text in ("true", "1"),
    XSD.date: dt.date.fromisoformat,
}
