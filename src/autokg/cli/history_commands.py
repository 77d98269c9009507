"""Commands that ask how a store came to say what it says: why, diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autokg.cli.options import AsOfOption, KnownByOption, QuietOption, StoreOption, app, open_knowledge
from autokg.errors import UsageError

if TYPE_CHECKING:
    from autokg.stores import OxigraphStore


@app.command()
def why(
    subject: Annotated[str, typer.Argument(help='A thing: a name, a prefixed name or an IRI, as "Polestar 4".')],
    property_: Annotated[str, typer.Argument(metavar="PROPERTY", help='Its label or name, as "builder".')],
    value: Annotated[str, typer.Argument(help="A thing, a number, a date or words.")],
    every: Annotated[bool, typer.Option("--all", help="Every derivation, not the shallowest only.")] = False,
    store: StoreOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="The explanations as JSON.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit 1 where it does not hold.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Explain why something holds, down to words and sources; or why it does not."""
    from autokg.cli import display
    from autokg.explaining import why as explaining

    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        opened = open_knowledge(store, progress, as_of=as_of, known_by=known_by, quiet=quiet)
    found = explaining.why(opened, subject, property_, value, every=every)
    if as_json:
        typer.echo(display.to_json([one.to_json() for one in found]), nl=False)
    else:
        typer.echo("\n\n".join(map(str, found)))
    if check and not all(one.holds for one in found):
        raise typer.Exit(1)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="A day (or month, or year), or the folder of a store.")],
    new: Annotated[str, typer.Argument(help="A later day, or the folder of another store.")],
    about: Annotated[str | None, typer.Option(help="Only what a thing has a part in.")] = None,
    read: Annotated[bool, typer.Option("--read", help="Days of reading, not of publication.")] = False,
    inferred: Annotated[bool, typer.Option("--inferred", help="What follows, too.")] = False,
    store: StoreOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="The changes as JSON.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit 1 where something differs.")] = False,
    quiet: QuietOption = False,
) -> None:
    """List what appeared, vanished or changed between two days of a store, or between two stores."""
    from autokg.cli import display
    from autokg.explaining import diff as changes

    console = display.note_console()
    with display.progress_on(console, quiet=quiet) as progress:
        stores = [Path(name).exists() for name in (old, new)]
        if any(stores) != all(stores):
            raise UsageError(f"{(old, new)[stores.index(False)]}: no such store; expected two days or two stores")
        if all(stores):
            before, after = (open_knowledge(Path(name), progress) for name in (old, new))
        else:
            before, after = (_open_as_of(store, day, read=read, quiet=quiet) for day in (old, new))
        progress("comparing")
        found = changes.compare(before, after, about, inferred=inferred)
    if as_json:
        typer.echo(display.to_json([change.to_json() for change in found]), nl=False)
    else:
        for change in found:
            typer.echo(str(change))
    if not quiet:
        console.print(changes.summarize(found))
    if check and found:
        raise typer.Exit(1)


def _open_as_of(store: Path | None, day: str, *, read: bool, quiet: bool) -> OxigraphStore:
    """Open a store as of a day."""
    if read:
        return open_knowledge(store, known_by=day, quiet=quiet)
    return open_knowledge(store, as_of=day, quiet=quiet)
