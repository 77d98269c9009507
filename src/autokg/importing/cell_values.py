"""Parse the text of a cell into the value of a slot, by the slot's role.

>>> from autokg.importing.cells import ColumnSpec
>>> read_slot("production", "start", "H2 2025", ColumnSpec(column="SOP"))
'2025-41'
>>> read_slot("production", "volume_per_year", "120 000", ColumnSpec(column="Units"))
120000.0
>>> read_slot("production", "markets", "Corée du Sud; North America", ColumnSpec(column="Sold in", split=";"))
('KR', 'North America')
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from autokg.core import geography
from autokg.core.dates import ImpreciseDate
from autokg.core.ids import fold
from autokg.errors import DateError, InputError
from autokg.facts.slot_roles import NUMBERS, SlotRole
from autokg.facts.slots import Slot, all_slots
from autokg.importing.cells import Cell

if TYPE_CHECKING:
    from autokg.importing.cells import ColumnSpec

_PART_OF_YEAR = re.compile(r"(?P<part>[HQ][1-4])[ /-]*(?P<year>\d{4})|(?P<year2>\d{4})[ /-]*(?P<part2>[HQ][1-4])", re.I)
_EDTF_PARTS = {"h1": "40", "h2": "41", "q1": "33", "q2": "34", "q3": "35", "q4": "36"}
_SPACES = re.compile(r"[\s'’]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_THOUSANDS_COMMAS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_POINT_IN_DOUBT = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+")
_LARGE = frozenset({SlotRole.PEOPLE, SlotRole.VEHICLES, SlotRole.MONEY})
_SHARE = re.compile(r"(?P<name>.*\S)[\s:=(]+(?P<share>\d+(?:[.,]\d+)?)\s*%?\)?")


def read_slot(kind: str, name: str, cell: Cell, spec: ColumnSpec) -> Any:
    """Return the value of a slot, None for an empty cell; raise `InputError` if the cell does not hold one."""
    slot = all_slots(kind)[name]
    parts = tuple(part for part in split_cell(cell, spec) if part)
    if not parts:
        return None
    if slot.role is SlotRole.SHARES:
        return dict(_read_share(part) for part in parts)
    if slot.is_list:
        return tuple(_read_value(slot, part, spec) for part in parts)
    return _read_value(slot, "; ".join(parts), spec)


def split_cell(cell: Cell, spec: ColumnSpec) -> tuple[str, ...]:
    """Return the parts of a cell, words of the mapping replaced; a cell that is a list already has its own."""
    parts = cell if isinstance(cell, tuple) else cell.split(spec.split) if spec.split else (cell,)
    if not spec.words:
        return tuple(part.strip() for part in parts)
    words = {fold(word): value for word, value in spec.words.items()}
    return tuple(words.get(fold(part), part.strip()) for part in parts)


def _read_value(slot: Slot, text: str, spec: ColumnSpec) -> Any:
    if slot.choices:
        return _read_word(text, slot)
    read = _READERS.get(slot.role)
    return read(text, spec) if read else text


def _read_word(text: str, slot: Slot) -> str:
    """Read a word of a closed list, case aside."""
    for word in slot.choices:
        if fold(word) == fold(text):
            return word
    words = ", ".join(slot.choices)
    raise InputError(
        f"{text!r} is not a known {slot.name}", expected=f"one of {words}, or a word that the mapping translates to one"
    )


def read_number(text: str, spec: ColumnSpec) -> float:
    """Read a number with spaces, per cent sign and separators of thousands."""
    decimal = spec.decimal or "."
    digits = _SPACES.sub("", text).rstrip("%")
    if spec.thousands:
        digits = digits.replace(spec.thousands, "")
    elif decimal == "," or _THOUSANDS_COMMAS.fullmatch(digits):
        digits = digits.replace("." if decimal == "," else ",", "")
    digits = digits.replace(decimal, ".")
    if not _NUMBER.fullmatch(digits):
        raise InputError(f"{text!r} is not a number", expected="digits such as 12500, 12,500 or 12 500")
    return float(digits)


def _read_large_number(text: str, spec: ColumnSpec) -> float:
    """Read a number that may be in the thousands; raise `InputError` if a point may separate either."""
    if spec.decimal is None and spec.thousands is None and _POINT_IN_DOUBT.fullmatch(_SPACES.sub("", text)):
        raise InputError(
            f"{text!r} is ambiguous: the point may separate decimals or thousands",
            expected='thousands = "." or decimal = "." in the mapping',
        )
    return read_number(text, spec)


def read_date(text: str, spec: ColumnSpec) -> str:
    """Read a date in the forms of the mapping, as a half or quarter of a year, or as EDTF."""
    for form in spec.dates:
        try:
            day = dt.datetime.strptime(text, form)
        except ValueError:
            continue
        return day.strftime("%Y-%m-%d")[: _precision(form)]
    if match := _PART_OF_YEAR.fullmatch(text):
        year, part = match["year"] or match["year2"], match["part"] or match["part2"]
        if part.lower() in _EDTF_PARTS:
            return f"{year}-{_EDTF_PARTS[part.lower()]}"
    try:
        return str(ImpreciseDate.parse(text))
    except DateError as error:
        forms = f"a date as {' or '.join(spec.dates)}, or {error.expected}" if spec.dates else error.expected
        raise InputError(f"{text!r} is not a date", expected=forms) from error


def _precision(form: str) -> int:
    """Return how much of YYYY-MM-DD a date format gives."""
    if re.search(r"%[dxcDFj]", form):
        return len("2025-07-01")
    return len("2025-07") if re.search(r"%[mbB]", form) else len("2025")


def read_country(text: str, _: ColumnSpec | None = None) -> str:
    """Read a country by name in any language or by its alpha-2 code."""
    for name in (text, re.sub(r"\s*\(.*\)$", "", text)):
        code = geography.find_region(name)
        if code and geography.is_country(code):
            return code
    raise InputError(f"{text!r} is not a country", expected="its name, or its ISO 3166-1 alpha-2 code")


def read_market(text: str, _: ColumnSpec | None = None) -> str:
    """Read a market: a country as its code, a wider region by its English name, any other as it stands."""
    code = geography.find_region(text)
    if code is None:
        return text
    return code if geography.is_country(code) else geography.region_name(code)


def _read_share(text: str) -> tuple[str, float]:
    match = _SHARE.fullmatch(text)
    if not match:
        raise InputError(f"{text!r} is not a share", expected="a name and a number, such as Example Motors 50 %")
    return match["name"].rstrip(":=("), float(match["share"].replace(",", "."))


_READERS: Mapping[SlotRole, Callable[[str, ColumnSpec], Any]] = {
    SlotRole.COUNTRY: read_country,
    SlotRole.MARKET: read_market,
    SlotRole.DATE: read_date,
    **dict.fromkeys(NUMBERS, read_number),
    **dict.fromkeys(_LARGE, _read_large_number),
}


def fill_constants(constants: Mapping[str, Any]) -> dict[str, Any]:
    """Return the constants of a mapping, TOML's own dates as EDTF."""
    return {slot: value.isoformat() if isinstance(value, dt.date) else value for slot, value in constants.items()}
