"""Files written whole or not at all: aside in the same folder, then renamed into place."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from autokg.errors import OutputError


def write_output(content: bytes | str, path: Path | None) -> None:
    """Write content to a file, or to standard output for None and `-`; raise `OutputError` where that fails."""
    data = content.encode() if isinstance(content, str) else content
    if path is None or str(path) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(aside).chmod(0o644)
        Path(aside).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(aside).unlink()
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
