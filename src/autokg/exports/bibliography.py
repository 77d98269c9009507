r"""The sources as a list of references: BibTeX, RIS and CSL JSON, for reference managers.

>>> source = Source("d-1", "Cars & more", "The Daily", "2024-05", "en", "https://e.org/1")
>>> print(to_bibtex(source), end="")
@misc{d-1,
  title = {{Cars \& more}},
  author = {{The Daily}},
  year = {2024},
  month = {5},
  language = {en},
  url = {https://e.org/1},
}
>>> print(to_ris(source).rstrip())
TY  - NEWS
ID  - d-1
TI  - Cars & more
PB  - The Daily
DA  - 2024/05
LA  - en
UR  - https://e.org/1
ER  -
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import QuerySolutions

from autokg.core.csv_text import write_csv
from autokg.exports.store_data import StoreData
from autokg.query.saved import get_query

_ESCAPED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: f"\\{sign}" for sign in "{}%&$#_"
}
_SPECIAL = re.compile(r"[\\{}%&$#_~^]")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(~?)")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Source:
    """A document; "" for what is not known, the date as EDTF."""

    id: str
    title: str
    publisher: str = ""
    published: str = ""
    language: str = ""
    url: str = ""

    @property
    def date(self) -> tuple[str, ...]:
        """Year, month and day, as many as are known; seasons and ranges have none."""
        match = _DATE.fullmatch(self.published)
        parts = tuple(filter(None, match.groups()[:3])) if match else ()
        return parts if len(parts) < 2 or int(parts[1]) <= _MONTHS else parts[:1]  # noqa: PLR2004 (a year alone)


def write_bibtex(data: StoreData) -> Iterator[bytes]:
    """Write the sources in BibTeX."""
    return (f"{to_bibtex(source)}\n".encode() for source in load_sources(data))


def write_ris(data: StoreData) -> Iterator[bytes]:
    """Write the sources in RIS."""
    return (f"{to_ris(source)}\n".encode() for source in load_sources(data))


def write_csl(data: StoreData) -> bytes:
    """Write the sources in CSL JSON."""
    return (json.dumps([to_csl(source) for source in load_sources(data)], ensure_ascii=False, indent=1) + "\n").encode()


def write_sources_csv(data: StoreData) -> bytes:
    """Write the sources as CSV."""
    columns = tuple(Source.__dataclass_fields__)
    return write_csv(columns, ([*asdict(source).values()] for source in load_sources(data))).encode()


def load_sources(data: StoreData) -> list[Source]:
    """Return the documents of a store, sorted by title, and count them."""
    result = data.store.query(get_query("documents").text)
    assert isinstance(result, QuerySolutions)  # noqa: S101 (a SELECT gives solutions)
    columns = ("title", "publisher", "published", "language", "url")
    sources = [
        Source(
            row["document"].value.partition("/document/")[2] or row["document"].value,
            *(" ".join(row[name].value.split()) if row[name] else "" for name in columns),
        )
        for row in result
    ]
    data.count = len(sources)
    return sources


def to_bibtex(source: Source) -> str:
    """Return a source as an entry of BibTeX; a title in two pairs of braces keeps its capitals."""
    date = dict(zip(("year", "month", "day"), (str(int(part)) for part in source.date), strict=False))
    braced = {name: f"{{{_escape(text)}}}" for name, text in (("title", source.title), ("author", source.publisher))}
    fields = braced | date | {"language": source.language, "url": source.url.replace("}", "%7D").replace("{", "%7B")}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value not in ("", "{}"))
    return f"@misc{{{re.sub(r'[^A-Za-z0-9_.:-]', '-', source.id)},\n{lines}}}\n"


def to_ris(source: Source) -> str:
    """Return a source as a record of RIS."""
    fields = (
        ("TY", "NEWS"), ("ID", source.id), ("TI", source.title), ("PB", source.publisher),
        ("DA", "/".join(source.date)), ("LA", source.language), ("UR", source.url),
    )  # fmt: skip
    return "".join(f"{tag}  - {value}\n" for tag, value in fields if value) + "ER  - \n"


def to_csl(source: Source) -> dict[str, Any]:
    """Return a source as an item of CSL JSON."""
    item: dict[str, Any] = {"id": source.id, "type": "article-newspaper", "title": source.title}
    texts = {"container-title": source.publisher, "language": source.language, "URL": source.url}
    item |= {name: text for name, text in texts.items() if text}
    if source.date:
        item["issued"] = {"date-parts": [[int(part) for part in source.date]]}
        if source.published.endswith("~"):
            item["issued"]["circa"] = True
    return item


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPED[match[0]], text)
