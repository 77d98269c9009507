"""Whatever a model answers becomes facts that pass, candidates that do not, or problems; never an accident."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autokg.articles.article import Article
from autokg.facts import KINDS, Fact, Finder, to_jsonl
from autokg.facts.slots import slots_of
from autokg.names.gazetteer import Gazetteer
from autokg.reading.gate import Gate
from autokg.reading.llm.grounding import Ground, Problem
from autokg.reading.llm.passage import Passage

from .service import NOVA, STAFF

WORDS = [
    "Alpha",
    "Alpha Nova",
    "Lyon",
    "France",
    "FR",
    "2031",
    "2031-41",
    "nearly",
    "2,000",
    "CEO",
    "Zephyr",
    "",
    " ",
    "\ud800",
    "韩国",
]
SCALARS = st.none() | st.booleans() | st.floats() | st.integers(-(10**20), 10**20) | st.sampled_from(WORDS)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=2)
)
QUOTES = st.sampled_from([NOVA, STAFF, f"{NOVA} {STAFF}", "Alpha", "Nobody said so.", "…"])
CITED = VALUES | st.lists(
    st.fixed_dictionaries({"slot": st.sampled_from(["plant", "model"]), "quote": QUOTES | VALUES}), max_size=2
)


@st.composite
def facts_said(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from(sorted(KINDS)))
    slots = draw(
        st.dictionaries(st.sampled_from([*slots_of(kind), "colour", "evidence", "found_by", "id"]), VALUES, max_size=6)
    )
    status = draw(st.sampled_from(["planned", "actual", "denied", "maybe"]) | VALUES)
    return {
        **slots,
        "kind": kind,
        "status": status,
        "quote": draw(QUOTES),
        "elsewhere": draw(CITED),
        "speaker": draw(SCALARS),
    }


@pytest.fixture
def ground(article: Article, gazetteer: Gazetteer) -> Ground:
    finder = Finder(reader="llm", version="1")
    return Ground(article, Passage.of(article.text), (0, len(article.text)), Gate.of(article, gazetteer), finder)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(said=facts_said() | VALUES)
@pytest.mark.slow
def test_any_answer_is_taken_without_accident(ground: Ground, said: Any) -> None:
    for candidate in ground.candidates(said):
        if isinstance(candidate, Problem):
            str(candidate).encode()
        else:
            assert isinstance(candidate, Fact)
            json.loads(to_jsonl(candidate))
            assert candidate.found_by == ground.finder
            _holds_to_the_text(candidate, ground)


def _holds_to_the_text(fact: Fact, ground: Ground) -> None:
    """What passes the gate has its quote in the text, offsets and all."""
    if ground.gate.find_fault(fact) is None:
        (evidence,) = fact.evidence
        assert ground.article.text[evidence.start : evidence.end] == evidence.quote
