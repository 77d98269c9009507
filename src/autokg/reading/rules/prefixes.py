r"""How the matches of a pattern may begin: what to look for before the pattern itself is tried.

>>> import re
>>> sorted(prefixes_of(r"(?:the )?plants?|new (?:car|site)"))
['new', 'pla', 'the']
>>> quick = quick_pattern(r"(?:the )?plants?|new (?:car|site)")
>>> [match.start() for match in quick.finditer("in the new plant, replanted")]
[3, 7, 11]

A search tries each alternative of a pattern at each letter of a text; of the words of a text few begin like any of
them. What is found so is too much rather than too little: lookarounds are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

_LENGTH = 3
_MOST = 400
_WIDEST_CLASS = 16
# The standard library's own parser: no public one reads lookbehinds and possessive quantifiers.
_parser: Any = import_module("re._parser")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_WITHOUT_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")

_Prefixes = frozenset[tuple[str, bool]]  # each with whether more of the match may follow it
_EMPTY: _Prefixes = frozenset({("", True)})
_ANYTHING: _Prefixes = frozenset({("", False)})


def quick_pattern(source: str) -> re.Pattern[str] | None:
    """Return a pattern of one letter for the places where a match may begin; None if it may begin anyhow.

    It is for texts in lower case. A match that begins with a letter or figure is looked for at the start of a word.
    """
    prefixes = prefixes_of(source)
    if not prefixes or "" in prefixes:
        return None
    rest: dict[str, list[str]] = {}
    for prefix in sorted({prefix.lower() for prefix in prefixes}):
        rest.setdefault(prefix[0], []).append(re.escape(prefix[1:]))
    return re.compile("|".join(_branch(first, ends) for first, ends in rest.items()))


def _branch(first: str, ends: list[str]) -> str:
    word = r"(?<!\w.)" if re.fullmatch(r"\w", first) else ""
    return re.escape(first) + word + ("" if "" in ends else f"(?={'|'.join(ends)})")


def prefixes_of(source: str) -> frozenset[str]:
    """Return the first letters that matches of a pattern begin with, up to three; none where they are too many."""
    prefixes = _of_sequence(_parser.parse(source))
    return frozenset(text for text, _ in prefixes) if len(prefixes) <= _MOST else frozenset()


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> _Prefixes:
    prefixes = _EMPTY
    for operator, argument in items:
        if not any(goes_on for _, goes_on in prefixes) or len(prefixes) > _MOST:
            break
        prefixes = _append(prefixes, _of_item(str(operator), argument))
    return prefixes


def _append(prefixes: _Prefixes, more: _Prefixes) -> _Prefixes:
    closed = {(text, False) for text, goes_on in prefixes if not goes_on}
    longer = {
        (f"{text}{end}"[:_LENGTH], goes_on and len(text) + len(end) < _LENGTH)
        for text, open_ in prefixes
        if open_
        for end, goes_on in more
    }
    return frozenset(closed | longer)


def _of_item(operator: str, argument: Any) -> _Prefixes:
    if operator in _WITHOUT_WIDTH:
        return _EMPTY
    read = _READ.get(operator)
    return read(argument) if read else _ANYTHING


def _of_class(members: Iterable[tuple[Any, Any]]) -> _Prefixes:
    letters: set[str] = set()
    for operator, argument in members:
        if str(operator) == "LITERAL":
            letters.add(chr(argument))
        elif str(operator) == "RANGE" and argument[1] - argument[0] < _WIDEST_CLASS:
            letters.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return _ANYTHING
    return frozenset((letter, True) for letter in letters)


def _of_repeat(least: int, most: int, items: Iterable[tuple[Any, Any]]) -> _Prefixes:
    once = _of_sequence(items)
    repeated = once if most == 1 else frozenset((text, False) for text, _ in once)
    return repeated | _EMPTY if least == 0 else repeated


_READ: dict[str, Callable[[Any], _Prefixes]] = {
    "LITERAL": lambda letter: frozenset({(chr(letter), True)}),
    "IN": _of_class,
    "BRANCH": lambda branch: frozenset().union(*map(_of_sequence, branch[1])),
    "SUBPATTERN": lambda group: _of_sequence(group[-1]),
    **dict.fromkeys(_REPEATS, lambda repeat: _of_repeat(*repeat)),
}
