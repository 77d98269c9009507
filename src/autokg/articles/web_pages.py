"""Web pages with several articles, each an element of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autokg.articles.decoding import decode_bytes
from autokg.articles.extraction import Extract
from autokg.articles.html_text import plain_text, read_page_metadata
from autokg.articles.parts import Fault, make_part
from autokg.articles.stated_days import parse_day
from autokg.core.counting import count_of

_ARTICLE = re.compile(r"<(/?)article\b[^<>]{0,2000}>", re.I)
_HEADING = re.compile(r"<h([1-4])\b[^<>]{0,2000}>(.{0,2000}?)</h\1", re.I | re.S)
_TIME = re.compile(r"<time\b[^<>]{0,500}\bdatetime=[\"']([^\"'<>]{4,40})", re.I)
_HREF = re.compile(r"<a\b[^<>]{0,500}\bhref=[\"'](https?:[^\"'<>\s]{1,500})", re.I)
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_ENOUGH = 300  # letters of an article; a teaser has fewer
_ENOUGH_DATED = 150  # of one with a heading and a day of its own, in at least two sentences
_SENTENCE = re.compile(r"[.!?][\"»”)]?(?:\s|$)")


def holds_articles(content: bytes) -> bool:
    """Return whether a page has several elements that are long enough to be articles."""
    if content.count(b"<article") < 2:  # noqa: PLR2004 (several)
        return False
    try:
        page = decode_bytes(content)
    except UnicodeDecodeError:
        return False
    return sum(map(_is_article, _elements(_SCRIPT.sub("", page)))) > 1


def read_page_articles(content: bytes, faults: list[Fault]) -> Iterator[Extract]:
    """Yield the articles of a web page; a fault says how many shorter elements are left out."""
    page = decode_bytes(content)
    stated = read_page_metadata(page)
    elements = list(_elements(_SCRIPT.sub("", page)))
    for part in filter(_is_article, elements):
        heading, day = _HEADING.search(part), _TIME.search(part)
        link = _HREF.search(part, 0, heading.end()) if heading else None  # further down it leads to other pages
        yield make_part(
            plain_text(heading[2]) if heading else "",
            plain_text(part),
            published=parse_day(day[1] if day else stated.get("published", "")),
            publisher=stated.get("publisher"),
            url=link[1] if link else stated.get("url"),
        )
    if short := sum(not _is_article(part) for part in elements):
        faults.append(Fault(f"{count_of(short, 'article element')} of fewer than {_ENOUGH} letters left out"))


def _is_article(part: str) -> bool:
    """Return whether an element is long enough for an article; one with a heading, a day and sentences may be short."""
    text = plain_text(part)
    letters = sum(map(str.isalpha, text))
    dated = letters >= _ENOUGH_DATED and bool(_HEADING.search(part) and _TIME.search(part))
    return letters >= _ENOUGH or (dated and len(_SENTENCE.findall(text)) > 1)


def _elements(page: str) -> Iterator[str]:
    """Yield the content of each article element that is not inside another."""
    depth = start = 0
    for tag in _ARTICLE.finditer(page):
        if not tag[1]:
            start = start if depth else tag.end()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield page[start : tag.start()]
