"""Read the files that users name: no more than a limit, and from no device or pipe that never ends."""

from __future__ import annotations

import os
import select
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from autokg.errors import InputError

MOST_BYTES = 2_000_000_000
PIPE_SECONDS = 10.0  # longest wait for the first byte from a named pipe


def require_input(path: Path) -> None:
    """Raise `InputError` if there is nothing at a path."""
    try:
        path.stat()
    except OSError as problem:
        raise InputError(f"cannot be read ({problem.strerror})", source=_short(str(path))) from problem


def read_input(path: Path, most: int = MOST_BYTES, error: type[InputError] = InputError, what: str = "") -> bytes:
    """Return the bytes of a file, or of standard input for `-`.

    Raise `error` if the file cannot be read, has more than `most` bytes, or is a device or a pipe without a writer.
    `what` is what a message calls the file, such as "the article".
    """
    source = str(path)
    try:
        if source == "-":
            content = sys.stdin.buffer.read(most + 1)
        else:
            with _open(path, error) as file:
                content = file.read(most + 1)
    except OSError as problem:
        raise error(f"{what} cannot be read ({problem.strerror})".lstrip(), source=_short(source)) from problem
    except ValueError as problem:  # a NUL in the path
        raise error(f"{what} cannot be read ({problem})".lstrip(), source=_short(source)) from problem
    if len(content) > most:
        raise error(f"{what or 'the file'} is too long", source=source, expected=f"at most {most / 1e6:,.0f} MB")
    return content


def read_text_input(
    path: Path,
    most: int = MOST_BYTES,
    error: type[InputError] = InputError,
    what: str = "",
    expected: str | None = None,
) -> str:
    """Return the text of a file in UTF-8; raise `error`, with the line, if it is in another encoding."""
    content = read_input(path, most, error, what)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        hint = "save the file in the encoding UTF-8"
        raise error("not UTF-8 text", source=str(path), line=line, expected=expected, hint=hint) from problem


def _open(path: Path, error: type[InputError]) -> BinaryIO:
    mode = path.stat().st_mode
    if stat.S_ISFIFO(mode):
        return _open_pipe(path, error)
    if (stat.S_ISCHR(mode) or stat.S_ISBLK(mode)) and not _is_harmless(path):
        raise error("a device, not a file", source=str(path))
    return path.open("rb")


def _is_harmless(path: Path) -> bool:
    """Return whether a device is a terminal, or the one that is always empty."""
    if str(path) == os.devnull:
        return True
    with path.open("rb") as file:
        return file.isatty()


def _open_pipe(path: Path, error: type[InputError]) -> BinaryIO:
    """Open a pipe; raise `error` if nothing is written to it in time."""
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not select.select([number], [], [], PIPE_SECONDS)[0]:
        os.close(number)
        raise error(f"a pipe into which nothing was written within {PIPE_SECONDS:g} s", source=str(path))
    os.set_blocking(number, True)
    return os.fdopen(number, "rb")


_LONGEST_PATH = 255


def _short(path: str) -> str:
    """Return a path for a message, cut if it is longer than any that a system takes."""
    return path if len(path) <= _LONGEST_PATH else f"{path[:_LONGEST_PATH]}…"
