"""Paths as a user gives them: text or path objects, one or several."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TypeAlias

from autokg.errors import UsageError

StrPath: TypeAlias = str | PathLike[str]


def as_paths(paths: StrPath | Iterable[StrPath]) -> list[Path]:
    """Return one path or several as a list."""
    if isinstance(paths, Iterable) and not isinstance(paths, str | PathLike):
        return [to_path(path) for path in paths]
    return [to_path(paths)]


def as_path(path: StrPath | None) -> Path | None:
    """Return a path, or None if there is none."""
    return None if path is None else to_path(path)


def to_path(path: StrPath) -> Path:
    """Return a path; raise `UsageError` for what is neither text nor a path."""
    check_path(path)
    return Path(path)


def check_path(path: StrPath) -> None:
    """Raise `UsageError` for what is neither text nor a path."""
    if not isinstance(path, str | PathLike):
        raise UsageError(f"{path!r} is not a path; expected text or a pathlib.Path")
