"""Review of open cases by an editor: unresolved names, rejected facts and conflicts → decisions.

`review` goes through the cases on a terminal, writes them as CSV, or reads the completed CSV. Each decision is written
to a file at once, and the next build follows it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from autokg.core.counting import count_of
from autokg.core.files import write_output
from autokg.facts.corpus import read_lines
from autokg.reading.unread import read_rows
from autokg.review.choices import Action, Choice, Signature, decide
from autokg.review.decision_file import DecisionFile
from autokg.review.items import Item, OpenConflict, OpenName, OpenReject, read_rejects
from autokg.review.spreadsheet import read_csv, write_csv
from autokg.review.walk import Ask, Walk
from autokg.review.worklist import Kind, Worklist
from autokg.stores.base import Store

__all__ = [
    "Action",
    "Choice",
    "DecisionFile",
    "Item",
    "Kind",
    "OpenConflict",
    "OpenName",
    "OpenReject",
    "Outcome",
    "Signature",
    "Walk",
    "Worklist",
    "decide",
    "load_worklist",
    "read_csv",
    "read_rejects",
    "review",
    "write_csv",
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many decisions a review wrote, how many cases are still open, and how many sentences were not read."""

    decisions: int
    left: int
    unread: int = 0

    def __str__(self) -> str:
        not_read = f"; {count_of(self.unread, 'sentence')} with two known names gave no fact" if self.unread else ""
        return f"{count_of(self.decisions, 'decision')}, {count_of(self.left, 'case')} still open{not_read}"


def review(
    store: Store,
    decisions: Path,
    signature: Signature,
    *,
    rejects: Path | None = None,
    kinds: Collection[Kind] = tuple(Kind),
    csv: Path | None = None,
    from_csv: Path | None = None,
    unread: Path | None = None,
    console: Console | None = None,
    ask: Ask | None = None,
) -> Outcome:
    """Review the open cases of a store and a rejects file, and append the decisions to a file.

    With `csv`, write the cases there (`-` is standard output); with `from_csv`, read the decisions; else ask on the
    console, by default with a prompt on standard input. `unread` lists sentences that gave no fact, which are counted.
    """
    sentences = len(read_rows(read_lines(unread), str(unread))) if unread else 0
    file = DecisionFile(decisions)
    worklist = load_worklist(store, file, rejects=rejects, kinds=kinds)
    decided_count = 0
    if csv:
        write_output(write_csv(worklist), csv)
    elif from_csv:
        decided = read_csv("\n".join(read_lines(from_csv)), str(from_csv), worklist, signature)
        decided_count = len(decided)
        if decided:
            file.add(decided)
    else:
        output = console or Console(highlight=False)
        decided_count = Walk(worklist, file, signature, output).run(
            ask or (lambda prompt: output.input(prompt, markup=False))
        )
    return Outcome(decided_count, len(worklist.after(file.read()).open_items()), sentences)


def load_worklist(
    store: Store, file: DecisionFile, *, rejects: Path | None = None, kinds: Collection[Kind] = tuple(Kind)
) -> Worklist:
    """List the open items of a store and a rejects file after the decisions of a file."""
    turned_away = read_rejects(read_lines(rejects), str(rejects)) if rejects else ()
    return Worklist.of(store, turned_away, file.read(), kinds)
