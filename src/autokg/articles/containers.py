"""Files that hold several articles: RSS and Atom feeds, mail (.eml, mbox) and JSON of news services.

Each article has its own title, day, publisher and address, as the container states them.
"""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import html
import json
import re
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

from autokg.articles.extraction import Extract
from autokg.errors import DocumentError

_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*|<\?[^>]*>\s*)*+<(?:rss|feed|rdf:RDF)[\s>]", re.S
)
_HEADERS = re.compile(rb"(?:[A-Za-z][\w-]*: [^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}\r?\n")
_NEEDED = re.compile(rb"^(?:From|Subject|Date|Received|Message-ID): ", re.M | re.I)
_MBOX = re.compile(rb"^From \S+ .*\n", re.M)
_JSON = re.compile(rb"\s*[\[{]\s*[\"{\[}\]]")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK = re.compile(r"<(?:br|/p|/div|/h\d|/li)\b[^<>]{0,200}>", re.I)
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_SNIFFED = 4000
_KEYS = {
    "text": ("content", "text", "body", "articleBody", "bodyText", "description", "summary", "abstract"),
    "title": ("title", "headline", "webTitle", "name"),
    "published": ("publishedAt", "published", "date", "pubDate", "datePublished", "webPublicationDate", "published_at"),
    "url": ("url", "link", "webUrl"),
    "publisher": ("source", "publisher", "site", "domain", "outlet"),
    "language": ("language", "lang"),
}
_LISTS = ("articles", "items", "results", "data", "documents", "entries", "news")


def find_container(content: bytes) -> str | None:
    """Return `feed`, `mail` or `json` if the bytes are of that kind, None for a single article."""
    start = content[:_SNIFFED]
    if _FEED.match(start):
        return "feed"
    if _MBOX.match(content) or ((head := _HEADERS.match(content)) and len(_NEEDED.findall(head[0])) > 1):
        return "mail"
    return "json" if _JSON.match(start) and content.rstrip()[-1:] in (b"}", b"]") else None


def unpack(content: bytes, kind: str, name: str | None = None) -> list[Extract]:
    """Return the articles of a container; raise `DocumentError` if it holds none."""
    read = {"feed": _from_feed, "mail": _from_mails, "json": _from_json}[kind]
    try:
        found = [extract for extract in read(content) if extract.text.strip()]
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
        raise DocumentError(f"the {_NAMES[kind]} cannot be read: {error}", source=name) from error
    if not found:
        raise DocumentError(f"the {_NAMES[kind]} contains no article", source=name, expected=_EXPECTED[kind])
    return found


_NAMES = {"feed": "feed", "mail": "mail", "json": "JSON"}
_EXPECTED = {
    "feed": "RSS or Atom with items",
    "mail": "mail with a text",
    "json": 'a list of articles such as {"articles": [{"title": …, "content": …}]}',
}


def _from_feed(content: bytes) -> Iterator[Extract]:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("it declares entities, which a feed does not need")
    root = ElementTree.fromstring(content)  # noqa: S314 (no entities are left that could grow)
    channel = root.find("channel")
    publisher = _child(root if channel is None else channel, "title")
    for item in root.iter():
        if _local(item) in ("item", "entry"):
            body = _child(item, "encoded", "content", "description", "summary")
            title = _plain(_child(item, "title"))
            day = _day(_child(item, "pubDate", "published", "date", "updated"))
            yield _extract(title, _plain(body), published=day, publisher=_plain(publisher), url=_link(item))


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _child(element: ElementTree.Element, *names: str) -> str:
    """Return the text of the first child of these names, in the order of the names."""
    texts = {_local(child): "".join(child.itertext()) for child in reversed(element)}
    return next((texts[name].strip() for name in names if texts.get(name, "").strip()), "")


def _link(item: ElementTree.Element) -> str | None:
    links = [child for child in item if _local(child) == "link"]
    return next((url for link in links if (url := link.get("href") or (link.text or "").strip())), None)


def _from_mails(content: bytes) -> Iterator[Extract]:
    starts = [match.end() for match in _MBOX.finditer(content)]
    ends = [*(match.start() for match in _MBOX.finditer(content)), len(content)][1:]
    mails = [content[start:end] for start, end in zip(starts, ends, strict=True)] if _MBOX.match(content) else [content]
    for mail in mails:
        message = email.message_from_bytes(mail, policy=email.policy.default)
        if isinstance(message, EmailMessage):
            yield _of_mail(message)


def _of_mail(message: EmailMessage) -> Extract:
    body = message.get_body(("plain", "html"))
    text = str(body.get_content()) if body else ""
    plain = _plain(text) if body and body.get_content_subtype() == "html" else text
    sender = str(message["From"] or "")
    publisher = re.sub(r"\s*<[^<>]*>", "", sender).strip(' "') or None
    return _extract(
        str(message["Subject"] or ""), plain, published=_day(str(message["Date"] or "")), publisher=publisher
    )


def _from_json(content: bytes) -> Iterator[Extract]:
    try:
        records = json.loads(content)
    except json.JSONDecodeError:
        records = [json.loads(line) for line in content.decode().split("\n") if line.strip()]
    for record in _listed(records):
        texts = {key: _first(record, names) for key, names in _KEYS.items()}
        if texts["text"] and (texts["title"] or texts["url"] or texts["published"]):
            yield _extract(
                texts["title"],
                _plain(texts["text"]) if "</" in texts["text"] else texts["text"],
                published=_day(texts["published"]),
                publisher=texts["publisher"] or None,
                url=texts["url"] or None,
            )


def _listed(records: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(records, list):
        yield from (record for record in records if isinstance(record, dict))
    elif isinstance(records, dict):
        lists = [records[key] for key in _LISTS if isinstance(records.get(key), (list, dict))]
        yield from _listed(lists[0]) if lists else iter([records])


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = record.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _extract(
    title: str, text: str, *, published: str | None, publisher: str | None = None, url: str | None = None
) -> Extract:
    headed = text if not title or text.strip().startswith(title) else f"{title}\n\n{text}"
    return Extract(headed, title or None, publisher, published, url)


def _plain(text: str) -> str:
    """Return text without HTML."""
    broken = _BREAK.sub("\n", text)
    return html.unescape(_TAG.sub("", broken)).replace("\r\n", "\n").strip()


def _day(text: str) -> str | None:
    """Return the day of a date in ISO form or as mail and RSS write it; None for anything else."""
    try:
        if match := _DAY.match(text):
            return dt.date(*map(int, match.groups())).isoformat()
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        return None
