"""Printing: tables, answers with their evidence, conflicts, reports, JSON and CSV.

Data goes to standard output, everything else to standard error. Text for people is as wide as the terminal (or
`COLUMNS`) and never broken inside a word; a table that is too wide for this is printed as records. Data for programs
is UTF-8 whatever the terminal's encoding. rich omits colour if the output is no terminal or `NO_COLOR` is set.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table as RichTable
from rich.text import Text

from autokg.api.text_output import Table, choose_format, in_words, to_csv
from autokg.cli.wording import in_options
from autokg.core.counting import count_of
from autokg.core.files import Progress, write_output
from autokg.core.visible import visible
from autokg.errors import UnknownNameError

if TYPE_CHECKING:
    from autokg.api import Answer, BuildReport, Conflicts, Evaluation, Rows, UpdateReport
    from autokg.api.conflict_list import ToldConflict


class Listing(Protocol):
    """Items that print one after another."""

    def __len__(self) -> int: ...

    def to_json(self) -> list[dict[str, Any]]:
        """Return the items as JSON values."""


_LIST_FORMATS = ("table", "csv", "json")
_REPORT_FORMATS = ("table", "md", "html", "csv", "json")
_WIDTH_IN_A_PIPE = 100
_NARROWEST = 20  # columns for text after an indent
_AROUND_CELLS = 3  # characters: a space on each side and a line, which the last column lacks
_MOST_ROWS = 25
_MOST_DOCUMENTS = 5
_MOST_LINES = 20  # of ignored decisions and of conflicts: a decision file may serve several bases
_MOST_NAMES = 40  # unresolved names shown; a long run reads thousands


class _TextConsole(Console):
    """A console on which text of the sources stays text: a terminal would obey its control characters."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Yield the segments of something to print."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(visible(segment.text), segment.style)


def data_console() -> Console:
    """Return the console for data."""
    columns = os.environ.get("COLUMNS", "")
    is_measured = sys.stdout.isatty() and not columns.isdecimal()
    width = int(columns) if columns.isdecimal() else 0  # COLUMNS=0 states no width
    return _TextConsole(
        width=width or (None if is_measured else _WIDTH_IN_A_PIPE), highlight=False, emoji=False, markup=False
    )


def note_console() -> Console:
    """Return the console for progress, counts and warnings."""
    return _TextConsole(stderr=True, highlight=False, emoji=False, markup=False, soft_wrap=True)


@contextmanager
def progress_on(console: Console, *, quiet: bool) -> Iterator[Progress]:
    """Show the current step while it runs, on a terminal only."""
    if quiet or not console.is_terminal:
        yield lambda _: None
        return
    with console.status("starting") as status:
        yield status.update


def show_notes(notes: Iterable[str], *, quiet: bool = False) -> None:
    """Print remarks to standard error, a line each."""
    console = note_console()
    for note in () if quiet else notes:
        console.print(in_options(note))


def print_text(text: str) -> None:
    """Print lines of text: wrapped behind their indent on a terminal, as they are elsewhere."""
    console = data_console()
    for line in text.split("\n"):
        if console.is_terminal:
            show_wrapped(line, console, indent=len(line) - len(line.lstrip()) + 2)
        else:
            console.print(line, soft_wrap=True)


def print_error(message: object) -> None:
    """Print an error to standard error."""
    sys.stderr.write(f"autokg: {visible(in_options(str(message)))}\n")


def print_json(data: Any, output: Path | None = None) -> None:
    """Print JSON, or write it to a file."""
    import json

    put((json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode(), output)


def report_format(format_: str | None, output: Path | None) -> str:
    """Return the format of an answer by its name, else by the ending of the file, else `table`; of a file Markdown."""
    chosen = choose_format(format_, output, _REPORT_FORMATS) or "table"
    return "md" if chosen == "table" and output else chosen


def put(content: Table | bytes, output: Path | None = None) -> None:
    """Print a table, or write bytes to a file or standard output."""
    if isinstance(content, Table):
        show_table(content.columns, content.rows, data_console())
    else:
        is_shown = output is None and sys.stdout.isatty()
        write_output(visible(content.decode()).encode() if is_shown else content, output)


def put_rows(rows: Rows, format_: str | None, output: Path | None = None) -> None:
    """Print rows as a table on a terminal, as CSV elsewhere, or in the given format; to a file as CSV."""
    match "csv" if output else _list_format(format_):
        case "table":
            put(rows.to_table())
        case "json":
            print_json([{name: value for name, value in row.items() if value is not None} for row in rows])
        case _:
            put(to_csv(rows.columns, (tuple(row.values()) for row in rows)).encode(), output)


def put_unread(rows: Rows, format_: str | None, output: Path | None = None) -> None:
    """Print sentences that were not read by article on a terminal, as CSV elsewhere, or in the given format."""
    if output or _list_format(format_) != "table":
        put_rows(rows, format_, output)
    else:
        show_unread(rows, data_console())


def show_unread(rows: Rows, console: Console) -> None:
    """Print sentences that were not read, with their names and the reason, below their articles."""
    article = None
    for row in rows:
        if row["article"] != article:
            article = row["article"]
            show_wrapped(str(article), console, style="bold")
        _show_item("  ", f"“{row['sentence']}”", console)
        _show_item("    ", f"{row['names']}: {row['why'] or 'no reason listed'}", console, style="dim")


def put_conflicts(conflicts: Conflicts, format_: str | None) -> None:
    """Print conflicts for people on a terminal, as CSV elsewhere, or in the given format."""
    if _list_format(format_) == "table":
        show_conflicts(conflicts.told(), data_console())
    else:
        put_rows(conflicts, format_)


def _list_format(format_: str | None) -> str:
    if format_ is not None and format_ not in _LIST_FORMATS:
        raise UnknownNameError("format", format_, _LIST_FORMATS)
    return format_ or ("table" if sys.stdout.isatty() else "csv")


def put_listing(items: Listing, *, as_json: bool) -> None:
    """Print items as text, or as JSON."""
    if as_json:
        print_json(items.to_json())
    elif len(items):
        print_text(str(items))


def show_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], console: Console, numbers: Sequence[str] = ()
) -> None:
    """Print a table; as records if the words of its columns do not fit next to each other."""
    titles = [in_words(column) for column in columns]
    if not _fits(titles, rows, console):
        _show_records(titles, rows, console)
        return
    grid = RichTable(show_edge=False, pad_edge=False, header_style="bold")
    for column, title, width in zip(columns, titles, _fitted_widths(titles, rows, console.width), strict=True):
        grid.add_column(Text(title), justify="right" if column in numbers else "left", width=width)
    for row in rows:
        grid.add_row(*map(Text, row))
    console.print(grid)


def _fits(titles: Sequence[str], rows: Sequence[Sequence[str]], console: Console) -> bool:
    """Return whether the longest words of all columns fit in a line."""
    widths = _widths(titles, rows)
    return sum(widths) + _AROUND_CELLS * len(widths) - 1 <= console.width


def _fitted_widths(titles: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return widths that narrow the widest columns to fit in a line, but none to less than its longest word."""
    whole = [max(map(cell_len, cells)) for cells in zip(titles, *rows, strict=True)]
    least = _widths(titles, rows)
    room = width - _AROUND_CELLS * len(whole) + 1
    # rich narrows the widest columns without regard to their least width, and then crops each line
    for most in range(max(whole, default=0), 0, -1):
        widths = [max(low, min(high, most)) for low, high in zip(least, whole, strict=True)]
        if sum(widths) <= room:
            return widths
    return least


def _widths(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(_longest_word, cells)) for cells in zip(titles, *rows, strict=True)]


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split()), default=0)


def _show_records(titles: Sequence[str], rows: Sequence[Sequence[str]], console: Console) -> None:
    for number, row in enumerate(rows):
        if number:
            console.print()
        for title, cell in zip(titles, row, strict=True):
            if cell:
                show_wrapped(cell, console, lead=f"{title}: ", indent=4)


def show_wrapped(text: str, console: Console, *, lead: str = "", indent: int = 0, style: str = "") -> None:
    """Print text after a lead, its further lines indented; a word that is too long for a line stays whole."""
    for number, line in enumerate(wrap_words(lead + text, console.width, indent)):
        console.print(" " * indent * (number > 0) + line, style=style, soft_wrap=True)


def _show_item(lead: str, text: str, console: Console, *, style: str = "") -> None:
    """Print text behind a lead, all its lines indented as far as the lead."""
    indent = cell_len(lead)
    for number, line in enumerate(wrap_words(text, max(console.width - indent, _NARROWEST))):
        console.print((" " * indent if number else lead) + line, style=style, soft_wrap=True)


def wrap_words(text: str, width: int, indent: int = 0) -> list[str]:
    """Return text in lines of a width in terminal cells, of all but the first the indent off; never break a word.

    >>> wrap_words("see https://example.org/page-about-cars for more", 20)
    ['see', 'https://example.org/page-about-cars', 'for more']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = paragraph[: len(paragraph) - len(paragraph.lstrip())]
        for word in paragraph.split():
            room = max(width - indent * bool(lines), _NARROWEST)
            if line.strip() and cell_len(line) + 1 + cell_len(word) > room:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line.strip() else line + word
        lines.append(line)
    return lines


def show_answer(answer: Answer, console: Console, *, most: int | None = 5) -> None:
    """Print the reading, the sentence, the table and the first pieces of evidence."""
    words = answer.words
    for note in answer.notes:
        show_wrapped(note, console, style="dim")
    show_wrapped(answer.sentence, console, style="bold")
    show_wrapped(answer.reading, console, style="dim")
    table = answer.fitted_table(lambda table: _fits(table.columns, table.rows, console))
    if len(table.rows) > 1:
        console.print()
        show_table(table.columns, table.rows[:_MOST_ROWS], console)
        if len(table.rows) > _MOST_ROWS:
            console.print(words.say("rows_more", n=len(table.rows) - _MOST_ROWS), style="dim")
    lines = answer.citations()
    if lines[:most]:
        console.print(f"\n{words.say('evidence_head')}", style="bold")
        show_evidence(lines[:most], console)
        if most is not None and len(lines) > most:
            console.print(words.say("evidence_more", n=len(lines) - most), style="dim")
    if answer.conflicts:
        console.print(f"\n{words.say('conflicts_head')}", style="bold")
        show_conflicts(answer.told_conflicts(), console)


def show_evidence(items: Iterable[Sequence[str | None]], console: Console) -> None:
    """Print numbered evidence: the words, then lines on the source."""
    listed = list(items)
    width = len(str(len(listed)))
    for number, (words, *source) in enumerate(listed, 1):
        _show_item(f"{number:>{width}}. ", str(words), console)
        for line in filter(None, source):
            _show_item(" " * (width + 2), line, console, style="dim")


def show_conflicts(conflicts: Iterable[ToldConflict], console: Console) -> None:
    """Print each conflict with both sides, their words, and the rule that settled it."""
    for conflict in conflicts:
        show_wrapped(conflict.title, console, style="bold")
        rule, name = conflict.rule
        width = 3 + max(cell_len(text) for text in (rule, *(side.verdict for side in conflict.sides)))
        for side in conflict.sides:
            _show_item(f"  {side.verdict}".ljust(width), side.text, console)
            _show_item(" " * width, side.source, console, style="dim")
        _show_item(f"  {rule}".ljust(width), name, console)


def show_build(report: BuildReport, console: Console) -> None:
    """Print what a build counted and found."""
    _show_texts(report.texts, report.counts["documents"], console)
    console.print(", ".join(count_of(count, name.removesuffix("s"), name) for name, count in report.counts.items()))
    _show_limited("corrected name: ", [f"{name} → {known}" for name, known in report.fuzzy], "such name", console)
    _show_problems(report, console)


def _show_texts(texts: int | None, documents: int, console: Console) -> None:
    """Print how many documents had their quotes checked against a text; nothing if no texts were given."""
    if texts is not None:
        console.print(f"quotes checked against {texts} of {count_of(documents, 'document')}")
    if texts == 0 < documents:
        console.print("no file of the folder is the text of a document: no quote was checked")


def show_update(report: UpdateReport, console: Console) -> None:
    """Print what adding or removing documents changed."""
    _show_texts(report.texts, report.documents, console)
    for words, documents in (
        ("added", report.added),
        ("removed", report.removed),
        ("already in the store", report.unchanged),
    ):
        if documents:
            shown = ", ".join(documents[:_MOST_DOCUMENTS])
            more = f" and {len(documents) - _MOST_DOCUMENTS:,} more" if len(documents) > _MOST_DOCUMENTS else ""
            console.print(f"{words}: {shown}{more}")
    if report.is_empty:
        console.print("no changes")
        return
    console.print(
        f"{report.claims:+,} claim{'s' * (abs(report.claims) != 1)}, "
        f"{count_of(len(report.conflicts), 'new or changed conflict')}, {report.resolved:,} resolved, "
        f"{count_of(report.quads_added, 'quad')} added, {report.quads_removed:,} removed"
    )
    _show_limited("conflict: ", report.conflicts, "conflict", console)
    _show_problems(report, console)


def _show_problems(report: BuildReport | UpdateReport, console: Console) -> None:
    for inconsistency in report.inconsistencies:
        console.print(f"inconsistent: {inconsistency}")
    for finding in report.findings:
        console.print(str(finding))
    _show_limited("decision ignored: ", report.ignored_decisions, "ignored decision", console)
    show_unresolved(report.unresolved, console)


def _show_limited(lead: str, lines: Sequence[str], noun: str, console: Console) -> None:
    """Print the first of many lines, and how many more there are."""
    for line in lines[:_MOST_LINES]:
        console.print(f"{lead}{line}")
    if len(lines) > _MOST_LINES:
        console.print(f"{count_of(len(lines) - _MOST_LINES, f'more {noun}')}")


def show_evaluation(evaluation: Evaluation, console: Console, *, errors: bool) -> None:
    """Print scores by language, by kind and in total and, if asked for, each mistake with its quote."""
    rows = tuple(
        (
            label,
            *map(str, (s.gold, s.found, s.said, s.right)),
            _rate(s.precision, s.said),
            _rate(s.recall, s.gold),
            _rate(s.f1, s.said * s.gold),
        )
        for label, s in evaluation.rows()
    )
    columns = ("", "annotated", "found", "read", "correct", "precision", "recall", "F1")
    show_table(columns, rows, console, numbers=columns[1:])
    console.print(f"{count_of(evaluation.texts, 'text')}, {evaluation.misquoted} misquoted")
    if evaluation.facts:
        share = evaluation.wholly_right / evaluation.facts
        facts = count_of(evaluation.facts, "fact")
        console.print(f"{facts} read, {evaluation.wholly_right} wholly correct ({share:.2f})")
    show_notes(_evaluation_notes(evaluation))
    for mistake in evaluation.mistakes if errors else ():
        console.print()
        show_wrapped(f"{mistake.text}: {mistake.what} {mistake.claim}", console)
        _show_item("  ", mistake.quote, console, style="dim")


def _rate(value: float, of: int) -> str:
    """Return a share as shown; a dash if it is one of nothing."""
    return f"{value:.2f}" if of else "–"


def _evaluation_notes(evaluation: Evaluation) -> Iterator[str]:
    """Yield which texts do not count for precision, and which nothing was read of."""
    if evaluation.partial:
        yield (
            f"{_some(evaluation.partial)}: counts for recall only; for precision the first line of the annotated file "
            'says "exhaustive": true, that is, all facts of the text are annotated'
        )
    if evaluation.missing:
        yield f"{_some(evaluation.missing)}: no file of that name among the facts, so all its claims are missed"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _MOST_DOCUMENTS
    return ", ".join(names[:_MOST_DOCUMENTS]) + (f" and {more:,} more" if more > 0 else "")


def show_unresolved(names: Sequence[str], console: Console) -> None:
    """Print the first names that the reference data does not know, and how many more there are."""
    if not names:
        return
    rest = len(names) - _MOST_NAMES
    more = f" and {rest:,} more; after the build, autokg review lists them all" if rest > 0 else ""
    console.print(f"{count_of(len(names), 'unresolved name')}: {', '.join(names[:_MOST_NAMES])}{more}")
