"""A store on disk is at the state before a change or after it, whatever befalls the writer; readers never fail."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from autokg.core.terms import AKG, GRAPH
from autokg.errors import StoreError
from autokg.stores import OxigraphStore, changing_store, open_store, replace_store, replacing_store
from autokg.stores.lock import sole_writer

pytestmark = pytest.mark.slow

NOBODY = 65534


def quads(start: int, end: int) -> list[Quad]:
    return [Quad(NamedNode(f"https://e.org/{n}"), AKG.slot, Literal("x" * 50), GRAPH.claims) for n in range(start, end)]


OLD, NEW = quads(0, 1000), quads(500, 1500)


def change(path: Path) -> None:
    with changing_store(path) as opened:
        opened.amend(set(OLD) - set(NEW), set(NEW) - set(OLD))


def generations(path: Path) -> list[Path]:
    return list(path.glob("data-*"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    replace_store(tmp_path / "kb", OLD)
    return tmp_path / "kb"


def holds(store: OxigraphStore, content: list[Quad]) -> bool:
    return set(store.quads()) == set(content)


def test_a_change_takes_out_and_puts_in(path: Path) -> None:
    change(path)
    assert holds(open_store(path), NEW)
    assert len(generations(path)) == 1


def test_a_reader_keeps_the_state_it_opened(path: Path) -> None:
    before = open_store(path)
    change(path)
    between = open_store(path)
    replace_store(path, quads(0, 3))
    assert holds(before, OLD)
    assert holds(between, NEW)
    assert holds(open_store(path), quads(0, 3))


@pytest.mark.parametrize("write", [change, lambda path: replace_store(path, NEW)], ids=["change", "build"])
def test_a_second_writer_is_told_at_once(path: Path, write: Callable[[Path], None]) -> None:
    with changing_store(path), pytest.raises(StoreError, match="another process is writing to this store"):
        write(path)
    assert holds(open_store(path), OLD)
    write(path)
    assert holds(open_store(path), NEW)


def test_a_failing_change_leaves_the_store_as_it_was(path: Path) -> None:
    def failing() -> Iterator[Quad]:
        yield quads(1, 2)[0]
        raise RuntimeError("killed in the middle")

    with pytest.raises(RuntimeError), changing_store(path) as opened:
        opened.amend(failing(), [])
    assert holds(open_store(path), OLD)
    assert len(generations(path)) == 1


def test_what_is_no_store_cannot_be_changed(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_text("not a store")
    with pytest.raises(StoreError, match="not an autokg store"), changing_store(tmp_path):
        pass
    with pytest.raises(StoreError, match="there is no store here"), changing_store(tmp_path / "none"):
        pass
    assert [entry.name for entry in tmp_path.iterdir()] == ["holiday.jpg"]


def test_the_next_writer_clears_what_a_killed_one_left(path: Path) -> None:
    (path / "data-half0000").mkdir()
    (path / "data-half0000" / "CURRENT").write_text("half")
    (path / ".autokg.json.data-half0000").write_text("{")
    (path / "data-2024").mkdir()  # nothing of ours
    change(path)
    assert holds(open_store(path), NEW)
    assert sorted(entry.name for entry in path.iterdir() if entry not in generations(path)) == [
        ".autokg.lock",
        "autokg.json",
    ]
    assert len(generations(path)) == 2


def test_a_first_build_that_was_killed_can_be_begun_again(tmp_path: Path) -> None:
    path = tmp_path / "kb"
    path.mkdir()
    with sole_writer(path):
        (path / "data-half0000").mkdir()
    with pytest.raises(StoreError, match="an empty folder, not a store"):
        open_store(path)
    replace_store(path, OLD)
    assert holds(open_store(path), OLD)


@contextmanager
def running(code: str, path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process from when it begins to write."""
    preamble = (
        "import sys, resource; sys.path.insert(0, sys.argv[2]); from pathlib import Path\n"
        "import test_writing as t; from autokg.stores import *; path = Path(sys.argv[1])\n"
        "print('ready', flush=True)\n"
    )
    command = [sys.executable, "-c", preamble + code, str(path), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        yield process


@pytest.mark.skipif(os.name != "posix", reason="kills processes")
@pytest.mark.parametrize("code", ["t.change(path)", "replace_store(path, t.NEW)"], ids=["change", "build"])
@pytest.mark.parametrize("delay", [0.0, 0.02, 0.08])
def test_a_killed_writer_leaves_the_state_before_or_after(path: Path, code: str, delay: float) -> None:
    with running(code, path) as process:
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    left = open_store(path)
    assert holds(left, OLD) or holds(left, NEW)
    replace_store(path, OLD)  # no lock is left
    assert len(generations(path)) == 1


def test_a_copy_that_a_killed_writer_began_is_removed(path: Path) -> None:
    replace_store(path, OLD)
    (path / "data-0123abcd.tmp").mkdir()
    replace_store(path, NEW)
    assert len(generations(path)) == 1


def test_readers_never_fail_while_a_writer_swaps(path: Path) -> None:
    opened = 0
    with running("for n in range(10): replace_store(path, t.NEW if n % 2 else t.OLD)", path) as process:
        while process.poll() is None:
            store = open_store(path)
            assert holds(store, OLD) or holds(store, NEW)
            opened += 1
    assert process.returncode == 0
    assert opened


@pytest.mark.skipif(sys.platform == "win32", reason="bounds the size of files")
@pytest.mark.parametrize("code", ["t.change(path)", "replace_store(path, t.NEW)"], ids=["change", "build"])
def test_a_full_disk_is_told_and_the_store_is_as_it_was(path: Path, code: str) -> None:
    bound = "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
    with running(f"{bound}try: {code}\nexcept t.StoreError as error: print(error)", path) as process:
        out, problems = process.communicate()
    assert problems == b""
    assert b"the store cannot be written" in out
    assert holds(open_store(path), OLD)
    assert len(generations(path)) == 1


@contextmanager
def unprivileged() -> Iterator[None]:
    """Be somebody whom permissions bind."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="permissions differ")
def test_a_read_only_folder_can_be_read_and_is_told_to_writers() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kb"
        replace_store(path, OLD)
        (path / ".autokg.lock").unlink(missing_ok=True)
        for entry in (path, *path.rglob("*")):
            entry.chmod(0o555 if entry.is_dir() else 0o444)
        Path(folder).chmod(0o755)
        with unprivileged():
            for write in (change, lambda path: replace_store(path, NEW)):
                with pytest.raises(StoreError, match=r"the store cannot be written \(Permission denied\)"):
                    write(path)
            assert holds(open_store(path), OLD)
        for entry in (path, *path.rglob("*")):
            entry.chmod(0o755)


def test_a_store_may_be_filled_in_parts(tmp_path: Path) -> None:
    with replacing_store(tmp_path / "kb") as store:
        store.load(OLD)
        store.load(NEW)
    assert holds(open_store(tmp_path / "kb"), sorted({*OLD, *NEW}, key=str))


@pytest.mark.parametrize("mode", [0o700, 0o755])
def test_who_may_enter_the_store_may_read_it(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    folder.chmod(mode)
    replace_store(folder, OLD)
    assert [path.stat().st_mode & 0o777 for path in generations(folder)] == [mode]
