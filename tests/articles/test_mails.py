"""A mail gives the words of its sender, and one that is broken does not lose the others of its box."""

from __future__ import annotations

import pytest

from autokg.articles.article import read_all_articles
from autokg.articles.parts import Fault

_HEAD = "From: The Yard <press@yard.example>\nSubject: {}\nDate: Tue, 3 Mar 2026 08:00:00 +0100\n{}\n{}\n"


def _box(*mails: tuple[str, str, str]) -> bytes:
    return "".join(f"From a@b.example Tue Mar  3 08:00:00 2026\n{_HEAD.format(*mail)}\n" for mail in mails).encode()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Alpha builds the Nova.\n\n-- \nBeta builds the Luna.", "Alpha builds the Nova."),
        ("> Beta builds the Luna.\n> Yes.\n\nAlpha builds the Nova.", "Alpha builds the Nova."),
        ("Alpha builds the Nova.\n\nOn 3 May 2026, B <b@b.example> wrote:\n> Beta builds.", "Alpha builds the Nova."),
        ("Alpha says:\n> Beta builds.\nYes.", "Alpha says:\nYes."),
        ("Alpha -- a maker -- builds > 5 cars.", "Alpha -- a maker -- builds > 5 cars."),
    ],
)
def test_signature_and_quoted_lines_are_left_out(body: str, text: str) -> None:
    (article,) = read_all_articles(_HEAD.format("News", "", body).encode())
    assert article.text == f"News\n\n{text}"


@pytest.mark.parametrize(
    "first", ["From 2027 on, Lyon will build the Nova for Alpha.", "From Monday the line stands still."]
)
def test_a_text_that_begins_with_from_is_no_mailbox(first: str) -> None:
    (article,) = read_all_articles(f"{first}\nMladá Boleslav keeps the Luna.\n".encode())
    assert article.text.startswith(first)
    assert "Mladá" in article.text


@pytest.mark.parametrize("sender", ["a@b.example", "MAILER-DAEMON Tue Mar  3 08:00:00 2026"])
def test_a_line_of_a_mailbox_names_an_address_or_a_time(sender: str) -> None:
    mail = _HEAD.format("News", "", "Alpha builds the Nova.")
    (article,) = read_all_articles(f"From {sender}\n{mail}".encode())
    assert "MAILER" not in article.text
    assert article.text == "News\n\nAlpha builds the Nova."


def test_a_mail_with_an_unknown_charset_is_read_and_loses_no_other() -> None:
    faults: list[Fault] = []
    box = _box(
        ("One", "", "Alpha builds the Nova."),
        ("Two", "Content-Type: text/plain; charset=no-such\n", "Beta builds in Köln."),
        ("Three", "", ""),
        ("Four", "", ">From 2027 on, Gamma builds the Sol."),
    )
    articles = read_all_articles(box, faults)
    assert [article.title for article in articles] == ["One", "Two", "Four"]
    assert "Köln" in articles[1].text
    assert articles[2].text.endswith("\n\nFrom 2027 on, Gamma builds the Sol.")
    assert faults == [Fault("mail 3 has no text")]
