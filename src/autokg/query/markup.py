"""Words and tables as HTML, for notebooks: every word of the data is escaped.

>>> element("b", "A & B")
'<b>A &amp; B</b>'
>>> join("p", element("b", "A"), " & more")
'<p><b>A</b> &amp; more</p>'
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from autokg.query.results import Table, in_words


class Html(str):
    """HTML, as against words, which are escaped before they become part of it."""

    __slots__ = ()


def element(tag: str, words: str, **attributes: str) -> Html:
    """Return words as an element."""
    return join(tag, words, **attributes)


def join(tag: str, *parts: str, **attributes: str) -> Html:
    """Return an element of parts, each HTML or words."""
    said = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
    inner = "".join(part if isinstance(part, Html) else html.escape(part) for part in parts)
    return Html(f"<{tag}{said}>{inner}</{tag}>")


def link(url: str | None, words: str) -> Html:
    """Return words as a link, or as they are where there is no address on the web."""
    is_web = url is not None and url.startswith(("http://", "https://"))
    return element("a", words, href=url) if url and is_web else element("span", words)


def table(shown: Table, caption: str = "") -> Html:
    """Return a table, and below it what else is to be said."""
    head = join("thead", join("tr", *(_cell("th", in_words(column)) for column in shown.columns)))
    body = join("tbody", *(join("tr", *(_cell("td", cell) for cell in row)) for row in shown.rows))
    return join("div", join("table", head, body), *([element("small", caption)] if caption else []))


def _cell(tag: str, words: str) -> Html:
    """Return a cell, words to the left: notebooks have all to the right."""
    is_number = words.replace(",", "").replace(".", "", 1).isdecimal()
    scope = {"scope": "col"} if tag == "th" else {}
    return element(tag, words, **scope, style=f"text-align:{'right' if is_number else 'left'}")


def items(parts: Iterable[str]) -> Html:
    """Return a numbered list."""
    return join("ol", *(join("li", part) for part in parts))
