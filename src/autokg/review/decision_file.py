"""The file that a person's word is taken down in: one decision per line, each written as soon as it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autokg.claims.decisions import Decision, read_decisions
from autokg.core.files import locked_folder_of, write_output
from autokg.facts.corpus import read_lines


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """A file of decisions (JSONL), there already or not, to which several reviewers may add at once.

    Every change is written aside and renamed into place.
    """

    path: Path

    def read(self) -> Sequence[Decision]:
        """Return the decisions that it holds; raise `InputError` with the line of a mistake."""
        return read_decisions(self._lines(), str(self.path)).all

    def add(self, decisions: Iterable[Decision]) -> None:
        """Append decisions."""
        with locked_folder_of(self.path):
            self._write([*self._lines(), *(decision.to_jsonl() for decision in decisions)])

    def remove(self, decisions: Iterable[Decision]) -> None:
        """Take back decisions that were appended, the last line of each; other lines stay as they are."""
        with locked_folder_of(self.path):
            lines = self._lines()[::-1]
            for decision in decisions:
                if (line := decision.to_jsonl()) in lines:
                    lines.remove(line)
            self._write(lines[::-1])

    def _lines(self) -> list[str]:
        return read_lines(self.path) if self.path.exists() else []

    def _write(self, lines: Iterable[str]) -> None:
        write_output("".join(f"{line}\n" for line in lines), self.path)
