"""The version of the bundled base and the date of its newest source, read without loading the base."""

from __future__ import annotations

import tomllib

from autokg.core.resources import find_resource


def describe_base() -> str:
    """Return the version and the date in words: `base 2026.11, sources to 2026-06-04`."""
    base = tomllib.loads(find_resource("data", "base.toml").read_text(encoding="utf-8"))
    return f"base {base['version']}, sources to {base['sources_to']}"
