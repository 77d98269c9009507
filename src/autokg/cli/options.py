"""The application, and the options and helpers that its commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from typer.core import TyperCommand

from autokg.cli.wording import set_options
from autokg.errors import UsageError

if TYPE_CHECKING:
    from autokg.api import KnowledgeBase

app = typer.Typer(
    name="autokg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Who builds whose cars, where, since when, for which markets and under which agreement: facts from press "
        "articles as a knowledge graph. Every fact keeps its quote, its source and its date.\n\n"
        'Start with a question: `autokg ask "Who builds the Polestar 4?"`\n\n'
        "Add an article of your own: `autokg read article.txt -o facts.jsonl`, then "
        "`autokg build facts.jsonl -s my-store`, then ask with `-s my-store`.\n\n"
        "Without `--store`, commands use the bundled knowledge base."
    ),
)


def path(value: str) -> str:
    """Return a path as it is given: it may be an address, of which a path object would drop a slash."""
    return value


StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        "-s",
        envvar="AUTOKG_STORE",
        parser=path,
        help="Store to use, a folder or the URL of a SPARQL endpoint; the bundled knowledge base if omitted.",
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress and no counts.")]
FailEmptyOption = Annotated[bool, typer.Option("--fail-empty", help="Exit with code 1 if nothing is found.")]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="File to write; standard output if omitted or `-`.")
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        help="table, md, csv, tsv, json or xml; for a graph ttl, nt or jsonld. "
        "By default a table on a terminal, CSV (Turtle for a graph) in a pipe.",
    ),
]
ListFormatOption = Annotated[
    str | None, typer.Option("--format", "-f", help="table, csv or json. By default a table on a terminal, else CSV.")
]
ReportFormatOption = Annotated[
    str | None, typer.Option("--format", "-f", help="table, md, html, csv or json; table if omitted.")
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="Use only sources published by this date; everything is recomputed.")
]


TodayOption = Annotated[
    str | None, typer.Option("--today", metavar="DATE", help="Date to take as today, such as 2025-01-31.")
]
KnownByOption = Annotated[
    str | None, typer.Option("--known-by", help="Use only sources retrieved by this date; everything is recomputed.")
]

WithoutOption = Annotated[
    str | None,
    typer.Option("--without", help="Sources to leave out: `filings`, which cover only cars sold in one country."),
]

Function = TypeVar("Function", bound=Callable[..., Any])


class _Command(TyperCommand):
    """A command that words messages with its options, and refuses empty paths, which `Path` takes for a folder."""

    def invoke(self, ctx: Any) -> Any:
        set_options({str(parameter.name).rstrip("_"): _words(parameter) for parameter in self.params})
        for parameter in self.params:
            value = ctx.params.get(parameter.name)
            if parameter.type.name in _PATHS and "" in (value if isinstance(value, tuple | list) else (value,)):
                raise UsageError(f"{_words(parameter)}: the path is empty; name a file or folder")
        return super().invoke(ctx)


def _words(parameter: Any) -> str:
    """Return the option of a parameter, or the name that the help page gives to an argument."""
    if parameter.param_type_name == "argument":
        return str(parameter.human_readable_name).upper()
    return str(max(parameter.opts, key=len))


_PATHS = frozenset({"path", "file", "directory"})  # names of click for types of paths


def command(*examples: str, name: str | None = None, group: typer.Typer = app) -> Callable[[Function], Function]:
    """Register a command with examples at the end of its help page."""
    title = "Example" if len(examples) == 1 else "Examples"
    return group.command(
        name, cls=_Command, epilog="\n\n".join([f"{title}:", *(f"`{example}`" for example in examples)])
    )


@contextmanager
def opened(
    store: str | None,
    *,
    as_of: str | None = None,
    known_by: str | None = None,
    without: str | None = None,
    quiet: bool = False,
) -> Iterator[KnowledgeBase]:
    """Open a knowledge base and print what it leaves out; show progress until the work with it is done."""
    from autokg import api
    from autokg.cli import display

    console = display.note_console()
    with display.progress_on(console, quiet=quiet) as progress:
        left_out = split_names(without or "")
        kb = api.open(store, as_of=as_of, known_by=known_by, without=left_out, progress=progress)
        display.show_notes(kb.notes, quiet=quiet)
        yield kb


def split_names(text: str) -> list[str]:
    """Return comma-separated names."""
    return [name.strip() for name in text.split(",") if name.strip()]
