"""Collect the result of an import: facts with their documents, and rejects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autokg.core.checked import checked
from autokg.core.counting import count_of
from autokg.facts import Document, Fact, to_jsonl
from autokg.importing.base import Outcome, Reject, Take


@dataclass(frozen=True, slots=True)
class Preview:
    """The first facts as a table: one row per fact, one column per slot."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of importing a file.

    Attributes:
        takes: facts in the order of the file; identical facts of several rows are kept once.
        rows: number of rows read. repeated: number of identical facts left out.

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
        """Return all records as JSONL."""
        return "".join(f"{to_jsonl(record)}\n" for record in self.records())

    def rejects_jsonl(self) -> str:
        """Return the rejects as JSONL, with position, reason and row."""
        return "".join(
            json.dumps({"where": reject.where, "reason": reject.reason, "row": dict(reject.cells)}, ensure_ascii=False)
            + "\n"
            for reject in self.rejects
        )

    @checked(limit=0)
    def preview(self, limit: int = 10) -> Preview:
        """Return the first facts as a table, with only the slots that one of them fills."""
        shown = [(take, _shown_slots(take.fact)) for take in self.takes[:limit]]
        slots = tuple(dict.fromkeys(slot for _, values in shown for slot in values))
        return Preview(
            ("row", *slots), tuple((take.where, *(values.get(slot, "") for slot in slots)) for take, values in shown)
        )

    def summary(self) -> str:
        """Return the counts in one line."""
        repeated = f" ({self.repeated} duplicates)" if self.repeated else ""
        return (
            f"{count_of(self.rows, 'row')}, {count_of(len(self.takes), 'fact')}{repeated} from "
            f"{count_of(len(self.documents), 'document')}, {len(self.rejects)} rejected"
        )


def _shown_slots(fact: Fact) -> dict[str, str]:
    slots = {"kind": fact.kind, "status": fact.status.value, **fact.slots()}
    return {
        name: ", ".join(map(str, value)) if isinstance(value, tuple) else str(value) for name, value in slots.items()
    }


def collect(outcomes: Iterable[Outcome]) -> Imported:
    """Collect outcomes; the first of identical facts is kept."""
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
