"""Check the arguments of public functions: each refuses values of another type than its annotation.

>>> @checked(hops=0)
... def near(name: str, hops: int = 1) -> None: ...
>>> near(5)
Traceback (most recent call last):
autokg.errors.UsageError: `name`: expected text, not 5
>>> near("Polestar", hops=-1)
Traceback (most recent call last):
autokg.errors.UsageError: `hops`: expected 0 or more, not -1

Messages name an argument in backticks, as Python writes it; the command line puts its option in that place.
"""

from __future__ import annotations

import datetime as dt
import functools
import inspect
import math
import reprlib
from collections.abc import Callable, Collection, Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import ParamSpec, SupportsFloat, SupportsIndex, TypeVar

from autokg.errors import UsageError

P = ParamSpec("P")
R = TypeVar("R")


def checked(**least: float) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Check the arguments of a function against its annotations, which are text, and numbers against least values."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)

        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            for name, value in signature.bind(*args, **kwargs).arguments.items():
                parameter = signature.parameters[name]
                values = value if parameter.kind is parameter.VAR_KEYWORD else {name: value}
                for argument, given in values.items():
                    _require_type(argument, given, parameter.annotation)
                    _require_least(argument, given, least.get(name))
            return function(*args, **kwargs)

        return call

    return decorate


def _require_type(name: str, value: object, annotation: object) -> None:
    kinds = annotation.split(" | ") if isinstance(annotation, str) else []  # `self` has no annotation
    if kinds and not any(_is_of(kind, value) for kind in kinds):
        words = " or ".join(dict.fromkeys(_KINDS[kind][0] if kind in _KINDS else kind for kind in kinds))
        raise UsageError(f"`{name}`: expected {words.removesuffix(' or None')}, not {reprlib.repr(value)}")


def _require_least(name: str, value: object, least: float | None) -> None:
    if least is not None and isinstance(value, SupportsFloat) and value < least:  # type: ignore[operator]
        raise UsageError(f"`{name}`: expected {least:g} or more, not {value!r}")


def _is_of(kind: str, value: object) -> bool:
    if kind in _KINDS:
        return _KINDS[kind][1](value)
    return any(base.__name__ == kind for base in type(value).__mro__)  # by name: no module is loaded for a check


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)


def _is_path(value: object) -> bool:
    return isinstance(value, PathLike) or (isinstance(value, str) and "\0" not in value)


def _is_whole(value: object) -> bool:
    return isinstance(value, SupportsIndex) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, SupportsFloat):
        return False
    try:
        return math.isfinite(value)
    except (TypeError, ValueError, OverflowError):  # an array, a signalling NaN, an integer of 400 digits
        return False


def _is_day(value: object) -> bool:
    return _is_text(value) or _is_whole(value) or isinstance(value, dt.date)


def _all(test: Callable[[object], bool]) -> Callable[[object], bool]:
    """Test each item of a collection; an iterator is tested where it is used up."""
    return lambda value: (
        isinstance(value, Iterable)
        and not isinstance(value, str | bytes)
        and (not isinstance(value, Collection) or all(map(test, value)))
    )


def _is_mapping(value: object) -> bool:
    return isinstance(value, Mapping) and all(map(_is_text, (*value, *value.values())))


_KINDS: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "None": ("None", lambda value: value is None),
    "str": ("text", _is_text),
    "int": ("a whole number", _is_whole),
    "float": ("a number", _is_number),
    "bool": ("True or False", lambda value: isinstance(value, bool)),
    "StrPath": ("a path", _is_path),
    "Words": ("text or several texts", lambda value: _is_text(value) or _all(_is_text)(value)),
    "Path": ("a path", lambda value: isinstance(value, Path)),
    "Argument": ("text, a whole number or a date", _is_day),
    "Day": ("a date such as 2024-06-30", _is_day),
    "Progress": ("a function", callable),
    "Facts": ("facts", lambda _: True),  # `gather_facts` tests each
    **dict.fromkeys(("Collection[str]", "Iterable[str]", "Sequence[str]"), ("several texts", _all(_is_text))),
    **dict.fromkeys(("Iterable[StrPath]", "Sequence[StrPath]"), ("several paths", _all(_is_path))),
    "Mapping[str, str]": ("a dictionary of texts", _is_mapping),
}
