"""The command that examines a store or the installation: doctor."""

from __future__ import annotations

import typer

from autokg.cli.options import StoreOption, command


@command("autokg doctor", "autokg doctor -s my-store")
def doctor(store: StoreOption = None) -> None:
    """Check a store: files, checksums, layers; without one, the installation and its cache."""
    from autokg import api
    from autokg.cli import display

    checks = api.examine(store)
    for check in checks:
        display.print_text(str(check))
    if not all(check.is_sound for check in checks):
        raise typer.Exit(1)
