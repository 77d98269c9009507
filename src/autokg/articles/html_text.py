r"""Text of HTML: block elements stand apart, inline elements join, and a single `<br>` is a space.

>>> plain_text("<time>1 May</time><p>Alpha builds the <b>No</b>va<br>in Lyon.</p>")
'1 May\n\nAlpha builds the Nova in Lyon.'
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")
# What is not closed goes on to the end, as in a browser; so no part is searched twice.
_HIDDEN = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_BREAK = re.compile(r"<br\b[^<>]{0,200}>(?P<more>(?:\s*<br\b[^<>]{0,200}>)*)", re.I)
_CELL = re.compile(r"</t[dh]\s*>\s*<t[dh]\b[^<>]{0,2000}>", re.I)
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer"
    r"|form|h[1-6]|head|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)"
    r"\b[^<>]{0,2000}>",
    re.I,
)
_LINKED_DATA = re.compile(r"<script\b[^<>]{0,300}application/ld\+json[^<>]{0,300}>(.*?)(?:</script\b|\Z)", re.I | re.S)
_STATEMENT = re.compile(r"<(?:meta|link)\b([^<>]{1,2000})>", re.I)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
_STATED_AS = {
    "og:site_name": "publisher", "article:published_time": "published", "canonical": "url",
}  # fmt: skip


def plain_text(text: str) -> str:
    """Return the text of a piece of HTML; text without tags keeps its lines."""
    if _TAG.search(text):
        text = re.sub(r"\s+", " ", _HIDDEN.sub("", text))
        text = _BREAK.sub(lambda match: "\n" if match["more"] else " ", text)
        text = _BLOCK.sub("\n", _CELL.sub(" | ", text))
        text = re.sub(r" *\n\s*", "\n\n", re.sub(r" {2,}", " ", _TAG.sub("", text)))
    return html.unescape(text).replace("\r\n", "\n").strip()


def join_breaks(page: bytes) -> bytes:
    """Return a page with a space for each single `<br>`, which ends no sentence."""
    return re.sub(rb"(?i)(?<!>)(?:<br\s*/?>)(?!\s*<)", b" ", page)


def read_page_metadata(page: str) -> dict[str, str]:
    """Return publisher, day, address, title and text of the article that a page states for machines."""
    stated: dict[str, str] = {}
    for script in _LINKED_DATA.finditer(page):
        try:
            records = list(_articles(json.loads(script[1])))
        except (ValueError, RecursionError):
            continue
        for key, value in (pair for record in records for pair in _of_record(record)):
            stated.setdefault(key, value)
    for tag in _STATEMENT.finditer(page):
        attributes = {
            match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
            for match in _ATTRIBUTE.finditer(tag[1])
        }
        stated_as = attributes.get("property") or attributes.get("name") or attributes.get("rel") or ""
        content = attributes.get("content") or attributes.get("href")
        if content and (kind := _STATED_AS.get(stated_as.lower())):
            stated.setdefault(kind, content)
    return stated


def _articles(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the articles among linked data, at any depth."""
    if isinstance(data, dict):
        if any(str(type_).endswith(("Article", "Posting")) for type_ in _listed(data.get("@type"))):
            yield data
        else:
            for value in data.values():
                yield from _articles(value)
    elif isinstance(data, list):
        for value in data:
            yield from _articles(value)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _of_record(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what an article of linked data states as text."""
    names = {"publisher": "publisher", "datePublished": "published", "url": "url", "mainEntityOfPage": "url",
             "headline": "title", "articleBody": "text"}  # fmt: skip
    for name, key in names.items():
        value = _listed(record.get(name))[0] if record.get(name) else None
        if isinstance(value, dict):
            value = value.get("name") or value.get("@id")
        if isinstance(value, str) and value.strip():
            yield key, html.unescape(value.strip())
