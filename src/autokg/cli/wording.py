"""Word messages for the command line: an argument of Python becomes the option that stands for it.

>>> set_options({"as_of": "--as-of", "hops": "--hops", "replace": "--replace"})
>>> in_options("`as_of`: 'soon' is not a date"), in_options("give `hops=2` or `replace=True`; see `autokg queries`")
("--as-of: 'soon' is not a date", 'give --hops 2 or --replace; see `autokg queries`')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar

_ARGUMENT = re.compile(r"`(\w+)(?:=([^`]+))?`")

_options: ContextVar[Mapping[str, str] | None] = ContextVar("options", default=None)


def set_options(options: Mapping[str, str]) -> None:
    """Set the options of the running command by the names of their arguments in Python."""
    _options.set(options)


def in_options(message: str) -> str:
    """Return a message with options in the place of the arguments in backticks; others stay as they are."""
    return _ARGUMENT.sub(_option, message)


def _option(match: re.Match[str]) -> str:
    name, value = match.groups()
    option = (_options.get() or {}).get(name)
    if option is None:
        return match.group()
    return option if value in (None, "True") else f"{option} {value}"
