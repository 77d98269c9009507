"""The application, and what its commands share: options, and the store they answer from."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autokg.errors import UnknownNameError

if TYPE_CHECKING:
    from autokg.core.files import Progress
    from autokg.reading.llm.settings import Options
    from autokg.stores import OxigraphStore

app = typer.Typer(
    name="autokg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Who builds whose cars, where, from when, for which markets, under which agreement: press facts as a "
        "knowledge graph in which every fact keeps its words, its source and its date.\n\n"
        'Start with a question: `autokg ask "Who builds the Polestar 4?"`\n\n'
        "Bring an article of your own: `autokg read article.txt -o facts.jsonl`, then "
        "`autokg build facts.jsonl -s my-store`, then ask with `-s my-store`.\n\n"
        "Without `--store` every command answers from the knowledge base that ships with the package."
    ),
)

StoreOption = Annotated[
    Path | None,
    typer.Option("--store", "-s", envvar="AUTOKG_STORE", help="The store to answer from; by default the bundled one."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no counts.")]
FailEmptyOption = Annotated[bool, typer.Option("--fail-empty", help="Exit 1 where nothing is found.")]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="The file to write; by default, and for `-`, standard output."),
]


FormatOption = Annotated[
    str | None, typer.Option("--format", "-f", help="table, md, csv, tsv, json, xml; for a graph ttl, nt, jsonld.")
]


AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="Answer from what was public by a day, judged and closed anew.")
]
KnownByOption = Annotated[
    str | None, typer.Option("--known-by", help="Answer from what had been read by a day, judged and closed anew.")
]


def open_knowledge(
    store: Path | None,
    progress: Progress = lambda _: None,
    *,
    as_of: str | None = None,
    known_by: str | None = None,
    quiet: bool = False,
) -> OxigraphStore:
    """Open the store that a command is to answer from: the named or the bundled one, as it is or as it was."""
    from autokg.building.bundled import open_bundled
    from autokg.stores import open_store

    if not as_of and not known_by:
        return open_store(store) if store else open_bundled(progress)
    from autokg.building import as_of as asof
    from autokg.cli import display

    moment = asof.Moment.of(as_of, known_by)
    opened = open_store(store) if store else open_bundled(progress)
    progress(f"going back to what was {moment}")
    past = asof.recall(opened, moment)
    for note in () if quiet else past.notes():
        display.note_console().print(note)
    return past.store


def split_names(text: str, known: Collection[str], what: str) -> list[str]:
    """Read names parted by commas; raise `UnknownNameError` for one that is not known."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise UnknownNameError(what, name, known)
    return names


def language_model(max_tokens: int | None, price_in: float | None, price_out: float | None) -> Options:
    """Return where a language model is, as the environment says, with the bounds and prices of a call."""
    import os

    from autokg.reading.llm.settings import Options

    return Options.from_environment(os.environ, max_tokens=max_tokens, price_in=price_in, price_out=price_out)
