"""The built wheel carries all it needs and works from any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autokg.stores import open_store


def run(*command: object, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, root, cwd=out)
    return next(out.glob("*.whl"))


def test_it_carries_ontology_queries_and_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "ontology/autokg.ttl",
        "ontology/shapes.ttl",
        "ontology/rules/",
        "queries/who-builds.rq",
        "queries/questions.toml",
        "queries/views/",
        "data/facts/",
        "data/reference/",
    ):
        assert any(name.startswith(f"autokg/_resources/{needed}") for name in names), needed
    assert {"autokg/py.typed", "autokg/exports/drawing/page/page.js"} <= set(names)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel as an installer does, where no checkout is near; its dependencies are this environment's."""
    folder = tmp_path_factory.mktemp("site")
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, wheel, cwd=folder)
    return folder


def autokg(installed: Path, *arguments: object, cwd: Path) -> str:
    start = "import sys; from autokg.cli import main; sys.argv[0] = 'autokg'; main()"
    return run(sys.executable, "-P", "-c", start, *arguments, cwd=cwd, PYTHONPATH=str(installed))


def test_it_runs_from_its_own_files(installed: Path, tmp_path: Path) -> None:
    where = run(
        sys.executable, "-P", "-c", "import autokg; print(autokg.__file__)", cwd=tmp_path, PYTHONPATH=str(installed)
    )
    assert Path(where.strip()).is_relative_to(installed)


def test_it_answers_from_anywhere(installed: Path, tmp_path: Path) -> None:
    answer = json.loads(autokg(installed, "ask", "Who builds the Polestar 4?", "--json", cwd=tmp_path))
    assert answer["rows"]
    assert answer["evidence"]


def test_it_reads_and_builds_from_anywhere(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Example Motors will build the Sample 4 at its plant in Busan from 2026.\n")
    autokg(installed, "read", "a.txt", "-o", "facts.jsonl", cwd=tmp_path)
    autokg(installed, "build", "facts.jsonl", "-s", "kb", cwd=tmp_path)
    assert "Example Motors" in autokg(installed, "query", "who-builds", "-s", "kb", cwd=tmp_path)


def test_it_holds_the_base_that_the_checkout_holds(installed: Path, root: Path, tmp_path: Path) -> None:
    build = ("build", "--without", "filings", "--quiet", "-s")
    autokg(installed, *build, "theirs", cwd=tmp_path)
    start = "import sys; from autokg.cli import main; sys.argv[0] = 'autokg'; main()"
    run(sys.executable, "-c", start, *build, "ours", cwd=tmp_path, PYTHONPATH=str(root / "src"))
    dumps = [sorted(map(str, open_store(tmp_path / name).quads())) for name in ("ours", "theirs")]
    assert dumps[0] == dumps[1]
