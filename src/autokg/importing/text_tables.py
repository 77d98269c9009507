r"""Read plain-text tables: CSV, TSV and JSONL, with encoding and separator detected.

>>> decode_table("Modèle;Pays".encode("cp1252"), "cars.csv"), sniff_separator("Modèle;Pays\nA, B;FR")
('Modèle;Pays', ';')
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator

from autokg.core.files import csv_problem
from autokg.errors import InputError
from autokg.importing.cells import Cell

SEPARATORS = (",", ";", "\t", "|")
# UTF-8 fails on nearly all text that is not UTF-8, and CP1252 on little, so the order distinguishes them.
_ENCODINGS = ("utf-8", "cp1252")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_STATED = re.compile(r"sep=(.)\r?\n")  # Excel's way to say the separator in the first line
_LINE_END = re.compile(r"\r\n|\r|\n")  # as the csv module has it: a cell may hold U+2028
_MOST_CONTROLS = 0.1
_THREE_DECIMALS = re.compile(r"\.\d{3}\Z")
_SAMPLE_LINES, _SAMPLE_WIDTH = 50, 10_000

Line = tuple[int, list[str]]


def decode_table(content: bytes, name: str, encoding: str | None = None) -> str:
    """Return the text of a table; raise `InputError` if the bytes are no text."""
    mark, marked = next(((mark, found) for mark, found in _MARKS if content.startswith(mark)), (b"", None))
    for candidate in (encoding,) if encoding else (marked,) if marked else _ENCODINGS:
        try:
            text = content[len(mark) :].decode(candidate)
        except UnicodeError:  # some codecs raise no `UnicodeDecodeError`
            continue
        except (LookupError, ValueError) as error:
            raise InputError(f"no encoding is called {encoding!r}", source=name, expected="utf-8, cp1252, …") from error
        _check_text(text, name)
        return text
    tried = encoding or marked or " or ".join(_ENCODINGS)
    raise InputError(f"the file is not {tried} text", source=name, hint="set its encoding under [table] in the mapping")


def find_control(text: str) -> str | None:
    """Return the first control character of a text as U+XXXX, None if there is none."""
    control = _CONTROL.search(text)
    return f"U+{ord(control[0]):04X}" if control else None


def _check_text(text: str, name: str) -> None:
    """Raise `InputError` for binary data; a stray control character costs only its row."""
    if (control := _CONTROL.search(text)) and (
        "\0" in text or len(_CONTROL.findall(text)) > len(text) * _MOST_CONTROLS
    ):
        line = text.count("\n", 0, control.start()) + 1
        raise InputError(
            f"binary data (character U+{ord(control[0]):04X})", source=name, line=line, expected="a table of text"
        )


def sniff_separator(text: str) -> str:
    """Return the separator that splits most lines into as many cells as the first; a comma if none does."""
    if stated := _STATED.match(text):
        return stated[1]
    lines = [line[:_SAMPLE_WIDTH] for line in _LINE_END.split(text) if line.strip()][:_SAMPLE_LINES]

    if not lines:
        return SEPARATORS[0]

    def score(separator: str) -> tuple[int, int]:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=separator)]
        return (sum(width == widths[0] for width in widths) if widths[0] > 1 else 0, widths[0])

    return max(SEPARATORS, key=score)


def read_delimited(text: str, name: str, separator: str) -> Iterator[Line]:
    """Yield (line, cells) of delimited text; a cell may run over several lines, the first one counts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not (line == 1 and _STATED.match(text)):
                yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"invalid table: {csv_problem(error)}",
            source=name,
            line=line,
            expected='cells with a quote in them as "a ""b"" c"',
        ) from error


def read_objects(text: str) -> Iterator[tuple[int, dict[str, Cell] | str]]:
    """Yield (line number, cells by column) of JSONL, or (line number, problem); nested keys are joined by dots."""
    for number, line in enumerate(text.split("\n"), 1):  # not splitlines: a JSON string may hold U+2028
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"invalid JSON: {error}"
            continue
        yield number, dict(_flatten(data)) if isinstance(data, dict) else "not a JSON object"


def _flatten(data: dict[str, object], prefix: str = "") -> Iterator[tuple[str, Cell]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            yield prefix + key, tuple(to_text(item) for item in value)
        else:
            yield prefix + key, to_text(value)


def to_text(value: object) -> str:
    """Return a JSON value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool | dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float) and _THREE_DECIMALS.search(repr(value)):
        return f"{value!r}0"  # so that the point is not taken for one of thousands
    return str(value).strip()
