"""Articles are read as they come, and what is no article is refused in one clear line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from autokg.articles.article import MAX_BYTES, MAX_CHARACTERS, decode, find_title, read_article
from autokg.errors import DocumentError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_is_decoded_whatever_unicode_encoding_it_has(encoding: str) -> None:
    text = "L'usine de Saint-Rémy fabrique des voitures électriques depuis l'été."
    assert decode(text.encode(encoding)) == text


def test_text_is_kept_as_it_came() -> None:
    text = "  Titre\r\n\r\nL\u2019usine\u00a0: 300\u202f000 voitures\u2026 \n"
    assert read_article(text.encode(), language="fr").text == text


def test_id_is_the_head_of_the_hash_of_the_bytes() -> None:
    content = "Une usine.".encode("utf-16")
    article = read_article(content, language="fr")
    assert article.sha256 == hashlib.sha256(content).hexdigest()
    assert article.id == article.sha256[:16]


def test_language_and_source_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Short.")
    article = read_article(
        path, language="pt", publisher="A Paper", published="2031-05-02", url="https://example.org/a"
    )
    assert (article.language, article.publisher, article.published) == ("pt", "A Paper", "2031-05-02")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A plant opens\n\nIt opened today.", "A plant opens"),
        ("\n  A plant opens \nIt opened today.", "A plant opens"),
        ("Only one line.", None),
        ("word " * 80 + "\nMore.", None),
        ("## Plant opens ##\n\nBody text.", "Plant opens"),
        ("Plant opens\nin the north.\nIt is large.", None),
        ("A plant opens in the\nNorth of the country", None),
        ("A plant opens today in Lyon\nIt is small.\nIt is new.", "A plant opens today in Lyon"),
        ("Alpha opens Lyon\nPlant Number Two\nOn Monday.", None),
    ],
)
def test_title_is_a_short_first_line(text: str, title: str | None) -> None:
    assert find_title(text) == title


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "the file is a PNG picture"),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00plain", "the file is a damaged ZIP, DOCX or XLSX file"),
        (b"%PDF-1.4 no more of it", "the PDF cannot be read"),
        (b"<html><body><p>Menu</p></body></html>", "the page contains no article"),
    ],
)
def test_what_is_no_text_is_refused_by_name(content: bytes, problem: str) -> None:
    with pytest.raises(DocumentError, match=r"^a\.bin: ") as caught:
        read_article(content, name="a.bin")
    assert problem in str(caught.value)


def test_an_article_of_50_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(DocumentError, match="50 MB; expected one article of at most 20 MB"):
        read_article(path)
    with pytest.raises(DocumentError, match="split a collection"):
        read_article(b"a" * (MAX_BYTES + 1))


def test_the_longest_text_is_read_and_a_longer_one_refused() -> None:
    longest = "word " * (MAX_CHARACTERS // 5)
    assert read_article(longest.encode(), language="en").text == longest
    with pytest.raises(DocumentError, match="the article has 2,000,001 characters; expected one article of at most"):
        read_article(f"{longest}.".encode(), language="en")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(DocumentError, match="cannot be read"):
            read_article(path)


def test_older_encodings_are_told() -> None:
    text = (
        "L'usine de Saint-Rémy a été inaugurée à l'été et fabriquera des véhicules électriques très bientôt, dès mai."
    )
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("tag", ["p", "div", "h1", "section"])
def test_a_part_of_a_page_is_read_as_one(tag: str) -> None:
    part = f"<{tag}>Alpha builds the Nova in Lyon.</{tag}>\n<p>Beta builds the Luna in Metz.</p>"
    article = read_article(part.encode())
    assert "<" not in article.text
    assert "Lyon.\n" in article.text


PAGE = """<!doctype html><html><head><title>A plant opens</title>
<meta property="og:site_name" content="A Paper"><meta property="article:published_time" content="2021-05-02T08:00:00Z">
<link rel="canonical" href="https://example.org/plant"></head><body><nav><a href="/">Home</a><a href="/more">More</a></nav>
<article><h1>A plant opens</h1>{}</article><footer>All rights reserved.</footer></body></html>"""
PARAGRAPH = (
    "<p>Example Motors has opened its new plant, where it will build cars for the market of the whole region.</p>"
)


def test_the_article_of_a_web_page_is_read_with_its_source() -> None:
    article = read_article(PAGE.format(PARAGRAPH * 3).encode())
    assert "opened its new plant" in article.text
    assert "Home" not in article.text
    assert (article.title, article.publisher, article.published) == ("A plant opens", "A Paper", "2021-05-02")


def test_what_is_given_overrides_what_the_page_says() -> None:
    article = read_article(PAGE.format(PARAGRAPH * 3).encode(), publisher="B Paper", published="2031-06", title="T")
    assert (article.title, article.publisher, article.published) == ("T", "B Paper", "2031-06")


def pdf_of(text: str) -> bytes:
    content = f"BT /F1 12 Tf 20 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, value in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%b endobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%b%b" % (len(objects) + 1, table, trailer)


def test_the_text_of_a_pdf_is_read() -> None:
    article = read_article(pdf_of("Example Motors has opened its new plant and will build cars."), language="en")
    assert article.text.strip() == "Example Motors has opened its new plant and will build cars."


def test_a_pdf_without_text_is_said_to_be_a_scan() -> None:
    with pytest.raises(DocumentError, match="it is a scan"):
        read_article(pdf_of(""), name="scan.pdf")


def test_a_tag_with_endless_attributes_costs_no_time_and_no_words() -> None:
    words = "Alpha has opened a plant in Graz and will build the Nova there from next year. " * 3
    attributes = " ".join(f'a{number}="x"' for number in range(200_000))
    page = f"<!doctype html><html><body><article {attributes}><h1>A plant</h1><p>{words}</p></article></body></html>"
    assert "will build the Nova" in read_article(page.encode(), language="en").text


def test_a_broken_pdf_is_one_error_and_no_noise(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DocumentError, match="the PDF cannot be read"):
        read_article(b"%PDF-1.4\n garbage", name="broken.pdf")
    assert capfd.readouterr().err == ""


def test_boxes_in_boxes_hide_no_article() -> None:
    words = "Alpha builds the Teal in Lyon, where it employs 900 people and has built cars since 1969. " * 4
    page = f"<!doctype html><html><body>{'<div>' * 20_000}<article><p>{words}</p></article>{'</div>' * 20_000}</body></html>"
    assert "Alpha builds the Teal" in read_article(page.encode(), language="en").text
