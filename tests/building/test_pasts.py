"""A past that was asked for before opens as it was recomputed, and nothing stale or broken is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autokg.building import as_of, pasts
from autokg.building.moment import Moment
from autokg.building.pasts import recall_once
from autokg.stores import OxigraphStore
from corpus import build_example

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_reference_data")]  # each test runs whole builds

STORE = build_example().store


@pytest.fixture
def recalled(monkeypatch: pytest.MonkeyPatch) -> list[Moment]:
    """Return the moments for which a past is recomputed."""
    moments: list[Moment] = []
    recall = as_of.recall

    def noted(store: OxigraphStore, moment: Moment, **options: Any) -> as_of.Past:
        moments.append(moment)
        return recall(store, moment, **options)

    monkeypatch.setattr(as_of, "recall", noted)
    return moments


def test_the_second_time_it_is_opened_with_the_same_quads_and_notes(tmp_path: Path, recalled: list[Moment]) -> None:
    moment = Moment.of("2023-05")
    first, second = (recall_once(STORE, moment, tmp_path / "pasts" / "base") for _ in range(2))
    assert recalled == [moment]
    assert set(first[0].quads()) == set(second[0].quads()) != set()
    assert first[1] == second[1] != ()


def test_another_day_and_another_base_are_recomputed(tmp_path: Path, recalled: list[Moment]) -> None:
    public, read = Moment.of("2023-05"), Moment.of(read="2023-05")
    for base, moment in (("one", public), ("one", read), ("two", public)):
        recall_once(STORE, moment, tmp_path / base)
    assert recalled == [public, read, public]


@pytest.mark.parametrize("part", ["notes.json", "autokg.json"])
def test_a_broken_one_is_recomputed(part: str, tmp_path: Path, recalled: list[Moment]) -> None:
    moment = Moment.of("2023-05")
    first = recall_once(STORE, moment, tmp_path / "base")
    next(tmp_path.glob(f"*/{part}")).unlink()
    again = recall_once(STORE, moment, tmp_path / "base")
    assert len(recalled) == 2
    assert set(again[0].quads()) == set(first[0].quads())


def test_only_the_newest_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pasts, "_KEPT", 1)
    for day in ("2022-12-31", "2023-05-31"):
        recall_once(STORE, Moment.of(day), tmp_path / "base")
    assert [path.name for path in tmp_path.iterdir()] == ["base-2023-05-31-None"]


def test_folders_of_other_programs_are_never_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pasts, "_KEPT", 1)
    (tmp_path / "photos").mkdir()
    recall_once(STORE, Moment.of("2023-05-31"), tmp_path / "base")
    assert (tmp_path / "photos").is_dir()


def test_without_a_place_it_is_recomputed_each_time(tmp_path: Path, recalled: list[Moment]) -> None:
    (tmp_path / "file").write_text("")
    for kept in (None, None, tmp_path / "file" / "base"):
        assert len(recall_once(STORE, Moment.of("2023-05"), kept)[0]) > 100
    assert len(recalled) == 3
