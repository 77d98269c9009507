"""Commands that explain and compare: why, diff."""

from __future__ import annotations

from typing import Annotated

import typer

from autokg.cli.options import AsOfOption, KnownByOption, QuietOption, StoreOption, command, opened


@command('autokg why "Polestar 4" builder "Renault Korea"')
def why(
    subject: Annotated[str, typer.Argument(help='A thing: a name such as "Polestar 4", a prefixed name or an IRI.')],
    property_: Annotated[
        str, typer.Argument(metavar="PROPERTY", help="Label or name of a property, such as `builder`.")
    ],
    value: Annotated[str, typer.Argument(help="A thing, a number, a date or text.")],
    all_derivations: Annotated[
        bool, typer.Option("--all", help="Print every derivation, not only the shortest.")
    ] = False,
    store: StoreOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the explanations as JSON.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit with code 1 if the statement does not hold.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Explain why a statement holds, with quotes and sources; or why it does not."""
    from autokg.cli import display

    with opened(store, as_of=as_of, known_by=known_by, quiet=quiet) as kb:
        reasons = kb.why(subject, property_, value, all_derivations=all_derivations)
    display.put_listing(reasons, as_json=as_json)
    if check and not reasons.hold:
        raise typer.Exit(1)


@command("autokg diff 2023 2024 --about Polestar", "autokg diff old-store new-store --json")
def diff(
    old: Annotated[str, typer.Argument(help="A date (day, month or year), or the folder of a store.")],
    new: Annotated[str, typer.Argument(help="A later date, or the folder of another store.")],
    about: Annotated[str | None, typer.Option(help="Compare only statements about the thing of this name.")] = None,
    by_retrieval: Annotated[
        bool, typer.Option("--read", help="Compare by date of retrieval instead of publication.")
    ] = False,
    inferred: Annotated[bool, typer.Option("--inferred", help="Compare inferred statements too.")] = False,
    store: StoreOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit with code 1 if something differs.")] = False,
    quiet: QuietOption = False,
) -> None:
    """List statements that appeared, disappeared or changed between two dates of a store, or two stores."""
    from autokg import api
    from autokg.cli import display

    with display.progress_on(display.note_console(), quiet=quiet) as progress:
        changes = api.diff(
            old, new, store=store, about=about, by_retrieval=by_retrieval, inferred=inferred, progress=progress
        )
    display.show_notes(changes.notes, quiet=quiet)
    display.put_listing(changes, as_json=as_json)
    display.show_notes([changes.summary], quiet=quiet)
    if check and changes:
        raise typer.Exit(1)
