"""A damaged store is recognised, whichever of its files is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from autokg.core.terms import GRAPH
from autokg.stores import changing_store, current_generation, examine_store, replace_store
from autokg.stores.examination import CHECKSUMS, read_checksums
from command_line import Command


def quads(count: int) -> list[Quad]:
    return [
        Quad(NamedNode(f"https://e.org/{n}"), NamedNode("https://e.org/p"), Literal(n), GRAPH.claims)
        for n in range(count)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    replace_store(tmp_path / "kb", quads(500))
    return tmp_path / "kb"


def faults(folder: Path) -> list[str]:
    return [check.subject for check in examine_store(folder) if not check.is_sound]


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_sound_store_tells_its_layers(folder: Path) -> None:
    checks = {check.subject: check.finding for check in examine_store(folder)}
    assert faults(folder) == []
    assert checks["layers"] == "claims 500"
    assert checks["marker"] == f"form 2, data in {current_generation(folder)}"


def test_a_flipped_bit_in_any_file_is_found(folder: Path) -> None:
    generation = folder / current_generation(folder)
    names = [name for name in read_checksums(generation) if (generation / name).stat().st_size]
    assert len(names) > 3
    for name in names:
        sound = (generation / name).read_bytes()
        flip(generation / name)
        damaged = [check for check in examine_store(folder) if not check.is_sound]
        assert f"{name} has changed since it was written" in damaged[0].finding
        assert "build it again from its facts" in damaged[0].advice
        (generation / name).write_bytes(sound)
    assert faults(folder) == []


def test_missing_files_and_damaged_checksums_are_found(folder: Path) -> None:
    generation = folder / current_generation(folder)
    (generation / CHECKSUMS).write_text("{", encoding="utf-8")
    assert faults(folder) == ["checksums"]
    (generation / CHECKSUMS).write_text('{"000099.sst": "00"}', encoding="utf-8")
    assert "000099.sst is missing" in str(list(examine_store(folder)))


def test_a_store_of_before_checksums_is_sound(folder: Path) -> None:
    (folder / current_generation(folder) / CHECKSUMS).unlink()
    assert faults(folder) == []


def test_a_changed_store_has_checksums_of_its_own(folder: Path) -> None:
    with changing_store(folder) as store:
        store.amend(quads(1), quads(501)[500:])
    assert faults(folder) == []
    assert read_checksums(folder / current_generation(folder))


def test_what_a_killed_writer_left_is_told(folder: Path) -> None:
    (folder / "data-abcdefgh").mkdir()
    assert "data-abcdefgh" in str([check for check in examine_store(folder) if check.subject == "leftovers"])


@pytest.mark.parametrize("damage", ["autokg.json", "none"])
def test_what_is_no_store_has_advice(folder: Path, damage: str) -> None:
    (folder / "autokg.json").write_text("x", encoding="utf-8") if damage != "none" else None
    path = folder if damage != "none" else folder / "none"
    assert faults(path) == ["data"]


def test_the_command_exits_with_1_for_a_damaged_store(autokg: Command, folder: Path) -> None:
    assert autokg("doctor", "-s", folder).code == 0
    generation = folder / current_generation(folder)
    flip(next(generation.glob("*.sst")))
    run = autokg("doctor", "-s", folder)
    assert (run.code, run.err) == (1, "")
    assert "BAD checksums:" in run.out
    assert f"autokg build FACTS -s {folder}" in run.out
