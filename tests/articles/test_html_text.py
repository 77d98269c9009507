"""HTML becomes text: block elements stand apart, inline elements join."""

from __future__ import annotations

import pytest

from autokg.articles.html_text import join_breaks, plain_text, read_page_metadata


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<time>1 May</time><p>Alpha builds cars.</p>", "1 May\n\nAlpha builds cars."),
        ("<span>Tag</span><div>Alpha</div>", "Tag\n\nAlpha"),
        ("<p>Alpha <b>bui</b>lds the <i>Nova</i>.</p>", "Alpha builds the Nova."),
        ("Alpha builds the Nova<br>in Lyon.", "Alpha builds the Nova in Lyon."),
        ("Alpha in Lyon<br/><br />Beta in Metz", "Alpha in Lyon\n\nBeta in Metz"),
        ("<p>Alpha builds\nthe Nova.</p>", "Alpha builds the Nova."),
        ("<tr><td>Nova</td> <td>Lyon</td></tr><tr><td>Luna</td></tr>", "Nova | Lyon\n\nLuna"),
        ("<p>Alpha</p><script>var x = '<p>Beta</p>';</script><!-- Gamma -->", "Alpha"),
        ("R&amp;D at A&uuml;", "R&D at Aü"),
        ("Sales < 5 and > 3\nin May", "Sales < 5 and > 3\nin May"),
    ],
)
def test_text_of_html(page: str, text: str) -> None:
    assert plain_text(page) == text


def test_a_single_break_of_a_page_is_a_space_and_two_are_not() -> None:
    assert join_breaks(b"<p>Nova<br>in Lyon</p>") == b"<p>Nova in Lyon</p>"
    assert join_breaks(b"Nova<br><br>in Lyon").count(b"<br>") == 2


@pytest.mark.parametrize(
    ("page", "stated"),
    [
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "Person", "name": "A"}, {"@type": ["NewsArticle"],'
            '"publisher": [{"name": "The Yard"}], "datePublished": "2026-03-03", "mainEntityOfPage": {"@id": "u"}}]}'
            "</script>",
            {"publisher": "The Yard", "published": "2026-03-03", "url": "u"},
        ),
        ('<meta content="The Yard" property="og:site_name"><link href=https://y.example rel=canonical>',
         {"publisher": "The Yard", "url": "https://y.example"}),
        ('<script type="application/ld+json">{broken</script><meta name="author" content="B">', {}),
    ],
)  # fmt: skip
def test_what_a_page_states_for_machines(page: str, stated: dict[str, str]) -> None:
    assert read_page_metadata(page) == stated


@pytest.mark.parametrize("opened", ["<!--", "<script>", "<style><br>", "<script type='application/ld+json'>{"])
def test_parts_that_are_never_closed_take_no_time(opened: str) -> None:
    page = f"<p>Alpha</p>{opened * 50_000}"
    assert plain_text(page) == "Alpha"
    assert read_page_metadata(page) == {}
