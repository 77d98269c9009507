"""Rows → one plain sentence, its tense true to the status.

>>> fill("the {model}[ at {plant}][ from {start}]", {"model": "T 3", "start": "2025"})
'the T 3 from 2025'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autokg.answers.families import Wording
from autokg.answers.phrases import Row, in_words

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_FIELD = re.compile(r"\{(\w+)\}")
_ELIDED = re.compile(r"\bde (?=[AEIOUYÀÂÉÈÊÎÔŒ])")
_MOST_ITEMS = 6
_ASIDE = {
    "en": {"planned": ", planned", "cancelled": ", but the plan was dropped"},
    "fr": {"planned": " (annoncé)", "cancelled": ", mais le projet a été abandonné"},
}
_AND = {"en": "and", "fr": "et"}
_BREAK = {"en": "; ", "fr": " ; "}
_MORE = {"en": "{} more", "fr": "{} autres"}


def compose(wording: Wording, rows: Sequence[Row], language: str) -> str:
    """Say some rows, at least one, as a sentence."""
    shown = [in_words(row, language) for row in rows]
    parts = []
    for status, verb in wording.verb.items():
        items = dict.fromkeys(fill(wording.item, row) for row in shown if row["status"] == status)
        if items:
            parts.append(f"{verb} {_join(list(items), language)}{_ASIDE[language].get(status, '')}")
    sentence = (
        f"{fill(wording.subject, shown[0])} {_BREAK[language].join(parts)}.".replace(" ,", ",")
        .replace("..", ".")
        .strip()
    )
    if language == "fr":
        sentence = _ELIDED.sub("d’", sentence)
    return sentence[0].upper() + sentence[1:]


def fill(template: str, row: Row) -> str:
    """Fill the fields of a template; a part in brackets is left out where none or not all of its fields are known."""

    def optional(match: re.Match[str]) -> str:
        part = match[1]
        return _FIELD.sub(lambda m: row[m[1]], part) if all(row.get(f) for f in _FIELD.findall(part)) else ""

    text = _FIELD.sub(lambda m: row.get(m[1], ""), _OPTIONAL.sub(optional, template))
    return (
        " ".join(text.split())
        .replace("( ", "(")
        .removeprefix("and ")
        .removeprefix("et ")
        .removesuffix(" and")
        .removesuffix(" et")
        .strip(" ,")
    )


def _join(items: list[str], language: str) -> str:
    """Join items as in a sentence; those beyond the most that read well are counted."""
    if len(items) > _MOST_ITEMS + 1:
        items = [*items[:_MOST_ITEMS], _MORE[language].format(len(items) - _MOST_ITEMS)]
    head, last = items[:-1], items[-1]
    return f"{', '.join(head)} {_AND[language]} {last}" if head else last
