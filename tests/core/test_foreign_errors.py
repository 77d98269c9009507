"""Each error that Python, the system or a library can raise has its words, or is a mistake of this package."""

from __future__ import annotations

import binascii
import builtins
import errno
import json
import re
import sqlite3
import struct
import tomllib
import xml.etree.ElementTree as ET
import zipfile
import zlib

import pytest
from pydantic import TypeAdapter, ValidationError
from pyoxigraph import NamedNode

from autokg.core.foreign_errors import translate
from autokg.errors import AutokgError, OutputError, StoreError, UsageError

# What only a mistake of this package raises, and what ends or warns and is no error.
OURS = {
    "ArithmeticError", "AssertionError", "AttributeError", "BaseExceptionGroup", "BufferError", "Exception",
    "ExceptionGroup", "FloatingPointError", "ImportError", "IndexError", "KeyError", "LookupError",
    "ModuleNotFoundError", "NameError", "NotImplementedError", "PythonFinalizationError", "ReferenceError",
    "RuntimeError", "StopAsyncIteration", "StopIteration", "SyntaxError", "IndentationError", "TabError",
    "SystemError", "TypeError", "UnboundLocalError", "ValueError", "ZeroDivisionError", "_IncompleteInputError",
}  # fmt: skip


def errors_of_python() -> list[type[Exception]]:
    kinds = [kind for kind in vars(builtins).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    return [kind for kind in dict.fromkeys(kinds) if not issubclass(kind, Warning)]


def made(kind: type[Exception]) -> Exception:
    match kind.__name__:
        case "UnicodeDecodeError":
            return UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
        case "UnicodeEncodeError":
            return UnicodeEncodeError("ascii", "é", 0, 1, "ordinal not in range")
        case "UnicodeTranslateError":
            return UnicodeTranslateError("é", 0, 1, "no")
        case "BaseExceptionGroup" | "ExceptionGroup":
            return ExceptionGroup("several", [TypeError("one")])
        case _:
            return kind("words")


@pytest.mark.parametrize("kind", errors_of_python(), ids=lambda kind: kind.__name__)
def test_each_error_of_python_has_words_or_is_ours(kind: type[Exception]) -> None:
    assert (translate(made(kind)) is None) == (kind.__name__ in OURS)


@pytest.mark.parametrize("number", sorted(errno.errorcode), ids=lambda number: errno.errorcode[number])
def test_each_error_of_the_system_names_its_file(number: int) -> None:
    error = translate(OSError(number, "what is wrong", "some/file"))
    assert isinstance(error, OutputError)
    assert str(error).startswith("some/file: what is wrong")


@pytest.mark.parametrize(
    ("number", "advice"),
    [(errno.ENOSPC, "free space"), (errno.EFBIG, "ulimit -f"), (errno.EMFILE, "ulimit -n"), (errno.EROFS, "read-only")],
)
def test_errors_of_the_system_come_with_advice(number: int, advice: str) -> None:
    assert advice in str(translate(OSError(number, "what is wrong", "f")))


def of_libraries() -> list[Exception]:
    errors: list[Exception] = []
    for work in (
        lambda: json.loads("{"),
        lambda: tomllib.loads("x"),
        lambda: re.compile("("),
        lambda: zlib.decompress(b"x"),
        lambda: struct.unpack("i", b"x"),
        lambda: binascii.unhexlify("xyz"),
        lambda: zipfile.ZipFile(__file__),
        lambda: ET.fromstring("<a>"),
        lambda: sqlite3.connect(":memory:").execute("no SQL"),
        lambda: TypeAdapter(int).validate_python("x"),
        lambda: NamedNode("http://[::1"),
        lambda: NamedNode("no scheme"),
        lambda: int("9" * 5000),
        lambda: open("a\0b"),  # noqa: PTH123, SIM115 (it fails)
    ):
        try:
            work()
        except Exception as error:
            errors.append(error)
    return errors


@pytest.mark.parametrize("error", of_libraries(), ids=lambda error: type(error).__name__)
def test_errors_of_libraries_have_words(error: Exception) -> None:
    assert isinstance(translate(error), AutokgError)


def test_fourteen_libraries_fail_above() -> None:
    assert len(of_libraries()) == 14


@pytest.mark.parametrize(
    "error",
    [
        OSError("Corruption: block checksum mismatch: stored = 1, computed = 2 in st/data-1/000033.sst offset 4"),
        RuntimeError("Corruption: CURRENT file corrupted"),
    ],
)
def test_a_damaged_block_is_a_damaged_store(error: Exception) -> None:
    translated = translate(error)
    assert isinstance(translated, StoreError)
    assert "the store is damaged" in str(translated)
    assert "build it again" in str(translated)


def test_an_iri_with_a_mistake_is_a_wrong_call() -> None:
    assert isinstance(translate(ValueError("Invalid IRI character ' '")), UsageError)


def test_own_errors_stay() -> None:
    error = StoreError("locked")
    assert translate(error) is error


def test_long_messages_are_cut() -> None:
    error = ValidationError.from_exception_data("x" * 5000, [])
    assert len(str(translate(error))) < 400
