"""JSON of news services: the articles among it at any depth, as one value or a value a line.

Services nest them in their own ways (`articles`, `response.results[].fields`, `response.docs[]`), so an article is
known by its keys: a text, with a title, an address or a day. Feeds in JSON and posts of web sites have the same keys.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from autokg.articles.decoding import decode_bytes
from autokg.articles.extraction import Extract
from autokg.articles.html_text import plain_text
from autokg.articles.parts import Fault, make_part
from autokg.articles.stated_days import parse_day
from autokg.errors import DocumentError

_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)*(?:\{\s*(?:\"[^\"\n]{0,200}\"\s*:|\})|\[\s*\]\s*\Z)")
_BRACKETED = re.compile(rb"\s*[\[{]\s*[\"{\[}\]]")
_KEYS = {
    "text": ("content", "text", "body", "articleBody", "bodyText", "body_text", "full_text", "content_text",
             "content_html", "maintext", "main_text", "articleText", "article_text", "story", "description", "summary",
             "lead_paragraph", "abstract", "snippet", "trailText"),
    "title": ("title", "headline", "webTitle", "name"),
    "published": ("publishedAt", "published", "date", "pubDate", "pub_date", "datePublished", "date_published",
                  "webPublicationDate", "published_at", "published_date", "publication_date", "firstPublicationDate",
                  "publishDate", "publish_date", "date_publish", "dateTimePub"),
    "url": ("url", "link", "webUrl", "web_url", "permalink", "canonical_url"),
    "publisher": ("source", "publisher", "publication", "site", "site_name", "source_domain", "domain", "outlet"),
    "language": ("language", "lang"),
}  # fmt: skip
_OTHERS = frozenset((*_KEYS["publisher"], "author", "authors", "creator", "image", "media", "multimedia"))
_VALUES = ("name", "title", "main", "rendered", "default", "value", "text", "#text")  # of an object in place of a text
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z]{2})?")
_CUT = re.compile(r"\s*\[\+\d+ chars\]\s*$")  # where a service cuts its texts


def is_json(content: bytes) -> bool:
    """Return whether bytes are JSON, whole or cut off."""
    return bool(_JSON.match(content[:4000]) or (_BRACKETED.match(content[:4000]) and content.rstrip()[-1:] in b"}]"))


def read_news_json(content: bytes, name: str | None, faults: list[Fault]) -> Iterator[Extract]:
    """Yield the articles; raise `DocumentError`, with the line, if it is no JSON. Broken lines are faults."""
    yield from read_records(_parse(decode_bytes(content), name, faults), faults)


def read_records(value: Any, faults: list[Fault]) -> Iterator[Extract]:
    """Yield the articles among the values of JSON; those without text are added to the faults."""
    for number, record in enumerate(_records(value), 1):
        texts = {key: _first(record, names) for key, names in _KEYS.items()}
        if not texts["text"]:
            about = f" ({texts['title']})" if texts["title"] else ""
            faults.append(Fault(f"item {number}{about} has no text", texts["url"] or None))
            continue
        language = _LANGUAGE.fullmatch(texts["language"])
        yield make_part(
            plain_text(texts["title"]),
            plain_text(_CUT.sub("", texts["text"])),
            published=parse_day(texts["published"]),
            publisher=texts["publisher"] or None,
            url=texts["url"] or None,
            language=language[1] if language else None,
        )


def _parse(text: str, name: str | None, faults: list[Fault]) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        records = _parse_lines(text, faults)
        if records is None:
            raise DocumentError(
                f"broken JSON: {error.msg}", source=name, line=error.lineno, column=error.colno,
                expected="whole JSON", hint="was the download cut off?",
            ) from error  # fmt: skip
        return records


def _parse_lines(text: str, faults: list[Fault]) -> list[Any] | None:
    """Return the values of JSON lines, with a fault for each line that is none; None if most lines are none."""
    records: list[Any] = []
    broken: list[Fault] = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            records += [json.loads(line)] if line.strip() else []
        except json.JSONDecodeError as error:
            broken.append(Fault(f"line {number}, column {error.colno}: broken JSON: {error.msg}"))
    if len([record for record in records if isinstance(record, dict)]) <= len(broken):
        return None
    faults += broken
    return records


def _records(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield what has the keys of an article: a text with a title, address or day; or a title with one of them."""
    if isinstance(value, list):
        for element in value:
            yield from _records(element)
    elif isinstance(value, dict):
        has = {key for key, names in _KEYS.items() if key != "language" and _first(value, names)}
        whole = "text" in has and bool(has & {"title", "url", "published"})
        inner = [] if whole else [record for key in value if key not in _OTHERS for record in _records(value[key])]
        if whole or (not inner and "title" in has and len(has) > 1):
            yield value
        yield from inner


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """Return the first text under one of these names, in the record or in its `fields`."""
    fields = record.get("fields")
    for place in (record, fields if isinstance(fields, dict) else {}):
        for name in names:
            value = place.get(name)
            if isinstance(value, dict):
                value = next((value[key] for key in _VALUES if isinstance(value.get(key), str)), None)
            if isinstance(value, str) and value.strip():
                return value.strip()
    return ""
