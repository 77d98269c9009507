"""What every importer takes and gives: a file and its source in, facts with their documents and rejects out.

An importer yields one outcome or more for each row: a `Take` (a fact and the document it cites) or a `Reject` (the
reason). Every row is accounted for, none is dropped without a word.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError

from autokg.errors import FactError, InputError, UsageError
from autokg.facts import Document, Fact, Status, parse_record, to_jsonl
from autokg.ids import digest, slugify

if TYPE_CHECKING:
    from autokg.importing.mapping_file import TableMapping

Cell = str | tuple[str, ...]
MAX_BYTES = 200_000_000
_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of where a file, or one row of it, comes from; the names are those of the document record."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    retrieved: str | None = None
    licence: str | None = None
    sha256: str | None = None

    def over(self, other: Source) -> Source:
        """Return this source with what it does not say taken from another."""
        mine = {item.name: value for item in fields(self) if (value := getattr(self, item.name)) is not None}
        return replace(other, **mine)

    def document(self, stem: str | None = None) -> Document:
        """Return the document record; its id is a readable stem and a hash of all that is said.

        Two retrievals of one page are two documents, and neither is taken for one that the package ships.
        """
        said = {item.name: getattr(self, item.name) for item in fields(self)}
        readable = stem or slugify(self.publisher or self.title or "")[:_LONGEST_SLUG].strip("-") or "import"
        try:
            return Document(kind="document", id=f"{readable}-{digest(*said.values(), length=10)}", **said)
        except ValidationError as error:
            finding = error.errors(include_url=False)[0]
            slot, message = finding["loc"][0], finding["msg"].removeprefix("Value error, ")
            hint = "a day as 2025-07-01" if slot == "retrieved" else None
            raise UsageError(f"{slot} {said[str(slot)]!r}: {hint or message}") from error


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by column, and where it stands (`file:line`)."""

    where: str
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """Return a cell as text, a list's items parted by `; `, empty where there is none."""
        cell = self.cells.get(column, "")
        return cell if isinstance(cell, str) else "; ".join(cell)


@dataclass(frozen=True, slots=True)
class Take:
    """A fact that a row gave, and the document that it cites."""

    where: str
    fact: Fact
    document: Document


@dataclass(frozen=True, slots=True)
class Reject:
    """A row, or one fact of it, that was turned away."""

    where: str
    reason: str
    cells: Mapping[str, Cell]

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


Outcome = Take | Reject


@dataclass(frozen=True, slots=True)
class Options:
    """What an importer is told beside the file.

    Attributes:
        source: what the user says of the file's origin; it stands over what the importer knows.
        mapping: how the columns of a table become slots; only the importer of tables takes one.
        model_year: of label filings whose rows do not say it.

    """

    source: Source = Source()
    mapping: TableMapping | None = None
    model_year: int | None = None


class Importer(Protocol):
    """Reads one kind of file."""

    def __call__(self, path: Path, options: Options, /) -> Iterable[Outcome]:
        """Yield an outcome or more for each row; raise `InputError` where the file as a whole cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class Preview:
    """The first facts as a table: a row a fact, a column a slot."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file gave.

    Attributes:
        takes: facts in the order of the file; a fact that several rows give alike stands once.
        rows: how many rows were read. repeated: how many facts stood there already.

    """

    takes: tuple[Take, ...]
    rejects: tuple[Reject, ...]
    rows: int
    repeated: int

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts alone."""
        return tuple(take.fact for take in self.takes)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that the facts cite, in the order of their first fact."""
        return tuple({take.document.id: take.document for take in self.takes}.values())

    def records(self) -> Iterator[Document | Fact]:
        """Yield documents, then facts."""
        yield from self.documents
        yield from self.facts

    def facts_jsonl(self) -> str:
        """Return all records, a line each."""
        return "".join(f"{to_jsonl(record)}\n" for record in self.records())

    def rejects_jsonl(self) -> str:
        """Return what was turned away, a line each with place, reason and the row."""
        return "".join(
            json.dumps({"where": reject.where, "reason": reject.reason, "row": dict(reject.cells)}, ensure_ascii=False)
            + "\n"
            for reject in self.rejects
        )

    def preview(self, limit: int = 10) -> Preview:
        """Return the first facts as a table, with only the slots that one of them fills."""
        shown = [(take, _shown_slots(take.fact)) for take in self.takes[:limit]]
        slots = tuple(dict.fromkeys(slot for _, values in shown for slot in values))
        return Preview(
            ("row", *slots), tuple((take.where, *(values.get(slot, "") for slot in slots)) for take, values in shown)
        )

    def summary(self) -> str:
        """Say how much was taken."""
        repeated = f" ({self.repeated} more said the same)" if self.repeated else ""
        return (
            f"{_count(self.rows, 'row')}, {_count(len(self.takes), 'fact')}{repeated} from "
            f"{_count(len(self.documents), 'document')}, {len(self.rejects)} rejected"
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _shown_slots(fact: Fact) -> dict[str, str]:
    slots = {"kind": fact.kind, "status": fact.status.value, **fact.slots()}
    return {
        name: ", ".join(map(str, value)) if isinstance(value, tuple) else str(value) for name, value in slots.items()
    }


def collect(outcomes: Iterable[Outcome]) -> Imported:
    """Gather outcomes; of facts that are alike to the letter the first is kept."""
    takes: dict[str, Take] = {}
    rejects: list[Reject] = []
    rows: set[str] = set()
    repeated = 0
    for outcome in outcomes:
        rows.add(outcome.where)
        if isinstance(outcome, Reject):
            rejects.append(outcome)
        elif takes.setdefault(to_jsonl(outcome.fact), outcome) is not outcome:
            repeated += 1
    return Imported(tuple(takes.values()), tuple(rejects), len(rows), repeated)


def take_fact(row: Row, document: Document, summary: str, slots: Mapping[str, Any]) -> Outcome:
    """Make a fact of its slots (`kind` and `status` among them); what the record form turns away is a reject."""
    record = {
        "status": Status.ACTUAL.value,
        **{slot: value for slot, value in slots.items() if value not in (None, "", [], (), {})},
        "evidence": [{"document": document.id, "summary": summary}],
    }
    try:
        return Take(row.where, parse_record(json.dumps(record, ensure_ascii=False)), document)
    except FactError as error:
        return Reject(row.where, word_problem(error), row.cells)


def word_problem(error: InputError) -> str:
    """Return what was wrong and what was expected, without the place."""
    return f"{error.problem}; expected {error.expected}" if error.expected else error.problem


def read_content(path: Path) -> bytes:
    """Return the bytes of a file; raise `InputError` where it is missing, empty or too long."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError("the file is too long", source=str(path), expected=f"at most {MAX_BYTES // 10**6} MB")
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", source=str(path)) from error
    if not content.strip():
        raise InputError("the file is empty", source=str(path))
    return content


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as the document record keeps it."""
    return hashlib.sha256(read_content(path)).hexdigest()


def read_json(path: Path) -> Any:
    """Return the content of a JSON file; raise `InputError` with line and column where it is none."""
    try:
        return json.loads(read_content(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8 text", source=str(path), expected="JSON") from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"broken JSON: {error.msg}", source=str(path), line=error.lineno, column=error.colno
        ) from error
    except RecursionError as error:
        raise InputError("the JSON is nested too deep", source=str(path)) from error
