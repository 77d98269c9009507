"""A picture of a network or chart, which notebooks show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autokg.exports import Exported


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG, and remarks on it."""

    svg: str
    remarks: tuple[str, ...] = ()

    @classmethod
    def by(cls, write: Callable[[Path], Exported]) -> Drawing:
        """Return the picture that a function writes to a file."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "picture.svg"
            done = write(path)
            return cls(path.read_text(encoding="utf-8"), done.remarks)

    def _repr_svg_(self) -> str:
        return self.svg
