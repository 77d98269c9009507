"""Names that the reference data and the world's countries give, found in a text.

A name is looked up by its words, so that "ID. 4" and "id-4" are found where "ID.4" is known.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from autokg.core.geography import LANGUAGES, region_names
from autokg.core.ids import fold
from autokg.names.gazetteer import EntityType, Entry, Gazetteer
from autokg.reading.rules.mentions import OF_TYPE, Kind, Mention

_TOKEN = re.compile(r"[^\W_]+|&")
_GAP = re.compile(r" ?[-.'/·#]? ?| & ")
_EASTERN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ORDER = (
    EntityType.MODEL, EntityType.PLANT, EntityType.COMPANY, EntityType.GROUP, EntityType.BRAND,
    EntityType.MARKET, EntityType.PLATFORM, EntityType.PLACE,
)  # fmt: skip
_SHORT = 4
_INSIDE = re.compile(r"[a-z\u00df-\u00ff,]['’ -]+$")  # a capital here is a name's, not a sentence's

fold_token = lru_cache(maxsize=20_000)(fold)


class Token(NamedTuple):
    """A word of the shadow text; a tuple, since a text has many and they are made twice as fast."""

    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """The word as names are looked up."""
        return fold_token(self.text)


def tokenize(text: str) -> list[Token]:
    """Return the words of a text; a hyphen, dot or apostrophe parts words."""
    return [Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text)]


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    written: str
    kind: Kind
    region: str | None
    entries: tuple[Entry, ...]
    ambiguous: bool
    short: bool = False


class KnownNames:
    """The names of a gazetteer and of the regions, in the languages given."""

    def __init__(self, gazetteer: Gazetteer, languages: Iterable[str]) -> None:
        """Index the names by their first word."""
        self._by_first: dict[str, list[_Name]] = defaultdict(list)
        self._eastern: dict[str, _Name] = {}
        self._short = _models_by_short_name(gazetteer)
        listed = [*_short_names(self._short), *_region_names(set(languages)), *_entry_names(gazetteer)]
        names = {name.words: name for name in listed}
        for name in names.values():
            if _EASTERN.search(name.written):
                self._eastern[name.written] = name
            elif name.words:
                self._by_first[name.words[0]].append(name)
        for group in self._by_first.values():
            group.sort(key=lambda name: -len(name.words))
        alternatives = "|".join(sorted(map(re.escape, self._eastern), key=len, reverse=True))
        self._eastern_pattern = re.compile(alternatives or "(?!)")

    def short_models(self, name: str) -> tuple[Entry, ...]:
        """Return the models that a name without a badge may mean ("Fiesta")."""
        return tuple(entry for _, entry in self._short.get(_words(name), ()))

    def find(self, text: str, tokens: list[Token]) -> list[Mention]:
        """Return the mentions of known names, longest first from the left."""
        mentions: list[Mention] = []
        position = 0
        while position < len(tokens):
            names = self._by_first.get(tokens[position].key)
            mention = self._match(names, text, tokens, position) if names else None
            if mention:
                mentions.append(mention)
                while position < len(tokens) and tokens[position].start < mention.end:
                    position += 1
            else:
                position += 1
        if _EASTERN.search(text):
            mentions += [
                _mention(self._eastern[match[0]], match.start(), match.end(), text)
                for match in self._eastern_pattern.finditer(text)
            ]
        return sorted(mentions, key=lambda mention: mention.start)

    @staticmethod
    def _match(names: Iterable[_Name], text: str, tokens: list[Token], position: int) -> Mention | None:
        for name in names:
            last = position + len(name.words) - 1
            if last >= len(tokens):
                continue
            span = tokens[position : last + 1]
            if all(token.key == word for token, word in zip(span, name.words, strict=True)) and all(
                _GAP.fullmatch(text, before.end, after.start) for before, after in itertools.pairwise(span)
            ):
                written = text[span[0].start : span[-1].end]
                if (
                    _is_written_as_name(written, name)
                    and _has_sign(text, span[0].start, name)
                    and (not name.ambiguous or _INSIDE.search(text[max(0, span[0].start - 3) : span[0].start]))
                ):
                    return _mention(name, span[0].start, _end(name, span[-1].end, text), text)
        return None


_NAMES: dict[tuple[int, str], tuple[Gazetteer, KnownNames]] = {}


def known_names_of(gazetteer: Gazetteer, language: str) -> KnownNames:
    """Index a gazetteer once a language; all languages in which regions have no names of their own share one."""
    key = (id(gazetteer), language if language in LANGUAGES else "en")
    if key not in _NAMES:
        _NAMES[key] = (gazetteer, KnownNames(gazetteer, {"en", key[1]}))
    return _NAMES[key][1]


def _end(name: _Name, end: int, text: str) -> int:
    """Return where a name ends: an abbreviated country's own dot ends no clause."""
    return end + 1 if name.region and name.written.endswith(".") and text[end : end + 1] == "." else end


def _is_written_as_name(written: str, name: _Name) -> bool:
    """Return whether a word is written as a name: Seat, not seat; MAN, not Man."""
    if name.written[0].islower() and not name.written.islower():
        return written == name.written  # iOn, not ion
    if name.written.isupper() and len(name.written) <= _SHORT and name.written.isalpha():
        return written.isupper()
    if name.region and len(written) == 2:  # noqa: PLR2004 (a country by its code)
        return written.isupper() and written in ("US", "UK", "EU")
    return written[0].isupper() or written[0].isdigit() or name.written[0].islower()


def _has_sign(text: str, start: int, name: _Name) -> bool:
    """Return whether a name that starts with a sign does so in a text: "#2" is one, "2" is none."""
    return name.written[0].isalnum() or text[max(0, start - 1) : start] == name.written[0]


def _mention(name: _Name, start: int, end: int, text: str) -> Mention:
    return Mention(name.kind, start, end, name.region or text[start:end], entries=name.entries, short=name.short)


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for token in _TOKEN.findall(name) for word in [fold_token(token)] if word)


def _entry_names(gazetteer: Gazetteer) -> list[_Name]:
    entries: dict[tuple[str, ...], list[tuple[str, Entry, bool]]] = defaultdict(list)
    for entry in gazetteer.entries:
        for name in (*entry.names, *entry.ambiguous):
            entries[_words(name)].append((name, entry, name in entry.ambiguous))
    return [_entry_name(words, bearers) for words, bearers in entries.items()]


def _entry_name(words: tuple[str, ...], bearers: list[tuple[str, Entry, bool]]) -> _Name:
    ranked = sorted(bearers, key=lambda bearer: (_ORDER.index(bearer[1].type), bearer[1].id))
    first = ranked[0][1]
    return _Name(
        words=words,
        written=ranked[0][0],
        kind=OF_TYPE[first.type],
        region=first.name if first.type is EntityType.MARKET else None,
        entries=tuple(dict.fromkeys(bearer[1] for bearer in ranked)),
        ambiguous=all(bearer[2] for bearer in ranked),
    )


def _models_by_short_name(gazetteer: Gazetteer) -> dict[tuple[str, ...], list[tuple[str, Entry]]]:
    """Return the models by the words of their names without the badge, as the press writes them after naming that."""
    models: dict[tuple[str, ...], list[tuple[str, Entry]]] = defaultdict(list)
    for entry in gazetteer.entries:
        badge = gazetteer.find_id(EntityType.BRAND, entry.brand) if entry.brand else None
        if entry.type is not EntityType.MODEL or badge is None:
            continue
        lead = next((name for name in badge.names if fold(entry.name).startswith(f"{fold(name)} ")), None)
        short = entry.name[len(lead) :].strip() if lead else ""
        if len(short) > 1 and not short.isdigit() and not (short.rstrip("!").isalpha() and short.islower()):
            models[_words(short)].append((short, entry))
    return models


def _short_names(models: Mapping[tuple[str, ...], Sequence[tuple[str, Entry]]]) -> list[_Name]:
    """Return the short names of models.

    One that is a plain word or a bare number may be something else, and counts where a capital says that it is a name.
    """
    names = []
    for words, ((short, entry), *_) in models.items():
        plain = short.isalpha() and short[1:].islower()
        names.append(_Name(words, short, Kind.MODEL, None, (entry,), ambiguous=plain, short=plain))
    return names


def _region_names(languages: set[str]) -> list[_Name]:
    listed = region_names(language for language in LANGUAGES if language in languages)
    names = [(code, name) for code, _, name in listed if code != "001"]
    names += _ABBREVIATED
    return [_Name(_words(name), name, Kind.REGION, code, (), ambiguous=False) for code, name in names]


# How the press writes countries beside their names in CLDR.
_ABBREVIATED = [
    ("US", "USA"), ("US", "U.S."), ("US", "US"), ("US", "U.S.A."),
    ("GB", "UK"), ("GB", "U.K."), ("GB", "Great Britain"),
    ("GB", "Grande-Bretagne"), ("GB", "Großbritannien"), ("KR", "Korea"), ("KR", "Corée"), ("CZ", "Czech Republic"),
    ("CZ", "République tchèque"), ("CZ", "Tschechische Republik"), ("TR", "Turkey"), ("US", "United States of America"),
    ("US", "Etats-Unis"), ("GB", "England"), ("GB", "Angleterre"), ("NL", "Holland"), ("EU", "EU"), ("EU", "UE"),
]  # fmt: skip
