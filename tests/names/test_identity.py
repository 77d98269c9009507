from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.claims.decisions import Decision, Decisions
from autokg.facts.corpus import Corpus
from autokg.names.identity import Merges

BASE = "https://e.org/"


def word(verdict: str, *things: str, on: str = "2026-01-01") -> Decision:
    named = {"thing": things[0]} if verdict == "new" else {"things": things}
    return Decision.model_validate({"decision": verdict, "by": "A", "on": on, "reason": "so", **named})


def words(*decisions: Decision) -> Decisions:
    return Decisions.of(decisions, BASE)


def targets(decisions: Decisions, things: str) -> str:
    merges = decisions.on_things()
    return "".join(merges.target(BASE + thing).removeprefix(BASE) for thing in things)


def contradicted(decisions: Decisions, things: str) -> list[str]:
    return decisions.unheeded({BASE + thing for thing in things}, Corpus())


def test_the_second_is_the_first() -> None:
    assert targets(words(word("same", "a", "b")), "ab") == "aa"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_chain_ends_at_its_first(order: tuple[int, ...]) -> None:
    chain = [word("same", "a", "b"), word("same", "b", "c"), word("same", "c", "d")]
    assert targets(words(*(chain[number] for number in order)), "abcd") == "aaaa"


def test_a_cycle_is_broken_at_its_oldest_word_which_is_reported() -> None:
    cycle = words(
        word("same", "c", "a"), word("same", "a", "b", on="2026-01-02"), word("same", "b", "c", on="2026-01-03")
    )
    assert targets(cycle, "abc") == "aaa"
    assert contradicted(cycle, "abc") == ["2026-01-01 same c, a (A): contradicted by later decisions"]


def test_of_two_things_that_are_each_other_the_later_word_counts() -> None:
    both = words(word("same", "a", "b", on="2026-01-02"), word("same", "b", "a"))
    assert targets(both, "ab") == "aa"
    assert contradicted(both, "ab") == []


@pytest.mark.parametrize(
    ("earlier", "later", "target"),
    [
        (word("same", "a", "c"), word("same", "b", "c"), "b"),
        (word("same", "a", "c"), word("different", "c", "a"), "c"),
        (word("different", "a", "c"), word("same", "a", "c"), "a"),
        (word("same", "a", "c"), word("new", "c"), "c"),
        (word("new", "c"), word("same", "a", "c"), "a"),
    ],
)
def test_a_later_word_on_the_same_thing_overrules(earlier: Decision, later: Decision, target: str) -> None:
    by_date = words(later.model_copy(update={"on": earlier.on.replace(day=2)}), earlier)
    by_line = words(earlier, later)
    assert targets(by_date, "c") == targets(by_line, "c") == target
    for decisions in (by_date, by_line):
        assert [": overruled by a later one: " in message for message in contradicted(decisions, "abc")] == [True]


def test_the_earlier_target_is_not_merged_by_a_correction() -> None:
    assert targets(words(word("same", "a", "c"), word("same", "b", "c", on="2026-01-02")), "abc") == "abb"


def test_words_that_would_join_what_is_kept_apart_are_not_followed_and_reported() -> None:
    decisions = words(
        word("same", "a", "b"), word("different", "a", "c", on="2026-01-02"), word("same", "b", "c", on="2026-01-03")
    )
    assert targets(decisions, "abc") == "abb"
    assert contradicted(decisions, "abc") == ["2026-01-01 same a, b (A): contradicted by later decisions"]


def test_what_stands_for_others_is_kept_apart_for_them_too() -> None:
    merges = words(word("same", "a", "b"), word("different", "b", "c")).on_things()
    assert merges.are_apart(BASE + "a", BASE + "c")
    assert merges.is_kept_apart(BASE + "a")
    assert not merges.are_apart(BASE + "a", BASE + "d")


def test_a_decision_on_what_a_build_has_not_is_reported() -> None:
    decisions = words(word("different", "a", "b"), word("new", "c"))
    assert decisions.unheeded({BASE + "a", BASE + "c"}, Corpus()) == [
        "2026-01-01 different a, b (A): applies to nothing in this build"
    ]


PAIRS = st.lists(st.tuples(st.booleans(), st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12)


@given(PAIRS)
def test_whatever_is_said_targets_end_and_nothing_kept_apart_is_one(told: list[tuple[bool, str, str]]) -> None:
    merges = Merges()
    taken = [(same, one, other) for same, one, other in told if (merges.same if same else merges.different)(one, other)]
    for thing in "abcdef":
        assert merges.target(merges.target(thing)) == merges.target(thing)
    for same, one, other in taken:
        assert (merges.target(one) == merges.target(other)) is same
