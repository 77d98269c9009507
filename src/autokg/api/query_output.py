"""A query's result in the format of its destination."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autokg.query.results import Table, is_empty
from autokg.stores.base import Result


@dataclass(frozen=True, slots=True)
class QueryOutput:
    """A result as a table for a terminal, or as bytes in a format.

    Attributes:
        content: a table, or the bytes to write.
        run: runs the query again.
        notes: one for each term or thing that the query names and that does not exist.

    """

    content: Table | bytes
    run: Callable[[], Result]
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the query finds nothing; runs it again, because writing a result uses it up."""
        return is_empty(self.run())
