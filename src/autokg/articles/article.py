"""Load an article: its text, its hash and the metadata of its source.

    >>> article = read_article("Example Motors builds cars. It is the largest of them all.".encode())
    >>> article.id, article.language
    ('52c1437d608e7606', 'en')

The text is decoded and not changed otherwise, so that offsets of quotes stay valid.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autokg.articles.containers import Fault, find_container, unpack
from autokg.articles.decoding import decode_bytes
from autokg.articles.extraction import Extract, extract, find_format, find_other_format
from autokg.articles.front_matter import read_front_matter
from autokg.core.input_files import read_input
from autokg.errors import DocumentError

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 2_000_000  # of one article: 800 pages
TITLE_LENGTH = 250
_ID_LENGTH = 16
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Article:
    """A text with the metadata of its source.

    Attributes:
        id: the first 16 hexadecimal digits of `sha256`.
        text: the decoded bytes, otherwise unchanged.
        sha256: of the original bytes.

    """

    id: str
    text: str
    sha256: str
    language: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    retrieved: str | None = None


def read_article(
    source: Path | bytes,
    *,
    name: str | None = None,
    language: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    url: str | None = None,
    retrieved: str | None = None,
) -> Article:
    """Read an article from a file or from bytes: text, Markdown, a web page, PDF, DOCX or a mail.

    `name` is for error messages.

    Raise `DocumentError` if it is missing, empty, binary, or longer than `MAX_BYTES` or `MAX_CHARACTERS`.
    """
    name = name or (str(source) if isinstance(source, Path) else None)
    content = _load(source) if isinstance(source, Path) else source
    given = {"language": language, "title": title, "publisher": publisher, "published": published, "url": url}
    _check_length(len(content), name)
    if kind := find_container(content):
        found = unpack(content, kind, name)
        if len(found) > 1:
            raise DocumentError(
                f"the file holds {len(found)} articles", source=name, expected="one article", hint="use read_articles"
            )
        return _of_extract(found[0], found[0].text.encode(), {**given, "retrieved": retrieved})
    return _single(content, name, {**given, "retrieved": retrieved})


def read_all_articles(
    source: Path | bytes, faults: list[Fault] | None = None, /, *, name: str | None = None, **given: str | None
) -> list[Article]:
    """Read the articles of a file, which a feed, a mailbox or the JSON of a news service may have several of.

    What is given holds for all articles; a language or day that the file states counts if none is given.
    The parts of the file that cannot be read are added to `faults`.
    """
    name = name or (str(source) if isinstance(source, Path) else None)
    content = _load(source) if isinstance(source, Path) else source
    _check_length(len(content), name)
    kind = find_container(content)
    if kind is None:
        return [_single(content, name, given)]
    return [_of_extract(found, found.text.encode(), given) for found in unpack(content, kind, name, faults)]


def _single(content: bytes, name: str | None, given: Mapping[str, str | None]) -> Article:
    format_ = find_format(content)
    found = extract(content, format_, name) if format_ else _of_text(decode(content, name), name)
    if len(found.text) > MAX_CHARACTERS:
        raise DocumentError(
            f"the article has {len(found.text):,} characters",
            source=name,
            expected=f"one article of at most {MAX_CHARACTERS:,} characters",
            hint="split a collection into one file per article",
        )
    if not found.text.strip():
        raise DocumentError("the article is empty", source=name, expected="the text of a press article")
    return _of_extract(found, content, given)


def _of_text(text: str, name: str | None) -> Extract:
    if other := find_other_format(text):
        raise DocumentError(f"the file is {other}, not an article", source=name, expected="the text of a press article")
    stated = read_front_matter(text)
    fields = ("title", "publisher", "published", "url", "language")
    title, publisher, published, url, language = (stated.get(field) for field in fields)
    return Extract(text, title, publisher, published, url, language)


def _of_extract(found: Extract, content: bytes, given: Mapping[str, str | None]) -> Article:
    sha256 = hashlib.sha256(content).hexdigest()
    return Article(
        id=sha256[:_ID_LENGTH],
        text=found.text,
        sha256=sha256,
        language=given.get("language") or found.language or detect_language(found.text),
        title=given.get("title") or found.title or find_title(found.text),
        publisher=given.get("publisher") or found.publisher,
        published=given.get("published") or found.published,
        url=given.get("url") or found.url,
        retrieved=given.get("retrieved"),
    )


def _load(path: Path) -> bytes:
    with contextlib.suppress(OSError):  # what is wrong with the file, reading tells
        _check_length(path.stat().st_size, str(path))
    return read_input(path, MAX_BYTES, DocumentError, "the article")


def _check_length(length: int, name: str | None) -> None:
    if length > MAX_BYTES:
        raise DocumentError(
            f"the article has {length / 1e6:.0f} MB",
            source=name,
            expected=f"one article of at most {MAX_BYTES / 1e6:.0f} MB",
            hint="split a collection into one file per article",
        )


def decode(content: bytes, name: str | None = None) -> str:
    """Decode text: Unicode first, else by the likeliest older encoding; raise `DocumentError` for binary data."""
    text = _decode(content, name)
    if control := _CONTROL.search(text):
        raise DocumentError(
            f"the article is binary data (character U+{ord(control[0]):04X} at {control.start()})",
            source=name,
            expected="text",
        )
    return text


def _decode(content: bytes, name: str | None) -> str:
    try:
        return decode_bytes(content)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"the article is not {error.encoding} text (byte 0x{content[error.start]:02x} at {error.start})",
            source=name,
            expected="text in UTF-8 or UTF-16",
        ) from error


_HEADING = re.compile(r"^#{1,6}\s+|\s+#+\s*$")


def find_title(text: str) -> str | None:
    """Return the first line without Markdown marks; None if it is too long for a headline or no text follows."""
    first, _, rest = text.strip().partition("\n")
    first = _HEADING.sub("", first).strip()
    return first if rest.strip() and len(first) <= TITLE_LENGTH else None


# The most frequent function words of each language; a clear majority saves the second that a model takes to load.
_FUNCTION_WORDS = {
    "en": "the and of to that is with for was by has are from its at this will",
    "fr": "le les et des une est du dans pour que qui sur au avec par cette ont",
    "de": "der die das und den ist mit von für auf nicht dem ein eine wird im werden",
    "es": "el los las y del una para con por se su más es han como está",
    "it": "il di che per della una sono con nel gli dei alla ha anche è lo",
    "pt": "o os do da em uma para com não no na pela são dos é mais",
}
_WORDS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}
_MISTAKEN = {"pcm": "en"}  # short English is often classified as Nigerian Pidgin
_SAMPLE = 4000
_CLEAR = 2.0
_ENOUGH = 8
_ENOUGH_ENGLISH = 2  # its words are in few other languages, and the model is poor at short English


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of a text."""
    sample = re.findall(r"[^\W\d_]+", text[:_SAMPLE].lower())
    counts = sorted(((sum(word in words for word in sample), code) for code, words in _WORDS.items()), reverse=True)
    (best, language), (second, _) = counts[:2]
    enough = _ENOUGH_ENGLISH if language == "en" else _ENOUGH
    if best >= enough and best >= _CLEAR * second and best > len(sample) // 12:
        return language
    import py3langid  # noqa: PLC0415 (its model takes a second to load, and a clear text needs none)

    code = str(py3langid.classify(text[:_SAMPLE])[0])
    return _MISTAKEN.get(code, code)
