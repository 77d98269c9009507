"""Finds `ontology/`, `queries/` and `data/`, in an installed wheel or in a checkout.

A wheel carries the three folders as `autokg/_resources/`; a checkout has them at its top.
"""

from __future__ import annotations

from pathlib import Path

from autokg.errors import AutokgError

_PACKAGE = Path(__file__).resolve().parent.parent
_HOMES = (_PACKAGE / "_resources", _PACKAGE.parent.parent)


def find_resource(*parts: str) -> Path:
    """Return the path of a bundled file or folder; raise `AutokgError` where the installation lacks it."""
    for home in _HOMES:
        path = home.joinpath(*parts)
        if path.exists():
            return path
    raise AutokgError(f"the installation lacks {'/'.join(parts)}; install autokg again")
