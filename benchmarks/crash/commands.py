"""Kill commands at random moments, and print a Markdown table of what they left of the files they write.

    python benchmarks/crash/commands.py            60 kills
    python benchmarks/crash/commands.py 120 7      120 kills, by another seed
    python benchmarks/crash/commands.py 60 1 import review      of these commands alone

Each command runs in a process of its own with its children and is killed with SIGKILL at a moment drawn from the time
that it takes when it is left alone. A file must then be as before or as after; a folder of facts must hold whole files
alone, and the same command, run again, must end as if nothing had happened, with no litter beside its files.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_ARTICLES = 12
_ROWS = 4_000
_TEXT = "Zenith Motors will build the Comet {0} at its plant in Northport from {1}. It employs {2} people there.\n"
_MAPPING = """
[document]
title = "Plants"
publisher = "Example"
published = "2024-01-01"
language = "en"

[[facts]]
kind = "production"
columns = { model = "Model", builder = "Maker", plant = "Plant" }
"""


@dataclass(frozen=True)
class Command:
    """A command and what it changes, relative to the folder that it runs in.

    Attributes:
        given: files that it changes, as they are before.

    """

    name: str
    arguments: Sequence[str]
    changes: str
    given: Mapping[str, str]


COMMANDS = (
    Command(
        "read, one file", ("read", "articles", "-o", "facts.jsonl", "--published", "2024-01-01"), "facts.jsonl", {}
    ),
    Command("read, a folder", ("read", "articles", "-o", "facts", "--published", "2024-01-01"), "facts", {}),
    Command("import", ("import", "plants.csv", "-m", "plants.toml", "-o", "facts.jsonl"), "facts.jsonl", {}),
    Command(
        "export", ("export", "partners", "-o", "partners.graphml"), "partners.graphml", {"partners.graphml": "old"}
    ),
    Command(
        "review", ("review", "decisions.jsonl", "--from-csv", "cases.csv", "--by", "editor"), "decisions.jsonl", {}
    ),
    Command("ask, first of all", ("ask", "Who builds the Polestar 4?", "--today", "2026-01-01"), "cache", {}),
)


class Trial:
    """One command, and what it leaves if it is not killed."""

    def __init__(self, command: Command, given: Path, folder: Path) -> None:
        """Let the command run to its end once."""
        self.command, self._given, self._folder = command, given, folder
        self._reset()
        self._before = self._state()
        self.seconds = self._run(None)
        self._after = self._state()
        if self.command.changes != "cache" and self._before == self._after:
            raise SystemExit(f"{command.name} changes nothing, so a kill would show nothing")

    def kill(self, moment: float) -> str:
        """Kill the command after some seconds; return the state that is left, and whether it can be mended."""
        self._reset()
        self._run(moment)
        left = self._state()
        self._run(None)
        if self._state() != self._after:
            return "not mended"
        if left == self._before:
            return "before"
        if left == self._after:
            return "after"
        whole = isinstance(left, dict) and isinstance(self._after, dict) and left.items() <= self._after.items()
        return "part, whole files" if whole else "between"

    def _reset(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self._given, self._folder)
        for name, text in self.command.given.items():
            (self._folder / name).write_text(text, encoding="utf-8")

    def _state(self) -> dict[str, bytes]:
        """Return what a command changes, by file; of the cache, which no one reads as files, nothing."""
        if self.command.changes == "cache":
            return {}
        changed = self._folder / self.command.changes
        files = [changed] if changed.is_file() else sorted(path for path in changed.rglob("*") if path.is_file())
        return {path.name: path.read_bytes() for path in files}

    def _run(self, moment: float | None) -> float:
        """Run the command, to its end if no moment is given; return how long it ran."""
        cache = self._folder / "cache" if self.command.changes == "cache" else self._given.parent / "cache"
        start = time.monotonic()
        with subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "autokg", *self.command.arguments],
            cwd=self._folder,
            env={**os.environ, "XDG_CACHE_HOME": str(cache)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            try:
                printed, _ = process.communicate(timeout=moment)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                return time.monotonic() - start
        if process.returncode:
            raise SystemExit(f"{self.command.name}: exit {process.returncode}\n{printed.decode()}")
        return time.monotonic() - start


def prepare(folder: Path) -> None:
    """Write articles, a table with its mapping and cases to review."""
    articles = folder / "articles"
    articles.mkdir(parents=True)
    for number in range(_ARTICLES):
        text = "".join(_TEXT.format(number * 50 + line, 2025 + line % 5, 100 + line) for line in range(50))
        (articles / f"{number:02}.txt").write_text(text, encoding="utf-8")
    rows = "".join(f"Comet {number},Zenith Motors,Northport plant\n" for number in range(_ROWS))
    (folder / "plants.csv").write_text(f"Model,Maker,Plant\n{rows}", encoding="utf-8")
    (folder / "plants.toml").write_text(_MAPPING, encoding="utf-8")
    write_cases(folder / "cases.csv")


def write_cases(path: Path) -> None:
    """Write the cases of the bundled base that are open, each unresolved organisation declared a new company."""
    call = [sys.executable, "-m", "autokg", "review", "unused.jsonl", "--csv", path]
    subprocess.run(call, cwd=path.parent, stdout=subprocess.PIPE, check=True)  # noqa: S603
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        declared = {"action": "new", "target": "company"}
        writer.writerows(row | declared if row["type"] == "Organization" else row for row in rows)


def main(arguments: list[str]) -> None:
    """Kill as often as asked, and print what was left."""
    kills, seed = int(arguments[0]) if arguments else 60, int(arguments[1]) if len(arguments) > 1 else 1
    moments = random.Random(seed)  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        given = Path(name) / "given"
        prepare(given)
        chosen = [command for command in COMMANDS if command.name in arguments[2:] or not arguments[2:]]
        trials = [Trial(command, given, Path(name) / "work") for command in chosen]
        left: dict[str, Counter[str]] = {command.name: Counter() for command in chosen}
        for number in range(kills):
            trial = trials[number % len(trials)]
            left[trial.command.name][trial.kill(moments.uniform(0, trial.seconds * 1.1))] += 1
    states = ("before", "after", "part, whole files", "between", "not mended")
    sys.stdout.write(f"| command | seconds | kills | {' | '.join(states)} |\n|---|{'--:|' * (2 + len(states))}\n")
    for trial in trials:
        counts = left[trial.command.name]
        cells = " | ".join(str(counts[state]) for state in states)
        sys.stdout.write(f"| {trial.command.name} | {trial.seconds:.1f} | {counts.total()} | {cells} |\n")
    sys.exit(any(counts["between"] + counts["not mended"] for counts in left.values()))


if __name__ == "__main__":
    main(sys.argv[1:])
