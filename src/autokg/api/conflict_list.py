"""Contradictions between sources, as rows; in a notebook with the quotes of both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from autokg.api.rows import Rows
from autokg.core.checked import checked
from autokg.query.results import Table, tabulate_rows

if TYPE_CHECKING:
    from autokg.answers.naming import ToldConflict as ToldConflict  # noqa: PLC0414 (the command line takes it from here)

_TOLD = ("subjectLabel", "propertyLabel", "acceptedValue", "rejectedValue", "rule")
_THINGS = ("subject", "accepted", "rejected")


class Conflicts(Rows):
    """Conflicts, a row each.

    Attributes:
        records: the same as text: quotes and values by column name, without what is unknown.

    """

    __slots__ = ("records",)

    def __init__(self, conflicts: Sequence[Mapping[str, str]]) -> None:
        """Make rows of conflicts as `find_conflicts` returns them."""
        columns = tuple(dict.fromkeys((*_TOLD, *(name for row in conflicts for name in row))))
        super().__init__(columns, ([_term(name, row.get(name)) for name in columns] for row in conflicts))
        self.records = tuple(conflicts)

    @checked(limit=0)
    def to_table(self, limit: int | None = None) -> Table:
        """Return what is in conflict and how it was settled, without quotes, for which a table has no room."""
        return tabulate_rows([{name: row[name] for name in _TOLD} for row in self.records[:limit]])

    def told(self) -> list[ToldConflict]:
        """Return the conflicts with both sides in words."""
        from autokg.answers.naming import told_conflicts  # noqa: PLC0415 (rows alone do without)
        from autokg.answers.words import load_words  # noqa: PLC0415

        return told_conflicts(self.records, load_words("en"))

    def _repr_html_(self) -> str:
        from autokg.answers.page import write_conflicts  # noqa: PLC0415 (in notebooks only)

        return write_conflicts(self.told())


def _term(column: str, value: str | None) -> Literal | NamedNode | None:
    if value is None:
        return None
    return NamedNode(value) if column in _THINGS else Literal(value)
