"""A figure on a terminal, as wide as it is."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from autokg.network.reports.figure import Figure, footer, quoted, source_of
from autokg.query.results import in_words


def show_figure(figure: Figure, console: Console, *, limit: int | None = None) -> None:
    """Show what a measure found: the sentence, the rows with numbers to the right, the evidence, and the notes."""
    console.print(f"[bold]{escape(figure.sentence)}[/bold]")
    for depth, line in figure.outline:
        start, style = ("\n", "bold") if not depth else ("", "none")
        console.print(start, end="")
        console.print(Padding(Text(line, style=style), (0, 0, 0, 2 * depth)))
    table = figure.to_table(limit)
    if table.rows and not figure.outline:
        grid = RichTable(show_edge=False, pad_edge=False, header_style="bold")
        for column in table.columns:
            grid.add_column(in_words(column), justify="right" if figure.is_number(column) else "left", overflow="fold")
        for row in table.rows:
            grid.add_row(*map(escape, row))
        console.print("")
        console.print(grid)
    if figure.cited:
        console.print("\n[bold]Evidence[/bold]")
        console.print(_numbered((quoted(item), source_of(item)) for item in figure.evidence[: figure.cited]))
    notes = footer(figure, limit)
    console.print("".join(f"\n[dim]{escape(note)}[/dim]" for note in notes), end="\n" if notes else "")


def _numbered(items: Iterable[tuple[str, str]]) -> RichTable:
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(justify="right")
    grid.add_column(overflow="fold")
    for number, (words, source) in enumerate(items, 1):
        grid.add_row(f"{number}.", escape(words))
        grid.add_row("", f"[dim]{escape(source)}[/dim]")
    return grid
