"""The script `autokg`, and `python -m autokg`."""

from __future__ import annotations

import os
import signal


def run() -> None:
    """Run the command line; a signal while modules load ends the process at once."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    signal.signal(signal.SIGTERM, lambda *_: os._exit(143))
    from autokg.cli.supervision import run as run_process  # noqa: PLC0415 (it takes a fifth of a second)

    run_process()


if __name__ == "__main__":
    run()
