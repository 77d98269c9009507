"""Countries and wider regions by their names in many languages, from Unicode CLDR.

    >>> find_region("Corée du Sud"), find_region("Amérique du Nord"), find_region("韩国")
    ('KR', '003', 'KR')
    >>> region_name("KR"), region_name("003", "de")
    ('South Korea', 'Nordamerika')
    >>> regions_of("MX")
    ('001', '003', '013', '019', '419')

A region is an ISO 3166-1 alpha-2 code, a UN M49 code of three digits, or `EU`. Regions that CLDR lacks (ASEAN, the
Middle East) are markets in the reference data. Countries refer to them by the id of the entry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from autokg.core.ids import fold
from autokg.core.resources import find_resource

LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "sv", "ko", "ja", "zh", "zh_Hant")

LABELLED = LANGUAGES[:6]

# Codes that CLDR names beside countries and M49 regions: outlying areas, pseudo-locales and the like.
_NOT_A_REGION = {"AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


@cache
def _territories(language: str) -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 (20 ms a language, and many commands name no region)

    names = Locale.parse(language).territories
    return {code: name for code, name in names.items() if code not in _NOT_A_REGION}


def region_name(code: str, language: str = "en") -> str:
    """Return the name of a region in a language, or the code where it names no region."""
    return str(_territories(language).get(code, code))


def region_names(languages: Iterable[str] = LANGUAGES) -> Iterator[tuple[str, str, str]]:
    """Yield (code, language, name) of all regions in some languages, by default in all."""
    for language in languages:
        for code, name in sorted(_territories(language).items()):
            yield code, language, name


def names_of(code: str) -> tuple[str, ...]:
    """Return the names of a region in all languages, the English one first, names used by the press, and its code."""
    names = (region_name(code, language) for language in LANGUAGES)
    return tuple(dict.fromkeys((*names, *_COMMON.get(code, ()), code)))


def translations(code: str) -> Iterator[tuple[str, str]]:
    """Yield (language, name) of a region in the languages that articles are read in."""
    for language in LABELLED:
        yield language, region_name(code, language)


@cache
def _members() -> Mapping[str, list[str]]:
    text = find_resource("data", "reference", "regions.toml").read_text(encoding="utf-8")
    return {region: members.split() for region, members in tomllib.loads(text).items()}


@cache
def _items() -> Mapping[str, str]:
    return tomllib.loads(find_resource("data", "reference", "country-items.toml").read_text(encoding="utf-8"))


def wikidata_item(code: str) -> str | None:
    """Return the Wikidata item of a country, None if the reference data has none for the code."""
    return _items().get(code)


def all_regions() -> tuple[str, ...]:
    """Return the codes of the regions of CLDR whose members are known, sorted."""
    return tuple(sorted(code for code in _members() if code in _territories("en")))


@cache
def regions_of(code: str) -> tuple[str, ...]:
    """Return the codes of all regions that a country or region lies in, sorted."""
    direct = {region for region, members in _members().items() if code in members}
    return tuple(sorted(direct.union(*map(regions_of, direct))))


def is_country(code: str) -> bool:
    """Return whether a code is that of a country (and not of a wider region)."""
    return len(code) == 2 and code != "EU" and code in _territories("en")  # noqa: PLR2004 (alpha-2)


@cache
def _index() -> dict[str, str]:
    index: dict[str, str] = {}
    for code, _, name in region_names():
        index.setdefault(fold(name), code)
    for code in _territories("en"):
        if is_country(code):
            index.setdefault(fold(code), code)
    for code, names in _COMMON.items():
        for name in names:
            index.setdefault(fold(name), code)
    return index


# How the press abbreviates, and names of yesterday; not in CLDR's main names.
_COMMON = {
    "US": ("USA", "U.S.", "U.S.A."),
    "GB": ("U.K.", "UK", "Great Britain", "Britain"),
    "KR": ("Korea", "Corée", "Corea", "Coreia"),
    "CZ": ("Czech Republic",),
    "TR": ("Turkey",),
}


@cache
def _official() -> dict[str, str]:
    """Return the codes of countries by their official names and, in capitals, by their codes of three letters."""
    import pycountry  # noqa: PLC0415 (what CLDR names needs no list of ISO)

    index: dict[str, str] = {}
    for country in pycountry.countries:
        names = {country.name, getattr(country, "official_name", ""), getattr(country, "common_name", "")} - {""}
        parted = {name.partition(", ")[::2] for name in names if ", " in name}  # "Korea, Republic of"
        names |= {f"{rest} {first}" for first, rest in parted} | {f"{first} ({rest})" for first, rest in parted}
        index |= {fold(name): country.alpha_2 for name in names} | {country.alpha_3: country.alpha_2}
    return index


def find_region(name: str) -> str | None:
    """Return the code of a region named in any of the languages, None where there is none."""
    return _index().get(fold(name)) or _official().get(fold(name)) or _official().get(name.strip())
