"""The command line run in this process, as tests ask it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import NamedTuple


class Run(NamedTuple):
    """What a command left: its exit code, and what it printed where."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out)))


Command = Callable[..., Run]
