"""The list of open items as CSV, for work in a spreadsheet, and read the decisions back.

A person fills `action`, `target` and `reason`; a row may be copied to say several things of one item. `kind` and `id`
identify the item, the other columns are for reading.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autokg.claims.decisions import Decision
from autokg.core.counting import count_of
from autokg.core.csv_text import BOM, guard_cell
from autokg.core.files import csv_problem
from autokg.errors import InputError, UsageError
from autokg.review.choices import Action, Signature, decide
from autokg.review.commands import Move, make_choice, parse_action, parse_move
from autokg.review.items import Item, OpenConflict, OpenName, OpenReject
from autokg.review.worklist import KINDS, Worklist

COLUMNS = ("action", "target", "reason", "kind", "id", "name", "type", "facts", "claims", "words", "source", "near")
_NEEDED = ("action", "id")
_SEPARATORS = ",;\t"  # spreadsheets write the one of the user's country


def write_csv(worklist: Worklist) -> str:
    """Return the open items as CSV, a row each."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for item in worklist.open_items():
        cells = {"kind": KINDS[type(item)].value, "id": item.id, "name": item.label, "words": item.words}
        writer.writerow({column: _plain(cell) for column, cell in {**cells, **_more(item, worklist)}.items()})
    return BOM + text.getvalue()


def _more(item: Item, worklist: Worklist) -> Mapping[str, str]:
    if isinstance(item, OpenReject):
        return {"type": item.fact.kind, "source": item.reason}
    if isinstance(item, OpenConflict):
        sources = f"{item.accepted.source} ↔ {item.rejected.source}"
        return {"type": item.rule, "facts": "2", "claims": "2", "source": sources}
    return {
        "type": item.type,
        "facts": str(len(item.facts)),
        "claims": str(len(item.claims)),
        "source": item.source,
        "near": " | ".join(f"{thing} {thing.score}" for thing in worklist.near(item)),
    }


def _plain(cell: str) -> str:
    """Return a cell on one line, and such that no spreadsheet takes the words of a text for a formula."""
    line = " ".join(cell.split())
    return str(guard_cell(line))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that a person filled in, by the line that it starts on."""

    line: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        return self.cells.get(column, "").strip()


def read_csv(text: str, source: str, worklist: Worklist, signature: Signature) -> list[Decision]:
    """Return the decisions of a filled-in list; raise `InputError` that names every bad row, and then take none.

    Items that are decided by now are passed over, so that a list may be read twice.
    """
    items = {item.id: item for item in worklist.items}
    lines: dict[str, int] = {}
    decisions: list[Decision] = []
    faults = []
    for row in _rows(text, source):
        try:
            decisions.extend(_decide(row, items, lines, worklist, signature))
        except UsageError as error:
            faults.append(f"line {row.line}: {error}")
    if faults:
        count = f"{count_of(len(faults), 'bad row')}, no decision was written"
        raise InputError("\n  ".join((count, *faults)), source=source)
    return decisions


def _decide(
    row: _Row, items: Mapping[str, Item], lines: dict[str, int], worklist: Worklist, signature: Signature
) -> tuple[Decision, ...]:
    """Return the decision of a row; `lines` holds the line of each earlier decision, by item."""
    word, id_ = row.cell("action"), row.cell("id")
    if not word or parse_move(word) is Move.SKIP:
        if row.cell("target"):
            raise UsageError(f"the target {row.cell('target')!r} has no action")
        return ()
    action = parse_action(word)
    if not worklist.settled.isdisjoint(id_.split()):
        return ()
    if id_ not in items:
        raise UsageError(
            f"no open item has the id {id_!r}; the list may be from another store, or from an earlier build"
        )
    item = items[id_]
    if action is not Action.NEVER and lines.setdefault(id_, row.line) != row.line:
        raise UsageError(f"{item.label!r} is already decided in line {lines[id_]}")
    near = worklist.near(item) if isinstance(item, OpenName) else ()
    target, reason = row.cell("target"), row.cell("reason") or None
    choice = make_choice(action, item, near, worklist.known, target=target, reason=reason)
    return decide(item, choice, signature) if worklist.is_open(item) else ()


def _rows(text: str, source: str) -> Iterator[_Row]:
    """Yield the rows of a list; raise `InputError` where it has not the columns of one."""
    header = text.removeprefix(BOM).partition("\n")[0]
    separator = max(_SEPARATORS, key=header.count)
    reader = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=separator)
    line = 1
    try:
        columns = [column.strip().casefold() for column in next(reader, [])]
        if missing := [column for column in _NEEDED if column not in columns]:
            expected = f"the columns {', '.join(COLUMNS)}"
            raise InputError(f"no column {' and no '.join(missing)}", source=source, line=1, expected=expected)
        line = reader.line_num + 1
        for cells in reader:
            if any(map(str.strip, cells)):
                yield _Row(line, dict(zip(columns, cells, strict=False)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"the list cannot be read ({csv_problem(error)})", source=source, line=line, expected="CSV"
        ) from error
