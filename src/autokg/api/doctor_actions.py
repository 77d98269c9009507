"""The verb `doctor`: what is installed, and whether a store is sound."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from autokg.api.path_arguments import StrPath, check_path
from autokg.building.bundled import bundled_folder, cache_folder
from autokg.core.bundled_base import describe_base
from autokg.core.checked import checked
from autokg.core.version import __version__
from autokg.stores import examine_store, to_address
from autokg.stores.examination import Check

_ENGINES = ("pyoxigraph", "rdflib", "pydantic")
_LEAST_FREE = 1_000_000_000  # bytes: a base, and the next one beside it while it is built


@checked()
def examine(store: StrPath | None = None) -> list[Check]:
    """Examine a store, or this installation and its cache.

    Parameters
    ----------
    store : path or URL, optional
        A folder that `build` wrote, or the address of a server. If omitted: version, engine, extras and the cache of
        the bundled base. A damaged base in the cache is removed; it is built again when it is next needed.

    Returns
    -------
    list of Check
        Each with `subject`, `finding`, `is_sound` and, if it is not sound, `advice`.

    """
    if store is None:
        return list(_examine_installation())
    check_path(store)
    place = to_address(store)
    if isinstance(place, Path):
        return list(examine_store(place))
    from autokg.stores.remote import open_remote  # noqa: PLC0415 (most stores are folders)

    return list(open_remote(place).examine())


@checked()
def forget_damaged(message: str) -> bool:
    """Remove the bundled base that a message calls damaged; return whether it was one."""
    base = bundled_folder()
    if str(base) not in message:
        return False
    shutil.rmtree(base, ignore_errors=True)
    return True


def _examine_installation() -> Iterator[Check]:
    yield Check("autokg", f"{__version__}, {describe_base()}")
    yield Check("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield Check("engine", ", ".join(f"{name} {version(name)}" for name in _ENGINES))
    yield Check("extras", _describe_extras())
    yield from _examine_cache(cache_folder())


def _describe_extras() -> str:
    """Return the extras of which all packages are installed, and the others."""
    try:
        required = requires("autokg") or ()
    except PackageNotFoundError:
        return "unknown: autokg runs from its sources"
    extras: dict[str, list[bool]] = {}
    for requirement in required:
        package, _, condition = requirement.partition(";")
        name = condition.rpartition("==")[2].strip(" '\"") if "extra ==" in condition else ""
        if name and name != "all" and not package.startswith("autokg"):
            extras.setdefault(name, []).append(_is_installed(package))
    here = sorted(name for name, found in extras.items() if all(found))
    missing = sorted(extras.keys() - set(here))
    return f"{', '.join(here) or 'none'}; not installed: {', '.join(missing) or 'none'}"


def _is_installed(requirement: str) -> bool:
    name = requirement
    for mark in "[<>=!~ ":
        name = name.partition(mark)[0]
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _examine_cache(folder: Path) -> Iterator[Check]:
    parent = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(parent, os.W_OK):
        advice = "set XDG_CACHE_HOME to a folder that you may write, or each command builds the base in memory"
        yield Check("cache", f"{folder} cannot be written", advice)
        return
    free = shutil.disk_usage(parent).free
    advice = "" if free > _LEAST_FREE else "free space there, or set XDG_CACHE_HOME"
    yield Check("cache", f"{folder}, {free / 1e9:.1f} GB free", advice)
    yield from _examine_base(bundled_folder())


def _examine_base(base: Path) -> Iterator[Check]:
    if not base.exists():
        yield Check("bundled base", "not built yet: the next command builds it")
        return
    checks = list(examine_store(base))
    damaged = [check for check in checks if not check.is_sound]
    if not damaged:
        yield Check("bundled base", f"sound; {checks[-1].finding}")
        return
    shutil.rmtree(base, ignore_errors=True)
    yield Check("bundled base", f"damaged ({damaged[0].finding}) and removed: the next command builds it again")
