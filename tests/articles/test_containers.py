"""Feeds, mail and JSON hold several articles, each with its own day, publisher and address."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json

import docx
import pyarrow
import pytest
from docx.oxml import parse_xml
from pyarrow import parquet

from autokg.articles.article import read_all_articles, read_article
from autokg.articles.containers import find_container
from autokg.articles.parts import Fault
from autokg.errors import DocumentError

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Yard</title>
<item><title>Alpha in Lyon</title><link>https://yard.example/1</link><pubDate>Tue, 03 Mar 2026 08:00:00 +0100</pubDate>
<description>&lt;p&gt;Alpha builds the Nova in Lyon.&lt;/p&gt;</description></item>
<item><title>Beta in Metz</title><description>Beta builds the Luna in Metz.</description></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Yard</title><entry><title>Alpha</title>
<link href="https://yard.example/1"/><published>2026-03-03T08:00:00Z</published><content>Alpha builds the Nova.</content>
</entry></feed>"""
MAIL = b"""From: The Yard <press@yard.example>
Subject: =?utf-8?q?Alpha_in_K=C3=B6ln?=
Date: Tue, 3 Mar 2026 08:00:00 +0100
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Alpha builds the Nova in K=C3=B6ln, =
Germany.
"""


def test_a_feed_gives_an_article_an_item() -> None:
    first, second = read_all_articles(RSS)
    assert (first.title, first.publisher, first.published) == ("Alpha in Lyon", "The Yard", "2026-03-03")
    assert (first.url, first.text) == ("https://yard.example/1", "Alpha in Lyon\n\nAlpha builds the Nova in Lyon.")
    assert (second.title, second.published, second.url) == ("Beta in Metz", None, None)
    assert first.id != second.id


def test_atom_is_read_like_rss() -> None:
    (article,) = read_all_articles(ATOM)
    assert (article.title, article.published, article.url) == ("Alpha", "2026-03-03", "https://yard.example/1")


def test_mail_is_decoded() -> None:
    (article,) = read_all_articles(MAIL)
    assert (article.title, article.publisher, article.published) == ("Alpha in Köln", "The Yard", "2026-03-03")
    assert "in Köln, Germany." in article.text


def test_a_mailbox_gives_an_article_a_mail() -> None:
    box = b"From a@b.example Tue Mar  3 08:00:00 2026\n" + MAIL + b"\nFrom a@b.example Wed Mar  4 2026\n" + MAIL
    assert len(read_all_articles(box)) == 2


@pytest.mark.parametrize(
    "record",
    [
        {
            "title": "Alpha",
            "content": "Alpha builds.",
            "publishedAt": "2026-03-03T01:02:03Z",
            "source": {"name": "Yard"},
        },
        {"headline": "Alpha", "body": "Alpha builds.", "date": "20260303", "publisher": "Yard"},
    ],
)
@pytest.mark.parametrize(
    "wrap", [lambda r: {"articles": [r, r]}, lambda r: [r, r], lambda r: {"response": 1, "results": [r, r]}]
)
def test_json_of_news_services_is_a_list_of_articles(record: dict[str, object], wrap: object) -> None:
    found = read_all_articles(json.dumps(wrap(record)).encode())  # type: ignore[operator]
    assert [(a.title, a.publisher, a.published) for a in found] == [("Alpha", "Yard", "2026-03-03")] * 2


def test_one_article_is_asked_of_a_file_with_several() -> None:
    with pytest.raises(DocumentError, match="2 articles"):
        read_article(RSS)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{\\rtf1\\ansi Alpha builds the Nova in Lyon.}", "RTF"),
        (b"@prefix ex: <http://example.org/> .\nex:a ex:b ex:c .", "Turtle"),
        (b"plant,town,country\nA,Lyon,FR\nB,Metz,FR\nC,Graz,AT\n", "CSV"),
        (b"import os\n\nprint(os.name)\n", "code"),
        (b"public class Nova {\r\n  int cars;\r\n  int count() {\r\n    return cars;\r\n  }\r\n}\r\n", "code"),
        (b"<http://a.example/1> <http://a.example/2> <http://a.example/3> .\n", "N-Triples"),
        (b"PREFIX ex: <http://example.org/>\nSELECT ?car WHERE { ?car a ex:Car }", "SPARQL"),
        (b"\\documentclass{article}\nAlpha builds the Nova in Lyon.", "LaTeX"),
        (b"BEGIN:VCALENDAR\nSUMMARY:Alpha builds the Nova\n", "a calendar"),
        (b"TY  - NEWS\nTI  - Alpha\nER  - \n", "RIS"),
        (b"@article{alpha, title={Alpha builds}}", "BibTeX"),
        (b"1\n00:00:01,000 --> 00:00:04,000\nAlpha builds\n", "subtitles"),
        (b"<?xml version='1.0'?><news><p>Alpha builds the Nova.</p></news>", "XML of another kind"),
        (b'{"a": 1}', "no article"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deeply"),
        (b"<rss><channel><item>", "cannot be read"),
        (b'<rss><!DOCTYPE x [<!ENTITY a "b">]></rss>', "entities"),
    ],
)
def test_what_is_no_article_is_refused_by_name(content: bytes, problem: str) -> None:
    with pytest.raises(DocumentError, match=problem):
        read_all_articles(content)


def test_a_sentence_with_commas_is_no_table() -> None:
    text = "Alpha, a maker, builds cars in Lyon, Metz, and Graz.\nBeta, too, builds cars, vans, and lorries there."
    assert len(read_all_articles(text.encode())) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The plants:\n- Lyon;\n- Metz;\n- Graz;\n- Linz.\nAlpha runs them.",
        "Ask Alpha who builds the Nova. Select dealers know {so they say}.",
        "Describe it as you like.\nAlpha builds the Nova in Lyon.",
        "1\nAlpha builds the Nova in Lyon at 10:00.",
    ],
)
def test_prose_that_looks_a_little_like_code_is_read(text: str) -> None:
    assert read_article(text.encode()).text == text


def test_the_address_of_an_item_is_where_it_can_be_read() -> None:
    own = b'<link rel="self" href="https://yard.example/feed/1"/><link'
    (article,) = read_all_articles(ATOM.replace(b"<link", own, 1))
    assert article.url == "https://yard.example/1"
    for permanent, url in ((b"", "https://yard.example/2"), (b' isPermaLink="false"', None)):
        guid = b"<guid" + permanent + b">https://yard.example/2</guid><description>Beta"
        assert read_all_articles(RSS.replace(b"<description>Beta", guid))[1].url == url


def test_an_item_of_another_feed_has_its_publisher() -> None:
    taken_over = RSS.replace(
        b"<description>Beta", b'<source url="https://o.example">The Other</source><description>Beta'
    )
    assert [article.publisher for article in read_all_articles(taken_over)] == ["The Yard", "The Other"]
    atom = ATOM.replace(b"<content>", b"<source><id>urn:o</id><title>The Other</title></source><content>")
    assert [article.publisher for article in read_all_articles(atom)] == ["The Other"]


def test_paragraphs_of_xhtml_in_a_feed_stand_apart() -> None:
    content = (
        b'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Alpha <b>builds</b>.</p><p>End.</p></div>'
    )
    (article,) = read_all_articles(ATOM.replace(b"<content>Alpha builds the Nova.", content))
    assert [line for line in article.text.split("\n") if line.strip()] == ["Alpha builds.", "End."]


def test_front_matter_of_toml_is_read() -> None:
    text = '+++\ntitle = "Alpha in Lyon"\ndate = 2026-03-03\n+++\n\nAlpha builds.\n'
    article = read_article(text.encode())
    assert (article.title, article.published) == ("Alpha in Lyon", "2026-03-03")


def test_front_matter_states_title_day_and_address() -> None:
    text = '---\ntitle: "Alpha in Lyon"\npublished: 2026-03-03\nsource: https://yard.example/1\n---\n\nAlpha builds.\n'
    article = read_article(text.encode())
    assert (article.title, article.published, article.url) == ("Alpha in Lyon", "2026-03-03", "https://yard.example/1")


def test_a_docx_gives_its_paragraphs_and_title() -> None:
    document = docx.Document()
    document.core_properties.title = "Alpha in Lyon"
    document.add_paragraph("Alpha builds the Nova in Lyon, and the Luna in Metz.")
    document.add_paragraph("Beta does not.")
    out = io.BytesIO()
    document.save(out)
    article = read_article(out.getvalue())
    assert (article.title, article.text.split("\n\n")[-1]) == ("Alpha in Lyon", "Beta does not.")


def test_a_broken_docx_is_refused() -> None:
    with pytest.raises(DocumentError, match="DOCX cannot be read"):
        read_article(b"PK\x03\x04 word/document.xml")


def test_many_comments_before_a_text_take_no_time() -> None:
    assert read_article(b"<!---->" * 200 + b"Alpha builds the Nova in Lyon.").text.endswith("Lyon.")


def _story(model: str) -> str:
    return " ".join(f"Alpha builds the {model} in Lyon, where {number} people work in shifts." for number in range(9))


def _page(*articles: str) -> bytes:
    bodies = "".join(f"<article>{article}</article>" for article in articles)
    return (
        f'<!doctype html><html><head><meta property="og:site_name" content="The Yard"></head>{bodies}</html>'.encode()
    )


def test_a_page_gives_an_article_an_element() -> None:
    first = '<h2><a href="https://yard.example/1">Alpha &amp; Lyon</a></h2><time datetime="2026-03-03T08:00"></time>'
    page = _page(f"{first}<p>{_story('Nova')}</p><article>a comment</article>", _story("Luna"), "more")
    nova, luna = read_all_articles(page)
    assert (nova.title, nova.publisher, nova.published) == ("Alpha & Lyon", "The Yard", "2026-03-03")
    assert nova.url == "https://yard.example/1"
    assert "Nova" in nova.text
    assert "a comment" in nova.text
    assert "Luna" in luna.text
    assert (luna.published, luna.url) == (None, None)


def test_a_page_with_one_article_and_teasers_is_one_article() -> None:
    assert len(read_all_articles(_page(f"<p>{_story('Nova')}</p>", "Alpha in Metz", "Beta in Graz"))) == 1


def _record(type_: str, body: bytes, target: str = "https://yard.example/1") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {type_}\r\nWARC-Target-URI: {target}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def _response(text: str) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + f"<html><body><p>{text}</p></body></html>".encode()


def test_a_warc_file_gives_an_article_a_page() -> None:
    warc = (
        _record("warcinfo", b"software: none")
        + _record("request", b"GET / HTTP/1.1\r\n\r\n")
        + _record("response", _response(_story("Nova")))
        + _record("response", _response(_story("Nova")), "https://yard.example/again")
        + _record("response", _response(_story("Luna")), "https://yard.example/2")
    )
    articles = read_all_articles(warc)
    assert [article.url for article in articles] == ["https://yard.example/1", "https://yard.example/2"]
    assert "Luna" in articles[1].text


@pytest.mark.parametrize(
    ("warc", "problem"),
    [
        (_record("warcinfo", b"software: none"), "the WARC file contains no article"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "no article .the file cannot be read from record 1 on"),
        (gzip.compress(_record("response", b"short"), mtime=0)[:-12], "the WARC file contains no article"),
    ],
)
def test_a_warc_file_without_pages_is_refused(warc: bytes, problem: str) -> None:
    with pytest.raises(DocumentError, match=problem):
        read_all_articles(warc)


def test_a_packed_warc_file_is_read_as_the_plain_one() -> None:
    records = [
        _record("response", _response(_story(name)), f"https://yard.example/{name}") for name in ("Nova", "Luna")
    ]
    packed = read_all_articles(b"".join(map(gzip.compress, records)))
    assert packed == read_all_articles(b"".join(records))
    assert [article.url for article in packed] == ["https://yard.example/Nova", "https://yard.example/Luna"]


def test_a_page_that_was_sent_in_chunks_is_put_together() -> None:
    page = _response(_story("Nova")).replace(b"text/html\r\n", b"text/html\r\nTransfer-Encoding: chunked\r\n")
    head, body = page.split(b"\r\n\r\n")
    half = len(body) // 2
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:half], body[half:], b""))
    assert "Nova" in read_all_articles(_record("response", head + b"\r\n\r\n" + chunks))[0].text


def test_records_that_cannot_be_read_are_told_beside_the_articles() -> None:
    faults: list[Fault] = []
    whole = _record("response", _response(_story("Nova")))
    cut = _record("response", _response(_story("Luna")), "https://yard.example/2")[:-60]
    empty = _record("response", _response("Log in"), "https://yard.example/3")
    articles = read_all_articles(whole + empty + cut, faults)
    assert [article.url for article in articles] == ["https://yard.example/1"]
    assert [fault.url for fault in faults] == ["https://yard.example/3", "https://yard.example/2"]
    assert "cut off" in faults[1].reason


@pytest.mark.parametrize(("dated", "words", "articles"), [(True, 40, 2), (True, 20, 0), (False, 40, 0)])
def test_short_articles_of_a_page_count_if_they_are_dated(dated: bool, words: int, articles: int) -> None:
    text = "Alpha builds. " + "cars " * words + "It ends."
    day = '<time datetime="2026-03-03">3 March</time>' if dated else ""
    parts = [f"<article><h2>Alpha {n}</h2>{day}<p>{text}</p></article>" for n in (1, 2)]
    page = f"<!doctype html><html><body>{''.join(parts)}</body></html>".encode()
    assert (len(read_all_articles(page)) if find_container(page) else 0) == articles


def test_a_text_of_fifty_megabytes_is_refused_at_once() -> None:
    with pytest.raises(DocumentError, match="the article has 50 MB"):
        read_all_articles(bytes(50_000_000))


def test_a_parquet_file_gives_an_article_a_row() -> None:
    rows = [
        {"title": "Alpha in Lyon", "text": "Alpha builds the Nova.", "published": dt.date(2026, 3, 3), "url": "u"},
        {"title": None, "text": "Beta builds the Luna.", "published": dt.date(2026, 3, 4), "url": None},
        {"title": "No text", "text": None, "published": None, "url": None},
    ]
    file = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), file)
    first, second = read_all_articles(file.getvalue())
    assert (first.title, first.published, first.text) == (
        "Alpha in Lyon",
        "2026-03-03",
        "Alpha in Lyon\n\nAlpha builds the Nova.",
    )
    assert (second.title, second.published) == (None, "2026-03-04")


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"PAR1 and no more", "the Parquet file cannot be read"), (None, "the Parquet file contains no article")],
)
def test_a_parquet_file_without_articles_is_refused(content: bytes | None, problem: str) -> None:
    file = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist([{"number": 1}]), file)
    with pytest.raises(DocumentError, match=problem):
        read_all_articles(content or file.getvalue())


def test_an_item_that_is_too_long_is_named_and_the_others_read() -> None:
    faults: list[Fault] = []
    items = [{"title": "A", "text": "word " * (size // 5), "url": f"u{size}"} for size in (2_000_005, 1_999_995)]
    assert [article.url for article in read_all_articles(json.dumps(items).encode(), faults, language="en")] == [
        "u1999995"
    ]
    assert [fault.url for fault in faults] == ["u2000005"]


def test_an_empty_item_of_a_feed_is_named_and_the_others_read() -> None:
    faults: list[Fault] = []
    feed = RSS.replace(b"</channel>", b"<item><link>https://yard.example/3</link></item></channel>")
    assert len(read_all_articles(feed, faults)) == 2
    assert faults == [Fault("item 3 has no text", "https://yard.example/3")]


def test_articles_of_a_page_have_its_publisher_day_and_address() -> None:
    faults: list[Fault] = []
    head = (
        b'<head><link rel="canonical" href="https://yard.example/all"><script type="application/ld+json">{"@type": '
        b'"NewsArticle", "publisher": {"name": "Yard News"}, "datePublished": "2026-03-04T08:00"}</script>'
    )
    more = '<a href="https://elsewhere.example/x">more</a>'
    page = _page(f"<time>1 May</time><p>{_story('Nova')}{more}</p>", _story("Luna"), "short").replace(b"<head>", head)
    nova, luna = read_all_articles(page, faults)
    assert nova.text.startswith("1 May\n\nAlpha builds the Nova")
    for article in (nova, luna):
        assert (article.publisher, article.published, article.url) == (
            "Yard News",
            "2026-03-04",
            "https://yard.example/all",
        )
    assert faults == [Fault("1 article element of fewer than 300 letters left out")]


def test_a_page_gives_the_publisher_of_its_linked_data() -> None:
    page = (
        '<html><head><title>Alpha</title><script type="application/ld+json">{"@type": "NewsArticle", "publisher": '
        f'{{"name": "Yard News"}}}}</script></head><body><p>{_story("Nova")}<br>in May.</p></body></html>'
    )
    article = read_article(page.encode())
    assert article.publisher == "Yard News"
    assert "in shifts. in May." in article.text


_INSERTED = '<w:ins xmlns:w="{0}"><w:r><w:t xml:space="preserve"> Beta builds the Luna.</w:t></w:r></w:ins>'
_MOVED = '<w:moveFrom xmlns:w="{0}"><w:r><w:t>Gamma builds the Sol.</w:t></w:r></w:moveFrom>'
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _docx_of(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_tables_and_inserted_text_of_a_docx_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("News of the yard", style="Title")
    paragraph = document.add_paragraph("Alpha builds the Nova in Lyon.")
    for piece in (_INSERTED, _MOVED):
        paragraph._p.append(parse_xml(piece.format(_WORDS)))
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Terra", "Metz"
    article = read_article(_docx_of(document))
    assert article.title == "News of the yard"
    assert article.text.split("\n\n")[1:] == ["Alpha builds the Nova in Lyon. Beta builds the Luna.", "Terra | Metz"]


@pytest.mark.parametrize(
    ("title", "kept"),
    [("Word Document", False), ("untitled", False), ("Microsoft Word - draft.docx", False), ("Dokument1", False),
     ("Untitled plant", True), ("Alpha in Lyon", True)],
)  # fmt: skip
def test_titles_that_programs_give_are_not_carried(title: str, kept: bool) -> None:
    document = docx.Document()
    document.core_properties.title = title
    document.add_paragraph("Alpha builds the Nova in Lyon, and the Luna in Metz.")
    assert (read_article(_docx_of(document)).title == title) is kept
