"""Take the wording for a plant apart: the words that name it, and whether it is told as somebody's or by its town.

>>> read_wording("its plant in Chongqing")
SiteWording(words=('Chongqing',), is_own=True, has_noun=True, placed=1, country=None)
>>> read_wording("Goral factory in Sundby").words, read_wording("le site de Douai").words
(('Goral', 'Sundby'), ('Douai',))
>>> read_wording("the new plant").words, read_wording("plant in New Delhi").words
((), ('New', 'Delhi'))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from autokg.core import geography
from autokg.core.ids import fold
from autokg.core.towns import country_of_town
from autokg.names.legal_forms import fold_name


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOUNS = _set(
    "factory plant usine werk planta fabrica factoria stabilimento fabbrica impianto gigafactory fabriek fabryka "
    "montagewerk automobilwerk autowerk fahrzeugwerk stammwerk motorenwerk batteriewerk produktionswerk"
)
# Words for a plant that are parts of names too: "Zenith Wagon Works" is a company.
_OTHER_NOUNS = _set(
    "assembly base car centre complex complexe complejo complexo etablissement facility fabrik fabrique hub industrial "
    "line manufacturing produktionsanlage produktionsstandort produktionsstatte production site sito standort "
    "unidade unite vehicle works"
)
_LINKS = _set(
    "a d da das de degli dei del dell della dello dem den der des di die do du el il l la le les lo of o the van von "
    "assemblage assemblaggio ensamblaje fabrication montage montagem montaje producao produccion produttivo produzione"
)
# Left out where a word for a plant follows.
_ADJECTIVES = _set(
    "new own main existing local second neue neues neuen neuem eigene eigenes eigenen nouvelle propre nueva nuevo "
    "nuovo nuova nova novo"
)
_PLACING = _set("in at im en em near nahe bei nel nella nello presso")
_OWN = _set(
    "its their our his her sein seine seinem seinen seiner seines ihr ihre ihrem ihren ihrer ihres unser unsere "
    "unserem son sa ses leur leurs notre nos su sus nuestra nuestro suo sua suoi sue loro nostro nostra seu seus "
    "suas nosso nossa"
)
# Endings of names of makers that the press leaves out.
_GENERIC = _set(
    "auto automobile automobiles automotive cars group groupe gruppe grupo gruppo motor motors vehicles autos"
)
_LEFT_OUT = _NOUNS | _OTHER_NOUNS | _LINKS | _PLACING
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class SiteWording:
    """The wording for a plant, taken apart.

    Attributes:
        words: the words that name it, as written, without words for a plant; none for "its plant".
        is_own: whether it is told as the plant of somebody named before.
        has_noun: whether a word says that it is a plant.
        placed: how many of the words name its town, by a preposition after the word for a plant.
        country: code of the country after a comma.

    """

    words: tuple[str, ...]
    is_own: bool = False
    has_noun: bool = False
    placed: int = 0
    country: str | None = None


@lru_cache(maxsize=8192)
def read_wording(name: str) -> SiteWording:
    """Take the wording for a plant apart."""
    town, comma, last = name.rpartition(",")
    region = geography.find_region(last) if comma else None
    text = town if region else name
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    keys = [fold(word) for word in words]
    nouns = [place for place, key in enumerate(keys) if key in _NOUNS | _OTHER_NOUNS]
    own = next((place for place, key in enumerate(keys) if key not in _LINKS | _PLACING), None)
    is_own = own is not None and keys[own] in _OWN and any(noun > own for noun in nouns)
    kept = [
        place
        for place, key in enumerate(keys)
        if key not in _LEFT_OUT
        and not (is_own and place == own)
        and not (key == "s" and place)
        and not (key in _ADJECTIVES and keys[place + 1 : place + 2] and keys[place + 1] in _LEFT_OUT)
    ]
    link = next((place for place, key in enumerate(keys) if key in _PLACING and place - 1 in nouns), len(keys))
    has_noun = not _NOUNS.isdisjoint(keys)
    country = region if region and geography.is_country(region) else None
    return SiteWording(tuple(words[at] for at in kept), is_own, has_noun, sum(at > link for at in kept), country)


@lru_cache(maxsize=8192)
def site_key(name: str) -> str:
    """Return the key of the words that name a plant or a town; the name as it stands if it has no others."""
    return key_of(read_wording(name).words) or fold(name)


def key_of(words: Iterable[str]) -> str:
    """Return the key of words."""
    return " ".join(filter(None, map(fold, words)))


@lru_cache(maxsize=8192)
def short_name(key: str) -> str:
    """Return a maker's folded name as the press shortens it in the name of a plant.

    >>> short_name("goral motors"), short_name("auto group")
    ('goral', 'auto')
    """
    words = key.split()
    while len(words) > 1 and words[-1] in _GENERIC:
        words.pop()
    return " ".join(words)


def is_company_name(name: str) -> bool:
    """Return whether a legal form or a last word such as "Motors" tells that a name is an organisation's.

    >>> is_company_name("Tarvo Motors"), is_company_name("Tarvo A/S"), is_company_name("Tarvo Octava")
    (True, True, False)
    """
    key = fold_name(name)
    return key != fold(name) or short_name(key) != key


@lru_cache(maxsize=8192)
def without_names(words: tuple[str, ...], names: frozenset[str]) -> tuple[str, ...]:
    """Return words without the longest of some folded names at their beginning or, failing that, at their end.

    >>> without_names(("Goral", "Motors", "Sundby"), frozenset(["goral", "goral motors"]))
    ('Sundby',)
    """
    keys = tuple(map(fold, words))
    for name in sorted(names, key=lambda name: (-len(name), name)):
        parts = tuple(name.split())
        if parts and keys[: len(parts)] in (parts, (*parts[:-1], parts[-1] + "s")):
            return words[len(parts) :]
        if parts and keys[-len(parts) :] == parts:
            return words[: -len(parts)]
    return words


@lru_cache(maxsize=8192)
def told_apart(key: str, country: str | None) -> str | None:
    """Return the country by which a site is told apart from others of its name; None at home.

    Where a town is known, a source that names it without the country means that one.

    >>> told_apart("viborg", "DK"), told_apart("goral viborg", "RU"), told_apart("viborg", None)
    (None, 'RU', None)
    """
    words = key.split()
    ends = (" ".join(words[start:]) for start in range(len(words)))
    home = next(filter(None, map(country_of_town, ends)), None)
    return None if country == home else country
