"""Figures of `autokg network` on a terminal."""

from __future__ import annotations

from rich.console import Console

from autokg.api.measures import Figure, footer, quoted, source_of
from autokg.cli.display import show_evidence, show_table, show_wrapped
from autokg.cli.wording import in_options


def show_figure(figure: Figure, console: Console, *, limit: int | None = None) -> None:
    """Print the sentence, the rows with numbers to the right, the evidence, and the notes."""
    show_wrapped(figure.sentence, console, style="bold")
    for depth, line in figure.outline:
        if not depth:
            console.print()
        show_wrapped(line, console, lead="  " * depth, indent=2 * depth, style="" if depth else "bold")
    table = figure.to_table(limit)
    if table.rows and not figure.outline:
        console.print()
        numbers = [column for column in table.columns if figure.is_number(column)]
        show_table(table.columns, table.rows, console, numbers)
    if figure.cited:
        console.print("\nEvidence", style="bold")
        show_evidence(((quoted(item), source_of(item)) for item in figure.evidence[: figure.cited]), console)
    for note in footer(figure, limit):
        console.print()
        show_wrapped(in_options(note), console, style="dim")
