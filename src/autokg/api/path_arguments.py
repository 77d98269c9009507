"""Paths as a user gives them: text or path objects, one or several."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TypeAlias

StrPath: TypeAlias = str | PathLike[str]


def as_paths(paths: StrPath | Iterable[StrPath]) -> list[Path]:
    """Return one path or several as a list."""
    return [Path(paths)] if isinstance(paths, str | PathLike) else [Path(path) for path in paths]


def as_path(path: StrPath | None) -> Path | None:
    """Return a path, or None if there is none."""
    return None if path is None else Path(path)
