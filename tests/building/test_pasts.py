"""A past is read from the history of its base, or recomputed once and kept; nothing stale or broken is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autokg.building import as_of, history, pasts
from autokg.building.moment import Moment
from autokg.building.past import Past
from autokg.building.pasts import Pasts, recall_once
from autokg.stores import OxigraphStore
from corpus import build_example

pytestmark = pytest.mark.slow  # each test runs whole commands or builds

STORE = build_example().store
DAY, READ = Moment.of("2023-05"), Moment.of(read="2023-05")


@pytest.fixture
def recalled(monkeypatch: pytest.MonkeyPatch) -> list[Moment]:
    """Return the moments for which a past is recomputed."""
    moments: list[Moment] = []
    recall = as_of.recall

    def noted(store: OxigraphStore, moment: Moment, **options: Any) -> Past:
        moments.append(moment)
        return recall(store, moment, **options)

    monkeypatch.setattr(as_of, "recall", noted)
    return moments


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> list[OxigraphStore]:
    """Return the stores whose history is recorded."""
    stores: list[OxigraphStore] = []
    record = history.record

    def noted(store: OxigraphStore, file: Any) -> None:
        stores.append(store)
        record(store, file)

    monkeypatch.setattr(history, "record", noted)
    return stores


def files_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_days_are_read_from_one_history(tmp_path: Path, recorded: list[OxigraphStore], recalled: list[Moment]) -> None:
    cache = tmp_path / "pasts"
    for day in (DAY, Moment.of("2024-01-15"), DAY):
        store, notes = recall_once(STORE, day, Pasts(cache / "base"))
        expected = as_of.recall(STORE, day)
        assert set(store.quads()) == set(expected.store.quads()) != set()
        assert notes == tuple(expected.notes())
    assert len(recorded) == 1
    assert files_of(cache) == ["base.history"]


def test_what_the_history_does_not_tell_is_kept_once_recomputed(
    tmp_path: Path, recorded: list[OxigraphStore], recalled: list[Moment]
) -> None:
    for _ in range(2):
        first, second = (recall_once(STORE, READ, Pasts(tmp_path / "base")) for _ in range(2))
        assert set(first[0].quads()) == set(second[0].quads()) != set()
        assert first[1] == second[1] != ()
    recall_once(STORE, Moment.of("2023-05", filings=False), Pasts(tmp_path / "base"))
    assert recalled == [READ, Moment.of("2023-05", filings=False)]
    assert recorded == []


def test_a_server_keeps_the_past_of_a_day_on_disk(tmp_path: Path, recorded: list[OxigraphStore]) -> None:
    where = Pasts(tmp_path / "base", spares_memory=True)
    first, second = (recall_once(STORE, DAY, where) for _ in range(2))
    assert set(first[0].quads()) == set(second[0].quads()) == set(as_of.recall(STORE, DAY).store.quads())
    assert first[1] == second[1] != ()
    assert files_of(tmp_path) == ["base-2023-05-31-None", "base.history"]
    where.history.unlink()
    recall_once(STORE, DAY, Pasts(tmp_path / "base"))
    assert len(recorded) == 1  # one on disk is opened before the history is read


def test_another_base_has_another_history(tmp_path: Path, recorded: list[OxigraphStore]) -> None:
    for base in ("one", "two", "one"):
        recall_once(STORE, DAY, Pasts(tmp_path / base))
    assert files_of(tmp_path) == ["one.history", "two.history"]
    assert len(recorded) == 2


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_a_broken_history_is_recorded_again(
    content: bytes | None, tmp_path: Path, recorded: list[OxigraphStore]
) -> None:
    where = Pasts(tmp_path / "base")
    first = recall_once(STORE, DAY, where)
    where.history.write_bytes(where.history.read_bytes()[:3000] if content is None else content)
    again = recall_once(STORE, DAY, where)
    assert len(recorded) == 2
    assert set(again[0].quads()) == set(first[0].quads())


@pytest.mark.parametrize("part", ["notes.json", "autokg.json"])
def test_a_broken_store_is_recomputed(part: str, tmp_path: Path, recalled: list[Moment]) -> None:
    first = recall_once(STORE, READ, Pasts(tmp_path / "base"))
    next(tmp_path.glob(f"*/{part}")).unlink()
    again = recall_once(STORE, READ, Pasts(tmp_path / "base"))
    assert len(recalled) == 2
    assert set(again[0].quads()) == set(first[0].quads())


def test_only_the_newest_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pasts, "_KEPT", 1)
    for base in ("old", "new"):
        recall_once(STORE, DAY, Pasts(tmp_path / base))
        recall_once(STORE, READ, Pasts(tmp_path / base))
    assert files_of(tmp_path) == ["new-None-2023-05-31", "new.history"]


def test_files_of_other_programs_are_never_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pasts, "_KEPT", 1)
    (tmp_path / "photos").mkdir()
    (tmp_path / "letter.txt").write_text("")
    recall_once(STORE, READ, Pasts(tmp_path / "base"))
    recall_once(STORE, DAY, Pasts(tmp_path / "base"))
    assert {"photos", "letter.txt"} <= set(files_of(tmp_path))


def test_without_a_place_it_is_recomputed_each_time(tmp_path: Path, recalled: list[Moment]) -> None:
    (tmp_path / "file").write_text("")
    for where in (None, None, Pasts(tmp_path / "file" / "base")):
        assert len(recall_once(STORE, DAY, where)[0]) > 100
    assert len(recalled) == 3
