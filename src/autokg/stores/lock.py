"""One writer at a time: a lock on a store's folder, which the system lets go of however its holder ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autokg.errors import StoreError

LOCK = ".autokg.lock"


@contextmanager
def sole_writer(path: Path) -> Iterator[None]:
    """Keep other writers from a folder; raise `StoreError` at once where one is at work, or the folder is read-only."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 (readers do without)

    lock = FileLock(path / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreError(f"{path}: another process is writing to this store; try again when it is done") from error
    except OSError as error:
        raise StoreError(f"{path}: the store cannot be written ({error.strerror})") from error
    try:
        yield
    finally:
        lock.release()
