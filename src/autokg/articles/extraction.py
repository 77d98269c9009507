"""Extract the article from a web page, a PDF or a DOCX, with its metadata.

The libraries are an extra (`pip install autokg[documents]`), loaded when such a file is first read.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autokg.articles.decoding import decode_bytes
from autokg.articles.html_text import join_breaks, read_page_metadata
from autokg.articles.pdf_columns import read_page
from autokg.articles.stated_days import parse_day
from autokg.core.extras import require_extra
from autokg.errors import DocumentError, UsageError

_PDF = b"%PDF-"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*)*+<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6])\b",
    re.I | re.S,
)
_SNIFFED = 4000
_LIBRARIES = {"pdf": ("pypdf",), "docx": ("docx",), "html": ("trafilatura",), "warc": ("warcio", "trafilatura")}
_ZIP = b"PK\x03\x04"
_CELLS = r"(?:[^\n{0}]{{0,80}}{0}){{2,}}[^\n{0}]{{0,80}}"
_PROLOGUE = r"(?:(?:prefix|base)\s[^\n]*\n\s*|#[^\n]*\n\s*)*"
_OTHER = {
    "RTF": re.compile(r"\{\\rtf"),
    "a query (SPARQL)": re.compile(
        rf"{_PROLOGUE}(?:select\s(?=[^\n.]*[?*])|construct\s|ask\s|describe\s)[^{{.]{{0,1000}}\{{", re.I
    ),
    "RDF (N-Triples)": re.compile(r"(?:#[^\n]*\n)*(?:<[^<>\s]+>|_:\w+)\s+<[^<>\s]+>\s"),
    "LaTeX": re.compile(r"(?:%[^\n]*\n)*\\(?:documentclass|begin\{|section\{)"),
    "a calendar": re.compile(r"BEGIN:V(?:CALENDAR|CARD)"),
    "references (RIS or BibTeX)": re.compile(r"TY  - |@\w+\{\s*[\w:-]+\s*,"),
    "subtitles": re.compile(r"(?:WEBVTT|\d+\n\d\d:\d\d:\d\d[,.]\d{3} --> )"),
    "XML of another kind than a feed": re.compile(r"<\?xml\b(?!.{0,1000}<(?:html|!doctype html))", re.S | re.I),
    "RDF (Turtle)": re.compile(r"(?:#[^\n]*\n\s*)*@?(?:prefix|base)\s+(?:[\w-]*:\s*)?<", re.I),
    "a table (CSV)": re.compile(
        "|".join(rf"(?:{_CELLS.format(mark)}\n){{2,}}{_CELLS.format(mark)}" for mark in ";\t,")
    ),
    "code": re.compile(
        r"#!/|(?:(?://|#)[^\n]*\n)*(?:#include\s*[<\"]|import [\w.]+(?: as \w+)?\n|from [\w.]+ import |package [\w.]+;"
        r"|(?:def|class|function) \w+\s*\(|using [\w.]+;|<\?php)"
    ),
}
_CODE_END = re.compile(r"(?:[;{}]|\):|=>)$")
_FEWEST_LINES, _MOSTLY = 4, 0.5
# A start tag as long as a chapter holds attributes or an embedded picture, no words; parsers take minutes over it.
_OVERLONG_TAG = re.compile(rb"<([A-Za-z][\w:-]*)[\s/][^<>]{20000,}>")
# Boxes in boxes without words between them; a parser gives up at some depth.
_NESTED = re.compile(
    rb"(<div\b[^<>]{0,500}>\s*)(?:<div\b[^<>]{0,500}>\s*){100,}|(</div\s*>\s*)(?:</div\s*>\s*){100,}", re.I
)
_ENOUGH_LETTERS = 40
# Titles that programs give a document without one.
_DEFAULT_TITLE = re.compile(
    r"(?:untitled|unbenannt|sans titre|sin título|senza titolo|sem título|word|document|dokument|documento?"
    r"|presentation|powerpoint|präsentation|microsoft|none|print|layout|[\s\d().-])*(?: - .*)?(?:\.\w{3,5})?",
    re.I,
)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Extract:
    """An extracted text, with the metadata that the file itself states."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


def find_format(content: bytes) -> str | None:
    """Return `pdf`, `docx` or `html` if the bytes are of that format, None for plain text."""
    if content.startswith(_PDF):
        return "pdf"
    if content.startswith(_ZIP) and b"word/document.xml" in content:
        return "docx"
    return "html" if _HTML.match(content[:_SNIFFED]) else None


def extract(content: bytes, format_: str, name: str | None = None) -> Extract:
    """Return the article of a page or PDF; raise `DocumentError` if it holds none."""
    try:
        require_format(format_)
    except UsageError as error:  # one article that cannot be read does not end the reading of the others
        raise DocumentError(str(error), source=name) from error
    return {"pdf": _extract_pdf, "docx": _extract_docx, "html": _extract_html}[format_](content, name)


def find_other_format(text: str) -> str | None:
    """Name the format of a text that is no article (RTF, Turtle, a table, code), None for prose."""
    start = text.lstrip("\ufeff \r\n")[:_SNIFFED].replace("\r\n", "\n")
    other = next((name for name, pattern in _OTHER.items() if pattern.match(start)), None)
    return other or ("code" if _is_code(start) else None)


def _is_code(start: str) -> bool:
    """Return whether most lines end as lines of code do, some with a brace; those of a list may end with semicolons."""
    lines = [line.rstrip() for line in start.split("\n") if line.strip()]
    ends = [match[0] for line in lines if (match := _CODE_END.search(line))]
    return len(lines) >= _FEWEST_LINES and len(ends) > len(lines) * _MOSTLY and set(ends) != {";"}


def require_format(format_: str) -> None:
    """Raise `UsageError` if the library that reads a format is not installed."""
    for library in _LIBRARIES[format_]:
        require_extra(library, extra="documents", purpose=f"reading {format_.upper()}")


def _extract_html(content: bytes, name: str | None) -> Extract:
    import trafilatura  # noqa: PLC0415 (an extra, and half a second to load)

    try:
        found = trafilatura.bare_extraction(
            join_breaks(_NESTED.sub(rb"\1\2", _OVERLONG_TAG.sub(rb"<\1>", content))),
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params={"extensive_search": False, "original_date": True},  # a stated date or none
        )
    except Exception as error:  # parsers raise what they come across in a page that is none
        raise DocumentError(f"the page cannot be read: {error}", source=name) from error
    stated = _page_metadata(content)
    page = None if isinstance(found, dict) else found
    text = (page.text or "") if page else ""
    if not _has_words(text):
        text = stated.get("text", "")
    if not _has_words(text):
        raise DocumentError("the page contains no article", source=name, expected="HTML with an article body")
    title = (page.title if page else None) or stated.get("title")
    headed = f"{title}\n{text}" if title and not text.startswith(title) else text
    return Extract(
        headed,
        title,
        stated.get("publisher") or (page.sitename if page else None) or None,
        (page.date if page else None) or parse_day(stated.get("published", "")),
        (page.url if page else None) or stated.get("url"),
    )


def _page_metadata(content: bytes) -> dict[str, str]:
    try:
        return read_page_metadata(decode_bytes(content))
    except UnicodeDecodeError:
        return {}


def _extract_pdf(content: bytes, name: str | None) -> Extract:
    from pypdf import PdfReader  # noqa: PLC0415 (an extra)

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings would repeat our errors
    try:
        reader = PdfReader(io.BytesIO(content))
        text = "\n".join(map(read_page, reader.pages))
        title = reader.metadata.title if reader.metadata else None
    except Exception as error:  # pypdf raises what it comes across in a broken file
        raise DocumentError(f"the PDF cannot be read: {error}", source=name) from error
    if not _has_words(text):
        raise DocumentError(
            "the PDF has no text; it is a scan", source=name, hint="run it through text recognition (OCR) first"
        )
    return Extract(text, _real_title(title))


def _real_title(title: str | None) -> str | None:
    """Return the title of a document; None for the one that a program gives it."""
    return None if not title or _DEFAULT_TITLE.fullmatch(title.strip()) else title.strip()


def _extract_docx(content: bytes, name: str | None) -> Extract:
    import docx  # noqa: PLC0415 (an extra)

    try:
        document = docx.Document(io.BytesIO(content))
        text = "\n\n".join(_blocks(document.element.body))
        titled = (each.text for each in document.paragraphs if each.style and each.style.style_id == "Title")
        title = next(filter(str.strip, titled), None) or _real_title(document.core_properties.title)
    except Exception as error:  # python-docx raises what it comes across in a broken file
        raise DocumentError(f"the DOCX cannot be read: {error}", source=name) from error
    if not _has_words(text):
        raise DocumentError("the DOCX contains no text", source=name, expected="a document with paragraphs")
    return Extract(text, title)


def _blocks(body: Any) -> Iterator[str]:
    """Yield paragraphs, and rows of tables with bars between cells, with inserted and without deleted text."""
    for block in body:
        rows = list(block.iter(f"{_WORD}tr")) if block.tag == f"{_WORD}tbl" else []
        for row in rows:
            cells = (" ".join(_words(cell).split()) for cell in row.iterchildren(f"{_WORD}tc"))
            yield " | ".join(filter(None, cells))
        if not rows and (text := _words(block).strip()):
            yield text


def _words(element: Any) -> str:
    """Return the text of an element: of what was moved only where it stands now."""
    signs = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}p": " "}
    return "".join(
        node.text or "" if node.tag == f"{_WORD}t" else signs.get(node.tag, "")
        for node in element.iter()
        if next(node.iterancestors(f"{_WORD}moveFrom"), None) is None
    )


def _has_words(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= _ENOUGH_LETTERS
