"""A cell of a table, and how a mapping file says that the cells of a column are read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Cell = str | tuple[str, ...]


class Strict(BaseModel):
    """A part of a mapping file: frozen, unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ColumnSpec(Strict):
    """A column and how its cells are read; what a slot asks for (a date, a country) is known from the record form.

    Attributes:
        split: parts a cell into a list; in a slot that takes one value, into one fact each.
        words: cell → value, for status words and the like; a cell that is not among them stands as it is.
        dates: forms of dates as in `strptime`, tried in turn; without a day or month in it a form gives a vaguer date.
        thousands, decimal: separators in numbers; by default a point is decimal unless that is in doubt ("150.000").

    """

    column: Annotated[str, Field(min_length=1)]
    split: Annotated[str, Field(min_length=1)] | None = None
    words: dict[str, str] = {}
    dates: tuple[str, ...] = ()
    thousands: str | None = None
    decimal: Literal[".", ","] | None = None


def _plain_column(value: object) -> object:
    """Take a plain string as a column read as it stands."""
    return {"column": value} if isinstance(value, str) else value


Column = Annotated[ColumnSpec, BeforeValidator(_plain_column)]
