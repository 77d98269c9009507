"""The same fact from two readers is one fact, and surer; what differs stays apart."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.articles.article import read_article
from autokg.facts import Evidence, Finder, Production, Span
from autokg.reading.gate import Gate
from autokg.reading.merging import merge_facts

TEXT = "Alpha will build the Alpha Nova in Lyon, France. The Nova is to be built in Lyon, Alpha said. Turin builds nothing."
FIRST = TEXT.index(". The") + 1
ARTICLE = read_article(TEXT.encode(), language="en")


def found(
    reader: str, start: int = 0, end: int = FIRST, cited: dict[str, Span] | None = None, **slots: Any
) -> Production:
    evidence = Evidence(document=ARTICLE.id, quote=TEXT[start:end], start=start, end=end, slots=cited or {})
    values = {"status": "planned", "model": "Alpha Nova", **slots}
    values["start"] = values.pop("start_date", None)
    finder = Finder(reader=reader, version="1", rule=f"{reader} rule")
    return Production(kind="production", evidence=(evidence,), found_by=finder, **values)


def test_the_same_fact_from_two_readers_is_one_and_surer() -> None:
    (fact,) = merge_facts([found("rules", builder="Alpha"), found("llm", builder="Alpha")])
    assert fact.confidence == 0.75
    assert fact.found_by == Finder(reader="rules", version="1", rule="rules rule")
    assert fact.note == "also found by llm 1, llm rule"
    assert len(fact.evidence) == 1


@pytest.mark.parametrize(
    ("mine", "theirs", "both"), [(0.9, 0.8, 0.98), (0.9, None, 0.95), (None, None, 0.75), (1, 0, 1)]
)
def test_confidence_is_that_not_both_are_wrong(mine: float | None, theirs: float | None, both: float) -> None:
    (fact,) = merge_facts([found("rules", confidence=mine), found("llm", confidence=theirs)])
    assert fact.confidence == both


def test_the_fuller_fact_stays_where_their_words_touch() -> None:
    lesser, fuller = found("rules", end=FIRST - 9), found("llm", builder="Alpha", place="Lyon", country="FR")
    for order in ([lesser, fuller], [fuller, lesser]):
        (fact,) = merge_facts(order)
        assert fact.slots() == fuller.slots()
        assert fact.found_by == fuller.found_by
        assert [(one.start, one.end) for one in fact.evidence] == [(0, FIRST)]
        assert Gate.of(ARTICLE).find_fault(fact) is None


def test_the_same_said_in_two_places_keeps_both_quotes() -> None:
    again = found("llm", start=FIRST + 1, end=len(TEXT), builder="Alpha", place="Lyon")
    (fact,) = merge_facts([found("rules", builder="Alpha", place="Lyon"), again])
    assert [one.start for one in fact.evidence] == [0, FIRST + 1]


def test_spans_that_were_cited_stay() -> None:
    nova = Span(start=TEXT.index("Alpha Nova"), end=TEXT.index("Alpha Nova") + 10)
    citing = found("llm", start=FIRST + 1, end=FIRST + 20, cited={"model": nova}, place="Lyon")
    (fact,) = merge_facts([found("rules", start=FIRST + 1, end=len(TEXT), place="Lyon"), citing])
    assert [one.slots for one in fact.evidence] == [{"model": nova}]


def test_names_agree_by_their_key_and_dates_to_the_letter() -> None:
    assert len(merge_facts([found("rules", brand="Citroën"), found("llm", brand="CITROEN")])) == 1
    exact, about = found("rules", start_date="2031"), found("llm", start_date="2031~")
    assert merge_facts([exact, about]) == (exact, about)


@pytest.mark.parametrize(
    "slots",
    [
        {"place": "Turin"},
        {"model": "Alpha Comet"},
        {"status": "actual"},
        {"markets": ("FR", "DE")},
        {"volume_per_year": 2_000_001},
    ],
)
def test_what_differs_stays_apart(slots: dict[str, Any]) -> None:
    mine = found("rules", place="Lyon", markets=("FR", "IT"), volume_per_year=2_000_000)
    theirs = found("llm", **{"place": "Lyon", "markets": ("FR", "IT"), "volume_per_year": 2_000_000, **slots})
    assert merge_facts([mine, theirs]) == (mine, theirs)


def test_a_lesser_fact_of_another_sentence_stays_apart() -> None:
    mine, theirs = found("rules", builder="Alpha"), found("llm", start=FIRST + 1, end=len(TEXT))
    assert merge_facts([mine, theirs]) == (mine, theirs)


def test_one_reader_alone_is_left_as_it_is() -> None:
    facts = (found("rules", builder="Alpha"), found("rules"), found("rules", place="Lyon"))
    assert merge_facts(facts) == facts


def test_a_second_finding_of_the_same_reader_adds_nothing() -> None:
    facts = [found("rules", builder="Alpha"), found("llm", builder="Alpha"), found("llm")]
    (fact,) = merge_facts(facts)
    assert fact.confidence == 0.75


SLOTS = st.fixed_dictionaries({}, optional={"builder": st.sampled_from(["Alpha", "Beta"]), "place": st.just("Lyon")})


@given(st.lists(st.tuples(st.sampled_from(["rules", "llm"]), SLOTS), max_size=6))
def test_nothing_that_was_found_is_lost(drawn: list[tuple[str, dict[str, Any]]]) -> None:
    facts = [found(reader, **slots) for reader, slots in drawn]
    merged = merge_facts(facts)
    assert all(any(fact.slots().items() <= one.slots().items() for one in merged) for fact in facts)
    assert len(merged) <= len(facts)
