"""Keep the history of a store in a file beside it, from which the lines of any past day are read in one pass."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from autokg.errors import StoreError

_TABLE = "CREATE TABLE block (layer TEXT, since TEXT, until TEXT, lines BLOB)"
_QUICK = 1  # level of compression: a fifth of the size, in a tenth of the time that a higher level takes


ALWAYS, FOREVER = dt.date.min, dt.date.max


class Block(NamedTuple):
    """Lines of N-Quads that a store holds as of the days from `since` until the day before `until`."""

    layer: str
    since: dt.date
    until: dt.date
    lines: str


class History:
    """Blocks of lines, each with the days as of which a store holds them."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is opened when it is read."""
        self._path = path

    @property
    def is_there(self) -> bool:
        """Whether the file can be read."""
        try:
            return bool(self._read("SELECT 1 FROM block LIMIT 1"))
        except StoreError:
            return False

    def write(self, blocks: Iterable[Block]) -> None:
        """Write the file, whole or not at all."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
        os.close(descriptor)
        try:
            with closing(sqlite3.connect(name)) as database, database:
                database.execute(_TABLE)
                database.executemany("INSERT INTO block VALUES (?, ?, ?, ?)", map(_row, blocks))
            Path(name).replace(self._path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def lines(self, day: dt.date, layer: str) -> str:
        """Return the lines of a layer that a store holds as of a day."""
        text = "SELECT lines FROM block WHERE layer = ? AND since <= ? AND ? < until"
        rows = self._read(text, layer, day.isoformat(), day.isoformat())
        return b"".join(zlib.decompress(lines) for (lines,) in rows).decode()

    def _read(self, text: str, *arguments: str) -> list[tuple[Any, ...]]:
        try:
            with closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)) as database:
                return database.execute(text, arguments).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"{self._path}: the history cannot be read ({error}); delete the file") from error


def _row(block: Block) -> tuple[str, str, str, bytes]:
    compressed = zlib.compress(block.lines.encode(), _QUICK)
    return block.layer, block.since.isoformat(), block.until.isoformat(), compressed
