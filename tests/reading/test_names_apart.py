"""One name is not taken for another: parties and groups in brackets, models that look like companies, public bodies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.articles.article import read_article
from autokg.names.gazetteer import EntityType, Entry, Gazetteer
from autokg.reading.base import read_facts
from autokg.reading.frames.reader import FramesReader
from autokg.reading.rules.aliases import abbreviates
from autokg.reading.rules.slips import is_slip

from .conftest import FactsOf


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("ACC", "Automotive Cells Company", True),
        ("Automotive Cells Company", "ACC", True),
        ("Dunlin", "Dunlin Motors", True),
        ("SPD", "Ada Lys", False),
        ("CDU", "Ministerin Clara Dunlin", False),
        ("Lyon", "Lynx Motor Company", False),  # no capitals
        ("A", "Alpha", False),
        ("BZKRT", "Bozkurt Otomotiv", True),
        ("BZK", "Bozkurt Otomotiv", False),
    ],
)
def test_a_name_abbreviates_by_its_letters(short: str, full: str, expected: bool) -> None:
    assert abbreviates(short, full) is expected


@given(st.lists(st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True), min_size=2, max_size=5))
def test_initials_abbreviate(words: list[str]) -> None:
    assert abbreviates("".join(word[0] for word in words), " ".join(words))


@pytest.mark.parametrize(
    ("written", "known", "expected"),
    [
        ("Polstar 4", "Polestar 4", True),
        ("A-Class", "C-Class", False),
        ("Nova GT", "Nova RT", False),
        ("Novar X", "Novas X", True),
        ("Polestar 3", "Polestar 4", False),
    ],
)
def test_a_slip_is_in_a_word_that_is_long_enough(written: str, known: str, expected: bool) -> None:
    assert is_slip(written, known) is expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Olga Lindt (SPD) besuchte das Werk von Alpha in Lyon."),
        ("de", "Wirtschaftsministerin Clara Reiher (CDU) besuchte Alpha."),
        ("en", "Cormoran (Borealis) builds the Nova 3 in Lyon."),
        ("de", "In Lyon entsteht die elektrische C-Klasse, zudem zieht die A-Klasse aus Metz dorthin um."),
    ],
)
def test_no_alias_without_aliasing(language: str, text: str, facts_of: FactsOf) -> None:
    assert [fact for fact in facts_of(text, language, "2030-05-01") if fact["kind"] == "alias"] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Ministry of Industry signed a memorandum with Alpha."),
        ("en", "Alpha and the CGT union signed an agreement in July 2029."),
        ("en", "The Lyon-based daily Courant and Alpha signed a partnership."),
        ("en", "Lyon United signed a sponsorship deal with Alpha."),
        ("de", "IG Metall und Alpha haben einen Vertrag unterzeichnet."),
        ("de", "FC Lyon und Alpha haben ihren Vertrag verlängert."),
        ("en", "The French government will invest 500 million euros in Alpha's Lyon plant."),
        ("es", "El Gobierno invertirá 300 millones de euros en la planta de Alpha."),
    ],
)
def test_public_bodies_and_clubs_are_no_parties(language: str, text: str, facts_of: FactsOf) -> None:
    found = facts_of(text, language, "2030-05-01")
    assert [fact for fact in found if fact["kind"] in ("agreement", "investment")] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Alpha and Borealis signed an agreement in July 2029.", "agreement"),
        ("Alpha will invest 500 million euros in Lyon, the government said.", "investment"),
        ("The government of Lyon welcomed that Alpha and Borealis signed an agreement.", "agreement"),
    ],
)
def test_companies_stay_parties(text: str, kind: str, facts_of: FactsOf) -> None:
    assert [fact["kind"] for fact in facts_of(text, "en", "2030-05-01")] == [kind]


def _read(text: str) -> set[tuple[str | None, str | None]]:
    """Return the models and makers that are read where a model of one maker is called like another company."""
    entries = [
        {"id": "dunlin", "type": EntityType.BRAND, "name": "Dunlin"},
        {"id": "dunlin-teal", "type": EntityType.MODEL, "name": "Dunlin Teal", "brand": "dunlin"},
        {"id": "dunlin-k4", "type": EntityType.MODEL, "name": "Dunlin K4", "brand": "dunlin"},
        {"id": "dunlin-2", "type": EntityType.MODEL, "name": "Dunlin #2", "brand": "dunlin"},
        {"id": "teal", "type": EntityType.COMPANY, "name": "Teal"},
    ]
    gazetteer = Gazetteer([Entry.model_validate(entry) for entry in entries])
    reading = read_facts(read_article(text.encode(), language="en"), [FramesReader(gazetteer)], gazetteer)
    slots = [fact.slots() for fact in reading.facts if fact.kind == "production"]
    return {(each.get("model"), each.get("builder")) for each in slots}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Teal is built in Lyon.", {("Teal", None)}),
        ("Teal builds the Nova 3 in Lyon.", {("Nova 3", "Teal")}),
        ("The Kestrel K4 is built in Lyon.", {("Kestrel K4", None)}),
        ("The K4 is built in Lyon.", {("K4", None)}),
        ("Dunlin builds the ID.2 in Lyon.", {("ID.2", "Dunlin")}),
        ("Dunlin builds the Dunlin #2 in Lyon.", {("Dunlin #2", "Dunlin")}),
    ],
)
def test_a_model_is_told_from_a_company(text: str, expected: set[tuple[str | None, str | None]]) -> None:
    assert _read(text) == expected
