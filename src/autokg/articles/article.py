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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from pathlib import Path

from autokg.articles.containers import find_container, unpack
from autokg.articles.decoding import decode_bytes
from autokg.articles.extraction import Extract, extract, find_format, find_other_format
from autokg.articles.front_matter import read_front_matter
from autokg.articles.language_detection import detect_language
from autokg.articles.parts import Fault
from autokg.articles.signatures import HINT, name_binary
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
    articles = unpack(content, kind, name, faults)
    if faults is not None:
        faults += (Fault(problem, found.url) for found in articles if (problem := _too_long(found)))
    return [_of_extract(found, found.text.encode(), given) for found in articles if not _too_long(found)]


def _single(content: bytes, name: str | None, given: Mapping[str, str | None]) -> Article:
    format_ = find_format(content)
    found = extract(content, format_, name) if format_ else _of_text(decode(content, name), name)
    if problem := _too_long(found):
        hint = "split a collection into one file per article"
        raise DocumentError(
            problem, source=name, expected=f"one article of at most {MAX_CHARACTERS:,} characters", hint=hint
        )
    if not found.text.strip():
        raise DocumentError("the article is empty", source=name, expected="the text of a press article")
    return _of_extract(found, content, given)


def _too_long(found: Extract) -> str | None:
    """Return what is wrong with an article that is longer than any, None for others."""
    characters = len(found.text)
    return f"the article has {characters:,} characters" if characters > MAX_CHARACTERS else None


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
    try:
        text = _decode(content, name)
        control = _CONTROL.search(text)
    except DocumentError:
        refuse_binary(content, name)
        raise
    if control:
        refuse_binary(content, name)
        raise DocumentError(
            f"the article is binary data (character U+{ord(control[0]):04X} at {control.start()})",
            source=name,
            expected="text",
        )
    return text


def refuse_binary(content: bytes, name: str | None) -> None:
    """Raise `DocumentError` if bytes are a kind of file that is known to hold no text."""
    if kind := name_binary(content):
        raise DocumentError(f"the file is {kind}", source=name, expected="the text of a press article", hint=HINT)


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
_MARKS_LENGTH = 100  # letters of marks and spaces around a title


# A last word after which a sentence goes on, in the languages with rules.
_GOES_ON = re.compile(
    r"(?:[,;–-]|\b(?:the|an?|of|in|at|on|to|for|from|by|with|and|or|its|le|la|les|des?|du|à|aux?|en|dans|et|une?|der|die"
    r"|das|den|dem|ein|eine[mnr]?|im|am|zu|zum|von|vom|mit|und|el|los|las|del|por|con|y|il|lo|gli|di|nel|nella|per|e|os?"
    r"|da|do|em|no|na|para|com))$",
    re.I,
)
_LEAST_LINES = 3  # of a paragraph, to tell its width


def find_title(text: str) -> str | None:
    """Return the first line without Markdown marks.

    Return None if it is too long for a headline, if no text follows, or if its sentence goes on in the next line.
    """
    lines = [line.strip() for line in text.strip().split("\n")]
    if len(lines[0]) > TITLE_LENGTH + _MARKS_LENGTH:
        return None
    first = _HEADING.sub("", lines[0]).strip()
    if not any(lines[1:]) or len(first) > TITLE_LENGTH:
        return None
    return None if first == lines[0] and _is_wrapped(lines) else first


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Return whether the first line goes on in the next: by its words, or as all lines of the paragraph are full."""
    paragraph = list(takewhile(bool, lines))
    if len(paragraph) == 1:
        return False
    width = max(map(len, paragraph))
    full = all(len(line) + 1 + len(after.split(" ", 1)[0]) > width for line, after in pairwise(paragraph))
    goes_on = paragraph[1][0].islower() or bool(_GOES_ON.search(paragraph[0]))
    return goes_on or (full and len(paragraph) >= _LEAST_LINES)
