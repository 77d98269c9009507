"""Productions of models at sites that no rule reads, by weights made for the test and by those that are shipped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from autokg.articles.article import read_article
from autokg.facts import Fact
from autokg.names.gazetteer import Gazetteer
from autokg.reading.attachment.attaching import score_pairs
from autokg.reading.attachment.weights import BIAS, SCORE, Weights
from autokg.reading.base import read_facts
from autokg.reading.frames.reader import FramesReader
from autokg.reading.frames.tracing import explain_article

from ..conftest import FactsOf
from .conftest import LayoutOf

_SURE = Weights({BIAS: 2.0}, {SCORE: 1.0}, threshold=0.5)  # any pair has .88
_SCORE = 0.88


def _attached(words: str, gazetteer: Gazetteer, weights: Weights = _SURE, published: str | None = None) -> list[Fact]:
    article = read_article(words.encode(), language="en", published=published)
    facts = read_facts(article, [FramesReader(gazetteer, weights=weights)], gazetteer).facts
    return [fact for fact in facts if fact.found_by and str(fact.found_by.rule).endswith("attached")]


def _told(facts: list[Fact]) -> list[tuple[Any, Any, str]]:
    return [(fact.slots().get("model"), fact.slots().get("place"), fact.status.value) for fact in facts]


def test_a_site_of_another_sentence_is_attached_and_cited(gazetteer: Gazetteer) -> None:
    (fact,) = _attached("It rains in Graz. The Dunlin Teal is red.", gazetteer)
    assert (fact.slots()["place"], fact.confidence) == ("Graz", _SCORE)
    assert fact.evidence[0].quote == "The Dunlin Teal is red."
    assert (fact.evidence[0].slots["place"].start, fact.evidence[0].slots["place"].end) == (12, 16)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("It rains in Graz. The Dunlin Teal will be red.", [("Dunlin Teal", "Graz", "planned")]),
        ("It rains in Graz. Is the Dunlin Teal red?", []),
        ("It rains in Graz. Alpha supplies cells for the Dunlin Teal.", []),
        ("It rains in Graz. The Dunlin Teal will move to Austria.", []),
        ("It rains in Graz. The Dunlin Teal was stolen.", []),
        ("Dunlin builds the Dunlin Teal in Graz. The Dunlin Teal is red.", []),
        ("It rains in Austria. The Dunlin Teal is red.", []),
        ("It rains in Zedlitz. The Dunlin Teal is red.", []),
        ("Alpha builds vans in Zedlitz. The Dunlin Teal is red.", [("Dunlin Teal", "Zedlitz", "actual")]),
        ("It rains in Graz. The Wren 3 is red.", []),
        ("It rains in Graz. The Wren 3 is a hatchback. The Wren 3 is red.", [("Wren 3", "Graz", "actual")]),
    ],
)
def test_only_sure_names_are_attached_with_the_status_of_the_model(
    gazetteer: Gazetteer, words: str, told: list[tuple[str, str, str]]
) -> None:
    assert _told(_attached(words, gazetteer)) == told


@pytest.mark.parametrize(("threshold", "count"), [(0.87, 1), (0.89, 0)])
def test_a_pair_needs_the_threshold(gazetteer: Gazetteer, threshold: float, count: int) -> None:
    weights = replace(_SURE, threshold=threshold)
    assert len(_attached("It rains in Graz. The Dunlin Teal is red.", gazetteer, weights)) == count


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("In Graz and in Metz there is room for the Dunlin Teal.", 2),
        ("In Graz and in Metz there is a market for the Dunlin Teal.", 0),
        ("In Graz and in Metz there is room for the successor of the Dunlin Teal.", 0),
        ("In Graz and in Metz there is not room for the Dunlin Teal.", 0),
    ],
)
def test_a_sentence_about_something_else_attaches_nothing(gazetteer: Gazetteer, words: str, count: int) -> None:
    assert len(_attached(words, gazetteer)) == count


def test_pairs_are_scored_without_any_finding(layout_of: LayoutOf) -> None:
    (scored,) = score_pairs([], layout_of("It rains in Graz. The Dunlin Teal is red."), _SURE)
    assert (round(scored.score, 2), scored.is_read, scored.passes(_SURE)) == (_SCORE, False, True)


_STORY = "The Graz plant of Dunlin Motors has room again. It employs 3,000 people. The {} is leaving next year."


def test_the_shipped_weights_attach_a_model_to_the_only_plant(facts_of: FactsOf) -> None:
    facts = [fact for fact in facts_of(_STORY.format("Dunlin Teal"), "en") if fact["kind"] == "production"]
    assert [(f["model"], f["place"], f["builder"], f["status"]) for f in facts] == [
        ("Dunlin Teal", "Graz", "Dunlin Motors", "planned")
    ]


def test_an_explanation_tells_the_score_and_what_counts_most(gazetteer: Gazetteer) -> None:
    article = read_article(_STORY.format("Dunlin Teal").encode(), language="en")
    (line,) = [line for line in explain_article(article, FramesReader(gazetteer)) if "  site: " in line]
    assert line.startswith("  site: Dunlin Teal at Graz plant ")
    assert "(needs 0.50): " in line
