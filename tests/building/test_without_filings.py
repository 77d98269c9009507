"""A store without filings is the one that the other documents build."""

from __future__ import annotations

from typing import Any

import pytest

from autokg.building.as_of import recall
from autokg.building.build import build
from autokg.building.moment import Moment
from builders import GAZETTEER, corpus, document, fact

pytestmark = pytest.mark.slow

PRESS = (document("press"), fact("production", documents=("press",), model="Sample 4", country="KR"))
LISTED: dict[str, Any] = {"speaker": "Sample Group", "model": "Sample 3", "country": "US", "markets": ["US"]}


@pytest.mark.parametrize(
    ("dates", "is_filing"),
    [
        ({"start": "../2020", "end": "2020/.."}, True),
        ({"start": "../2020", "end": "2021/.."}, False),
        ({"start": "2020"}, False),
        ({}, False),
    ],
)
def test_what_is_left_is_what_the_other_documents_build(dates: dict[str, str], is_filing: bool) -> None:
    filing = (document("list"), fact("production", documents=("list",), **LISTED, **dates))
    store = build(corpus(*PRESS, *filing), gazetteer=GAZETTEER).store
    past = recall(store, Moment(filings=False), GAZETTEER)
    expected = build(corpus(*PRESS, *(() if is_filing else filing)), gazetteer=GAZETTEER).store
    assert set(past.store.quads()) == set(expected.quads())
    assert (past.filed > 0) == is_filing
    assert any("of filings left out" in note for note in past.notes()) == is_filing


def test_a_document_that_says_more_than_filings_stays() -> None:
    both = (
        document("list"),
        fact("production", documents=("list",), start="../2020", end="2020/..", **LISTED),
        fact("brand", documents=("list",), brand="Sample", owner="Sample Group"),
    )
    store = build(corpus(*PRESS, *both), gazetteer=GAZETTEER).store
    assert recall(store, Moment(filings=False), GAZETTEER).filed == 0


def test_a_moment_is_told_in_words() -> None:
    assert str(Moment(filings=False)) == "without filings"
    assert str(Moment.of("2024", filings=False)) == "public by 2024-12-31 without filings"
    with pytest.raises(ValueError, match="needs a day, or to be without filings"):
        Moment.of()
