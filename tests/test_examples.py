"""The example commands of README and tutorial run as they stand and print what the pages show."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

BLOCK = re.compile(r"```console\n(.+?)```", re.DOTALL)
WIDTH = "96"  # columns of the pages' output
GAP = "…"  # stands in an example for output that is left out


@dataclass(frozen=True)
class Example:
    """A command line, and the output that a page shows for it."""

    command: str
    shown: str

    def pattern(self) -> str:
        """Return a pattern for the whole output, in which each gap fits any text."""
        return ".*".join(re.escape(part.strip()) for part in self.shown.split(GAP))


def examples(page: Path) -> list[Example]:
    """Return the `autokg` commands of a page in their order."""
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    prompts = [prompt for block in blocks for prompt in block.split("$ ") if prompt.startswith("autokg ")]
    return [Example(command, shown) for command, _, shown in (prompt.partition("\n") for prompt in prompts)]


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    (tmp_path / "data" / "texts").mkdir(parents=True)
    shutil.copy(root / "data" / "texts" / "brief.fr.txt", tmp_path / "data" / "texts")
    return tmp_path


def run(example: Example, folder: Path) -> str:
    """Run a command in a folder and return its output, messages first."""
    line = re.sub(r"\bautokg (?=[a-z])", f"{sys.executable} -m autokg ", example.command)
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"COLUMNS": WIDTH},
    )
    assert done.returncode == 0, (example.command, done.stderr)
    return re.sub(r" +$", "", done.stderr + done.stdout, flags=re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md"])
def test_every_command_prints_what_the_page_shows(page: str, root: Path, folder: Path) -> None:
    for example in examples(root / page):
        output = run(example, folder)
        assert output, example.command
        assert re.search(example.pattern(), output, re.DOTALL), (example.command, output)


def test_pages_have_examples(root: Path) -> None:
    assert len(examples(root / "README.md")) >= 4
    assert len(examples(root / "docs" / "tutorial.md")) > 8
