"""`autokg add` and `autokg remove`, as a person calls them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from autokg.cli import app
from autokg.errors import AutokgError
from autokg.facts import Document, Fact, to_jsonl
from autokg.stores import open_store
from builders import document, fact

pytestmark = pytest.mark.slow

FIRST = (document("d1"), fact("plant", plant="Zed Works", operator="Zed Motors", employees=2000, confidence=0.5))
SECOND = (
    document("d2"),
    fact("plant", documents=("d2",), plant="Zed Works", operator="Zed Motors", employees=3000, confidence=0.9),
)


def call(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)), input=stdin, env={"COLUMNS": "100"})


def written(path: Path, *records: Document | Fact) -> Path:
    path.write_text("".join(f"{to_jsonl(record)}\n" for record in records), encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    done = call("build", written(tmp_path / "first.jsonl", *FIRST), "-s", tmp_path / "kb")
    assert done.exit_code == 0
    return tmp_path / "kb"


def content(store: Path) -> list[str]:
    return sorted(map(str, open_store(store).quads()))


def test_adding_tells_what_it_did_and_removing_undoes_it(store: Path, tmp_path: Path) -> None:
    before = content(store)
    added = call("add", written(tmp_path / "second.jsonl", *SECOND), "-s", store)
    assert added.exit_code == 0
    assert added.stdout == ""
    assert "added: d2" in added.stderr
    assert "|employees: 3000, not 2000" in added.stderr
    assert "Zed Works: a plant lies in a country" in added.stderr
    assert content(store) != before
    removed = call("remove", "d2", "-s", store)
    assert "removed: d2" in removed.stderr
    assert "1 resolved" in removed.stderr
    assert content(store) == before


def test_facts_may_come_from_standard_input_and_a_folder(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "more").mkdir()
    more = written(tmp_path / "more" / "second.jsonl", *SECOND)
    assert "added: d2" in call("add", "-", "-s", store, stdin=more.read_text(encoding="utf-8")).stderr
    again = call("add", tmp_path / "more", "-s", store)
    assert again.stderr == "already in the store: d2\nno changes\n"


def test_quiet_says_nothing(store: Path, tmp_path: Path) -> None:
    assert call("add", written(tmp_path / "second.jsonl", *SECOND), "-s", store, "-q").output == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "other.jsonl", "-s", "kb"), (3, "the store has d1 with other content")),
        (("add", "none.jsonl", "-s", "kb"), (3, "cannot be read")),
        (("add", "first.jsonl"), (2, "name the store to add to")),
        (("add", "first.jsonl", "-s", "none"), (3, "there is no store here")),
        (("remove", "d11", "-s", "kb"), (2, "no document named 'd11'; did you mean d1")),
        (("remove", "d1"), (2, "name the store to remove from")),
    ],
)
def test_bad_calls_are_told(
    store: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: tuple[int, str]
) -> None:
    monkeypatch.delenv("AUTOKG_STORE", raising=False)
    monkeypatch.chdir(store.parent)
    written(store.parent / "other.jsonl", document("d1", title="Another"), FIRST[1])
    before = content(store)
    error = call(*arguments).exception
    assert isinstance(error, AutokgError)
    assert error.exit_code == told[0]
    assert told[1] in str(error)
    assert content(store) == before
