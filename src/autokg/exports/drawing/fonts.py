"""Which fonts a picture is lettered in: the one that Matplotlib brings, and another for letters which that lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from autokg.exports.drawing.label_lines import Measure

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

_OWN = "DejaVu Sans"

# Fonts of the larger scripts that systems have, tried in turn.
_FURTHER = (
    "Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans CJK SC", "Source Han Sans", "WenQuanYi Zen Hei",
    "Malgun Gothic", "Microsoft YaHei", "Yu Gothic", "Apple SD Gothic Neo", "PingFang SC", "Hiragino Sans",
    "Noto Sans Thai", "Noto Sans Devanagari", "Noto Sans", "Arial Unicode MS",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts for some letters.

    Attributes:
        families: names of installed fonts, the first for all that it has.
        missing: the letters that none of them has.

    """

    families: tuple[str, ...]
    missing: str


def fonts_for(letters: Iterable[str]) -> Fonts:
    """Return the fonts that have some letters; where the first has all, a picture is the same on every machine."""
    families = [_OWN]
    lacking = {letter for letter in letters if not _has(_load(_OWN), letter)}
    for family in _FURTHER if lacking else ():
        font = _find(family)
        if font and (found := {letter for letter in lacking if _has(font, letter)}):
            families.append(family)
            lacking -= found
    return Fonts(tuple(families), "".join(sorted(lacking)))


def measure_in(fonts: Fonts, size: float) -> Measure:
    """Return what measures the width of a line in some fonts and size, in points."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 (0.3 s, an extra)
    from matplotlib.textpath import text_to_path  # noqa: PLC0415

    properties = FontProperties(family=list(fonts.families), size=size)

    def measure(line: str) -> float:
        width, _, _ = text_to_path.get_text_width_height_descent(line, properties, False)
        return float(width)

    return measure


@cache
def _find(family: str) -> FT2Font | None:
    from matplotlib.font_manager import fontManager  # noqa: PLC0415 (0.3 s, an extra)

    return _load(family) if any(entry.name == family for entry in fontManager.ttflist) else None


@cache
def _load(family: str) -> FT2Font:
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415 (0.3 s, an extra)

    return get_font(findfont(family))


def _has(font: FT2Font, letter: str) -> bool:
    return font.get_char_index(ord(letter)) != 0
