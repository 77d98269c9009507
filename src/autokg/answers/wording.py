"""Rows → one plain sentence, its tense true to the status.

>>> fill("the {model}[ at {plant}][ from {start}]", {"model": "T 3", "start": "2025"})
'the T 3 from 2025'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from autokg.answers.families import Wording
from autokg.dates import ImpreciseDate
from autokg.errors import DateError
from autokg.geography import region_name
from autokg.ontology import load_ontology
from autokg.vocab import AKG

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_FIELD = re.compile(r"\{(\w+)\}")
_REGION = re.compile(r".*/(?:country|region)/([A-Z]{2}|\d{3})$")
_DATES = ("start", "end", "since", "until", "signed", "date", "opened", "closed")
_DATED = ("productionStart", "productionEnd", "signedOn", "since", "until", "opened", "closed", "investedOn")
_NUMBERS = ("capacity", "employees", "volume", "amount", "percent")
_MOST_ITEMS = 6
_ASIDE = {"en": {"planned": ", planned"}, "fr": {"planned": " (annoncé)"}}
_AND = {"en": "and", "fr": "et"}
_MORE = {"en": "{} more", "fr": "{} autres"}
COMPARATORS = {
    "en": {"around": "about", "nearly": "nearly", "over": "over", "atLeast": "at least", "atMost": "at most"},
    "fr": {"around": "environ", "nearly": "près de", "over": "plus de", "atLeast": "au moins", "atMost": "au plus"},
}

Row = Mapping[str, str]


def compose(wording: Wording, rows: Sequence[Row], language: str) -> str:
    """Say some rows, at least one, as a sentence."""
    shown = [in_words(row, language) for row in rows]
    parts = []
    for status, verb in wording.verb.items():
        items = dict.fromkeys(fill(wording.item, row) for row in shown if row.get("status", "actual") == status)
        if items:
            parts.append(f"{verb} {_join(list(items), language)}{_ASIDE[language].get(status, '')}")
    subject = fill(wording.subject, shown[0])
    sentence = f"{subject} {'; '.join(parts)}.".replace(" ,", ",")
    return sentence[0].upper() + sentence[1:]


def fill(template: str, row: Row) -> str:
    """Fill the fields of a template; a part in brackets is left out where none or not all of its fields are known."""

    def optional(match: re.Match[str]) -> str:
        part = match[1]
        return _FIELD.sub(lambda m: row[m[1]], part) if all(row.get(f) for f in _FIELD.findall(part)) else ""

    text = _FIELD.sub(lambda m: row.get(m[1], ""), _OPTIONAL.sub(optional, template))
    return (
        " ".join(text.split())
        .removeprefix("and ")
        .removeprefix("et ")
        .removesuffix(" and")
        .removesuffix(" et")
        .strip(" ,")
    )


def in_words(row: Row, language: str) -> dict[str, str]:
    """Return a row with dates, numbers and countries as a person says them."""
    words = dict(row)
    for name, value in row.items():
        if name in _DATES:
            words[name] = date_in_words(value, language)
        elif name in _NUMBERS:
            words[name] = number_in_words(value, language)
        elif name == "property":
            words["propertyLabel"] = _property_label(value, language)
        elif name.endswith("Value"):
            words[name] = date_in_words(value, language) if row.get("property") in _DATED else value
        elif name.endswith("Words"):
            words[name] = COMPARATORS[language].get(value, value)
        elif match := _REGION.match(value):
            words[f"{name}Label"] = region_name(match[1], language)
    for name in ("employees", "capacity"):
        if name in row:
            words.setdefault(f"{name}Words", " ")
    return words


def _property_label(name: str, language: str) -> str:
    """Return the label of one of our properties by its local name, or the name."""
    term = NamedNode(AKG.namespace + name)
    return load_ontology().label(term, language) if term in AKG else name


def date_in_words(value: str, language: str) -> str:
    """Say an EDTF date, or return a text that is none."""
    try:
        return ImpreciseDate.parse(value).in_words(language)
    except DateError:
        return value


def number_in_words(value: str, language: str) -> str:
    """Write a number with the separators of a language."""
    from babel.numbers import format_decimal  # noqa: PLC0415 (loaded only when a number is said)

    return str(format_decimal(value, locale=language))


def _join(items: list[str], language: str) -> str:
    """Join items as in a sentence; those beyond the most that read well are counted."""
    if len(items) > _MOST_ITEMS + 1:
        items = [*items[:_MOST_ITEMS], _MORE[language].format(len(items) - _MOST_ITEMS)]
    head, last = items[:-1], items[-1]
    return f"{', '.join(head)} {_AND[language]} {last}" if head else last
