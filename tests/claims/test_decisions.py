from __future__ import annotations

import json

import pytest
from pyoxigraph import Literal

from autokg.claims.decisions import Decision, Decisions, Verdict, read_decisions
from autokg.claims.sources import fact_iri
from autokg.core.ids import DEFAULT_BASE
from autokg.core.terms import AKG, EDTF, GRAPH
from autokg.errors import InputError
from builders import corpus, document, fact

LINE = '{"decision": "prefers", "claim": "claim/1f0c", "by": "A. Editor", "on": "2026-01-31", "reason": "the later release"}'
SAME = '{"decision": "same", "things": ["model/sample-4", "model/s4-1f"], "by": "A. Editor", "on": "2026-01-31", "reason": "one car"}'
CONFIRMS = '{"decision": "confirms", "state": "production/x", "as_of": "2025-06", "source": "a visit", "by": "A. Editor", "on": "2026-01-31", "reason": "seen"}'
ENDS = CONFIRMS.replace("confirms", "ends").replace('"state": "production/x"', '"claim": "1f0c"')
NEW = '{"decision": "new", "thing": "organization/zenith-1f", "type": "company", "by": "A. Editor", "on": "2026-01-31", "reason": "a fair"}'


def test_claims_and_things_are_named_by_iri_or_by_the_part_after_the_base() -> None:
    word = read_decisions([LINE, "", SAME], "decisions.jsonl", base="https://e.org/")
    assert word.on_claims()["https://e.org/claim/1f0c"].decision is Verdict.PREFERS
    assert word.on_things().target("https://e.org/model/s4-1f") == "https://e.org/model/sample-4"


def test_a_later_word_on_two_things_overrules_an_earlier_one() -> None:
    later = SAME.replace("same", "different").replace("2026-01-31", "2026-02-01")
    assert not read_decisions([later, SAME], "-").on_things().settles(f"{DEFAULT_BASE}model/s4-1f")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "invalid JSON"),
        (LINE.replace("prefers", "likes"), "decision: must be one of"),
        (LINE.replace('"on": "2026-01-31", ', ""), "on: is missing"),
        (LINE.replace('"claim": "claim/1f0c"', '"things": ["a", "b"]'), "needs claim"),
        (LINE.replace("the later release", ""), "reason: must not be empty"),
        (SAME.replace("s4-1f", "sample 4"), "'model/sample 4' is not an IRI"),
        (SAME.replace("s4-1f", "sample-4"), "model/sample-4 is given twice; expected two different things"),
        (LINE.replace("prefers", "new"), "needs thing"),
        (NEW.replace("company", "plant"), "organization/zenith-1f cannot be declared a plant"),
        (NEW.replace('"new"', '"accepts"'), "needs fact"),
        (LINE.replace("}", ', "as_of": "2025"}'), "a decision that prefers has no as_of"),
        (CONFIRMS.replace('"state": "production/x", ', ""), "needs state or claim"),
        (ENDS.replace('"claim"', '"state": "stake/x", "claim"'), "needs state or claim, and only that"),
        (ENDS.replace("2025-06", "June 2025"), "as_of: "),
        (SAME.replace("same", "different").replace("}", ', "type": "model"}'), "nothing cannot be declared a model"),
    ],
)
def test_a_bad_line_is_named(line: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        read_decisions([SAME, line], "decisions.jsonl")
    assert str(caught.value).startswith("decisions.jsonl:2: ")
    assert problem in str(caught.value)


def test_decisions_are_told_in_their_layer() -> None:
    quads = list(read_decisions([LINE, SAME], "-").quads())
    assert {quad.graph_name for quad in quads} == {GRAPH.decisions}
    assert sum(quad.predicate.value.endswith("decides") for quad in quads) == 3


def test_a_state_is_named_by_its_thing_or_by_a_claim_on_it() -> None:
    states = read_decisions([CONFIRMS, ENDS, LINE], "-").on_states()
    assert {iri: [d.decision for d in made] for iri, made in states.items()} == {
        f"{DEFAULT_BASE}production/x": [Verdict.CONFIRMS],
        f"{DEFAULT_BASE}claim/1f0c": [Verdict.ENDS],
    }


def test_a_decision_on_a_state_tells_its_time_in_its_layer() -> None:
    quads = list(read_decisions([CONFIRMS], "-").quads())
    assert [q.object for q in quads if q.predicate == AKG.asOf] == [Literal("2025-06", datatype=EDTF.EDTF)]
    assert not [q for q in read_decisions([LINE], "-").quads() if q.predicate == AKG.asOf]


@pytest.mark.parametrize(("thing", "idle"), [("production/x", 0), ("production/y", 1)])
def test_a_decision_on_a_state_that_is_gone_is_named(thing: str, idle: int) -> None:
    unheeded = read_decisions([CONFIRMS], "-").unheeded({f"{DEFAULT_BASE}{thing}"}, corpus())
    assert len(unheeded) == idle


def test_no_decisions_decide_nothing() -> None:
    none = Decisions()
    assert (none.on_claims(), none.on_facts(), list(none.quads())) == ({}, {}, [])
    assert none.on_things().target("a") == "a"


@pytest.mark.parametrize("line", [LINE, SAME, NEW, CONFIRMS, ENDS])
def test_a_decision_is_written_as_it_was_read(line: str) -> None:
    assert json.loads(read_decisions([line], "-").all[0].to_jsonl()) == json.loads(line)


def test_an_accepted_fact_is_written_whole() -> None:
    record = fact("stake", owner="EM", owned="Sample Group", share_percent=34)
    decision = Decision.model_validate(
        {"decision": "accepts", "fact": record.model_dump(), "by": "A", "on": "2026-01-31", "reason": "so"}
    )
    again = read_decisions([decision.to_jsonl()], "-")
    assert again.all == (decision,)
    assert list(again.on_facts()) == [fact_iri(record).value]


def decision(verdict: str, on: str, as_of: str | None = None, name: str = "x") -> str:
    """Return the line of a decision on the claim `name`."""
    made = {"decision": verdict, "claim": name, "as_of": as_of, "by": "A", "on": on, "reason": "so"}
    return json.dumps({key: value for key, value in made.items() if value})


@pytest.mark.parametrize(
    ("lines", "overruled"),
    [
        ([decision("prefers", "2026-01-01"), decision("deprecates", "2026-02-01")], ["prefers"]),
        ([decision("deprecates", "2026-02-01"), decision("prefers", "2026-01-01")], ["prefers"]),
        ([decision("prefers", "2026-01-01"), decision("deprecates", "2026-01-01")], ["prefers"]),
        ([decision("prefers", "2026-01-01"), decision("prefers", "2026-02-01")], []),
        ([decision("prefers", "2026-01-01"), decision("deprecates", "2026-02-01", name="y")], []),
        ([decision("prefers", "2026-01-01"), decision("ends", "2026-02-01")], []),
        ([decision("ends", "2026-01-01", "2025-06"), decision("confirms", "2026-02-01", "2025-07")], ["ends"]),
        ([decision("ends", "2026-01-01", "2025-06"), decision("confirms", "2026-02-01", "2025-06")], ["ends"]),
        ([decision("ends", "2026-01-01", "2025-06"), decision("confirms", "2026-02-01", "2025-05")], []),
        ([decision("confirms", "2026-01-01", "2025-06"), decision("ends", "2026-02-01", "2025-05")], ["confirms"]),
        ([decision("confirms", "2026-01-01", "2025-06"), decision("ends", "2026-02-01", "2025-07")], []),
        ([decision("confirms", "2026-01-01", "2025-06"), decision("confirms", "2026-02-01", "2025-07")], []),
        ([decision("ends", "2026-01-01", "2025-06"), decision("ends", "2026-02-01", "2025-07")], ["ends"]),
        ([decision("ends", "2026-01-01", "2025-06"), decision("ends", "2026-02-01", "2025-06")], []),
    ],
)
def test_of_two_decisions_that_contradict_each_other_the_later_counts_and_it_is_said(
    lines: list[str], overruled: list[str]
) -> None:
    decisions = read_decisions(lines, "-")
    assert [earlier.decision.value for earlier, _ in decisions.overruled()] == overruled
    messages = decisions.unheeded({f"{DEFAULT_BASE}claim/{name}" for name in "xy"}, corpus())
    assert [": overruled by a later one: " in message for message in messages] == [True] * len(overruled)
    counted = [made for state in decisions.on_states().values() for made in state]
    states = [line for line in lines if '"ends"' in line or '"confirms"' in line]
    assert len(counted) == len(states) - len({"ends", "confirms"}.intersection(overruled))


def on_things(verdict: str, on: str, *things: str) -> str:
    """Return the line of a decision on one thing or two."""
    named = {"things": things} if len(things) > 1 else {"thing": things[0]}
    return json.dumps({"decision": verdict, **named, "by": "A", "on": on, "reason": "so"})


@pytest.mark.parametrize(
    ("earlier", "later", "is_overruled"),
    [
        (("same", "brand/a", "brand/b"), ("different", "brand/a", "brand/b"), True),
        (("same", "brand/a", "brand/b"), ("different", "brand/b", "brand/a"), True),
        (("different", "brand/a", "brand/b"), ("same", "brand/a", "brand/b"), True),
        (("same", "brand/a", "brand/b"), ("same", "brand/c", "brand/b"), True),
        (("new", "brand/b"), ("same", "brand/a", "brand/b"), True),
        (("same", "brand/a", "brand/b"), ("same", "brand/a", "brand/b"), False),
        (("same", "brand/a", "brand/b"), ("different", "brand/a", "brand/c"), False),
    ],
)
def test_a_decision_on_things_that_a_later_one_on_them_overrules_is_reported(
    earlier: tuple[str, ...], later: tuple[str, ...], is_overruled: bool
) -> None:
    lines = [on_things(earlier[0], "2026-01-01", *earlier[1:]), on_things(later[0], "2026-02-01", *later[1:])]
    messages = read_decisions(lines, "-").unheeded({f"{DEFAULT_BASE}brand/{name}" for name in "abc"}, corpus())
    assert [": overruled by a later one: " in message for message in messages] == [True] * is_overruled


@pytest.mark.parametrize("verdict", ["ends", "confirms"])
@pytest.mark.parametrize(("as_of", "is_error"), [("2026-01-31", False), ("2026", False), ("2026-02", True)])
def test_a_decision_tells_of_no_day_after_its_own(verdict: str, as_of: str, is_error: bool) -> None:
    line = decision(verdict, "2026-01-31", as_of)
    if not is_error:
        assert len(read_decisions([line], "-").all) == 1
        return
    with pytest.raises(InputError, match=r"decisions.jsonl:1: as_of 2026-02 lies after the day of the decision"):
        read_decisions([line], "decisions.jsonl")


def on_fact(verdict: str, on: str = "2026-01-31") -> Decisions:
    record = fact("stake", owner="EM", owned="Sample Group", share_percent=34).model_dump()
    made = {"decision": verdict, "fact": record, "by": "A", "on": on, "reason": "so"}
    return Decisions.of([Decision.model_validate(made)])


def test_an_accepted_fact_joins_a_corpus_with_its_document_once() -> None:
    accepted = on_fact("accepts")
    (record,) = (made.fact for made in accepted.all)
    assert record is not None
    assert accepted.admit(corpus(document("d1"), document("d2"))).facts == [record]
    assert accepted.admit(corpus(document("d1"), record)).facts == [record]
    assert accepted.admit(corpus(document("d2"))).facts == []
    assert on_fact("rejects").admit(corpus(document("d1"))).facts == []


@pytest.mark.parametrize(
    ("verdict", "there", "idle"), [("accepts", "d1", 0), ("accepts", "d2", 1), ("rejects", "d2", 0)]
)
def test_a_fact_is_accepted_in_vain_without_its_document(verdict: str, there: str, idle: int) -> None:
    messages = on_fact(verdict).unheeded((), corpus(document(there)))
    assert len(messages) == idle
    assert all(f"{verdict} stake fact" in message for message in messages)


def test_decisions_of_two_files_are_taken_by_day() -> None:
    late, early = read_decisions([LINE], "-", base="https://e.org/"), on_fact("accepts", "2025-01-31")
    both = late.and_those(early)
    assert [made.on.year for made in both.all] == [2025, 2026]
    assert list(both.on_claims()) == ["https://e.org/claim/1f0c"]
    assert all(iri.startswith("https://e.org/") for iri in both.on_facts())
