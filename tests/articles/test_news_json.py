"""JSON of news services is searched for articles at any depth, and what is broken in it is named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from autokg.articles.article import read_all_articles
from autokg.articles.parts import Fault
from autokg.errors import DocumentError

_GOOD = {"title": "Alpha", "content": "Alpha builds the Nova.", "url": "https://y.example/1"}


@pytest.mark.parametrize(
    "value",
    [
        {"response": {"status": "ok", "results": [{
            "webTitle": "Alpha", "webPublicationDate": "2026-03-03T10:00:00Z", "webUrl": "https://y.example/1",
            "fields": {"bodyText": "Alpha builds the Nova.", "publication": "The Yard"}, "tags": [{"webTitle": "Cars"}],
        }]}},
        {"response": {"docs": [{
            "headline": {"main": "Alpha"}, "pub_date": "2026-03-03T10:00:00+0000", "web_url": "https://y.example/1",
            "source": "The Yard", "lead_paragraph": "Alpha builds the Nova.", "keywords": [{"name": "Cars"}],
        }]}},
        [{"title": {"rendered": "Alpha"}, "content": {"rendered": "<p>Alpha builds the <b>Nova</b>.</p>"},
          "date": "2026-03-03T10:00:00", "link": "https://y.example/1", "site_name": "The Yard"}],
        [{"headline": "Alpha", "maintext": "Alpha builds the Nova.", "date_publish": "2026-03-03 10:00:00",
          "canonical_url": "https://y.example/1", "source_domain": "The Yard", "publish_date": None}],
        {"pages": {"1": {"hits": [{**_GOOD, "published": "20260303", "source": {"name": "The Yard", "url": "u"}}]}}},
    ],
)  # fmt: skip
def test_articles_are_found_in_the_form_of_each_service(value: Any) -> None:
    (article,) = read_all_articles(json.dumps(value).encode())
    assert (article.title, article.publisher, article.published) == ("Alpha", "The Yard", "2026-03-03")
    assert (article.url, article.text) == ("https://y.example/1", "Alpha builds the Nova.")


@pytest.mark.parametrize("text", [12345, None, "", " "])
def test_an_article_without_text_is_named(text: object) -> None:
    faults: list[Fault] = []
    articles = read_all_articles(json.dumps([_GOOD, {**_GOOD, "title": "Beta", "content": text}]).encode(), faults)
    assert [article.title for article in articles] == ["Alpha"]
    assert faults == [Fault("item 2 (Beta) has no text", "https://y.example/1")]


def test_a_broken_line_is_named_and_the_others_read() -> None:
    faults: list[Fault] = []
    lines = [json.dumps(_GOOD), '{"title": oops', json.dumps({**_GOOD, "title": "Beta"})]
    assert [a.title for a in read_all_articles("\n".join(lines).encode(), faults)] == ["Alpha", "Beta"]
    assert faults == [Fault("line 2, column 11: broken JSON: Expecting value")]


@pytest.mark.parametrize(
    ("content", "place"), [('{"articles":\n [{"title": "x", "content": "Alp', "a.json:2:29"), ("[{}\n,", "a.json:2:2")]
)
def test_json_that_is_cut_off_is_refused_with_its_place(content: str, place: str) -> None:
    with pytest.raises(DocumentError, match=f"^{place}: broken JSON"):
        read_all_articles(content.encode(), name="a.json")


@pytest.mark.parametrize(
    "text", ["[ ] Alpha builds the Nova.", "[Update] Alpha builds the Nova.", "{Alpha} builds the Nova."]
)
def test_text_in_brackets_is_no_json(text: str) -> None:
    assert read_all_articles(text.encode())[0].text == text


def test_half_a_character_costs_no_article() -> None:
    article, _ = read_all_articles(
        b'[{"title": "Alpha", "content": "Alpha \\ud83d builds."}, {"title": "B", "text": "C."}]'
    )
    assert article.text == "Alpha \ufffd builds."
