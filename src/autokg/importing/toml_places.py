r"""Find the line of a key in a TOML text, which `tomllib` does not keep.

>>> find_line("[[facts]]\nkind = 'stake'\n[[facts]]\ncolumns = { owner = 'A' }", ("facts", 1, "columns", "owner"))
4
"""

from __future__ import annotations

import re

from autokg.core.files import split_lines

Key = str | int

_HEADER = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<name>[^\]]+?)\s*\]")


def find_line(text: str, path: tuple[Key, ...]) -> int | None:
    """Return the line of a key, else of the nearest table around it; None if the text has neither.

    `tomllib` gives no positions, so headers are followed line by line.
    """
    best: tuple[int, int] = (0, 0)
    current: tuple[Key, ...] = ()
    lists: dict[str, int] = {}
    for number, line in enumerate(split_lines(text), 1):
        if header := _HEADER.match(line):
            current = _table_path(header, lists)
            reached = current
        else:
            # An inline table has its inner keys on the same line.
            inside = [key for key in path[len(current) :] if isinstance(key, str) and _names(line, key)]
            reached = (*current, *inside)
        if reached and path[: len(current)] == current and len(reached) > best[0]:
            best = (len(reached), number)
    return best[1] or None


def _table_path(header: re.Match[str], lists: dict[str, int]) -> tuple[Key, ...]:
    parts = [part.strip(" \"'") for part in header["name"].split(".")]
    if header["open"] == "[[":
        lists[parts[0]] = lists.get(parts[0], -1) + 1
    counted: tuple[Key, ...] = (parts[0], lists[parts[0]]) if parts[0] in lists else (parts[0],)
    return (*counted, *parts[1:])


def _names(line: str, key: str) -> bool:
    return re.search(rf"""(?:^|[\s{{,."'])["']?{re.escape(key)}["']?\s*[=.]""", line) is not None
