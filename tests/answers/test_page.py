"""An answer in a notebook: all that it says, and nothing that the data could smuggle in."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from autokg.answers import ask
from corpus import build_example


class Reading(HTMLParser):
    """What a browser would make of a page: its words, its tags, and where its links lead; whether tags are closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.tags, self.links, self.open = "", set[str](), list[str](), list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_page_has_the_sentence_the_rows_the_evidence_and_its_links() -> None:
    answer = ask("What do sources disagree on?", build_example().store)
    page = Reading(answer._repr_html_())
    assert page.open == []
    assert answer.sentence in page.words
    assert all(item.words in page.words for item in answer.evidence)
    assert set(page.links) == {item.url for item in answer.evidence if item.url and item.url.startswith("http")}
    assert all(row["rule"] in page.words for row in answer.conflicts)


def test_words_of_a_source_stay_words() -> None:
    answer = ask("Who are the partners of Example Motors?", build_example().store)
    nasty = replace(
        answer.evidence[0], quote="<img src=x onerror=alert(1)>", url="javascript:alert(1)", publisher="</li>"
    )
    page = Reading(replace(answer, sentence="<script>", evidence=(nasty,))._repr_html_())
    assert page.tags <= {
        "div",
        "p",
        "b",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ol",
        "li",
        "span",
        "br",
        "small",
    }
    assert page.links == []
    assert "<img src=x onerror=alert(1)>" in page.words
