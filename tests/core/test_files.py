"""Output files: who may read them, links, and what is on disk when."""

from __future__ import annotations

import os
import resource
import stat
from pathlib import Path

import pytest

from autokg.core import files
from autokg.core.files import growing_output, write_output
from autokg.errors import OutputError
from autokg.stores import folder as store_folder
from autokg.stores import replace_store


def write_growing(content: str, path: Path) -> None:
    with growing_output(path) as add:
        add(content)


WRITERS = pytest.mark.parametrize("write", [write_output, write_growing])


@WRITERS
def test_a_file_keeps_its_mode(tmp_path: Path, write: object) -> None:
    path = tmp_path / "f"
    path.touch(mode=0o600)
    write("new", path)  # type: ignore[operator]
    assert (stat.S_IMODE(path.stat().st_mode), path.read_text()) == (0o600, "new")


@WRITERS
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_the_umask_decides_who_may_read_a_new_file(tmp_path: Path, write: object, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        write("new", tmp_path / "f")  # type: ignore[operator]
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "f").stat().st_mode) == mode


@WRITERS
def test_a_link_stays_and_leads_to_the_new_content(tmp_path: Path, write: object) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "there" / "f")
    for content in ("one", "two"):  # the file that the link leads to is missing at first
        write(content, link)  # type: ignore[operator]
        assert (link.is_symlink(), (tmp_path / "there" / "f").read_text()) == (True, content)
    assert [len(list(folder.iterdir())) for folder in (tmp_path, tmp_path / "there")] == [2, 1]


@WRITERS
def test_a_name_as_long_as_the_system_allows_can_be_written(tmp_path: Path, write: object) -> None:
    write("new", tmp_path / ("n" * 255))  # type: ignore[operator]
    with pytest.raises(OutputError, match="File name too long"):
        write("new", tmp_path / ("n" * 256))  # type: ignore[operator]
    assert len(list(tmp_path.iterdir())) == 1


@WRITERS
def test_a_file_that_cannot_be_put_in_place_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: object
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="f: cannot be written"):
        write("new", tmp_path / "f")  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == []


def test_a_line_that_cannot_be_added_names_the_file(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(OutputError, match="full: cannot be written"):
            write_growing("x" * 100_000, tmp_path / "full")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_on_disk_before_its_marker_and_the_marker_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    sync, replace = files.sync_file, Path.replace

    def synced(path: Path) -> None:
        events.append(f"sync {'generation' if path.name.startswith('data-') else path.name}")
        sync(path)

    def replaced(self: Path, target: Path) -> Path:
        events.append(f"rename to {target.name}")
        return replace(self, target)

    monkeypatch.setattr(store_folder, "sync_file", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    replace_store(tmp_path / "kb", [])
    assert events == ["sync generation", "sync kb", "rename to autokg.json", "sync kb"]
