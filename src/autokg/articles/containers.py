"""Files that hold several articles: feeds, mail, JSON of news services, Parquet, web pages with several, and WARC.

Each article has its own title, day, publisher and address, as the container states them. A part that cannot be read is
a fault, and the others are read.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from xml.etree import ElementTree

from autokg.articles.extraction import Extract, extract, find_format, require_format
from autokg.articles.html_text import plain_text
from autokg.articles.mails import MBOX, read_mails
from autokg.articles.news_json import is_json, read_news_json, read_records
from autokg.articles.parts import Fault, make_part
from autokg.articles.stated_days import parse_day
from autokg.articles.web_pages import holds_articles, read_page_articles
from autokg.core.extras import require_extra
from autokg.errors import DocumentError, UsageError

_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*|<\?[^>]*>\s*)*+<(?:rss|feed|rdf:RDF)[\s>]", re.S
)
_HEADERS = re.compile(rb"(?:[A-Za-z][\w-]*: [^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}\r?\n")
_NEEDED = re.compile(rb"^(?:From|Subject|Date|Received|Message-ID): ", re.M | re.I)
_SNIFFED = 4000
_WARC = re.compile(rb"WARC/1\.\d\r?\n")
_BLOCKS = frozenset(("p", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "br", "tr"))
_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"
_MOST_UNPACKED = 400_000_000  # bytes of the pages of one archive


def find_container(content: bytes) -> str | None:
    """Return `feed`, `mail`, `json`, `page`, `parquet` or `warc` if bytes are of that kind, None for one article."""
    start = content[:_SNIFFED]
    if _is_warc(start):
        return "warc"
    if start.startswith(_PARQUET):
        return "parquet"
    if find_format(content) == "html":
        return "page" if holds_articles(content) else None
    if _FEED.match(start):
        return "feed"
    if MBOX.match(content) or ((head := _HEADERS.match(content)) and len(_NEEDED.findall(head[0])) > 1):
        return "mail"
    return "json" if is_json(content) else None


def unpack(content: bytes, kind: str, name: str | None = None, faults: list[Fault] | None = None) -> list[Extract]:
    """Return the articles of a container; raise `DocumentError` if it holds none.

    The parts of it that cannot be read are added to `faults`.
    """
    faults = [] if faults is None else faults
    try:
        found = list(_READ[kind](content, name, faults))
    except RecursionError as error:
        raise DocumentError(f"the {_NAMES[kind]} is nested too deeply to be read", source=name) from error
    except (ElementTree.ParseError, ValueError, LookupError, UsageError) as error:
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


def _from_feed(content: bytes, _: str | None, faults: list[Fault]) -> Iterator[Extract]:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("it declares entities, which a feed does not need")
    root = ElementTree.fromstring(content)  # noqa: S314 (no entities are left that could grow)
    channel = root.find("channel")
    publisher = plain_text(_child(root if channel is None else channel, "title"))
    items = [element for element in root.iter() if _local(element) in ("item", "entry")]
    for number, item in enumerate(items, 1):
        title = plain_text(_child(item, "title"))
        body = plain_text(_child(item, "encoded", "content", "description", "summary"))
        day = parse_day(_child(item, "pubDate", "published", "date", "updated"))
        source = _source(item) or publisher
        if body or title:
            yield make_part(title, body, published=day, publisher=source or None, url=_link(item))
        else:
            faults.append(Fault(f"item {number} has no text", _link(item)))


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _child(element: ElementTree.Element, *names: str) -> str:
    """Return the text of the first child of these names, in the order of the names."""
    texts = {_local(child): "".join(_texts(child)) for child in reversed(element)}
    return next((texts[name].strip() for name in names if texts.get(name, "").strip()), "")


def _texts(element: ElementTree.Element) -> Iterator[str]:
    """Yield the texts in an element; blocks of XHTML inside it stand apart."""
    yield element.text or ""
    for child in element:
        gap = "\n\n" if _local(child) in _BLOCKS else ""
        yield gap
        yield from _texts(child)
        yield gap + (child.tail or "")


def _source(item: ElementTree.Element) -> str:
    """Return the name of the feed that an item is taken over from."""
    source = next((child for child in item if _local(child) == "source"), None)
    return "" if source is None else plain_text(_child(source, "title") or source.text or "")


def _link(item: ElementTree.Element) -> str | None:
    """Return the address of an item: where it can be read, not that of its own entry; else the one that is its id."""
    found = [child for child in item if _local(child) in ("link", "guid") and child.get("isPermaLink") != "false"]
    ranked = sorted(found, key=lambda link: (_local(link) != "link", link.get("rel", "alternate") != "alternate"))
    urls = (link.get("href") or (link.text or "").strip() for link in ranked)
    return next((url for url in urls if url.startswith("http")), None)


def _from_parquet(content: bytes, _: str | None, faults: list[Fault]) -> Iterator[Extract]:
    """Yield the article of each row, by the names of columns that JSON of news services has for keys."""
    parquet = require_extra("pyarrow.parquet", extra="parquet", purpose="reading Parquet")
    rows = parquet.read_table(io.BytesIO(content)).to_pylist()
    yield from read_records(json.loads(json.dumps(rows, default=str)), faults)  # days as text, as JSON has them


def _from_warc(content: bytes, _: str | None, faults: list[Fault]) -> Iterator[Extract]:
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


_READ: Mapping[str, Callable[[bytes, str | None, list[Fault]], Iterator[Extract]]] = {
    "feed": _from_feed,
    "mail": lambda content, _, faults: read_mails(content, faults),
    "json": read_news_json,
    "page": lambda content, _, faults: read_page_articles(content, faults),
    "parquet": _from_parquet,
    "warc": _from_warc,
}
