"""Values → as a person says them in a sentence: dates, numbers, places and plants.

>>> when("2024-01-15", "en"), when("2025-41", "fr"), date_in_words("../2023", "en")
('on January 15, 2024', 'au second semestre 2025', '2023 or earlier')
>>> "end" in in_words({"end": "2025/.."}, "en"), in_words({"end": "2025/..", "status": "ended"}, "en")["end"]
(False, '2025 or later')
>>> in_words({"since": "2026", "status": "planned", "countryLabel": "United States"}, "en")["from"]
'from'
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import NamedNode

from autokg.core.dates import ImpreciseDate
from autokg.core.geography import region_name
from autokg.core.ontology import load_ontology
from autokg.core.terms import AKG
from autokg.errors import DateError

_REGION = re.compile(r".*/(?:country|region)/([A-Z]{2}|\d{3})$")
_DATES = frozenset({"start", "end", "since", "until", "signed", "date", "opened", "opening", "closed", "closing"})
_DATED = frozenset({"productionStart", "productionEnd", "signedOn", "since", "until", "opened", "closed", "investedOn"})
_NUMBERS = {  # columns that hold a number, and those with the comparator that came with it
    "capacity": "capacityWords",
    "plannedCapacity": "capacityWords",
    "employees": "employeesWords",
    "plannedEmployees": "employeesWords",
    **{name: f"{name}Words" for name in ("volume", "amount", "percent", "least", "greatest")},
}
_OF_OURS = {"property": "propertyLabel", "type": "typeLabel"}  # columns that hold the local name of a term
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FROM = {"en": ("since", "from"), "fr": ("depuis", "dès")}
_OPEN_START = {"en": "{} or earlier", "fr": "{} ou avant"}
_OPEN_END = {"en": "{} or later", "fr": "{} ou après"}
_OPEN = {"", ".."}
_BETWEEN = {"en": "between {} and {}", "fr": "entre {} et {}"}
_AROUND = {"en": "around {}", "fr": "vers {}"}
_COMPARATORS = {
    "en": {"around": "about", "nearly": "nearly", "over": "over", "atLeast": "at least", "atMost": "at most"},
    "fr": {"around": "environ", "nearly": "près de", "over": "plus de", "atLeast": "au moins", "atMost": "au plus"},
}
# What English gives an article: a plant named by a common noun, and countries that are a plural or a union.
_COMMON_NOUN = re.compile(r".* (?:plant|factory|works|complex)", re.IGNORECASE)
_WITH_ARTICLE = frozenset({"United States", "United Kingdom", "United Arab Emirates", "Netherlands", "Philippines"})

Row = Mapping[str, str]


def in_words(row: Row, language: str) -> dict[str, str]:
    """Return a row with its values as a person says them, and what a template may say beside them."""
    words = dict(row)
    status = words["status"] = row.get("status", "actual").rpartition("#")[2]
    words["from"] = _FROM[language][status != "actual"]
    for name, value in row.items():
        if name in _DATES:
            words[name] = _around(date_in_words(value, language), row, language)
            words[f"{name}When"] = _around(when(value, language), row, language)
        elif name in _NUMBERS:
            words[name] = number_in_words(value, language)
            words.setdefault(_NUMBERS[name], " ")
        elif name in _OF_OURS:
            words[_OF_OURS[name]] = term_in_words(value, language)
        elif name.endswith("Value"):
            words[name] = _value_in_words(value, row.get("property", ""), language)
        elif name.endswith("Words"):
            words[name] = _COMPARATORS[language].get(value, value)
        elif match := _REGION.match(value):
            words[f"{name}Label"] = _region_in_words(match[1], row.get(f"{name}Label"), language)
    if status == "actual" and row.get("end", "").endswith("/.."):  # it goes on, as the verb says already
        del words["end"]
    for name in ("plantLabel", "targetLabel"):
        if name in words and language == "en" and _COMMON_NOUN.fullmatch(words[name]):
            words[name] = f"the {words[name]}"
    return words


def _value_in_words(value: str, property_: str, language: str) -> str:
    if property_ in _DATED:
        return date_in_words(value, language)
    return number_in_words(value, language) if re.fullmatch(r"\d+(?:\.\d+)?", value) else value


def _region_in_words(code: str, label: str | None, language: str) -> str:
    """Return the name of a region; labels of things are English, and CLDR is asked for what they do not tell."""
    if language != "en":
        return region_name(code, language)
    name = label or region_name(code)
    return f"the {name}" if name in _WITH_ARTICLE else name


def term_in_words(name: str, language: str) -> str:
    """Return the label of one of our terms by its local name, or the name."""
    term = NamedNode(AKG.namespace + name)
    return load_ontology().label(term, language) if term in AKG else name


def _around(words: str, row: Row, language: str) -> str:
    """Say that a date is approximate where the row does; `around` takes the place of a preposition."""
    if row.get("approximate") != "true":
        return words
    return _AROUND[language].format(re.sub(r"^(?:in|on|en|au|le) ", "", words))


def date_in_words(value: str, language: str) -> str:
    """Say an EDTF date, or return a text that is none."""
    first, slash, last = value.partition("/")
    if slash and first in _OPEN:
        return _OPEN_START[language].format(date_in_words(last, language))
    if slash and last in _OPEN:
        return _OPEN_END[language].format(date_in_words(first, language))
    try:
        words = ImpreciseDate.parse(value).in_words(language)
    except DateError:
        return value
    return f"le {words}" if language == "fr" and _DAY.fullmatch(value) else words


def when(value: str, language: str) -> str:
    """Say an EDTF date with its preposition."""
    first, slash, last = value.partition("/")
    if slash and {first, last}.isdisjoint(_OPEN):
        return _BETWEEN[language].format(date_in_words(first, language), date_in_words(last, language))
    words = date_in_words(value, language)
    if language == "en":
        return f"{'on' if _DAY.fullmatch(value) else 'in'} {words}"
    if _DAY.fullmatch(value):
        return words
    return f"au {words.removeprefix('le ')}" if words.startswith("le ") else f"en {words}"


def number_in_words(value: str, language: str) -> str:
    """Write a number with the separators of a language."""
    from babel.numbers import format_decimal  # noqa: PLC0415 (loaded only when a number is said)

    return str(format_decimal(value, locale=language))
