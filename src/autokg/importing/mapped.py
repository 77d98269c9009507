"""The importer of tables: rows and a mapping file → facts.

A row gives a fact for each `[[facts]]` whose `when` holds, and several if a slot that takes one value is split. A cell
that cannot be read is a reject with its column; the fact is kept without it, unless it is the status or a slot that the
kind needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from autokg.core.ids import fold
from autokg.errors import InputError, UsageError
from autokg.facts import Document
from autokg.importing.base import Options, Outcome, Reject, Row, Source, take_fact, word_problem
from autokg.importing.cell_values import fill_constants, read_date, read_slot, split_cell
from autokg.importing.input_file import hash_file
from autokg.importing.mapping_file import DocumentSpec, FactSpec, TableMapping
from autokg.importing.summaries import summarize
from autokg.importing.tables import Reading, Table, read_table


def import_table(path: Path, options: Options) -> Iterator[Outcome]:
    """Yield the facts of a table by the mapping in the options."""
    mapping = options.mapping
    if mapping is None:
        raise UsageError(f"{path}: a table needs a mapping file that assigns columns to slots")
    table = read_table(path, Reading(**mapping.table.model_dump(exclude_none=True)))
    _check_columns(mapping, table, str(path))
    origin = _origin(path, options.source, mapping.document)
    for row in table.rows:
        yield from [row] if isinstance(row, Reject) else _row_outcomes(row, mapping, origin)


def _origin(path: Path, given: Source, spec: DocumentSpec) -> Source:
    """Return the source of the whole file: the user's metadata override those of the mapping."""
    origin = given.over(Source(**spec.model_dump(exclude={"columns"})))
    if not (origin.title or origin.publisher or {"title", "publisher"} & set(spec.columns)):
        raise UsageError(
            f"{path}: the source is unknown; give a title or a publisher, in the mapping under "
            "[document] or as an option"
        )
    return origin if spec.columns else origin.over(Source(sha256=hash_file(path)))


def _check_columns(mapping: TableMapping, table: Table, name: str) -> None:
    """Raise `InputError` at the first column of the mapping that the table does not have."""
    unknown = [(place, column) for place, column in mapping.columns() if column not in table.columns]
    if not unknown:
        return
    place, column = unknown[0]
    near = get_close_matches(column, table.columns, n=3, cutoff=0.6)
    known = f"{' or '.join(map(repr, near))}?" if near else f"one of {', '.join(map(repr, table.columns))}"
    error = mapping.error(place, f"{name} has no column {column!r}", known)
    if len(unknown) == sum(1 for _ in mapping.columns()):
        error.hint = "none of the columns named here is in it: is its first line the header?"
    raise error


def _row_outcomes(row: Row, mapping: TableMapping, origin: Source) -> Iterator[Outcome]:
    specs = [spec for spec in mapping.facts if _applies(row, spec)]
    if not specs:
        yield Reject(row.where, "no fact of the mapping applies to this row", row.cells)
        return
    try:
        document = _document(row, mapping.document, origin)
    except InputError as error:
        yield Reject(row.where, word_problem(error), row.cells)
        return
    for spec in specs:
        yield from _fact_outcomes(row, spec, document)


def _applies(row: Row, spec: FactSpec) -> bool:
    if isinstance(spec.when, Mapping):
        return all(fold(row.text(column)) in {fold(word) for word in words} for column, words in spec.when.items())
    return all(row.text(column) for column in spec.when)


def _document(row: Row, spec: DocumentSpec, origin: Source) -> Document:
    texts = {field: row.text(column.column) or None for field, column in spec.columns.items()}
    if texts.get("published"):
        column = spec.columns["published"]
        texts["published"] = _in_column(column.column, read_date, texts["published"], column)
    source = Source(**texts).over(origin)
    if not (source.title or source.publisher):
        raise InputError("the row has no source", expected="a title or a publisher")
    return source.document()


def _fact_outcomes(row: Row, spec: FactSpec, document: Document) -> Iterator[Outcome]:
    fan = spec.fan
    cells = split_cell(row.cells.get(spec.columns[fan].column, ""), spec.columns[fan]) if fan else ("",)
    for cell in [cell for cell in cells if cell] or [""]:
        slots, problems = _slots(row, spec, {fan: cell} if fan else {})
        needed = {"status"} | {slot for group in spec.form.requires() if not set(group) & set(slots) for slot in group}
        lost = next((problem for slot, problem in problems.items() if slot in needed), None)
        if lost:
            yield Reject(row.where, lost, row.cells)
            continue
        yield take_fact(row, document, summarize(slots), slots)
        for problem in problems.values():
            yield Reject(row.where, f"{problem}; the fact is kept without it", row.cells)


def _slots(row: Row, spec: FactSpec, fanned: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the slots of one fact, those of the columns over constants; and by slot what cannot be read."""
    slots = {"kind": spec.kind, "status": "actual", **fill_constants(spec.constants)}
    problems: dict[str, str] = {}
    for slot, column in spec.columns.items():
        cell = fanned.get(slot, row.cells.get(column.column, ""))
        try:
            value = _in_column(column.column, read_slot, spec.kind, slot, cell, column)
        except InputError as error:
            problems[slot] = word_problem(error)
            continue
        if value is not None:
            slots[slot] = value
    return slots, problems


def _in_column(column: str, read: Callable[..., Any], *arguments: Any) -> Any:
    """Read a cell; an `InputError` names the column."""
    try:
        return read(*arguments)
    except InputError as error:
        raise InputError(f"column {column!r}: {error.problem}", expected=error.expected) from error
