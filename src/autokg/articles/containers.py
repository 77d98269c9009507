"""Files that hold several articles: feeds, mail, JSON of news services, Parquet, web pages with several, and WARC.

Each article has its own title, day, publisher and address, as the container states them.
"""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import html
import io
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

from autokg.articles.decoding import decode_bytes
from autokg.articles.extraction import Extract, extract, find_format, require_format
from autokg.core.extras import require_extra
from autokg.errors import DocumentError, UsageError

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
_WARC = re.compile(rb"WARC/1\.\d\r?\n")
_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"
_MOST_UNPACKED = 400_000_000  # bytes of the pages of one archive
_ARTICLE = re.compile(r"<(/?)article\b[^<>]{0,2000}>", re.I)
_HEADING = re.compile(r"<h([1-4])\b[^<>]{0,2000}>(.{0,2000}?)</h\1", re.I | re.S)
_TIME = re.compile(r"<time\b[^<>]{0,500}\bdatetime=[\"']([^\"'<>]{4,40})", re.I)
_HREF = re.compile(r"<a\b[^<>]{0,500}\bhref=[\"'](https?:[^\"'<>\s]{1,500})", re.I)
_SITE = re.compile(r"<meta\b[^<>]{0,200}og:site_name[\"'][^<>]{0,50}content=[\"']([^\"'<>]{1,200})", re.I)
_HIDDEN = re.compile(r"<(script|style)\b.{0,200000}?</\1\s*>", re.I | re.S)
_ENOUGH = 300  # letters of an article; a teaser has fewer
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
    """Return `feed`, `mail`, `json`, `page`, `parquet` or `warc` if bytes are of that kind, None for one article."""
    start = content[:_SNIFFED]
    if _is_warc(start):
        return "warc"
    if start.startswith(_PARQUET):
        return "parquet"
    if find_format(content) == "html":
        return "page" if content.count(b"<article") > 1 and len(list(_from_page(content))) > 1 else None
    if _FEED.match(start):
        return "feed"
    if _MBOX.match(content) or ((head := _HEADERS.match(content)) and len(_NEEDED.findall(head[0])) > 1):
        return "mail"
    return "json" if _JSON.match(start) and content.rstrip()[-1:] in (b"}", b"]") else None


@dataclass(frozen=True, slots=True)
class Fault:
    """A part of a container that cannot be read, with the address that it states."""

    reason: str
    url: str | None = None


def unpack(content: bytes, kind: str, name: str | None = None, faults: list[Fault] | None = None) -> list[Extract]:
    """Return the articles of a container; raise `DocumentError` if it holds none.

    The parts of it that cannot be read are added to `faults`.
    """
    faults = [] if faults is None else faults
    try:
        articles = _from_warc(content, faults) if kind == "warc" else _READ[kind](content)
        found = [each for each in articles if each.text.strip()]
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError, UsageError) as error:
        raise DocumentError(f"the {_NAMES[kind]} cannot be read: {error}", source=name) from error
    if not found:
        why = f" ({faults[0].reason})" if faults else ""
        raise DocumentError(f"the {_NAMES[kind]} contains no article{why}", source=name, expected=_EXPECTED[kind])
    return found


_NAMES = {
    "feed": "feed",
    "mail": "mail",
    "json": "JSON",
    "page": "page",
    "parquet": "Parquet file",
    "warc": "WARC file",
}
_EXPECTED = {
    "feed": "RSS or Atom with items",
    "mail": "mail with a text",
    "page": "several articles in HTML",
    "parquet": "columns such as title, text, published and url",
    "warc": "responses with web pages",
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
    yield from _from_records(records)


def _from_parquet(content: bytes) -> Iterator[Extract]:
    """Yield the article of each row, by the names of columns that JSON of news services has for keys."""
    parquet = require_extra("pyarrow.parquet", extra="parquet", purpose="reading Parquet")
    rows = parquet.read_table(io.BytesIO(content)).to_pylist()
    yield from _from_records(json.loads(json.dumps(rows, default=str)))  # days as text, as JSON has them


def _from_records(records: Any) -> Iterator[Extract]:
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


def _from_page(content: bytes) -> Iterator[Extract]:
    """Yield the articles of a web page, each an element of its own; teasers are left out."""
    try:
        page = _HIDDEN.sub("", decode_bytes(content))
    except UnicodeDecodeError:
        return
    site = _SITE.search(page)
    for part in _elements(page):
        heading = _HEADING.search(part)
        day, link = _TIME.search(part), _HREF.search(part)
        text = re.sub(r"[ \t]*\n\s*", "\n\n", _plain(part))
        if sum(map(str.isalpha, text)) >= _ENOUGH:
            yield _extract(
                _plain(heading[2]) if heading else "",
                text,
                published=_day(day[1]) if day else None,
                publisher=html.unescape(site[1]) if site else None,
                url=link[1] if link else None,
            )


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


def _from_warc(content: bytes, faults: list[Fault]) -> Iterator[Extract]:
    """Yield the article of each web page that an archive of responses holds, each text once."""
    require_format("warc")
    seen: set[str] = set()
    for url, payload in _responses(content, faults):
        if find_format(payload) != "html":
            continue
        try:
            found = extract(payload, "html")
        except DocumentError as error:
            faults.append(Fault(error.problem, url))
            continue
        if found.text not in seen:
            seen.add(found.text)
            yield replace(found, url=url or found.url)


def _responses(content: bytes, faults: list[Fault]) -> Iterator[tuple[str | None, bytes]]:
    """Yield address and content of each response of a WARC file; what cannot be read is added to the faults."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 (an extra)

    records, unpacked, number = ArchiveIterator(io.BytesIO(content)), 0, 0
    while unpacked < _MOST_UNPACKED:
        number, url = number + 1, None
        try:
            record = next(records, None)
            if record is None:
                return
            if record.rec_type != "response":
                continue
            url = record.rec_headers.get_header("WARC-Target-URI")
            payload = record.content_stream().read(_MOST_UNPACKED - unpacked)
        except Exception as error:  # the library raises what it comes across in a broken file
            faults.append(Fault(f"the file cannot be read from record {number} on: {error}", url))
            return
        unpacked += len(payload)
        if record.length is None or record.raw_stream.limit:
            faults.append(Fault("the record is cut off or has no length", url))
        else:
            yield url, payload
    faults.append(Fault(f"the file unpacks to more than {_MOST_UNPACKED / 1e6:.0f} MB, and was read so far"))


def _is_warc(content: bytes) -> bool:
    """Return whether bytes are a WARC file, as it is or packed by gzip."""
    if not content.startswith(_GZIP):
        return bool(_WARC.match(content))
    try:
        return bool(_WARC.match(zlib.decompressobj(wbits=31).decompress(content[:_SNIFFED], _SNIFFED)))
    except zlib.error:
        return False


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


_READ: Mapping[str, Callable[[bytes], Iterator[Extract]]] = {
    "feed": _from_feed, "mail": _from_mails, "json": _from_json, "page": _from_page, "parquet": _from_parquet,
}  # fmt: skip
