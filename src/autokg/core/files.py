"""Files and streams: text split into lines, output written whole or not at all, and a type for progress messages."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from autokg.errors import OutputError

Progress = Callable[[str], None]


def split_lines(text: str) -> list[str]:
    r"""Return the lines of a text, separated by line feeds alone, with or without a carriage return before them.

    `str.splitlines` would also cut at U+2028, U+2029 and U+0085, which JSON strings copied from the web hold.

    >>> split_lines("one\r\ntwo\u2028two\n")
    ['one', 'two\u2028two']
    """
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines if lines[-1] else lines[:-1]


def write_output(content: bytes | str, path: Path | None) -> None:
    """Write content to a file, or to standard output for None and `-`; raise `OutputError` where that fails.

    A file is written aside in the same folder and then renamed into place.
    """
    data = content.encode() if isinstance(content, str) else content
    if path is None or str(path) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    write_files({path: data})


@contextlib.contextmanager
def growing_output(path: Path | None, *, even_empty: bool = False) -> Iterator[Callable[[str], object]]:
    """Yield a function that adds text to a file, or to standard output for None and `-`.

    The file stands in its place when all is added, and only if anything was, unless it is wanted `even_empty`; where
    adding fails nothing is left of it.
    """
    if path is None or str(path) == "-":
        yield lambda text: write_output(text, None)
        return
    with _failing_as_output_error(path):
        aside = _create_aside(path)
    try:
        with aside.open("w", encoding="utf-8") as file:
            yield file.write
        if even_empty or aside.stat().st_size:
            aside.chmod(0o644)
            with _failing_as_output_error(path):
                aside.replace(path)
    finally:
        with contextlib.suppress(OSError):
            aside.unlink()


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files that belong together, none before all are whole; raise `OutputError` where that fails."""
    asides: dict[Path, Path] = {}
    try:
        for path, data in contents.items():
            with _failing_as_output_error(path):
                asides[path] = _create_aside(path)
                asides[path].write_bytes(data)
                asides[path].chmod(0o644)
        for path, aside in asides.items():
            with _failing_as_output_error(path):
                aside.replace(path)
    finally:
        for aside in asides.values():
            with contextlib.suppress(OSError):
                aside.unlink()


def _create_aside(path: Path) -> Path:
    handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    return Path(aside)


@contextlib.contextmanager
def _failing_as_output_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
