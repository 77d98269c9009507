"""Examine a store on disk: its marker, its files against their checksums, and its layers.

    STORE/data-1f0c…/checksums.json     {"000012.sst": "9f86d0…", …}

Files of a generation never change once the marker names it, so their checksums are written once. Logs of the engine are
left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autokg.core.files import sync_file

CHECKSUMS = "checksums.json"
_CHANGING = ("LOG", "LOCK", CHECKSUMS)


@dataclass(frozen=True, slots=True)
class Check:
    """What was checked, whether it is sound, and what to do if it is not."""

    subject: str
    finding: str
    advice: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to do."""
        return not self.advice

    def __str__(self) -> str:
        return f"{'ok ' if self.is_sound else 'BAD'} {self.subject}: {self.finding}" + (
            f"; {self.advice}" if self.advice else ""
        )


def write_checksums(generation: Path, before: Path | None = None) -> None:
    """Write the checksums of a generation's files; those shared with the one before are not read again."""
    known = read_checksums(before) if before else {}
    sums = {
        path.name: known[path.name] if before and _is_shared(path, before, known) else _checksum(path)
        for path in _files(generation)
    }
    target = generation / CHECKSUMS
    target.write_text(json.dumps(sums, indent=0), encoding="utf-8")
    sync_file(target)


def _is_shared(path: Path, before: Path, known: dict[str, str]) -> bool:
    older = before / path.name
    return path.name in known and older.exists() and older.samefile(path)


def read_checksums(generation: Path) -> dict[str, str]:
    """Return the checksums of a generation; empty if it has none, or unreadable ones."""
    try:
        sums = json.loads((generation / CHECKSUMS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return sums if isinstance(sums, dict) else {}


def find_damaged(generation: Path) -> Iterator[str]:
    """Yield what is wrong with each file that is missing or has changed since it was written."""
    for name, expected in sorted(read_checksums(generation).items()):
        path = generation / name
        if not path.is_file():
            yield f"{name} is missing"
        elif _checksum(path) != expected:
            yield f"{name} has changed since it was written"


def _files(generation: Path) -> list[Path]:
    return sorted(path for path in generation.iterdir() if path.is_file() and not path.name.startswith(_CHANGING))


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
