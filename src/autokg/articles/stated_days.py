"""The day of a date as feeds, mail, pages and news services state it."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


def parse_day(text: str) -> str | None:
    """Return the day of a date in ISO form or as mail and RSS write it; None for anything else."""
    try:
        if match := _DAY.match(text):
            return dt.date(*map(int, match.groups())).isoformat()
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        return None
