"""What is known in a text of any language: Korean and Chinese names inside every text, and lists for texts without rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from autokg.articles.article import read_article
from autokg.cli import app
from autokg.names.gazetteer import EntityType, Entry, Gazetteer
from autokg.reading.base import read_facts
from autokg.reading.frames.reader import FramesReader
from autokg.reading.recognition import Sighting, recognize


def _entry(id_: str, type_: EntityType, name: str, *aliases: str, **more: str) -> Entry:
    return Entry.model_validate({"id": id_, "type": type_, "name": name, "aliases": aliases, **more})


@pytest.fixture(scope="module")
def eastern() -> Gazetteer:
    return Gazetteer(
        [
            _entry("alpha-korea", EntityType.COMPANY, "Alpha Korea", "알파코리아", "阿尔法韩国"),
            _entry("alpha", EntityType.BRAND, "Alpha"),
            _entry("alpha-4", EntityType.MODEL, "Alpha 4", "알파 4", "阿尔法4", brand="alpha"),
            _entry("alpha-graz", EntityType.PLANT, "Alpha Graz", "그라츠공장"),
        ]
    )


def _sightings(text: str, language: str, gazetteer: Gazetteer) -> list[Sighting]:
    return list(recognize(read_article(text.encode(), language=language), gazetteer))


INSIDE: list[tuple[str, str]] = [
    ("en", "알파코리아 will build the 알파 4 in Graz from 2031."),
    ("en", "阿尔法韩国 will build the 阿尔法4 in Graz from 2031."),
    ("fr", "알파코리아 assemblera la 알파 4 à Graz dès 2031."),
    ("de", "알파코리아 baut den 알파 4 ab 2031 in Graz."),
]


@pytest.mark.parametrize(("language", "text"), INSIDE)
def test_eastern_names_of_known_things_are_read_inside_any_text(language: str, text: str, eastern: Gazetteer) -> None:
    article = read_article(text.encode(), language=language, published="2030-05-01")
    reading = read_facts(article, [FramesReader(eastern)], eastern)
    (fact,) = [fact.slots() for fact in reading.facts if fact.kind == "production"]
    said: dict[str, Any] = {slot: fact[slot] for slot in ("model", "builder", "place", "start")}
    assert said["builder"] in {"알파코리아", "阿尔法韩国"}
    assert said["model"] in {"알파 4", "阿尔法4"}
    assert (said["place"], said["start"]) == ("Graz", "2031")
    assert not reading.rejects


def test_names_and_numbers_of_a_korean_text(eastern: Gazetteer) -> None:
    text = "알파코리아는 그라츠공장에서 알파 4를 2031년부터 연간 30만대 생산한다. 지분 34%."
    found = _sightings(text, "ko", eastern)
    assert [(s.kind, s.entities or s.number) for s in found] == [
        ("organization", ("alpha-korea",)),
        ("plant", ("alpha-graz",)),
        ("model", ("alpha-4",)),
        ("number", 2031),
        ("number", 300_000),
        ("percent", 34),
    ]
    assert all(text[s.start : s.end] == s.text for s in found)


def test_names_and_numbers_of_a_dutch_text(eastern: Gazetteer) -> None:
    found = _sightings("Alpha Korea bouwt 300.000 auto's in Zuid-Korea, 1,5 keer meer dan de X7.", "nl", eastern)
    assert [(s.kind, s.text) for s in found] == [
        ("organization", "Alpha Korea"), ("number", "300.000"), ("region", "Zuid-Korea"),
    ]  # fmt: skip


def test_a_text_without_rules_is_said_so_and_listed_only_if_asked(tmp_path: Path) -> None:
    article, names = tmp_path / "artikel.txt", tmp_path / "names.jsonl"
    article.write_text(
        "Toyota gaat volgend jaar 20.000 nieuwe auto's bouwen in de fabriek in Polen.\n", encoding="utf-8"
    )
    plain = CliRunner().invoke(app, ["read", str(article)])
    assert plain.exit_code == 0
    assert "no rules for the language 'nl'" in plain.stderr
    assert "--known-names" in plain.stderr
    asked = CliRunner().invoke(app, ["read", str(article), "--known-names", str(names)])
    assert asked.exit_code == 0
    assert [json.loads(line)["kind"] for line in asked.stdout.splitlines()] == ["document"]
    listed = [json.loads(line) for line in names.read_text(encoding="utf-8").splitlines()]
    assert [(one["kind"], one["text"]) for one in listed] == [
        ("organization", "Toyota"), ("number", "20.000"), ("region", "Polen"),
    ]  # fmt: skip


def test_a_text_with_rules_lists_nothing(tmp_path: Path) -> None:
    article, names = tmp_path / "article.txt", tmp_path / "names.jsonl"
    article.write_text("Toyota will build 20,000 cars at its plant in Poland next year.\n", encoding="utf-8")
    assert CliRunner().invoke(app, ["read", "-q", str(article), "--known-names", str(names)]).exit_code == 0
    assert names.read_text(encoding="utf-8") == ""
