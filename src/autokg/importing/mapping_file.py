"""The mapping file: which columns of a table fill which slots, in TOML.

    >>> mapping = parse_mapping('''
    ... [document]
    ... publisher = "Example Weekly"
    ... [[facts]]
    ... kind = "stake"
    ... columns = { owner = "Holder", owned = "Firm", share_percent = { column = "Share", decimal = "," } }
    ... ''', "stakes.toml")
    >>> mapping.facts[0].columns["owner"].column, mapping.facts[0].columns["share_percent"].decimal
    ('Holder', ',')

Each mistake is named with the line of its key. docs/importing.md shows the whole form.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from autokg.errors import InputError
from autokg.facts import KINDS, Fact
from autokg.facts.messages import describe_finding
from autokg.facts.slots import all_slots, list_slots
from autokg.importing.cell_values import fill_constants
from autokg.importing.cells import Column, ColumnSpec, Strict
from autokg.importing.input_file import read_content
from autokg.importing.text_tables import decode_table
from autokg.importing.toml_places import Key, find_line

DocumentColumn = Literal["title", "publisher", "published", "language", "url", "licence"]

Words = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]


class TableSpec(Strict):
    """How to read the table, if detection fails; `empty` lists words for an empty cell."""

    format: Literal["csv", "tsv", "jsonl", "xlsx"] | None = None
    separator: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    encoding: str | None = None
    sheet: str | None = None
    header: Annotated[int, Field(ge=1)] | None = None
    empty: tuple[str, ...] | None = None


class DocumentSpec(Strict):
    """The source: one for the whole file, and by `columns` for each row."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    retrieved: str | None = None
    licence: str | None = None
    columns: dict[DocumentColumn, Column] = Field(default_factory=dict)


class FactSpec(Strict):
    """One kind of fact that a row gives.

    Attributes:
        when: the fact is made only where these columns are filled, or hold one of these words.

    """

    kind: str
    when: Words | dict[str, Words] = ()
    constants: dict[str, Any] = Field(default_factory=dict)
    columns: dict[str, Column] = Field(default_factory=dict)

    @property
    def form(self) -> type[Fact]:
        """The record form of the kind."""
        return KINDS[self.kind]

    @property
    def fan(self) -> str | None:
        """The slot that makes several facts of a row: one that takes a single value, split."""
        return next((slot for slot, spec in self.columns.items() if _fans(slot, spec)), None)


def _fans(slot: str, spec: ColumnSpec) -> bool:
    return spec.split is not None and slot not in list_slots()


class TableMapping(Strict):
    """A whole mapping file; `name` and `text` are kept for messages."""

    table: TableSpec = TableSpec()
    document: DocumentSpec = DocumentSpec()
    facts: Annotated[tuple[FactSpec, ...], Field(min_length=1)]
    name: str = "mapping"
    text: str = ""

    def error(self, path: tuple[Key, ...], problem: str, expected: str | None = None) -> InputError:
        """Return an error at the line of a key."""
        return InputError(problem, source=self.name, line=find_line(self.text, path), expected=expected)

    def columns(self) -> Iterator[tuple[tuple[Key, ...], str]]:
        """Yield (place in the mapping, name) of every column that the mapping names."""
        for field, spec in self.document.columns.items():
            yield ("document", "columns", field), spec.column
        for number, fact in enumerate(self.facts):
            for slot, spec in fact.columns.items():
                yield ("facts", number, "columns", slot), spec.column
            for column in fact.when:
                yield ("facts", number, "when"), column


_MOST_BYTES = 1_000_000
_MOST_DOTS = 1_000  # of a line: the parser takes time and memory by the square of the parts of a key


def load_mapping(path: Path) -> TableMapping:
    """Read a mapping file; raise `InputError` with the line of the first mistake."""
    return parse_mapping(decode_table(read_content(path, _MOST_BYTES), str(path)), str(path))


def parse_mapping(text: str, name: str) -> TableMapping:
    """Read the text of a mapping file, which errors call `name`."""
    if any(line.count(".") > _MOST_DOTS for line in text.split("\n")):
        raise InputError("a key with too many parts", source=name, expected="a mapping file")
    try:
        data = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(error, name) from error
    except (RecursionError, ValueError) as error:  # deep nesting, or a number of thousands of digits
        raise InputError("nested too deep, or a number too long", source=name, expected="a mapping file") from error
    try:
        mapping = TableMapping.model_validate({**data, "name": name, "text": text})
    except ValidationError as error:
        raise _form_error(error, text, name) from error
    for number, spec in enumerate(mapping.facts):
        _check_fact(mapping, number, spec)
    return mapping


def _syntax_error(error: tomllib.TOMLDecodeError, name: str) -> InputError:
    """Take the place out of the message, which alone has it before Python 3.14."""
    place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    problem = re.sub(r"\s*\(at .*\)$", "", str(error))
    line, column = (int(place[1]), int(place[2])) if place else (None, None)
    return InputError(f"invalid TOML: {problem}", source=name, line=line, column=column)


def _form_error(error: ValidationError, text: str, name: str) -> InputError:
    """Word the first finding, an unknown key before a missing one."""
    finding = min(error.errors(include_url=False), key=lambda item: item["type"] != "extra_forbidden")
    path = tuple(part for part in finding["loc"] if "[" not in str(part))
    line = find_line(text, path)
    if finding["type"] == "extra_forbidden":
        return InputError(f"unknown key {_dotted(path)}", source=name, line=line, expected=_known_keys(path))
    if finding["type"] == "missing":
        return InputError(f"{_dotted(path)} is missing", source=name, line=line, expected="see docs/importing.md")
    return InputError(f"{_dotted(path)}: {_word(finding, 'columns' in path)}", source=name, line=line)


# TOML's words for what pydantic calls by Python's.
_TYPES = {
    "tuple_type": "a list [ … ]",
    "dict_type": "a table { … }",
    "model_type": "a table",
    "string_type": "a text in quotes",
}


def _word(finding: ErrorDetails, column: bool = False) -> str:
    """Word a finding of pydantic."""
    if column and finding["type"] == "model_type":
        return "not the name of a column, nor a table { column = … }"
    expected = _TYPES.get(finding["type"])
    return f"not {expected}" if expected else describe_finding(finding)


def _dotted(path: tuple[Key, ...]) -> str:
    """Return a path as a person would say it: the second of `facts` is `facts[2]`."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def _known_keys(path: tuple[Key, ...]) -> str:
    """Return the keys that may stand where an unknown one does."""
    forms: dict[Key | None, type[BaseModel]] = {"table": TableSpec, "document": DocumentSpec, "facts": FactSpec}
    form = ColumnSpec if "columns" in path[:-1] else forms.get(path[0], TableMapping) if len(path) > 1 else TableMapping
    return "one of " + ", ".join(key for key in form.model_fields if key not in ("name", "text"))


def _check_fact(mapping: TableMapping, number: int, spec: FactSpec) -> None:
    """Raise `InputError` if no fact can come of this: unknown kind or slot, or a needed slot that nothing fills."""
    here: tuple[Key, ...] = ("facts", number)
    if spec.kind not in KINDS:
        raise mapping.error((*here, "kind"), f"unknown kind {spec.kind!r}", _near(spec.kind, KINDS))
    known = all_slots(spec.kind)
    for part, slots in (("constants", spec.constants), ("columns", spec.columns)):
        for slot in slots:
            if slot not in known:
                raise mapping.error((*here, part, slot), f"a {spec.kind} has no slot {slot!r}", _near(slot, known))
    for slot, value in fill_constants(spec.constants).items():
        if problem := _find_problem(spec.form, slot, value):
            raise mapping.error((*here, "constants", slot), f"{slot}: {problem}")
    filled = {*spec.constants, *spec.columns}
    for group in spec.form.requires():
        if not filled & set(group):
            raise mapping.error(here, f"no column fills what a {spec.kind} needs", f"a column for {' or '.join(group)}")
    fans = [slot for slot, column in spec.columns.items() if _fans(slot, column)]
    if len(fans) > 1:
        raise mapping.error(
            (*here, "columns", fans[1]), f"{' and '.join(fans)} are both split, but take one value each",
            f"one such slot at most; lists are {', '.join(sorted(list_slots()))}",
        )  # fmt: skip


def _find_problem(form: type[Fact], slot: str, value: object) -> str | None:
    """Return the error of the record form for the value of a slot, None if it is valid."""
    adapter: TypeAdapter[Any] = TypeAdapter(form.model_fields[slot].rebuild_annotation())
    try:
        adapter.validate_python(value)
    except ValidationError as error:
        return _word(error.errors(include_url=False)[0])
    return None


def _near(name: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(name, known, n=3, cutoff=0.6)
    first = f"{' or '.join(near)}, or another" if near else "one"
    return f"{first} of {', '.join(known)}"
