"""A folder of shards: written beside the old one, and put in its place when it is whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autokg.errors import OutputError
from autokg.spark.shards import ENDINGS, MANIFEST

REJECTS = "rejects.jsonl"


@contextmanager
def replacing_folder(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield a new folder that takes the place of a folder where the block ends well, and one for what is not kept.

    Raise `OutputError` if the folder holds anything but shards, or cannot be written.
    """
    if folder.exists() and not (folder.is_dir() and all(map(_is_of_shards, folder.iterdir()))):
        raise OutputError(f"{folder}: holds other files than shards; give an empty or a new folder")
    new, beside = (folder.absolute().with_name(f".{folder.name}.{part}") for part in ("new", "beside"))
    try:
        for path in (new, beside):
            shutil.rmtree(path, ignore_errors=True)  # what a build that was killed has left
            path.mkdir(parents=True)
        yield new, beside
        for unfinished in new.glob(".*"):  # what a worker that died has left
            unfinished.unlink()
        shutil.rmtree(folder, ignore_errors=True)
        new.replace(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror})") from error
    finally:
        for path in (new, beside):
            shutil.rmtree(path, ignore_errors=True)


def _is_of_shards(path: Path) -> bool:
    return path.name in (MANIFEST, REJECTS) or path.name.endswith(tuple(ENDINGS.values()))
