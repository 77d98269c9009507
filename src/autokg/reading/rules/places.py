"""Matches of a slow pattern at the places that a quick one found.

>>> places = re.compile("(?=[ab])").finditer("aab b")
>>> [match[0] for match in matches_at(places, re.compile("a+b|b"), "aab b")]
['aab', 'b']

A quick pattern says where the slow one may match, and nowhere that it does is missing; it matches no letters itself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator


def matches_at(
    places: Iterable[re.Match[str]], pattern: re.Pattern[str], text: str, end: int = sys.maxsize
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that start at one of the places, in order and not overlapping."""
    free = 0
    for place in places:
        start = place.start()
        match = pattern.match(text, start, end) if start >= free else None
        if match:
            free = match.end()
            yield match
