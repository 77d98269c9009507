"""Define cells of tables, and the settings of a mapping file for reading a column."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

Cell = str | tuple[str, ...]


class Strict(BaseModel):
    """A part of a mapping file: frozen, unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _date_form(form: str) -> str:
    """Return a form of dates that `strptime` can read; raise `ValueError` for any other."""
    try:
        dt.datetime.strptime("", form)
    except re.error as error:
        raise ValueError(f"{form!r} names a part of a date twice") from error
    except ValueError as error:
        if "bad directive" in str(error) or "stray %" in str(error):
            raise ValueError(f"{form!r} is no form of dates; expected one such as %d.%m.%Y") from error
    return form


class ColumnSpec(Strict):
    """A column and how its cells are read; the role of the slot (a date, a country) is known from its declaration.

    Attributes:
        split: separator of a list; in a slot that takes one value, each part gives a fact.
        words: cell → value, for status words and the like; other cells are kept.
        dates: forms of dates as in `strptime`, tried in turn; without a day or month in it a form gives a vaguer date.
        thousands, decimal: separators in numbers; by default a point is decimal unless that is in doubt ("150.000").

    """

    column: Annotated[str, Field(min_length=1)]
    split: Annotated[str, Field(min_length=1)] | None = None
    words: dict[str, str] = {}
    dates: tuple[Annotated[str, AfterValidator(_date_form)], ...] = ()
    thousands: str | None = None
    decimal: Literal[".", ","] | None = None


def _plain_column(value: object) -> object:
    """Take a plain string as a column read as it stands."""
    return {"column": value} if isinstance(value, str) else value


Column = Annotated[ColumnSpec, BeforeValidator(_plain_column)]
