"""What a person sees on a terminal: tables, answers with their evidence, conflicts, what a build did.

Data goes to standard output, all else to standard error. rich leaves colour off where output is no terminal, where
`NO_COLOR` is set and where a terminal cannot.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from autokg.answers import Answer
from autokg.answers.evidence import Evidence
from autokg.core.files import Progress
from autokg.query.results import Table, in_words
from autokg.query.saved import SavedQuery

if TYPE_CHECKING:
    from autokg.building.build import KnowledgeBuild  # at run time it would bring the reasoner with it
    from autokg.building.updating import Maintenance
    from autokg.reading.scoring import Evaluation


@runtime_checkable
class Accounting(Protocol):
    """A reader that keeps count of what it used."""

    def summary(self) -> str:
        """Say what was used."""

    def drain_problems(self) -> Sequence[object]:
        """Return what could not become a fact since the last call."""


_WIDTH_IN_A_PIPE = 100
_LONGEST_TITLE = 70
_MOST_DOCUMENTS = 5
_MOST_UNHEEDED = 20  # a decision file may serve several bases, each with a part of what it names


def data_console() -> Console:
    """Return the console for data."""
    return Console(width=None if sys.stdout.isatty() else _WIDTH_IN_A_PIPE, highlight=False, emoji=False)


def note_console() -> Console:
    """Return the console for progress and counts."""
    return Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)


@contextmanager
def progress_on(console: Console, *, quiet: bool) -> Iterator[Progress]:
    """Show what is being done for as long as it takes; silent unless a person is looking."""
    if quiet or not console.is_terminal:
        yield lambda _: None
        return
    with console.status("starting") as status:
        yield status.update


def show_table(table: Table, console: Console) -> None:
    """Show a table as wide as the terminal."""
    grid = RichTable(show_edge=False, pad_edge=False, header_style="bold")
    for column in table.columns:
        grid.add_column(in_words(column), overflow="fold")
    for row in table.rows:
        grid.add_row(*map(escape, row))
    console.print(grid)


def show_answer(answer: Answer, table: Table | None, console: Console, *, sparql: bool) -> None:
    """Show the sentence, the table, each piece of evidence and, where asked for, the query."""
    for note in answer.notes:
        console.print(f"[dim]{escape(note)}[/dim]")
    console.print(f"[bold]{escape(answer.sentence)}[/bold]")
    if table and table.rows:
        console.print()
        show_table(table, console)
    if answer.evidence:
        console.print("\n[bold]Evidence[/bold]")
        console.print(_evidence_grid(_once(answer.evidence)))
    if answer.conflicts:
        console.print("\n[bold]Sources disagree[/bold]")
        show_conflicts(answer.conflicts, console)
    if sparql:
        console.print(f"\n{escape(answer.sparql)}")


def _once(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return each quote or summary once, in order, whatever number of things it speaks of."""
    return list({(item.document, item.words): item for item in reversed(evidence)}.values())[::-1]


def _evidence_grid(evidence: Sequence[Evidence]) -> RichTable:
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(justify="right")
    grid.add_column(overflow="fold")
    for number, item in enumerate(evidence, 1):
        place = f", {item.position}" if item.position not in (None, "body") else ""
        said_by = f"{item.speaker}, in: " if item.speaker else ""
        source = ", ".join(filter(None, (item.publisher or _short(item.title), item.published)))
        grid.add_row(f"{number}.", escape(f"“{item.quote}”" if item.quote else str(item.summary)))
        grid.add_row("", f"[dim]{escape(said_by + source)}{place} ({item.status}, {item.outcome})[/dim]")
        if item.url:
            grid.add_row("", f"[dim]{escape(item.url)}[/dim]")
    return grid


def show_conflicts(conflicts: Sequence[Mapping[str, str]], console: Console) -> None:
    """Show each conflict with both sides, their words, and the rule that settled it."""
    for row in conflicts:
        console.print(f"[bold]{escape(row['subjectLabel'])}[/bold], {escape(row['propertyLabel'])}")
        grid = RichTable.grid(padding=(0, 1))
        grid.add_column(min_width=10)
        grid.add_column(overflow="fold")
        for side in ("accepted", "rejected"):
            value, quote, source = (row[f"{side}{part}"] for part in ("Value", "Quote", "Source"))
            grid.add_row(f"  {side}", f"[bold]{escape(value)}[/bold]: {escape(quote)}")
            grid.add_row("", f"[dim]{escape(_short(source))}, claim {row[side].rpartition('/')[2]}[/dim]")
        grid.add_row("  by", escape(row["rule"]))
        console.print(grid)


def _short(title: str) -> str:
    """Return a title as long as a line of a list bears."""
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"


def show_queries(queries: Iterable[SavedQuery], console: Console) -> None:
    """List saved queries with the question each answers and its parameters."""
    rows = tuple((query.name, query.question, ", ".join(query.parameters)) for query in queries)
    show_table(Table(("query", "answers", "parameters"), rows), console)


def show_build(built: KnowledgeBuild, console: Console) -> None:
    """Say what a build did."""
    console.print(", ".join(f"{count:,} {name}" for name, count in built.counts.items()))
    for fault in built.closure.inconsistencies:
        console.print(f"inconsistent: {escape(str(fault))}")
    for finding in built.findings:
        console.print(escape(str(finding)))
    for decision in built.unheeded[:_MOST_UNHEEDED]:
        console.print(f"decision not followed: {escape(decision)}")
    if len(built.unheeded) > _MOST_UNHEEDED:
        console.print(f"{len(built.unheeded) - _MOST_UNHEEDED} more decisions not followed")


def show_maintenance(made: Maintenance, console: Console) -> None:
    """Say what adding or removing documents did."""
    for words, documents in (("added", made.added), ("removed", made.removed), ("there already", made.unchanged)):
        if documents:
            shown = ", ".join(documents[:_MOST_DOCUMENTS])
            more = f" and {len(documents) - _MOST_DOCUMENTS:,} more" if len(documents) > _MOST_DOCUMENTS else ""
            console.print(escape(f"{words}: {shown}{more}"))
    if not made.delta:
        console.print("nothing to do")
        return
    console.print(
        f"{made.claims:+,} claims, {len(made.conflicts):,} conflicts new or settled otherwise, {made.settled:,} gone, "
        f"{len(made.delta.gained):,} quads in, {len(made.delta.dropped):,} out"
    )
    for conflict in made.conflicts[:_MOST_UNHEEDED]:
        console.print(f"conflict: {escape(str(conflict))}")
    for fault in made.inconsistencies:
        console.print(f"inconsistent: {escape(str(fault))}")
    for finding in made.findings:
        console.print(escape(str(finding)))
    for decision in made.unheeded[:_MOST_UNHEEDED]:
        console.print(f"decision that names nothing any more: {escape(str(decision))}")
    show_unresolved([thing.label for thing in made.unresolved], console)


def show_evaluation(evaluation: Evaluation, console: Console, *, errors: bool) -> None:
    """Show scores by language, by kind and over all, and where asked for each mistake with its quote."""
    rows = tuple(
        (label, *map(str, (s.gold, s.found, s.said, s.right)), f"{s.precision:.2f}", f"{s.recall:.2f}", f"{s.f1:.2f}")
        for label, s in evaluation.rows()
    )
    show_table(Table(("", "gold", "found", "said", "right", "precision", "recall", "F1"), rows), console)
    share = evaluation.wholly_right / evaluation.facts if evaluation.facts else 0
    console.print(f"{evaluation.facts} facts read, {evaluation.wholly_right} wholly right ({share:.2f})")
    console.print(f"{evaluation.texts} texts, {evaluation.misquoted} misquoted")
    for mistake in evaluation.mistakes if errors else ():
        console.print(f"\n{mistake.text}: [bold]{mistake.what}[/bold] {escape(str(mistake.claim))}")
        console.print(f"  [dim]{escape(mistake.quote)}[/dim]")


def reader_notes(readers: Iterable[object]) -> Iterator[str]:
    """Yield what readers that ask a service have to say: what they used, and what could not become a fact."""
    for reader in readers:
        if isinstance(reader, Accounting):
            yield reader.summary()
            yield from map(str, reader.drain_problems())


def show_unresolved(names: Sequence[str], console: Console) -> None:
    """Say which names the reference data does not know."""
    if names:
        console.print(f"{len(names)} unresolved: {escape(', '.join(names))}")


def to_json(data: Any) -> str:
    """Write JSON for people and programs alike."""
    import json

    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
