"""What `read --explain` tells of each sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from autokg.reading.files import explain_file

TEXT = "Renault builds the Clio in Lyon.\nIt rained.\nRenault was there with Volvo."


def test_each_sentence_is_explained(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    told = "\n".join(explain_file(article, {"language": "en"}))
    assert "[Renault = organization] builds/make" in told
    assert "production, actual" in told
    assert [line.strip() for line in told.split("\n") if "fact" in line] == [
        "fact: production, actual, model Clio, builder Renault, place Lyon, country FR",
        "no fact: it names nothing",
        "no fact: its verbs open no frame by themselves",
    ]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Does Renault build the Clio in Lyon?", "no fact: a question states nothing"),
        ("It is unclear whether Renault builds the Clio in Lyon.", "no fact: “unclear” doubts it"),
        (
            "Renault signed an agreement in May 2024.",
            "no fact: nearest is joint venture or agreement (“signed”), which",
        ),
        ("Renault invests in Lyon.", "no fact: nearest is investment (“invests”), which lacks an amount"),
        (
            "Renault did not sell Volvo.",
            "no fact: nearest is stake (“sell”), which “not” denies",
        ),
        ("Renault pestered Volvo.", "no fact: no word opens a frame; words of no class: “pestered”"),
        ("The batteries of the Clio come from CATL.", "no fact: too little is said of it: supply lacks a customer"),
    ],
)
def test_the_reason_names_what_lacks(tmp_path: Path, sentence: str, told: str) -> None:
    article = tmp_path / "a.txt"
    article.write_text(sentence, encoding="utf-8")
    *_, last = explain_file(article, {"language": "en"})
    assert last.strip().startswith(told)


def test_what_the_gate_refused_is_told_beside_facts(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(
        "Renault builds the Clio in Lyon and cut its stake in Nissan from 43 to 15 percent.", encoding="utf-8"
    )
    told = [line.strip() for line in explain_file(article, {"language": "en"})]
    assert told[-1] == "fact: production, actual, model Clio, builder Renault, place Lyon, country FR"
    assert told[-2].startswith("refused by the gate: stake, ended, owner Renault")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Renault invests in Lyon.", "frames: investment (“invests”) 1/2, lacks an amount"),
        ("Renault sold Volvo.", "frames: stake (“sold”) 1/1"),
        (
            "Renault builds and sold it.",
            "frames: production (“builds”) 0/1, lacks a model or product; stake (“sold”) 0/1, lacks two companies",
        ),
    ],
)
def test_each_frame_is_scored_by_what_it_needs(tmp_path: Path, sentence: str, told: str) -> None:
    article = tmp_path / "a.txt"
    article.write_text(sentence, encoding="utf-8")
    assert told in [line.strip() for line in explain_file(article, {"language": "en"})]


def test_a_language_without_rules_is_named(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    assert "no rules for the language 'nl'" in list(explain_file(article, {"language": "nl"}))
