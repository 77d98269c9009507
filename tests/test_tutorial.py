"""Every command of the tutorial runs as it stands."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def commands(root: Path) -> list[str]:
    page = (root / "docs" / "tutorial.md").read_text(encoding="utf-8")
    return re.findall(r"^\$ (autokg .+)$", page, re.MULTILINE)


@pytest.mark.slow
def test_every_command_succeeds_and_prints_or_writes_something(root: Path, tmp_path: Path) -> None:
    (tmp_path / "data" / "texts").mkdir(parents=True)
    shutil.copy(root / "data" / "texts" / "brief.fr.txt", tmp_path / "data" / "texts")
    assert len(commands(root)) > 8
    for command in commands(root):
        line = re.sub(r"\bautokg (?=[a-z])", f"{sys.executable} -m autokg ", command)
        run = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert run.returncode == 0, (command, run.stderr)
        assert run.stdout or run.stderr, command
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "both",
        "data",
        "facts.jsonl",
        "my-store",
        "partners.html",
    ]
