r"""Front matter of Markdown: what stands between two lines `---` (or `+++`, as TOML) at the start of a note.

>>> text = '---\ntitle: "A car"\ndate: 2026-03-03\n---\nIt is built in Lyon.'
>>> read_front_matter(text)
{'title': 'A car', 'published': '2026-03-03'}
"""

from __future__ import annotations

import re

FRONT_MATTER = re.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<lines>(?:[^\n]{0,2000}\n){1,60}?)(?P=fence)[ \t]*(?:\r?\n|\Z)"
)
_LINE = re.compile(r"^(?P<key>[A-Za-z_-]+)[ \t]*[:=][ \t]*(?P<value>[^\n]+)", re.M)
_KEYS = {
    "title": "title", "published": "published", "date": "published", "url": "url", "source": "url", "link": "url",
    "publisher": "publisher", "site": "publisher", "publication": "publisher", "language": "language",
    "lang": "language",
}  # fmt: skip
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def read_front_matter(text: str) -> dict[str, str]:
    """Return title, day, address, publisher and language that front matter states."""
    found = FRONT_MATTER.match(text)
    stated: dict[str, str] = {}
    for match in _LINE.finditer(found["lines"]) if found else ():
        key, value = _KEYS.get(match["key"].lower()), match["value"].strip().strip("\"'")
        if key == "published":
            value = day[0] if (day := _DAY.match(value)) else ""
        if key == "url" and not value.startswith("http"):
            key = "publisher"
        if key and value:
            stated.setdefault(key, value)
    return stated
