"""Files and streams: text split into lines, output written whole or not at all, and a type for progress messages."""

from __future__ import annotations

import contextlib
import csv
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from autokg.errors import OutputError, UsageError

Progress = Callable[[str], None]


def split_lines(text: str) -> list[str]:
    r"""Return the lines of a text, separated by line feeds alone, with or without a carriage return before them.

    `str.splitlines` would also cut at U+2028, U+2029 and U+0085, which JSON strings copied from the web hold.

    >>> split_lines("one\r\ntwo\u2028two\n")
    ['one', 'two\u2028two']
    """
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines if lines[-1] else lines[:-1]


def csv_problem(error: csv.Error) -> str:
    """Return the problem of a CSV file in words; the messages of the library name its internals."""
    message = str(error)
    if "unexpected end" in message:
        return "a quoted cell is never closed"
    if "field limit" in message:
        return f"a cell has more than {csv.field_size_limit():,} characters"
    return "text follows the closing quote of a cell" if "expected after" in message else message


def write_output(content: bytes | str | Iterable[bytes], path: Path | None) -> None:
    """Write content to a file, or to standard output for None and `-`; raise `OutputError` where that fails.

    A file is written aside in the same folder and then renamed into place.
    """
    data = content.encode() if isinstance(content, str) else content
    if path is None or str(path) == "-":
        for part in [data] if isinstance(data, bytes) else data:
            _write_to_stdout(part)
        return
    write_files({path: data})


def _write_to_stdout(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # the reader has enough, as `head` has: no error of ours
    except OSError as error:
        # Python flushes again at exit; what cannot be written must not raise a second time.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputError(f"standard output: {error.strerror}") from error


def is_file(path: Path) -> bool:
    """Return whether a path is that of a file; a text too long for a name is none."""
    with contextlib.suppress(OSError):
        return path.is_file()
    return False


def refuse_overwriting(outputs: Iterable[Path | None], inputs: Iterable[Path | None] = ()) -> None:
    """Raise `UsageError` if a file to write is also a file to read, or two outputs are the same file."""
    sources = {path.resolve() for path in inputs if path is not None and is_file(path)}
    targets: set[Path] = set()
    for output in outputs:
        if output is None or str(output) == "-" or output.is_dir() or _is_device(output):
            continue
        path = output.resolve()
        if path in sources:
            raise UsageError(f"{output}: the output would replace an input; give another file to write")
        if path in targets:
            raise UsageError(f"{output}: two outputs have the same file; give each its own")
        targets.add(path)


@contextlib.contextmanager
def growing_output(path: Path | None, *, even_empty: bool = False) -> Iterator[Callable[[str], object]]:
    """Yield a function that adds text to a file, or to standard output for None and `-`.

    The file appears when all lines are written, and only if there are any, unless `even_empty`. If adding fails, no
    file is left.
    """
    if path is None or str(path) == "-":
        yield lambda text: write_output(text, None)
        return
    if _is_device(path):
        with _failing_as_output_error(path), path.open("w", encoding="utf-8") as device:
            yield device.write
        return
    with _failing_as_output_error(path):
        aside = _create_aside(path)
    try:
        file = aside.open("w", encoding="utf-8")
        try:
            yield lambda text: _write_text(file, text, path)
        finally:
            with _failing_as_output_error(path):
                file.close()
        if even_empty or aside.stat().st_size:
            with _failing_as_output_error(path):
                _put_in_place(aside, path)
    finally:
        with contextlib.suppress(OSError):
            aside.unlink()


def _write_text(file: TextIO, text: str, path: Path) -> None:
    with _failing_as_output_error(path):
        file.write(text)


def require_writable(path: Path) -> None:
    """Raise `OutputError` if a file cannot be written, before the work for it begins."""
    if path.is_dir():
        raise OutputError(f"{path}: a folder; give the name of a file")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: cannot be written; {path.parent} is not a folder, make it first")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise OutputError(f"{path}: cannot be written; you may not write there")


def write_files(contents: Mapping[Path, bytes | Iterable[bytes]]) -> None:
    """Write files that belong together, none before all are whole; raise `OutputError` where that fails.

    Contents are bytes, or their parts in order, which are never all in memory.
    """
    asides: dict[Path, Path] = {}
    try:
        for path, data in contents.items():
            with _failing_as_output_error(path):
                if _is_device(path):
                    _write_parts(path, data)
                    continue
                asides[path] = _create_aside(path)
                _write_parts(asides[path], data)
        for path, aside in asides.items():
            with _failing_as_output_error(path):
                _put_in_place(aside, path)
    finally:
        for aside in asides.values():
            with contextlib.suppress(OSError):
                aside.unlink()


def _write_parts(path: Path, data: bytes | Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines([data] if isinstance(data, bytes) else data)


def _is_device(path: Path) -> bool:
    """Return whether a path is a device or a pipe: to rename a file into its place would destroy it."""
    try:
        return path.exists() and not path.is_file() and not path.is_dir()
    except OSError:  # a name that is too long
        return False


def _create_aside(path: Path) -> Path:
    """Create an empty file beside the one to write; who may read it is decided by the umask, or by an older file."""
    folder = path.resolve().parent if path.is_symlink() else path.parent
    aside = folder / f".autokg-{secrets.token_hex(8)}"
    os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    with contextlib.suppress(OSError):
        aside.chmod(stat.S_IMODE(path.stat().st_mode))
    return aside


def _put_in_place(aside: Path, path: Path) -> None:
    """Rename a file into place; a link stays, and what it leads to is replaced."""
    aside.replace(path.resolve() if path.is_symlink() else path)


def sync_file(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk: a loss of power then takes neither."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextlib.contextmanager
def locked_folder_of(path: Path) -> Iterator[None]:
    """Keep other processes that ask for the same out of the folder of a file, while it is read and written again."""
    try:
        import fcntl  # noqa: PLC0415 (Windows lacks it)
    except ImportError:
        yield
        return
    with _failing_as_output_error(path):
        number = os.open(path.resolve().parent, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


@contextlib.contextmanager
def _failing_as_output_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        hint = "" if path.parent.is_dir() else f"; {path.parent} is not a folder, make it first"
        raise OutputError(f"{path}: cannot be written ({error.strerror}){hint}") from error
