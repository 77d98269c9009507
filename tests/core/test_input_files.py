"""Files that users name: no more is read than a limit, and nothing that never ends."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from autokg.core import input_files
from autokg.core.input_files import read_input, read_text_input, require_input
from autokg.errors import InputError, QueryError


@pytest.mark.parametrize(("size", "fits"), [(9, True), (10, True), (11, False)])
def test_no_more_than_the_limit_is_read(tmp_path: Path, size: int, fits: bool) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"a" * size)
    if fits:
        assert read_input(path, most=10) == b"a" * size
    else:
        with pytest.raises(QueryError, match="f: the query is too long; expected at most"):
            read_input(path, 10, QueryError, "the query")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom"])
def test_a_device_is_refused(device: str) -> None:
    if not Path(device).exists():
        pytest.skip("the system has no such device")
    with pytest.raises(InputError, match=f"{device}: a device, not a file"):
        read_input(Path(device))


def test_the_empty_device_is_empty() -> None:
    assert read_input(Path(os.devnull)) == b""


def test_a_pipe_is_read_if_somebody_writes(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    threading.Thread(target=path.write_bytes, args=(b"words",), daemon=True).start()
    assert read_input(path) == b"words"


def test_a_pipe_without_a_writer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    monkeypatch.setattr(input_files, "PIPE_SECONDS", 0.05)
    with pytest.raises(InputError, match="a pipe into which nothing was written"):
        read_input(path)


@pytest.mark.parametrize(
    ("name", "problem"),
    [("none", "No such file"), ("n" * 300, "File name too long"), ("", "Is a directory"), ("a\0b", "null")],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, problem: str) -> None:
    with pytest.raises(InputError, match=f"cannot be read.*{problem}"):
        read_input(tmp_path / name)


def test_a_long_path_is_cut_in_a_message(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        require_input(tmp_path / ("n" * 5000))
    assert len(str(caught.value)) < 400


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"one\ntw\xf6\n")
    with pytest.raises(InputError) as caught:
        read_text_input(path)
    assert (caught.value.problem, caught.value.line) == ("not UTF-8 text", 2)
