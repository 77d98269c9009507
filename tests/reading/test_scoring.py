"""Read facts are held against annotated ones claim by claim."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from autokg.errors import InputError
from autokg.reading.scoring import claims_of, evaluate, same_date, same_name, same_number, same_place

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
        ("soon", "soon", True),
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
def test_figures_are_those_of_the_scorer(tmp_path: Path) -> None:
    gold = SHARED / "gold"
    output = subprocess.run(
        [sys.executable, str(SHARED / "score.py"), str(gold), str(gold), str(SHARED)],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    result = evaluate(gold, gold, SHARED)
    lines = [
        f"{label:<14} gold {s.gold:4d}  found {s.found:4d}  said {s.said:4d}  right {s.right:4d}"
        for label, s in result.rows()
    ]
    assert lines == [line[: len(lines[0])] for line in output.splitlines()[: len(lines)]]
