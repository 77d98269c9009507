"""What all tests share."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from command_line import Command, Run

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(autouse=True, scope="session")
def _frontend() -> None:
    """Build what the pages and maps need, as an installation does, unless that is done."""
    (ROOT / "build").mkdir(exist_ok=True)
    with FileLock(ROOT / "build/frontend.lock"):  # several processes may run the tests
        subprocess.run([sys.executable, ROOT / "hatch_build.py"], check=True)


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Keep the bundled base of a test run apart from the user's; the processes of one run share it."""
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(shared / "cache"))
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _nothing_remembered() -> None:
    """Forget what was computed before a mutant was put in place: mutmut runs the tests of each in a fork."""
    if "MUTANT_UNDER_TEST" in os.environ:
        modules = [module for name, module in list(sys.modules.items()) if name.startswith("autokg")]
        for member in (member for module in modules for member in list(vars(module).values())):
            if hasattr(type(member), "cache_clear"):
                member.cache_clear()


@pytest.fixture
def no_reference_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build in this process without the bundled reference data, nine tenths of the time of a small build."""
    from autokg.names.gazetteer import Gazetteer  # noqa: PLC0415 (most tests do without)

    monkeypatch.setattr("autokg.building.build.load_gazetteer", lambda: Gazetteer([]))


@pytest.fixture
def autokg(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Run a command in this process."""
    from autokg.cli import main  # noqa: PLC0415 (most tests do without)

    def run(*arguments: object, stdin: bytes = b"") -> Run:
        monkeypatch.setattr(sys, "argv", ["autokg", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capfdbinary.readouterr()
        return Run(code, out.decode(), err.decode())

    return run
