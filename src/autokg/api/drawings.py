"""A picture of a network or chart, which notebooks show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autokg.api.knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG, and remarks on it."""

    svg: str
    remarks: tuple[str, ...] = ()

    @classmethod
    def of(cls, kb: KnowledgeBase, view: str, *, around: str | None, hops: int) -> Drawing:
        """Return a view or a chart of a base as a picture."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "picture.svg"
            done = kb.export(view, path, around=around, hops=hops)
            return cls(path.read_text(encoding="utf-8"), done.remarks)

    def _repr_svg_(self) -> str:
        return self.svg
