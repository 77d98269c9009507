r"""A language as data: word tables from `data/*.toml`, compiled when first used.

A value is one regular expression or a list of alternatives, matched between word boundaries and without regard to case:
it is compiled in lower case, for texts in lower case, which takes half the time of letters in either. In it `{name}`
inserts a macro, `<slot:MACRO>` for a group named after a slot, and `…` for some words of the same clause.

    >>> english = load_language("en")
    >>> bool(english.tail("names.legal_forms").match(" GmbH"))
    True
    >>> english.pattern("no.such.table").search("anything") is None
    True
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, cast

from autokg.reading.rules.mentions import FILLER, Kind
from autokg.reading.rules.places import matches_at
from autokg.reading.rules.prefixes import quick_pattern
from autokg.reading.shadow import in_lower_case

_NEVER = re.compile(r"(?!)")
_MACRO = re.compile(r"\{([A-Za-z_]+)\}")
_SLOT = re.compile(r"<([a-z_]+[0-9]?):([A-Za-z_|{}]+)>")
_KEPT_CASE = re.compile(r"(\\.|\(\?P)")
_CAPITALS = "(?-i:"
_IGNORECASE = int(re.IGNORECASE)  # a plain number: the flag itself is slow to compare
_GAP = r"(?:[^.;:!?\n]{0,60}?(?!\B\w))"
# A match never cuts a word in two; no guard is needed if the pattern starts or ends with another character.
_START, _END = rf"(?!{FILLER}|\B\w)", r"(?!\B\w)"
_ONE_OF = {
    "ORG": (Kind.ORG, Kind.NAME, Kind.THE_ORG),
    "KNOWNORG": (Kind.ORG, Kind.THE_ORG),
    "MODEL": (Kind.MODEL, Kind.THE_MODEL),
    "NEWMODEL": (Kind.MODEL, Kind.NAME),
    "PLANT": (Kind.PLANT, Kind.THE_PLANT),
    "PLACE": (Kind.PLACE, Kind.REGION, Kind.NAME),
    "WHERE": (Kind.PLANT, Kind.THE_PLANT, Kind.PLACE, Kind.REGION),
    "TARGET": (Kind.PLANT, Kind.THE_PLANT, Kind.PLACE, Kind.REGION, Kind.ORG, Kind.NAME, Kind.THE_ORG),
    "GOODS": (Kind.MODEL, Kind.PRODUCT, Kind.THE_MODEL),
    "PERSON": (Kind.PERSON, Kind.NAME),
    "WORD": (Kind.NAME, Kind.WORD),
    "ANY": tuple(Kind),
    **{kind.name: (kind,) for kind in (
        Kind.REGION, Kind.TITLE, Kind.DATE, Kind.PEOPLE, Kind.VEHICLES, Kind.MONEY, Kind.PERCENT, Kind.PRODUCT,
        Kind.PLATFORM, Kind.NAME, Kind.OURS, Kind.THE_ORG, Kind.THE_PLANT, Kind.THE_MODEL,
    )},
}  # fmt: skip


def lower_source(source: str) -> str:
    """Return the source of a pattern in lower case, except escapes and the marks of named groups."""
    return "".join(part if number % 2 else part.lower() for number, part in enumerate(_KEPT_CASE.split(source)))


def asks_for_capitals(pattern: re.Pattern[str]) -> bool:
    """Return whether a pattern is for texts as they are written."""
    return bool(pattern.flags & _IGNORECASE)


def in_case_of(pattern: re.Pattern[str], text: str) -> str:
    """Return a text as a pattern is matched on it: in lower case, or as written where the pattern asks for capitals."""
    return text if asks_for_capitals(pattern) else in_lower_case(text)


def _run(kinds: tuple[Kind, ...]) -> str:
    return f"(?:[{''.join(kind.letter for kind in kinds)}]{FILLER}*+)"


class Language:
    """The tables of one language; `compiled` caches their compiled forms."""

    def __init__(self, code: str, tables: Mapping[str, Any]) -> None:
        """Hold the tables of a language's data file."""
        self.code = code
        self.tables = tables
        self.compiled: dict[str, Any] = {}
        conjunction = f"(?:{self.expand(tables.get('macros', {}).get('and', 'and'))})"
        article = self.expand(tables.get("macros", {}).get("det", ""))
        noun = self.expand(tables.get("macros", {}).get("company_noun", "(?!)"))
        nation = self.expand(tables.get("macros", {}).get("nat", "(?!)"))
        link = rf"(?: ?, ?(?:{conjunction} )?| {conjunction} |/)(?:{article})?(?:{nation})?(?:{noun} )?"
        link = rf"(?: \([^()]{{0,40}}\))?{link}"  # "Acme (51 %) and Bolt"
        self._macros = {name: _run(kinds) for name, kinds in _ONE_OF.items()}
        self._macros |= {f"{name}S": f"{singular}(?:{link}{singular})*" for name, singular in self._macros.items()}
        self._macros["AND"] = link
        nations = [str(value) for key, value in tables.get("adjectives", {}).items() if key.isalpha()]
        self._macros["ADJ"] = f"(?:{'|'.join(nations) or '(?!)'})"
        self._macros["IN_PLANT"] = Kind.PLANT.letter
        orgs = "".join(kind.letter for kind in _ONE_OF["ORG"])
        self._macros["GAP"] = rf"(?:, [^.;:!?\n]{{0,80}}?, |, \w+ | )?(?:[^.;:!?\n,{orgs}]{{0,60}}?(?<!\w))"

    def table(self, path: str) -> Any:
        """Return the value at a dotted path of the data file, None if there is none."""
        value: Any = self.tables
        for part in path.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return value

    def words(self, path: str) -> frozenset[str]:
        """Return a list of the data file as a set of words in lower case."""
        key = f"{path} words"
        if key not in self.compiled:
            self.compiled[key] = frozenset(str(self.table(path) or "").split())
        words: frozenset[str] = self.compiled[key]
        return words

    def expand(self, source: str) -> str:
        """Write out the macros of a pattern."""
        source = _SLOT.sub(
            lambda match: f"(?P<{match[1]}>{'|'.join(f'{{{alternative}}}' for alternative in match[2].split('|'))})",
            source,
        )
        macros = getattr(self, "_macros", {})
        while macro := _MACRO.search(source):
            own = self.tables.get("macros", {}).get(macro[1])
            value = macros[macro[1]] if own is None else "(?:" + own + ")"
            source = source[: macro.start()] + value + source[macro.end() :]
        return source

    def compile(self, source: str) -> re.Pattern[str]:
        """Compile a pattern of the data file, for texts in the case that `in_case_of` says."""
        text = rf"{_START}(?:{self.expand(source).replace('…', _GAP)}){_END}"
        return re.compile(text, re.IGNORECASE) if _CAPITALS in text else re.compile(lower_source(text))

    def pattern(self, path: str) -> re.Pattern[str]:
        """Return the compiled pattern at a path; one that never matches where the language has none."""
        if path not in self.compiled:
            value = self.table(path)
            alternatives = [value] if isinstance(value, str) else value or []
            self.compiled[path] = self.compile("|".join(alternatives)) if alternatives else _NEVER
        pattern: re.Pattern[str] = self.compiled[path]
        return pattern

    def any_of(self, path: str) -> re.Pattern[str]:
        """Return one pattern for all of a table of patterns, to find out cheaply where any of them may match."""
        key = f"{path} any"
        if key not in self.compiled:
            sources = [
                item
                for value in (self.table(path) or {}).values()
                for item in ([value] if isinstance(value, str) else value)
            ]
            self.compiled[key] = self.compile("|".join(sources)) if sources else _NEVER
        pattern: re.Pattern[str] = self.compiled[key]
        return pattern

    def scan(self, path: str, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Yield the matches of the pattern or table of patterns at a path, trying only possible starts."""
        key = f"{path} scan"
        if key not in self.compiled:
            pattern = self.any_of(path) if isinstance(self.table(path), Mapping) else self.pattern(path)
            self.compiled[key] = pattern, quick_pattern(pattern.pattern)
        pattern, quick = self.compiled[key]
        if quick is None:
            return cast("Iterator[re.Match[str]]", pattern.finditer(text, start, end))
        lower = in_lower_case(text) if asks_for_capitals(pattern) else text
        return matches_at(quick.finditer(lower, start, end), pattern, text, end)

    def finds(self, path: str, text: str) -> bool:
        """Return whether the pattern at a path finds anything in a text."""
        return next(self.scan(path, text), None) is not None

    def tail(self, path: str) -> re.Pattern[str]:
        """Return the pattern of what may follow a name: it starts where a word ends, in a text as it is written."""
        key = f"{path} tail"
        if key not in self.compiled:
            source = self.table(path)
            self.compiled[key] = re.compile(rf"(?:{self.expand(source)})(?!\w)", re.IGNORECASE) if source else _NEVER
        pattern: re.Pattern[str] = self.compiled[key]
        return pattern

    def lookup(self, path: str) -> Sequence[tuple[str, re.Pattern[str]]]:
        """Return (key, pattern) of a table of patterns, in the order of the file."""
        key = f"{path} lookup"
        if key not in self.compiled:
            table = self.table(path) or {}
            self.compiled[key] = tuple((name, self.pattern(f"{path}.{name}")) for name in table)
        patterns: Sequence[tuple[str, re.Pattern[str]]] = self.compiled[key]
        return patterns


@cache
def load_language(code: str) -> Language | None:
    """Return a language, None if there is no data file for it."""
    path = files("autokg.reading.language").joinpath("data", f"{code}.toml")
    if not path.is_file():
        return None
    return Language(code, tomllib.loads(path.read_text(encoding="utf-8")))
