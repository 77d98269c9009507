"""Evidence is cited once, with its source and what is to be known of it in the language of the answer."""

from __future__ import annotations

from typing import Any

import pytest

from autokg.answers.citations import cite, shorten
from autokg.answers.evidence import Evidence
from autokg.answers.words import load_words

OVERTAKEN = load_words("fr").phrase("outcome", "superseded")


def _evidence(summary: str, **more: Any) -> Evidence:
    values: dict[str, Any] = {
        "subject": "s", "properties": ("productionStart",), "outcome": "accepted", "status": "actual", "quote": None,
        "summary": summary, "position": None, "document": summary, "title": "A title", "publisher": "Press",
        "published": "2024", "url": None, "speaker": None,
    }  # fmt: skip
    return Evidence(**(values | more))


def _texts(*items: Evidence, language: str = "en") -> list[str]:
    return [item.text for item in cite(items, load_words(language))]


def test_the_order_of_the_evidence_is_kept() -> None:
    assert _texts(_evidence("b"), _evidence("a"), _evidence("b")) == ["b", "a"]


def test_a_quote_is_told_once_and_in_quotation_marks() -> None:
    quoted = _evidence("x", quote="We build it.")
    assert _texts(quoted, quoted) == ["“We build it.”"]


@pytest.mark.parametrize(
    ("more", "source"),
    [
        ({}, "Press, 2024"),
        ({"publisher": None}, "A title, 2024"),
        ({"speaker": "Jane Poole", "position": "headline"}, "Jane Poole, dans : Press, 2024, titre"),
        ({"status": "planned"}, "Press, 2024 (en projet)"),
        ({"outcome": "superseded"}, f"Press, 2024 ({OVERTAKEN})"),
        ({"status": "planned", "outcome": "superseded"}, f"Press, 2024 (en projet ; {OVERTAKEN})"),
        ({"repeats": 2}, "Press, 2024 (2 déclarations antérieures disent de même)"),
        ({"position": "body", "outcome": "supporting"}, "Press, 2024"),
    ],
)
def test_a_source_is_told_in_the_language_without_jargon(more: dict[str, Any], source: str) -> None:
    (citation,) = cite([_evidence("x", **more)], load_words("fr"))
    assert citation.source == source


@pytest.mark.parametrize(("length", "whole"), [(70, True), (71, False)])
def test_a_long_title_is_shortened(length: int, whole: bool) -> None:
    short = shorten("a" * length)
    assert (len(short), short.endswith("…")) == (70, not whole)
