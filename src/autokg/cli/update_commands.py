"""Commands that keep a store up: add and remove."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autokg.cli.options import QuietOption, app
from autokg.errors import UsageError

KeptStoreOption = Annotated[
    Path | None,
    typer.Option("--store", "-s", envvar="AUTOKG_STORE", help="The store to change; changed whole or not at all."),
]


@app.command()
def add(
    facts: Annotated[list[Path], typer.Argument(help="Files of press facts, or folders of them; `-` is stdin.")],
    store: KeptStoreOption = None,
    documents: Annotated[
        Path | None, typer.Option(help="A folder with the texts: every quote is checked against them.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let documents that are there with other content give way.")
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Add documents with their facts to a store, at the cost of what they touch."""
    from autokg.building import updating as maintaining
    from autokg.cli import display
    from autokg.facts.corpus import load_corpus

    folder = _named(store, "add to")
    console = display.note_console()
    corpus = load_corpus(facts)
    if documents:
        checked = corpus.check_quotes(documents)
        if not quiet:
            console.print(f"quotes checked against {checked} of {len(corpus.documents)} documents")
    with display.progress_on(console, quiet=quiet) as progress:
        made = maintaining.add_to_store(folder, corpus, replace=replace, progress=progress)
    if not quiet:
        display.show_maintenance(made, console)


@app.command()
def remove(
    documents: Annotated[list[str], typer.Argument(help="Documents by their ids; `autokg sources` lists them.")],
    store: KeptStoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Remove documents, and what rests on them alone, from a store."""
    from autokg.building import updating as maintaining
    from autokg.cli import display

    folder = _named(store, "remove from")
    console = display.note_console()
    with display.progress_on(console, quiet=quiet) as progress:
        made = maintaining.remove_from_store(folder, documents, progress=progress)
    if not quiet:
        display.show_maintenance(made, console)


def _named(store: Path | None, what: str) -> Path:
    if store is None:
        raise UsageError(f"name the store to {what}: -s FOLDER; the bundled one is not changed")
    return store
