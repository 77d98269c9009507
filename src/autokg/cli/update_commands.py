"""Commands that change a store: add, remove."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autokg.cli.options import QuietOption, command, path
from autokg.errors import UsageError

ChangedStoreOption = Annotated[
    str | None,
    typer.Option(
        "--store", "-s", envvar="AUTOKG_STORE", parser=path, help="Store to change; changed completely or not at all."
    ),
]


@command("autokg add more-facts.jsonl -s my-store")
def add(
    facts: Annotated[list[Path], typer.Argument(help="Files of facts (JSONL), folders of them, or `-` for stdin.")],
    store: ChangedStoreOption = None,
    texts: Annotated[
        Path | None,
        typer.Option("--documents", help="Folder of the article texts; every quote is checked against them."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace documents whose content differs from the store's.")
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Add documents with their facts to a store; only affected parts are recomputed."""
    from autokg import api
    from autokg.cli import display

    folder = _require_store(store, "to add to")
    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        report = api.add(folder, facts, texts=texts, replace=replace, progress=progress)
    if not quiet:
        display.show_update(report, display.note_console())


@command("autokg remove a-press-release-2024 -s my-store")
def remove(
    documents: Annotated[list[str], typer.Argument(help="Ids of documents; `autokg sources` lists them.")],
    store: ChangedStoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Remove documents, and everything that depends only on them, from a store."""
    from autokg import api
    from autokg.cli import display

    folder = _require_store(store, "to remove from")
    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        report = api.remove(folder, documents, progress=progress)
    if not quiet:
        display.show_update(report, display.note_console())


def _require_store(store: str | None, purpose: str) -> str:
    if store is None:
        raise UsageError(f"name the store {purpose}: -s FOLDER; the bundled one cannot be changed")
    return store
