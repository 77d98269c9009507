"""The verb `doctor`: the installation, and a base in the cache that repairs itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from autokg.api import doctor_actions, examine, forget_damaged
from autokg.core.terms import AKG, GRAPH, RDF
from autokg.stores import current_generation, replace_store
from web.served import serving


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bases" / "abc"
    folder.parent.mkdir()
    quad = Quad(NamedNode("https://e.org/a"), NamedNode("https://e.org/p"), Literal("x"), GRAPH.claims)
    replace_store(folder, [quad])
    monkeypatch.setattr(doctor_actions, "bundled_folder", lambda: folder)
    monkeypatch.setattr(doctor_actions, "cache_folder", lambda: folder.parent)
    return folder


def found(subject: str) -> str:
    return next(str(check) for check in examine() if check.subject == subject)


def test_the_installation_is_described() -> None:
    assert {check.subject for check in examine()} >= {"autokg", "Python", "engine", "extras", "cache"}
    assert "pyoxigraph" in found("engine")


def test_a_sound_base_stays(base: Path) -> None:
    assert found("bundled base") == "ok  bundled base: sound; claims 1"
    assert base.exists()


def test_a_damaged_base_is_removed(base: Path) -> None:
    (base / current_generation(base) / "CURRENT").write_text("x", encoding="utf-8")
    assert "CURRENT has changed" in found("bundled base")
    assert not base.exists()
    assert found("bundled base") == "ok  bundled base: not built yet: the next command builds it"


def test_only_the_base_that_a_message_names_is_forgotten(base: Path) -> None:
    assert not forget_damaged("the store is damaged (/elsewhere/000033.sst)")
    assert base.exists()
    assert forget_damaged(f"the store is damaged ({base}/data-1/000033.sst)")
    assert not base.exists()


@pytest.mark.slow
def test_a_store_on_a_server_is_examined_by_its_address(tmp_path: Path) -> None:
    replace_store(tmp_path / "kb", [Quad(NamedNode("https://e.org/a"), RDF.type, AKG.Claim, GRAPH.claims)])
    with serving(tmp_path / "kb") as served:
        found = [str(check) for check in examine(f"{served.url}/sparql")]
    assert found[1:] == ["ok  default graph: the union of the layers", "ok  layers: claims 1"]
