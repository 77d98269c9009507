from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from autokg.errors import InputError, OutputError
from autokg.review import Kind, Signature, review
from autokg.stores import OxigraphStore

from .bench import SIGNED, Bench


def test_the_list_has_names_then_rejects_then_conflicts(bench: Bench, store: OxigraphStore) -> None:
    bench.walk("", "", "", "", store=store)
    places = [
        bench.screen.index(f"{number}/4 {start}")
        for number, start in ((1, "Zenith"), (2, "Zenit W"), (3, "stake"), (4, "Sample 4 at"))
    ]
    assert places == sorted(places)


def test_an_item_shows_how_often_in_which_facts_with_which_words_and_what_is_near(
    bench: Bench, store: OxigraphStore
) -> None:
    bench.walk("", "", "", "", store=store)
    assert "Zenith Wagons, an unresolved Organization in 2 claims; facts: 2 agreement" in bench.screen
    assert "“What d1 says of the agreement.”\n  d1" in bench.screen
    assert "1. Zenit Wagon Works Organization, 80, organization/zenit-wagon-works-" in bench.screen
    assert "was rejected: share_percent 30.0 is not in the quote" in bench.screen
    assert "rejected: 2025, d1" in bench.screen


def test_every_decision_is_signed_dated_and_has_a_reason(bench: Bench, store: OxigraphStore) -> None:
    bench.walk("a # seen at a fair", "new company", store=store)
    first, second = map(json.loads, bench.lines())
    assert (first["by"], first["on"], first["reason"]) == ("A. Editor", "2026-01-31", "seen at a fair")
    assert second["reason"] == "reviewed: a new company"


def test_a_walk_that_breaks_off_loses_nothing(bench: Bench, store: OxigraphStore) -> None:
    assert bench.walk("accept", store=store).decisions == 1
    assert bench.verdicts() == ["new"]
    outcome = bench.walk("accept", store=store)
    assert "Zenith Wagons, an" not in bench.screen
    assert (outcome.decisions, outcome.left, bench.verdicts()) == (1, 2, ["new", "new"])


def test_an_interrupt_from_the_keyboard_ends_the_walk(bench: Bench, store: OxigraphStore) -> None:
    answers = iter(["accept"])

    def ask(prompt: str) -> str:
        for answer in answers:
            return answer
        raise KeyboardInterrupt

    console = Console(file=io.StringIO())
    outcome = review(store, bench.decisions, SIGNED, console=console, ask=ask)
    assert (outcome.decisions, bench.verdicts()) == (1, ["new"])


@pytest.mark.parametrize("word", ["q", "quit", "QUIT"])
def test_quit_ends_it(bench: Bench, store: OxigraphStore, word: str) -> None:
    assert bench.walk(word, "accept", store=store).decisions == 0
    assert not bench.decisions.exists()


def test_back_takes_back_what_was_said(bench: Bench, store: OxigraphStore) -> None:
    bench.walk("accept", "skip", "back", "back", "new company", store=store)
    assert [json.loads(line).get("type") for line in bench.lines()] == ["company"]


def test_back_leaves_the_lines_of_others(bench: Bench, store: OxigraphStore) -> None:
    bench.decisions.write_text(
        '\n{"decision": "prefers", "claim": "1f", "by": "B", "on": "2025-01-01", "reason": "so"}'
    )
    bench.walk("accept", "back", store=store)
    assert bench.lines() == [
        "",
        '{"decision": "prefers", "claim": "1f", "by": "B", "on": "2025-01-01", "reason": "so"}',
    ]


def test_back_at_the_first_is_told(bench: Bench, store: OxigraphStore) -> None:
    bench.walk("back", store=store)
    assert "this is the first" in bench.screen


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("merge", "no action named 'merge'"),
        ("same", "name a thing"),
        ("same Nobody & Sons", "no thing named 'Nobody & Sons'"),
        ("same Zenit Wagon Wroks", "did you mean Zenit Wagon Works"),
        ("same 7", "no thing named '7'"),
        ("same model/sample-4", "cannot be the same"),
        ("same Zenith Wagons", "no thing named 'Zenith Wagons'"),
        ("new plant", "may be a new company or group"),
        ("new", "may be a new company or group"),
        ("other", "'other' is not an action for this case"),
        ("accept Sample", "accepts no argument"),
        ("[bold]", "no action named '[bold]'"),
    ],
)
def test_a_mistake_is_told_and_the_item_asked_about_again(
    bench: Bench, store: OxigraphStore, answer: str, told: str
) -> None:
    bench.walk(answer, "accept", store=store)
    assert told in bench.screen
    assert bench.screen.count("1/4 Zenith Wagons") == 2
    assert bench.verdicts() == ["new"]


def test_help_says_what_can_be_done(bench: Bench, store: OxigraphStore) -> None:
    bench.walk("?", store=store)
    assert "never: never merge it with another thing" in bench.screen


def test_only_the_kinds_asked_for_are_listed(bench: Bench, store: OxigraphStore) -> None:
    console = Console(file=io.StringIO())
    outcome = review(store, bench.decisions, SIGNED, kinds=(Kind.CONFLICT,), console=console, ask=lambda _: "other")
    assert (outcome.left, bench.verdicts()) == (0, ["prefers"])


def test_the_walk_reads_a_pipe(bench: Bench, store: OxigraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("accept\n1\n"))
    outcome = review(store, bench.decisions, SIGNED, console=Console(file=io.StringIO()))
    assert (outcome.decisions, bench.verdicts()) == (2, ["new", "same"])


def test_a_bad_rejects_file_is_named(bench: Bench, store: OxigraphStore) -> None:
    bench.rejects.write_text('\n{"reason": "no fact"}\n')
    with pytest.raises(InputError, match=r"rejects\.jsonl:2: not a rejected fact; expected"):
        bench.walk(store=store)


def test_a_bad_decision_file_is_named_before_anybody_is_asked(bench: Bench, store: OxigraphStore) -> None:
    bench.decisions.write_text("{\n")
    with pytest.raises(InputError, match=r"decisions\.jsonl:1: "):
        bench.walk("accept", store=store)


def test_a_decision_file_that_cannot_be_written_is_told(store: OxigraphStore, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "decisions.jsonl"
    with pytest.raises(OutputError, match="cannot be written"):
        review(
            store, nowhere, Signature("A", dt.date(2026, 1, 1)), console=Console(file=io.StringIO()), ask=lambda _: "a"
        )
