"""Read facts are held against annotated ones claim by claim."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autokg.errors import InputError
from autokg.reading.scoring import (
    claims_of,
    evaluate,
    same_date,
    same_name,
    same_number,
    same_place,
    same_whole_name,
)

SHARED = Path(__file__).resolve().parents[3] / "shared" / "press"


def write(folder: Path, name: str, *records: dict[str, Any]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(map(json.dumps, records)), encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Alpha Motors", "ALPHA", True),
        ("Usine de Saint-Rémy", "saint remy", True),
        ("Alpha Motors (AM)", "AM", True),
        ("Cormoran", "Cormorant", True),
        ("Alpha 3", "Alpha 4", False),
        ("Ibiza", "Ibixa", True),
        ("Polo", "Pola", False),
        ("Cormoran", "Kormorant", False),
        ("Beta", "Alpha", False),
    ],
)
def test_names_match_loosely(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2031-41", "2031-41", True),
        ("2031", "2031-41", True),
        ("2031-41", "2031-09", False),
        ("2031-33~", "2031-01", True),
        ("2031-40", "2031-41", False),
        ("2029/..", "2029", True),
        ("2031-35", "2031-07", True),  # 92 days against 31: just short enough
        ("2031-35", "2031-09", False),  # and against 30: too long
        ("2031-09-01", "2031-09-01", True),
        ("2031-09-01", "2031-09-02", False),
        ("soon", "soon", True),
        ("soon", "later", False),
    ],
)
def test_dates_match_where_they_overlap_and_are_as_exact(one: str, other: str, same: bool) -> None:
    assert same_date(one, other) is same


def test_places_match_by_name_or_country() -> None:
    assert same_place("KR", "Corée du Sud")
    assert not same_place("KR", "Japan")


def test_numbers_match_by_value() -> None:
    assert same_number(300000, 300000.0)
    assert not same_number(300000, 30000)


def test_a_production_is_taken_apart() -> None:
    fact = {
        "kind": "production",
        "model": "Nova",
        "builder": "Alpha",
        "place": "Lyon",
        "country": "FR",
        "markets": ["US"],
    }
    assert [(claim.slot, claim.value) for claim in claims_of(fact)] == [
        ("where", "Lyon"),
        ("where", "FR"),
        ("builder", "Alpha"),
        ("market", "US"),
    ]


PRODUCTION = {"kind": "production", "model": "Nova"}
STAKE = {"kind": "stake", "owner": "Alpha", "owned": "Beta"}


# Pairs that differ in one thing that must count: a metric loosened in any part makes one of them agree.
@pytest.mark.parametrize(
    ("gold", "read", "slot"),
    [
        ({**PRODUCTION, "builder": "Alpha"}, {**PRODUCTION, "builder": "Alpina"}, "builder"),
        ({**PRODUCTION, "builder": "Alpha"}, {**PRODUCTION, "model": "Novel", "builder": "Alpha"}, "builder"),
        ({**PRODUCTION, "place": "Lyon"}, {**PRODUCTION, "place": "Laon"}, "where"),
        ({**PRODUCTION, "country": "FR"}, {**PRODUCTION, "country": "DE"}, "where"),
        ({**PRODUCTION, "plant": "Lyon"}, {**PRODUCTION, "markets": ["Lyon"]}, "where"),
        ({**PRODUCTION, "markets": ["US"]}, {**PRODUCTION, "markets": ["KR"]}, "market"),
        ({**PRODUCTION, "start": "2031-09"}, {**PRODUCTION, "start": "2031-10"}, "start"),
        ({**PRODUCTION, "start": "2031-09"}, {**PRODUCTION, "start": "2031-41"}, "start"),
        ({**PRODUCTION, "start": "2031"}, {**PRODUCTION, "end": "2031"}, "start"),
        ({**PRODUCTION, "volume_per_year": 2000}, {**PRODUCTION, "volume_per_year": 2015}, "volume_per_year"),
        ({**PRODUCTION, "volume_per_year": 2000}, {**PRODUCTION, "volume_per_year": 2001}, "volume_per_year"),
        ({**STAKE, "share_percent": 34}, {**STAKE, "share_percent": 34.02}, "share_percent"),
        (STAKE, {"kind": "stake", "owner": "Beta", "owned": "Alpha"}, "owner"),
        (STAKE, {"kind": "supply", "supplier": "Beta", "customer": "Alpha"}, "owner"),
        ({**STAKE, "status": "actual"}, {**STAKE, "status": "planned"}, "status"),
        ({**STAKE, "status": "denied"}, {**STAKE, "status": "actual"}, "status"),
        (
            {**PRODUCTION, "start": "2029", "end": "2031", "status": "planned"},
            {**PRODUCTION, "start": "2029", "end": "2031", "status": "actual"},
            "status",
        ),
        ({**PRODUCTION, "end": "2031", "status": "ended"}, {**PRODUCTION, "end": "2031", "status": "actual"}, "status"),
        (
            {"kind": "agreement", "parties": ["Alpha"], "status": "actual"},
            {"kind": "joint_venture", "parents": ["Alpha"], "status": "actual"},
            "party",
        ),
        (
            {"kind": "role", "person": "A. Person", "organization": "Alpha", "title": "CEO"},
            {"kind": "role", "person": "B. Other", "organization": "Alpha", "title": "CEO"},
            "title",
        ),
        (
            {"kind": "role", "person": "A. Person", "organization": "Alpha", "title": "CEO"},
            {"kind": "role", "person": "A. Person", "organization": "Alpha", "title": "CFO"},
            "title",
        ),
    ],
)
def test_a_near_miss_does_not_count(gold: dict[str, Any], read: dict[str, Any], slot: str) -> None:
    asked = [claim for claim in claims_of(gold) if claim.slot == slot]
    assert asked
    assert not any(claim.agrees(other) for claim in asked for other in claims_of(read))
    assert all(claim.agrees(other) for claim, other in zip(claims_of(gold), claims_of(gold), strict=True))


def test_production_that_will_end_may_run_or_be_planned() -> None:
    gold = {**PRODUCTION, "end": "2031", "status": "actual"}
    (status,) = [claim for claim in claims_of(gold) if claim.slot == "status"]
    assert status.value == ["planned", "actual"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("PSA", "PSA Group", True),
        ("PSA", "Toyota-PSA", False),
        ("Cormoran", "Cormorant", True),
        ("Cormoran Trucks", "Cormorant Trucks", False),
    ],
)
def test_strict_names_are_whole(one: str, other: str, same: bool) -> None:
    assert same_whole_name(one, other) is same
    assert same_name(one, other)


def test_strict_asks_for_whole_names_of_organisations_alone() -> None:
    gold, read = {**STAKE, "owner": "PSA"}, {**STAKE, "owner": "Toyota-PSA"}
    loose = [claim.agrees(other) for claim in claims_of(gold) for other in claims_of(read)]
    strict = [claim.agrees(other) for claim in claims_of(gold, strict=True) for other in claims_of(read, strict=True)]
    assert (loose, strict) == ([True], [False])
    role = {"kind": "role", "person": "A. Person", "organization": "Alpha", "title": "CEO"}
    titled = list(claims_of({**role, "title": "CEO and chairman"}, strict=True))
    assert all(any(claim.agrees(other) for other in titled) for claim in claims_of(role, strict=True))


def test_a_fact_is_wholly_right_if_one_annotated_fact_agrees(tmp_path: Path) -> None:
    head = {"kind": "document", "language": "en", "exhaustive": True}
    gold = [{**STAKE, "share_percent": 30}, {**STAKE, "owner": "Dunlin", "share_percent": 40}]
    write(tmp_path / "gold", "1.jsonl", head, *gold)
    write(tmp_path / "read", "1.jsonl", gold[0], STAKE, {**gold[0], "share_percent": 40})
    result = evaluate(tmp_path / "gold", tmp_path / "read")
    assert (result.facts, result.wholly_right) == (3, 2)
    assert not [mistake for mistake in result.mistakes if mistake.what == "wrong"]


def test_precision_and_recall_are_counted(tmp_path: Path) -> None:
    head = {"kind": "document", "language": "en", "exhaustive": True}
    stake = {"kind": "stake", "owner": "Alpha", "owned": "Beta", "share_percent": 30}
    write(tmp_path / "gold", "1.jsonl", head, stake)
    write(
        tmp_path / "read", "1.jsonl", {**stake, "share_percent": 40, "evidence": [{"quote": "x", "start": 0, "end": 1}]}
    )
    result = evaluate(tmp_path / "gold", tmp_path / "read")
    score = result.by_kind["stake"]
    assert (score.precision, score.recall) == (0.5, 0.5)
    assert [(mistake.what, str(mistake.claim)) for mistake in result.mistakes] == [
        ("missed", "stake Beta: share_percent 30"),
        ("wrong", "stake Beta: share_percent 40"),
    ]
    assert result.mistakes[1].quote == "x"


def test_a_text_that_is_not_exhaustive_counts_for_recall_only(tmp_path: Path) -> None:
    head = {"kind": "document", "language": "en", "exhaustive": False}
    write(tmp_path / "gold", "1.jsonl", head, {"kind": "brand", "brand": "Nova", "owner": "Alpha"})
    write(tmp_path / "read", "1.jsonl", {"kind": "brand", "brand": "Nova", "owner": "Beta"})
    assert (evaluate(tmp_path / "gold", tmp_path / "read").all.gold, result_said(tmp_path)) == (1, 0)


def result_said(folder: Path) -> int:
    return evaluate(folder / "gold", folder / "read").all.said


def test_a_country_left_unsaid_counts_neither_way(tmp_path: Path) -> None:
    head = {"kind": "document", "language": "en", "exhaustive": True}
    fact = {"kind": "production", "model": "Nova", "place": "Lyon"}
    write(tmp_path / "gold", "1.jsonl", head, fact)
    write(tmp_path / "read", "1.jsonl", {**fact, "country": "FR"})
    assert result_said(tmp_path) == 1


def test_quotes_are_held_against_the_texts(tmp_path: Path) -> None:
    head = {"kind": "document", "language": "en", "exhaustive": True}
    write(tmp_path / "gold", "1.jsonl", head)
    write(tmp_path / "read", "1.jsonl", {"kind": "other", "evidence": [{"quote": "Beta", "start": 0, "end": 4}]})
    (tmp_path / "1.txt").write_text("Alpha", encoding="utf-8")
    assert evaluate(tmp_path / "gold", tmp_path / "read", tmp_path).misquoted == 1


def test_a_folder_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no annotated facts"):
        evaluate(tmp_path, tmp_path)


@pytest.mark.skipif(not SHARED.exists(), reason="the annotated press texts are not part of the project")
@pytest.mark.parametrize("flags", [[], ["--strict"]])
@pytest.mark.parametrize("lag", [0, 1])
def test_figures_are_those_of_the_scorer(tmp_path: Path, flags: list[str], lag: int) -> None:
    gold = SHARED / "gold"
    names = sorted(path.name for path in gold.glob("*.jsonl"))
    for number, name in enumerate(names):  # read facts that are partly right: each text has those of the one before too
        others = [gold / names[number - step] for step in range(lag + 1)]
        (tmp_path / name).write_text("".join(path.read_text(encoding="utf-8") for path in others), encoding="utf-8")
    output = subprocess.run(
        [sys.executable, str(SHARED / "score.py"), str(gold), str(tmp_path), str(SHARED), *flags],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    result = evaluate(gold, tmp_path, SHARED, strict=bool(flags))
    lines = [
        f"{label:<14} gold {s.gold:4d}  found {s.found:4d}  said {s.said:4d}  right {s.right:4d}"
        f"  P {s.precision:.2f}  R {s.recall:.2f}  F1 {s.f1:.2f}"
        for label, s in result.rows()
    ]
    share = f"({result.wholly_right / result.facts:.2f})"
    lines.append(f"facts read {result.facts}  wholly right {result.wholly_right} {share}")
    lines.append(f"texts {result.texts}  misquoted {result.misquoted}")
    assert lines == output.splitlines()
