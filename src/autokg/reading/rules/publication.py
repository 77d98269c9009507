"""When an article was published, by its own words: a word of publishing, a dateline, or a date that stands alone."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from autokg.core.dates import ImpreciseDate
from autokg.errors import DateError
from autokg.reading.language.profile import Language
from autokg.reading.rules.date_phrases import find_dates
from autokg.reading.rules.mentions import Mention
from autokg.reading.shadow import in_lower_case

_HEAD = 700
_FULL = re.compile(r"\d{4}-\d\d-\d\d")
_DATELINE_AFTER = re.compile(r"\s*(?:[-–:/|(,]|$|\n|um |at |à |[\d:]+ )")
_LINK = re.compile(r"https?://\S*?((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)\b")


@lru_cache(maxsize=16)
def find_published(text: str, language: Language) -> str | None:
    """Return the day of publication that a text states, as EDTF."""
    dates = [mention for mention in find_dates(text, language, None) if _FULL.fullmatch(mention.name)]
    stated = next((m for m in dates if _is_stated(text, m, language)), None)
    dateline = next((m for m in dates if m.start < _HEAD and _is_dateline(text, m)), None)
    chosen = stated or dateline
    return chosen.name if chosen else None


def find_today(text: str, language: Language, published: str | None) -> dt.date | None:
    """Return the day that "this year" counts from; without a publication date the last day that a link carries."""
    day = published or find_published(text, language)
    if day:
        try:
            return ImpreciseDate.parse(day).latest
        except DateError:
            return None
    days = [f"{year}-{month}-{day}" for year, month, day in _LINK.findall(text)]
    valid = [dt.date.fromisoformat(day) for day in days if _is_day(day)]
    return max(valid, default=None)


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_stated(text: str, date: Mention, language: Language) -> bool:
    line = text[text.rfind("\n", 0, date.start) + 1 : date.start]
    return bool(language.pattern("publication.stated").search(in_lower_case(line[-60:])))


def _is_dateline(text: str, date: Mention) -> bool:
    """Return whether little stands before the date in its line, and punctuation or the line's end after it."""
    line = text[text.rfind("\n", 0, date.start) + 1 : date.start]
    before = re.sub(r"[^\w ]", " ", line).split()
    after = text[date.end : date.end + 12]
    capitalised = all(word[:1].isupper() or word.isdigit() or len(word) <= 3 for word in before)  # noqa: PLR2004
    return len(before) <= 7 and capitalised and bool(_DATELINE_AFTER.match(after))  # noqa: PLR2004
